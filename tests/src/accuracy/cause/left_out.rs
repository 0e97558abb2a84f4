//! Rows of the catalogue that are not applied.

/// Row, and why it is not applied.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "A14",
        "OSS signs Content-Type whenever it is there; the same bytes are A4",
    ),
    (
        "B8",
        "an earlier key is another configured key (E11b) or an unknown one (E11x)",
    ),
    ("B15", "fields of another vendor's prefix are not signed by OSS"),
    ("C5", "OSS signs no chunks"),
    ("C6", "checksums in x-oss-* fields are B1 and B2"),
    ("C7", "the payload line of a URL is C3"),
    ("C8", "a retry with an older signature is D2b"),
    ("C10", "no OSS signature covers the body"),
    (
        "E3",
        "OSS hosts are names; without its brackets an address in Host is no valid host, and is refused before",
    ),
    ("E6", "HTTP/2 is not spoken here"),
    (
        "F5",
        "OSS decodes the path before it signs: an escape that travels decoded is the same request",
    ),
    ("F16", "a mistake of a server, and there is one server here"),
    (
        "G12",
        "conditional fields are signed only when listed; added unlisted, they change nothing",
    ),
    ("G14", "a box that drops names with an underscore is B4x"),
    ("G15", "a development proxy is E1 with F7a"),
    ("H1", "a form's policy stands in the body; the diagnosis takes a head"),
    ("H3", "a mistake of a server, and there is one server here"),
    ("H4", "one signature used for another key is F13x"),
    ("H5", "where a request comes from is not in it"),
    ("H7", "two causes at once are measured for every pair"),
];
