//! The fields of a recorded head.

/// Names as they stand and trimmed values, of the lines after the first. Lines without a colon are
/// passed over, the blank one at the end among them.
pub fn fields_of(head: &[u8]) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    let lines = head.split(|&byte| byte == b'\n').skip(1).map(<[u8]>::trim_ascii);
    lines.filter_map(|line| {
        let colon = line.iter().position(|&byte| byte == b':')?;
        Some((line[..colon].to_vec(), line[colon + 1..].trim_ascii().to_vec()))
    })
}
