//! curl's progress meter, which shares lines with `-v` when both go to one file.

/// What stands after the meter on a line; the whole line when it has none.
///
/// The meter is a CR and a row of 79 columns (curl `src/tool_progress.c`, `lib/progress.c`); the
/// next message follows it without a line end.
pub(super) fn after_meter(line: &[u8]) -> &[u8] {
    let start = line.iter().rposition(|&byte| byte == b'\r').map_or(0, |at| at + 1);
    let row = &line[start..];
    match row.get(..COLUMNS) {
        Some(columns) if is_row(columns) => &row[COLUMNS..],
        _ => line,
    }
}

/// Whether a line is one of the meter's two headings.
pub(super) fn is_heading(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b"% Total") || line.starts_with(b"Dload  Upload")
}

/// Three times (`--:--:--` or `0:00:01`) among numbers.
fn is_row(columns: &[u8]) -> bool {
    columns.split(|&byte| byte == b':').count() == 7
        && columns
            .iter()
            .all(|&byte| byte.is_ascii_digit() || b" :.-kMGTPd".contains(&byte))
}

const COLUMNS: usize = 79;
