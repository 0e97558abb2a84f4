//! Browser forms (RFC 7578) in `postData`.

use mock_oss::wire::form::boundary;

use super::entry::{Param, PostData};
use crate::diagnosis::Loss;
use crate::input::form::{self, Part};

/// A form's bytes, and what they are not: a text whose line ends were cut gets them back, and one that
/// was taken apart is put together again. `None` when the body is no form, or its fields are not there.
pub(super) fn bytes(data: &PostData, text: Option<&[u8]>) -> Option<(Vec<u8>, Option<Loss>)> {
    let media = data.mime_type.as_deref().unwrap_or_default();
    let boundary = boundary(media.as_bytes()).ok()?;
    match (text, &data.params) {
        (Some(text), _) if text.windows(2).any(|two| two == b"\r\n") => Some((text.to_vec(), None)),
        (Some(text), _) => Some((with_line_ends(text), Some(Loss::LineEnds))),
        (None, Some(params)) => Some((together(boundary, params), Some(Loss::Form))),
        (None, None) => None,
    }
}

/// A form's lines end in CR LF (RFC 2046 section 5.1.1).
fn with_line_ends(text: &[u8]) -> Vec<u8> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    lines.join(&b"\r\n"[..])
}

/// Fields in the order listed; a file's content is left out, as writers do.
fn together(boundary: &[u8], params: &[Param]) -> Vec<u8> {
    let parts = params.iter().map(|param| Part {
        name: param.name.as_deref().unwrap_or_default().as_bytes(),
        value: param.value.as_deref().unwrap_or_default().as_bytes(),
        file: param.file_name.as_deref().map(str::as_bytes),
    });
    form::together(boundary, parts)
}
