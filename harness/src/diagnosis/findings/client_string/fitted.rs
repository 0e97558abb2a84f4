//! A given text, cut to what lies around its first difference.

/// As much of a given text as is shown beside the service's: all of it, or some lines around the first that
/// differs, and how many were left out. A line of more than [`MOST_BYTES`] is cut too.
pub(super) fn fitted(given: &[u8], service: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = given.split(|&byte| byte == b'\n').collect();
    let own = service.split(|&byte| byte == b'\n');
    let same = lines.iter().zip(own).take_while(|(one, other)| *one == other).count();
    let start = if lines.len() > MOST_LINES {
        same.saturating_sub(BEFORE).min(lines.len() - MOST_LINES)
    } else {
        0
    };
    let end = lines.len().min(start + MOST_LINES);
    let mut all: Vec<Vec<u8>> = Vec::new();
    all.extend(left_out(start, "lines"));
    all.extend(lines[start..end].iter().map(|line| cut(line)));
    all.extend(left_out(lines.len() - end, "lines"));
    all.join(&b'\n')
}

fn cut(line: &[u8]) -> Vec<u8> {
    let (shown, rest) = line.split_at(line.len().min(MOST_BYTES));
    let note = left_out(rest.len(), "bytes").unwrap_or_default();
    [shown, &note].concat()
}

fn left_out(count: usize, what: &str) -> Option<Vec<u8>> {
    (count > 0).then(|| format!("[{count} {what} left out]").into_bytes())
}

/// More lines than any request has that OSS takes.
const MOST_LINES: usize = 1000;

/// So many of them before the first that differs.
const BEFORE: usize = 20;

/// OSS takes heads of 32 KB, so that no line of a string is longer.
const MOST_BYTES: usize = 32 << 10;

#[cfg(test)]
mod tests {
    use super::fitted;

    #[test]
    fn a_text_of_many_lines_is_shown_around_its_first_difference() {
        let given: Vec<String> = (0..5000).map(|at| format!("line {at}")).collect();
        let service: Vec<&str> = given[..3000].iter().map(String::as_str).chain(["other"]).collect();
        let shown = String::from_utf8(fitted(given.join("\n").as_bytes(), service.join("\n").as_bytes())).unwrap();
        let lines: Vec<&str> = shown.lines().collect();
        assert_eq!(lines[0], "[2980 lines left out]");
        assert!(lines.contains(&"line 3000"), "the first line that differs");
        assert_eq!(lines[lines.len() - 1], "[1020 lines left out]");
        assert_eq!(lines.len(), 1002);
    }

    #[test]
    fn a_long_line_is_cut_and_a_short_text_is_not() {
        let long = fitted(&b"a".repeat(3 << 20), b"GET");
        assert!(long.ends_with(b"a[3112960 bytes left out]"), "{}", long.len());
        assert_eq!(fitted(b"GET\n\n", b"PUT\n\n"), b"GET\n\n");
    }
}
