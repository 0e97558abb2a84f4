//! How snapshots are kept: `insta` folds CRLF and drops trailing blanks, so heads go in escaped.

use mock_oss::wire::escaped;

/// Snapshots in `snapshots/FOLDER`, named as given.
pub(crate) fn settings(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("snapshots/{folder}"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// A head, a line a line, with `\r\n` and every byte that is not printable spelled out.
pub(crate) fn lines_with_ends(head: &[u8]) -> String {
    let lines = head.split_inclusive(|&byte| byte == b'\n').map(escaped);
    lines.fold(String::new(), |text, line| text + &line + "\n")
}
