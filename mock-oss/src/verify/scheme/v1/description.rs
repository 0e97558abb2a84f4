//! What is to be known of V1.

use super::key::KEY;
use super::{canonical, claim, is_signed};
use crate::verify::claim::names::{Name, Part};
use crate::verify::scheme::description::{
    AroundHeaders, CanonicalRules, Description, FormClaim, HeaderClaim, Mark, OwnHeaders, ParameterWriting, Parts,
    ResourceWriting, Spelling, StageCount, UrlClaim,
};
use crate::verify::{Mac, Rule};

pub(in crate::verify::scheme) static DESCRIPTION: Description = Description {
    name: "V1",
    mac: Mac::Sha1,
    spelling: Spelling::Base64,
    key: KEY,
    own: OwnHeaders::OSS,
    header: HeaderClaim {
        id: "oss-v1-header",
        begins: "OSS ",
        parts: Parts::Bare,
        read: claim::header,
    },
    url: UrlClaim {
        id: "oss-v1-url",
        mark: Mark::AnyOf(&["OSSAccessKeyId", "Expires", "Signature"]),
        names: &[
            Name::new("OSSAccessKeyId", Part::KeyId),
            Name::new("Expires", Part::Expires),
            Name::new("Signature", Part::Signature),
            Name::new("security-token", Part::Token),
        ],
        unsigned: &["OSSAccessKeyId", "Expires", "Signature"],
        read: claim::url,
    },
    form: Some(FormClaim {
        id: "oss-post-v1",
        mark: Mark::AnyOf(&["OSSAccessKeyId", "policy", "Signature"]),
        names: &[
            Name::new("OSSAccessKeyId", Part::KeyId),
            Name::new("policy", Part::Policy),
            Name::new("Signature", Part::Signature),
            Name::new("x-oss-security-token", Part::Token),
        ],
        covered: &[],
        read: claim::form,
    }),
    canonical: CanonicalRules {
        message: canonical::build,
        lines: canonical::build,
        stages: StageCount::One,
        around_headers: AroundHeaders { before: 4, behind: 1 },
        values: &[("content-md5", Rule::ContentMd5), ("content-type", Rule::ContentType)],
        signs_own: true,
        standard: &[],
        date: Rule::DateLine,
        resource: (Rule::Resource, ResourceWriting::Decoded),
        parameters: (Rule::Resource, ParameterWriting::Decoded),
        signs_parameter: is_signed,
    },
    check: |_, _, _| Ok(()),
};
