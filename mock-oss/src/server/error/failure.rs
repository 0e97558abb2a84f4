//! From every reason to OSS's code, status, message, EC and elements: exhaustive matches, no wildcard.
//!
//! Sources: "OSS error codes" (EC pages, named by number), "HTTP 400", "HTTP 403" and their siblings.

use crate::server::error::Fault;
use crate::server::error::claim::{of_v1_header, of_v1_url, of_v2_header, of_v2_url, of_v4_header, of_v4_url};
use crate::server::error::form::{of_form, of_policy, of_v1_form, of_v4_form};
use crate::server::error::operation::of_fault;
use crate::server::reply::{ErrorDocument, iso_time};
use crate::verify::{Claim, Mismatch, PresentedError, Refusal, SKEW};
use crate::wire::WireError;

/// Why a request is not answered with what it asked for.
#[derive(Debug)]
pub(in crate::server) enum Failure<'a> {
    /// The signature does not hold.
    Mismatch(&'a Mismatch),
    /// The claim was turned away.
    Refused(&'a Refusal),
    /// A head that hyper accepts and the framer does not.
    Wire(&'a WireError),
    /// Everything behind the verdict.
    Fault(&'a Fault),
}

impl Failure<'_> {
    /// The error to answer.
    pub(in crate::server) fn document(&self) -> ErrorDocument {
        match self {
            Self::Mismatch(mismatch) => of_mismatch(mismatch),
            Self::Refused(refusal) => of_refusal(refusal),
            Self::Wire(error) => of_wire(error),
            Self::Fault(fault) => of_fault(fault),
        }
    }
}

/// The elements and their order are those of real answers (`PicGo` issue 877; V4: a public notes file
/// of 2025-10-23). EC 0002-00000040 covers V1 and V4.
///
/// unknown: the full element list of a V4 answer; `CanonicalRequest` stands before `StringToSign`, and
/// whether `StringToSignBytes` follows is not known.
fn of_mismatch(mismatch: &Mismatch) -> ErrorDocument {
    let presented = &mismatch.presented;
    let string_to_sign = mismatch.canonical.string_to_sign().bytes();
    let mut document = ErrorDocument::new(403, "SignatureDoesNotMatch", MISMATCH)
        .ec(mismatch_ec(&presented.claim))
        .with("OSSAccessKeyId", presented.key_id.as_bytes())
        .with("SignatureProvided", presented.signature.text.clone());
    if let Some(request) = mismatch.canonical.request() {
        document = document.with("CanonicalRequest", request.bytes());
    }
    let bytes = spaced_hex(&string_to_sign);
    document
        .with("StringToSign", string_to_sign)
        .with("StringToSignBytes", bytes)
}

/// unknown: whether V2 has a number of its own.
fn mismatch_ec(claim: &Claim) -> &'static str {
    match claim {
        Claim::Form => "0002-00000705",
        Claim::Field(_) | Claim::Query(_) => "0002-00000040",
    }
}

#[expect(
    clippy::match_same_arms,
    reason = "one arm a reason, each with its own source or its own unknown"
)]
fn of_refusal(refusal: &Refusal) -> ErrorDocument {
    match refusal {
        Refusal::Presented(error) => of_presented(error),
        // unknown: what the service says to two hosts; RFC 9112 section 3.2 asks for 400.
        Refusal::HostRepeated(_) => invalid_argument("The Host header is repeated."),
        Refusal::NoDate => denied("OSS authentication requires a valid Date.").ec("0002-00000503"),
        Refusal::BadDate { .. } => denied("OSS authentication requires a valid Date.").ec("0002-00000505"),
        Refusal::Skewed { request, server } => ErrorDocument::new(403, "RequestTimeTooSkewed", SKEWED)
            .ec("0002-00000504")
            .with("MaxAllowedSkewMilliseconds", SKEW.as_millis().to_string())
            .with("RequestTime", iso_time(*request))
            .with("ServerTime", iso_time(*server)),
        Refusal::Expired { until, server } => denied("Request has expired.")
            .ec("0002-00000069")
            .with("Expires", iso_time(*until))
            .with("ServerTime", iso_time(*server)),
        // unknown: the code for a V4 URL whose x-oss-date is more than 15 minutes ahead.
        Refusal::NotYetValid { from, server } => ErrorDocument::new(403, "RequestTimeTooSkewed", SKEWED)
            .with("MaxAllowedSkewMilliseconds", SKEW.as_millis().to_string())
            .with("RequestTime", iso_time(*from))
            .with("ServerTime", iso_time(*server)),
        // unknown: the answers to a scope of another day and to one of another product.
        Refusal::ScopeDate { .. } | Refusal::Product { .. } => {
            invalid_argument("Authorization header is invalid.").ec("0002-00000213")
        }
        // A real answer has an `Authorization` element. unknown: its text; here the field as it arrived, and
        // no element for a signed URL.
        Refusal::Region { .. } => invalid_argument("Invalid signing region in Authorization header.")
            .ec("0002-00000226")
            .echoing("Authorization"),
        Refusal::ContentSha256 { text } => invalid_argument("The x-oss-content-sha256 only supports UNSIGNED-PAYLOAD.")
            .ec("0002-00000214")
            .with("ArgumentName", "x-oss-content-sha256")
            .with("ArgumentValue", text.clone()),
        // "Temporary access authorization" names the code. unknown: the message.
        Refusal::TokenTwice => invalid_argument("The security token is provided more than once."),
        // "Add a signature to a URL" has this answer for a temporary key without its token.
        Refusal::TokenInHeader | Refusal::NoTokenInUrl { .. } => ErrorDocument::new(
            400,
            "InvalidRequest",
            "Security-token must be provided by query string parameter.",
        )
        .ec("0002-00000005"),
        Refusal::UnknownKey { key_id } => invalid_key(UNKNOWN_KEY, key_id).ec("0002-00000902"),
        Refusal::DisabledKey { key_id } => invalid_key("The OSS Access Key Id you provided is disabled.", key_id),
        Refusal::StrayToken { key_id } => invalid_key(UNKNOWN_KEY, key_id).ec("0002-00000002"),
        // unknown: the EC of a temporary key without its token; to the service it is no key of its own.
        Refusal::NoToken { key_id } => invalid_key(UNKNOWN_KEY, key_id).ec("0002-00000902"),
        Refusal::TokenOfOtherKey { .. } => ErrorDocument::new(
            403,
            "AccessKeyIdAndSecurityTokenNotMatch",
            "The OSS access key id and security token you provided does not match.",
        )
        .ec("0002-00000004"),
        Refusal::WrongToken { .. } => ErrorDocument::new(
            403,
            "InvalidSecurityToken",
            "The security token you provided is invalid.",
        )
        .ec("0002-00000006"),
        Refusal::PathStyle { bucket } => {
            ErrorDocument::new(403, "SecondLevelDomainForbidden", THIRD_LEVEL).with("Bucket", bucket.clone())
        }
        Refusal::Policy(error) => of_policy(error),
    }
}

/// unknown: the messages of most of these; the EC pages give causes, not texts.
fn of_presented(error: &PresentedError) -> ErrorDocument {
    match error {
        // unknown: how the service takes a repeated field; it is no valid header in any reading.
        PresentedError::AuthorizationRepeated(_) => invalid_argument("Authorization header is invalid."),
        PresentedError::UnknownPrefix => invalid_argument("Authorization header is invalid.").ec("0002-00000061"),
        PresentedError::SignedTwice => {
            invalid_argument("Only one authentication mechanism can be used: header or query string.")
        }
        // unknown: the answer to S3's signatures where the account has not the S3-compatible mode.
        PresentedError::S3(_) => invalid_argument("The S3-compatible mode is not enabled.").ec("0002-00000031"),
        PresentedError::UnknownVersion { text } => invalid_argument("The signature version is invalid.")
            .ec("0002-00000066")
            .with("ArgumentName", "x-oss-signature-version")
            .with("ArgumentValue", text.clone()),
        PresentedError::V1Header(error) => of_v1_header(*error),
        PresentedError::V1Url(error) => of_v1_url(*error),
        PresentedError::V2Header(error) => of_v2_header(error),
        PresentedError::V2Url(error) => of_v2_url(error),
        PresentedError::V4Header(error) => of_v4_header(error),
        PresentedError::V4Url(error) => of_v4_url(error),
        PresentedError::Form(error) => of_form(error),
        PresentedError::V1Form(error) => of_v1_form(*error),
        PresentedError::V4Form(error) => of_v4_form(*error),
    }
}

/// unknown: what the service says below HTTP; the statuses are those of RFC 9110 and RFC 6585.
fn of_wire(error: &WireError) -> ErrorDocument {
    match error {
        WireError::Empty | WireError::RequestLine { .. } | WireError::CutOff { .. } => {
            ErrorDocument::new(400, "InvalidRequest", "The request is not a valid HTTP request.")
        }
        WireError::TooLong { .. } | WireError::TooManyFields { .. } => ErrorDocument::new(
            431,
            "RequestHeaderSectionTooLarge",
            "Your request header section is too large.",
        ),
    }
}

fn denied(message: &'static str) -> ErrorDocument {
    ErrorDocument::new(403, "AccessDenied", message)
}

fn invalid_argument(message: &'static str) -> ErrorDocument {
    ErrorDocument::new(400, "InvalidArgument", message)
}

fn invalid_key(message: &'static str, key_id: &str) -> ErrorDocument {
    ErrorDocument::new(403, "InvalidAccessKeyId", message).with("OSSAccessKeyId", key_id)
}

/// `StringToSignBytes`: every byte as two upper-case hex digits and a blank, the last one too.
fn spaced_hex(bytes: &[u8]) -> Vec<u8> {
    bytes
        .iter()
        .flat_map(|byte| format!("{byte:02X} ").into_bytes())
        .collect()
}

const MISMATCH: &str = "The request signature we calculated does not match the signature you provided. \
    Check your key and signing method.";
const SKEWED: &str = "The difference between the request time and the current time is too large.";
const THIRD_LEVEL: &str = "The bucket you are attempting to access must be addressed using OSS third level domain.";
const UNKNOWN_KEY: &str = "The OSS Access Key Id you provided does not exist in our records.";
