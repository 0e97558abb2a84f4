//! What is to be known of V4.

use super::key::KEY;
use super::{ALGORITHM, canonical, claim, scope};
use crate::verify::claim::names::{Name, Part};
use crate::verify::scheme::description::{
    AroundHeaders, CanonicalRules, Description, FormClaim, HeaderClaim, Mark, OwnHeaders, ParameterWriting, Parts,
    ResourceWriting, Spelling, StageCount, UrlClaim,
};
use crate::verify::{Mac, Rule};

pub(in crate::verify::scheme) static DESCRIPTION: Description = Description {
    name: "V4",
    mac: Mac::Sha256,
    spelling: Spelling::Hex,
    key: KEY,
    own: OwnHeaders::OSS,
    header: HeaderClaim {
        id: "oss-v4-header",
        begins: "OSS4-HMAC-SHA256 ",
        parts: Parts::Named,
        read: claim::header,
    },
    url: UrlClaim {
        id: "oss-v4-url",
        mark: Mark::Value("x-oss-signature-version", ALGORITHM),
        names: &[
            Name::new("x-oss-signature-version", Part::Version),
            Name::new("x-oss-credential", Part::Credential),
            Name::new("x-oss-date", Part::Date),
            Name::new("x-oss-expires", Part::Expires),
            Name::new("x-oss-additional-headers", Part::AdditionalHeaders),
            Name::new("x-oss-signature", Part::Signature),
            Name::new("x-oss-security-token", Part::Token),
        ],
        unsigned: &["x-oss-signature"],
        read: claim::url,
    },
    form: Some(FormClaim {
        id: "oss-post-v4",
        mark: Mark::Value("x-oss-signature-version", ALGORITHM),
        names: &[
            Name::new("x-oss-signature-version", Part::Version),
            Name::new("x-oss-credential", Part::Credential),
            Name::new("x-oss-date", Part::Date),
            Name::new("policy", Part::Policy),
            Name::new("x-oss-signature", Part::Signature),
            Name::new("x-oss-security-token", Part::Token),
        ],
        covered: &[
            "x-oss-signature-version",
            "x-oss-credential",
            "x-oss-date",
            "x-oss-security-token",
        ],
        read: claim::form,
    }),
    canonical: CanonicalRules {
        message: canonical::build,
        lines: canonical::build,
        stages: StageCount::Two,
        around_headers: AroundHeaders { before: 3, behind: 3 },
        values: &[],
        signs_own: true,
        standard: &["content-type", "content-md5"],
        date: Rule::Timestamp,
        resource: (Rule::CanonicalUri, ResourceWriting::EncodedSegments),
        parameters: (Rule::CanonicalQuery, ParameterWriting::EncodedLine),
        signs_parameter: |_| true,
    },
    check: scope::check,
};
