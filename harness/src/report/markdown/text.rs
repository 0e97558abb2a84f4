//! Pieces of Markdown.

use mock_oss::wire::escaped;

/// A table cell: pipes and line ends cannot end it.
pub(super) fn cell(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', "<br>")
}

/// A code span in a table cell; empty text stays empty.
pub(super) fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let fence = if text.contains('`') { "``" } else { "`" };
    format!("{fence}{}{fence}", text.replace('|', "\\|").replace('\n', " "))
}

/// A table row.
pub(super) fn row(cells: &[&str]) -> String {
    format!("| {} |\n", cells.join(" | "))
}

/// A table head with its rule.
pub(super) fn head(names: &[&str]) -> String {
    let rule = names.iter().map(|_| "---").collect::<Vec<_>>().join(" | ");
    format!("{}| {rule} |\n", row(names))
}

/// A fenced block.
pub(super) fn block(language: &str, text: &str) -> String {
    format!("```{language}\n{}\n```\n", text.trim_end_matches('\n'))
}

/// A response head as lines, escaped, the blank line left out.
pub(super) fn head_lines(head: &[u8]) -> String {
    let lines = head
        .split(|&byte| byte == b'\n')
        .map(|line| escaped(line.strip_suffix(b"\r").unwrap_or(line)));
    let text = lines.collect::<Vec<_>>().join("\n");
    text.trim_end_matches('\n').to_owned()
}
