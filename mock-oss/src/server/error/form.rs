//! The answers to forms: claims that cannot be read, and policies that do not allow what was posted.
//!
//! Sources: "PostObject", "HTTP 400", "HTTP 403", "OSS error codes" (EC pages, named by number).

use crate::server::reply::ErrorDocument;
use crate::server::reply::iso_time;
use crate::verify::policy::PolicyError;
use crate::verify::{FormError, v1, v4};

/// Whichever protocol signs the form.
pub(in crate::server) fn of_form(error: &FormError) -> ErrorDocument {
    match error {
        // unknown: the answer to a field of the claim that stands twice.
        FormError::Repeated { name } => invalid("The form has a repeated field.").with("ArgumentName", *name),
        FormError::KeyMissing => invalid(
            "The bucket POST must contain the specified 'key'. If it is specified, please check the order of the fields",
        )
        .ec("0002-00000706")
        .with("ArgumentName", "key")
        .with("ArgumentValue", ""),
        // unknown: the message.
        FormError::Version { text } => invalid("The signature version is invalid.")
            .ec("0002-00000701")
            .with("ArgumentName", "x-oss-signature-version")
            .with("ArgumentValue", text.clone()),
        // unknown: the message.
        FormError::PolicyMissing => invalid("Post request policy is empty.").ec("0002-00000702"),
        FormError::SignatureMissing => invalid("Post request signature is empty.").ec("0002-00000703"),
        FormError::SignatureEmpty => invalid("Post request signature is empty.").ec("0002-00000704"),
    }
}

pub(in crate::server) fn of_v1_form(error: v1::FormError) -> ErrorDocument {
    match error {
        v1::FormError::KeyIdMissing => invalid("Post request accessKeyId is empty."),
        v1::FormError::KeyIdIllegal => illegal_key_id(),
    }
}

/// unknown: the messages of the last two.
pub(in crate::server) fn of_v4_form(error: v4::FormError) -> ErrorDocument {
    match error {
        v4::FormError::KeyIdIllegal => illegal_key_id(),
        v4::FormError::Credential => invalid("The credential is invalid.")
            .ec("0002-00000710")
            .with("ArgumentName", "x-oss-credential"),
        v4::FormError::Date => invalid("The date is invalid.").with("ArgumentName", "x-oss-date"),
    }
}

pub(in crate::server) fn of_policy(error: &PolicyError) -> ErrorDocument {
    let invalid = |what| ErrorDocument::new(400, "InvalidPolicyDocument", format!("Invalid Policy: {what}"));
    let denied = |what| ErrorDocument::new(403, "AccessDenied", format!("Invalid according to Policy: {what}"));
    match error {
        // unknown: the messages of this kind; the pages give causes.
        PolicyError::Invalid { what } => invalid((*what).to_owned()).ec("0006-00000201"),
        PolicyError::UnknownKey { name } => invalid(format!("unknown key {name}")).ec("0006-00000206"),
        PolicyError::NoExpiration => invalid("no expiration".to_owned()).ec("0006-00000208"),
        PolicyError::Empty => invalid("neither expiration nor conditions".to_owned()).ec("0006-00000209"),
        PolicyError::ExpirationNotString => invalid("expiration is not a string".to_owned()).ec("0006-00000210"),
        PolicyError::ExpirationEmpty => invalid("expiration is empty".to_owned()).ec("0006-00000211"),
        // unknown: the EC of an expired policy and of a condition that is not met.
        PolicyError::Expired { until, server } => denied("Policy expired.".to_owned())
            .with("Expires", iso_time(*until))
            .with("ServerTime", iso_time(*server)),
        PolicyError::ConditionFailed { condition } => denied(format!("Policy Condition failed: {condition}")),
        PolicyError::Uncovered { name } => denied(format!("Extra input fields: {name}")).ec("0006-00000228"),
    }
}

fn invalid(message: &'static str) -> ErrorDocument {
    ErrorDocument::new(400, "InvalidArgument", message)
}

fn illegal_key_id() -> ErrorDocument {
    ErrorDocument::new(
        403,
        "InvalidAccessKeyId",
        "The OSS Access Key Id you provided contains non-acceptable characters.",
    )
}
