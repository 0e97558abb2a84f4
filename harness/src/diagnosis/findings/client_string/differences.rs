//! Two texts, line by line.

use mock_oss::wire::escaped;

/// The first lines that are not the same, in words: `sides` says whose text is whose. Line ends and blanks
/// at the end of the whole are what a terminal or a browser makes of them.
pub(crate) fn differences(one: &[u8], other: &[u8], sides: [&str; 2]) -> Vec<String> {
    let lines = |text: &[u8]| {
        let lines = text.trim_ascii_end().split(|&byte| byte == b'\n');
        let lines = lines.map(|line| escaped(line.strip_suffix(b"\r").unwrap_or(line)));
        lines.collect::<Vec<String>>()
    };
    let (one, other) = (lines(one), lines(other));
    let shown = |line: Option<&String>| line.map_or("nothing".to_owned(), |line| format!("`{line}`"));
    let all = 0..one.len().max(other.len());
    let different = all.filter(|&at| one.get(at) != other.get(at)).take(MOST_LINES);
    different
        .map(|at| {
            let (one, other) = (shown(one.get(at)), shown(other.get(at)));
            format!("line {}: {} {one}, {} {other}", at + 1, sides[0], sides[1])
        })
        .collect()
}

/// Beyond these, every line differs and none of them tells anything.
const MOST_LINES: usize = 12;
