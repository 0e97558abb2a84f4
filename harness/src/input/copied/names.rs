//! What the names of fields tell.

/// Whether fields are those of a browser's request: it writes them itself (Fetch metadata, client hints).
pub(super) fn browser_sent(fields: &[(Vec<u8>, Vec<u8>)]) -> bool {
    fields.iter().any(|(name, _)| {
        let name = name.to_ascii_lowercase();
        name.starts_with(b"sec-fetch-") || name.starts_with(b"sec-ch-")
    })
}

/// Names that only requests have, in lower case: where a list of fields has one, its request begins.
pub(super) const OF_REQUESTS: &[&[u8]] = &[
    b":authority",
    b":method",
    b":path",
    b":scheme",
    b"accept",
    b"accept-encoding",
    b"accept-language",
    b"authorization",
    b"host",
    b"origin",
    b"referer",
    b"user-agent",
    b"sec-fetch-mode",
    b"sec-fetch-dest",
    b"sec-ch-ua",
    b"cookie",
];
