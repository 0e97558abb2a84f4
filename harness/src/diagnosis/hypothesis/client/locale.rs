//! Sorting as people do.

/// A sort key as ICU's root collation gives one to names of ASCII characters: `_`, `-`, other marks,
/// digits, letters without regard to case, and lower case first where nothing else differs.
pub(crate) fn locale_key(name: &[u8]) -> Vec<u8> {
    let class = |byte: u8| match byte {
        b'_' => 1,
        b'-' => 2,
        b'0'..=b'9' => byte,
        _ if byte.is_ascii_alphabetic() => byte.to_ascii_lowercase(),
        _ => 3,
    };
    let letters = name.iter().map(|&byte| class(byte));
    let cases = name.iter().map(|&byte| u8::from(byte.is_ascii_uppercase()));
    letters.chain([0]).chain(cases).collect()
}
