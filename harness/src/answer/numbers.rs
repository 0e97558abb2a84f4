//! The service's numbers for a cause (EC), from its pages "EC" in the troubleshooting reference.

/// What a number means; `None` for what is no number.
pub(super) fn number(text: &str) -> Option<(&str, &'static str)> {
    let bytes = text.as_bytes();
    let digits = |byte: &u8| byte.is_ascii_digit();
    if bytes.len() != 13 || bytes[4] != b'-' || !bytes[..4].iter().chain(&bytes[5..]).all(digits) {
        return None;
    }
    let known = ALL.iter().find(|(number, _)| *number == text);
    let known = known.or_else(|| GROUPS.iter().find(|(start, _)| text.starts_with(start)));
    let words = known.map_or("a number that is not known here", |(_, words)| words);
    Some((text, words))
}

/// What numbers that begin so are about.
const GROUPS: &[(&str, &str)] = &[
    (
        "0002-000000",
        "the claim of a request, or its V1 signature: a number that is not known here",
    ),
    ("0002-000001", "a V2 signature: a number that is not known here"),
    ("0002-000002", "a V4 signature: a number that is not known here"),
    ("0002-000003", "a signature of S3 V2: a number that is not known here"),
    ("0002-000004", "a signature of S3 V4: a number that is not known here"),
    ("0002-000005", "the date of a request: a number that is not known here"),
    (
        "0002-000007",
        "the claim of a browser form: a number that is not known here",
    ),
    ("0002-", "authentication: a number that is not known here"),
    (
        "0003-",
        "no signature error: authorisation (a policy of the bucket or the account, an ACL, a referer list)",
    ),
    (
        "0006-000002",
        "the policy of a browser form: a number that is not known here",
    ),
    ("0017-", "a header of the request that is not about its signature"),
];

/// A line a number.
const ALL: &[(&str, &str)] = &[
    (
        "0002-00000002",
        "a key that is none of STS came with a token, or the temporary key is past its end: leave the token out of a long-term key's request",
    ),
    (
        "0002-00000003",
        "InvalidAccessKeyId: a temporary key (STS., TMP.) came without its security token, or after its end",
    ),
    ("0002-00000004", "key id and security token do not belong together"),
    (
        "0002-00000005",
        "a signed URL has its token in a header: it must stand in the query (security-token)",
    ),
    (
        "0002-00000006",
        "the security token is invalid: damaged, cut, or not encoded in the URL",
    ),
    ("0002-00000031", "the S3-compatible mode is not enabled for the account"),
    (
        "0002-00000040",
        "SignatureDoesNotMatch of V1 and V4: `whysig explain SignatureDoesNotMatch`, and bring the answer's body",
    ),
    (
        "0002-00000061",
        "Authorization begins with no prefix that the service knows (`OSS `, `OSS4-HMAC-SHA256 `)",
    ),
    (
        "0002-00000062",
        "Authorization of V1 has no colon between key id and signature",
    ),
    (
        "0002-00000063",
        "the key id in Authorization is empty: the configuration or the credential provider gave none",
    ),
    (
        "0002-00000064",
        "the key id in Authorization has characters that no key id has, as a blank",
    ),
    ("0002-00000065", "the signature in Authorization is empty"),
    (
        "0002-00000066",
        "x-oss-signature-version is none that the service knows",
    ),
    (
        "0002-00000067",
        "a signed URL has no Expires: cut at `&` by a shell, or `&` is escaped",
    ),
    ("0002-00000068", "Expires of a signed URL is empty"),
    ("0002-00000069", "the signed URL is past its end (Request has expired)"),
    ("0002-00000070", "Expires of a signed URL is no whole number of seconds"),
    ("0002-00000071", "a signed URL has no OSSAccessKeyId"),
    ("0002-00000072", "OSSAccessKeyId of a signed URL is empty"),
    (
        "0002-00000073",
        "OSSAccessKeyId of a signed URL has characters that no key id has",
    ),
    (
        "0002-00000074",
        "a signed URL has no Signature: cut at `&` by a shell, or `&` is escaped",
    ),
    ("0002-00000075", "Signature of a signed URL is empty"),
    ("0002-00000076", "x-oss-additional-headers of a URL is empty"),
    (
        "0002-00000077",
        "x-oss-additional-headers of a URL names a header that the request does not have",
    ),
    (
        "0002-00000202",
        "Authorization of V4 has not the number of parts that it must have",
    ),
    ("0002-00000205", "Authorization of V4 has no Credential"),
    (
        "0002-00000206",
        "the key id in Credential has characters that no key id has",
    ),
    ("0002-00000208", "the signature in Authorization of V4 is empty"),
    ("0002-00000209", "AdditionalHeaders is empty: leave it out"),
    ("0002-00000210", "AdditionalHeaders has an empty name: a `;` too many"),
    (
        "0002-00000211",
        "AdditionalHeaders names a header that the request does not have, or one with an underscore",
    ),
    (
        "0002-00000213",
        "Credential of V4 is not ID/DATE/REGION/oss/aliyun_v4_request",
    ),
    ("0002-00000214", "x-oss-content-sha256 is not UNSIGNED-PAYLOAD"),
    ("0002-00000215", "a V4 URL has no x-oss-expires"),
    ("0002-00000216", "x-oss-expires of a V4 URL is empty"),
    ("0002-00000217", "a V4 URL has no x-oss-credential"),
    ("0002-00000218", "x-oss-credential of a V4 URL is empty"),
    ("0002-00000219", "a V4 URL has no x-oss-signature"),
    (
        "0002-00000222",
        "the key id in x-oss-credential has characters that no key id has",
    ),
    ("0002-00000223", "the date in x-oss-credential is not YYYYMMDD"),
    (
        "0002-00000224",
        "x-oss-credential does not end in /oss/aliyun_v4_request",
    ),
    (
        "0002-00000226",
        "the region in the claim is not the endpoint's: take that of the endpoint, without `oss-`",
    ),
    ("0002-00000307", "SignatureDoesNotMatch of S3 V2"),
    ("0002-00000429", "SignatureDoesNotMatch of S3 V4"),
    ("0002-00000430", "SignatureDoesNotMatch of S3 V4"),
    (
        "0002-00000501",
        "RequestTimeTooSkewed in S3 mode: `whysig explain RequestTimeTooSkewed`",
    ),
    ("0002-00000503", "the request has no date: Date or x-oss-date"),
    (
        "0002-00000504",
        "RequestTimeTooSkewed: `whysig explain RequestTimeTooSkewed`",
    ),
    (
        "0002-00000505",
        "the request's date cannot be read: it is `Tue, 01 Dec 2026 08:00:00 GMT`",
    ),
    (
        "0002-00000706",
        "a browser form lacks its key id, its signature or its key, or has them behind the file",
    ),
    (
        "0002-00000902",
        "InvalidAccessKeyId: the service does not know this key id",
    ),
    (
        "0016-00000005",
        "a key longer than 1023 bytes, or one that begins with `/` or `\\`",
    ),
    ("0017-00000101", "the upload has no Content-Length and no chunks"),
    ("0017-00000502", "Content-MD5 is no base64 of 16 bytes"),
    (
        "0017-00000503",
        "Content-MD5 is not the digest of the body that arrived",
    ),
];
