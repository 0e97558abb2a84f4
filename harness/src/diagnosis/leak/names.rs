//! Names that only responses have.

/// Whether only responses have fields of this lower-case name.
///
/// RFC 9110 sections 8.8, 10.2, 11.6 and 14.3; "Common HTTP response headers" of OSS; CDN marks as
/// `CloudFront`, Cloudflare, Alibaba Cloud CDN and Fastly write them.
pub(crate) fn is_response_only(name: &[u8]) -> bool {
    RESPONSE_ONLY
        .binary_search_by(|known| known.as_bytes().cmp(name))
        .is_ok()
}

/// In byte order.
const RESPONSE_ONLY: &[&str] = &[
    "accept-ranges",
    "age",
    "alt-svc",
    "cf-cache-status",
    "cf-ray",
    "eagleid",
    "etag",
    "last-modified",
    "location",
    "proxy-authenticate",
    "retry-after",
    "server",
    "server-timing",
    "set-cookie",
    "strict-transport-security",
    "timing-allow-origin",
    "vary",
    "www-authenticate",
    "x-amz-cf-id",
    "x-amz-cf-pop",
    "x-amz-id-2",
    "x-amz-request-id",
    "x-cache",
    "x-cache-hits",
    "x-content-type-options",
    "x-oss-bucket-version",
    "x-oss-cdn-auth",
    "x-oss-delete-marker",
    "x-oss-ec",
    "x-oss-err",
    "x-oss-expiration",
    "x-oss-hash-crc64ecma",
    "x-oss-next-append-position",
    "x-oss-object-type",
    "x-oss-process-status",
    "x-oss-request-id",
    "x-oss-restore",
    "x-oss-server-time",
    "x-oss-transition-time",
    "x-oss-version-id",
    "x-powered-by",
    "x-served-by",
    "x-swift-cachetime",
    "x-swift-savetime",
];
