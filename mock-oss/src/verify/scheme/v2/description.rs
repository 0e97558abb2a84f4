//! What is to be known of V2.

use super::key::KEY;
use super::{VERSION, canonical, claim};
use crate::verify::claim::names::{Name, Part};
use crate::verify::scheme::description::{
    AroundHeaders, CanonicalRules, Description, HeaderClaim, Mark, OwnHeaders, ParameterWriting, Parts,
    ResourceWriting, Spelling, StageCount, UrlClaim,
};
use crate::verify::{Mac, Rule};

pub(in crate::verify::scheme) static DESCRIPTION: Description = Description {
    name: "V2",
    mac: Mac::Sha256,
    spelling: Spelling::Base64,
    key: KEY,
    own: OwnHeaders::OSS,
    header: HeaderClaim {
        id: "oss-v2-header",
        begins: "OSS2 ",
        parts: Parts::Named,
        read: claim::header,
    },
    url: UrlClaim {
        id: "oss-v2-url",
        mark: Mark::Value("x-oss-signature-version", VERSION),
        names: &[
            Name::new("x-oss-signature-version", Part::Version),
            Name::new("x-oss-access-key-id", Part::KeyId),
            Name::new("x-oss-expires", Part::Expires),
            Name::new("x-oss-additional-headers", Part::AdditionalHeaders),
            Name::new("x-oss-signature", Part::Signature),
            Name::new("security-token", Part::Token),
        ],
        unsigned: &["x-oss-signature"],
        read: claim::url,
    },
    // Its pages name the field of the version and not what is signed.
    form: None,
    canonical: CanonicalRules {
        message: canonical::build,
        lines: canonical::build,
        stages: StageCount::One,
        around_headers: AroundHeaders { before: 4, behind: 2 },
        values: &[("content-md5", Rule::ContentMd5), ("content-type", Rule::ContentType)],
        signs_own: true,
        standard: &[],
        date: Rule::DateLine,
        resource: (Rule::Resource, ResourceWriting::Encoded),
        parameters: (Rule::Resource, ParameterWriting::Encoded),
        signs_parameter: |_| true,
    },
    check: |_, _, _| Ok(()),
};
