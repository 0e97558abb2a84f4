//! Which protocol, and where.

/// Which protocol a claim follows, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scheme {
    /// `Authorization: OSS id:signature`
    V1Header,
    /// `?OSSAccessKeyId=&Expires=&Signature=`
    V1Url,
    /// `Authorization: OSS2 ...`
    V2Header,
    /// `?x-oss-signature-version=OSS2`
    V2Url,
    /// `Authorization: OSS4-HMAC-SHA256 ...`
    V4Header,
    /// `?x-oss-signature-version=OSS4-HMAC-SHA256`
    V4Url,
    /// A form with `policy` and `Signature`
    PostV1,
    /// A form with `policy` and `x-oss-signature-version=OSS4-HMAC-SHA256`
    PostV4,
}
