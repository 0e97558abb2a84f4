//! Terminal colours, which some loggers write into files too.

/// The line without terminal colours (ECMA-48 SGR), which npm `debug` writes to a terminal.
pub(super) fn uncoloured(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        if byte == 0x1B && after.first() == Some(&b'[') {
            let parameters = after[1..]
                .iter()
                .take_while(|byte| byte.is_ascii_digit() || **byte == b';')
                .count();
            if after.get(1 + parameters) == Some(&b'm') {
                rest = &after[parameters + 2..];
                continue;
            }
        }
        out.push(byte);
        rest = after;
    }
    out
}
