//! A row a code ("OSS error responses", and the pages of the codes in the vendor's reference).

use super::meaning::Meaning;

/// All codes that have to do with signatures, or are taken for it.
pub(super) const ALL: &[Meaning] = &[
    Meaning {
        code: "SignatureDoesNotMatch",
        messages: &["The request signature we calculated does not match the signature you provided"],
        summary: "the service made another signature of this request than the client presented",
        text: "Either the secret is not that of the key id, or client and service signed different strings. The answer's \
               body has the service's string (StringToSign, StringToSignBytes; CanonicalRequest with V4): \
               `whysig diagnose --credential ID:SECRET FILE` on that body alone names the difference.\n\n\
               Often, in this order: a secret with a blank, a lost character or of another key; a Content-Type that a \
               browser or library adds or changes (an upload by URL is signed without one unless it was told); a key that \
               is encoded twice or not at all; a GET link used for a PUT; a gateway or CDN that changes path, host or \
               fields; a response piped into an upload, whose fields are copied onto it.",
    },
    Meaning {
        code: "RequestTimeTooSkewed",
        messages: &["The difference between the request time and the current time is too large"],
        summary: "the request's own time is more than 15 minutes from the service's",
        text: "The body has both (RequestTime, ServerTime). Whole hours apart, as 8, are a local time written as UTC: the \
               time zone is wrong. Minutes or days apart are a clock that is not set: synchronise it (NTP), or let the \
               SDK correct it (ali-oss and the SDKs v2 do). 1970 is a clock that was never set. A request that waits in a \
               queue, or a retry that keeps its first date, ages as well.",
    },
    Meaning {
        code: "InvalidAccessKeyId",
        messages: &[
            "The OSS Access Key Id you provided does not exist in our records",
            "The Access Key Id you provided does not exist",
        ],
        summary: "the service does not know this access key id",
        text: "The id has a typing error or a blank, was deleted or disabled, or is of another cloud or site. A temporary \
               key (STS., TMP.) is unknown without its token, and after its end: send x-oss-security-token (in a URL \
               security-token), and fetch a new one. Nothing is said of the signature: the id is looked up first.",
    },
    Meaning {
        code: "AccessDenied",
        messages: &[
            "You have no right to access this object",
            "You do not have",
            "AccessDenied",
            "The bucket you access does not belong to you",
        ],
        summary: "the signature holds or none was asked for, and the access is not allowed",
        text: "No signature error, unless the message says so: look at the bucket's and the account's policies (RAM), the \
               ACL of bucket and object, the referer list, and whether the request is signed at all: an anonymous one to \
               a private object gets this code. EC 0003-... names which rule refused.",
    },
    Meaning {
        code: "AccessDenied",
        messages: &["Request has expired"],
        summary: "the signed URL is past its end",
        text: "Expires is a moment in seconds since 1970 (in V4, x-oss-expires is a number of seconds after x-oss-date). \
               Compare it with the service's date in the answer. Sign anew; give it longer; look at the clock of the host \
               that signs. A URL signed with a temporary key ends with its token, whatever its own end.",
    },
    Meaning {
        code: "AccessDenied",
        messages: &["OSS authentication requires a valid Date"],
        summary: "the request has no date that can be read",
        text: "Neither Date nor x-oss-date can be read: missing (EC 0002-00000503) or not of the form \
               `Tue, 01 Dec 2026 08:00:00 GMT` (EC 0002-00000505). A browser may not set Date: send x-oss-date, and sign it.",
    },
    Meaning {
        code: "AccessDenied",
        messages: &["Query string authentication requires the Signature, Expires and OSSAccessKeyId parameters"],
        summary: "a signed URL lacks some of its parameters",
        text: "Mostly the shell cut the URL at its first `&`: put it in quotation marks. Or `&` was escaped for JSON (\\u0026) \
               or for a page (&amp;): unescape it. EC 0002-00000067 to 75 name the parameter.",
    },
    Meaning {
        code: "AccessDenied",
        messages: &["Invalid date (should be seconds since epoch)"],
        summary: "Expires of the URL is no number",
        text: "Expires is a whole number of seconds since 1970-01-01 UTC, no date and no fraction.",
    },
    Meaning {
        code: "AccessDenied",
        messages: &["Invalid according to Policy"],
        summary: "the form's policy does not allow the form",
        text: "The message names it: the policy is past its expiration, a condition does not hold for the field's value, or a \
               field stands in the form that no condition names. The signature of a form covers the policy's text alone: \
               change the policy, then sign anew.",
    },
    Meaning {
        code: "SecondLevelDomainForbidden",
        messages: &[
            "The bucket you are attempting to access must be addressed using OSS third level domain",
            "Please use virtual hosted style",
        ],
        summary: "the bucket stands in the path, and the service wants it in the host",
        text: "Send to BUCKET.oss-REGION.aliyuncs.com/KEY in the place of oss-REGION.aliyuncs.com/BUCKET/KEY (virtual-hosted \
               style, in S3 clients `addressing_style = virtual`). The signature is the same for both.",
    },
    Meaning {
        code: "InvalidSecurityToken",
        messages: &["The security token you provided is invalid"],
        summary: "the token of a temporary key is damaged, cut, or of another key",
        text: "The three parts of a temporary key (id, secret, token) belong together: take all from one answer of STS. In a \
               URL the token's `+`, `/` and `=` must be percent-encoded.",
    },
    Meaning {
        code: "SecurityTokenExpired",
        messages: &["The security token you provided has expired"],
        summary: "the token of a temporary key is past its end",
        text: "A signed URL made with a temporary key holds no longer than the key's token. Fetch a new one, and give it as \
               long a lifetime as the URL.",
    },
    Meaning {
        code: "AccessKeyIdAndSecurityTokenNotMatch",
        messages: &["The OSS access key id and security token you provided does not match"],
        summary: "the token is another key's",
        text: "Id, secret and token of a temporary key come in one answer: two answers were mixed, or one part is cached.",
    },
    Meaning {
        code: "MalformedPOSTRequest",
        messages: &["The body of your POST request is not well-formed multipart/form-data"],
        summary: "the form's body cannot be taken apart",
        text: "Content-Type lacks its boundary (let the browser or the library set it: do not set it by hand), a part has no \
               Content-Disposition first, or the file is not the last field.",
    },
    Meaning {
        code: "InvalidPolicyDocument",
        messages: &[
            "The content of the form does not meet the conditions specified in the policy document",
            "Invalid Policy",
        ],
        summary: "the form's policy is no JSON in base64, or its conditions cannot be read",
        text: "The policy is JSON with `expiration` and `conditions`, in base64 without line ends; what is signed is the base64 \
               text itself.",
    },
    Meaning {
        code: "InvalidArgument",
        messages: &[
            "Authorization header is invalid",
            "Invalid signing region in Authorization header",
            "The x-oss-content-sha256 only supports UNSIGNED-PAYLOAD",
            "Invalid Credential in Authorization header",
            "Post request accessKeyId is empty",
            "Post request signature is empty",
        ],
        summary: "a part of the claim, or another argument, has not the form that it must have",
        text: "With `Authorization` in the message: an empty key id or signature (the configuration gave none), a wrong region \
               (V4: that of the endpoint, without `oss-`), x-oss-content-sha256 other than UNSIGNED-PAYLOAD, or a signature \
               in the header and in the URL at once: only one may be there. Otherwise ArgumentName names the field.",
    },
    Meaning {
        code: "InvalidDigest",
        messages: &["The Content-MD5 you specified was invalid"],
        summary: "Content-MD5 is not the digest of the body that arrived",
        text: "It is the base64 of the 16 bytes, not of their hex text; and the body may have been changed on its way.",
    },
    Meaning {
        code: "MissingContentLength",
        messages: &["You must provide the Content-Length HTTP header"],
        summary: "the upload has neither a length nor chunks",
        text: "Send Content-Length, or Transfer-Encoding: chunked.",
    },
    Meaning {
        code: "InvalidBucketName",
        messages: &["The specified bucket is not valid"],
        summary: "what the service took for the bucket is no bucket's name",
        text: "The endpoint is set where the bucket belongs, or the bucket stands in the endpoint already.",
    },
];
