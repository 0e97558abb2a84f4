//! Browser forms (RFC 7578) in `postData`.

use mock_oss::wire::form::boundary;

use super::entry::{Param, PostData};
use crate::diagnosis::Loss;

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
    let mut body = Vec::new();
    for param in params {
        let name = quoted(param.name.as_deref().unwrap_or_default());
        let file = param
            .file_name
            .as_deref()
            .map(|file| format!("; filename=\"{}\"", quoted(file)));
        let file = file.unwrap_or_default();
        body.extend([b"--", boundary, b"\r\n"].concat());
        body.extend(format!("Content-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n").into_bytes());
        body.extend(param.value.as_deref().unwrap_or_default().as_bytes());
        body.extend(b"\r\n");
    }
    body.extend([b"--", boundary, b"--\r\n"].concat());
    body
}

/// As browsers write names ("Multipart form data" of the HTML standard).
fn quoted(name: &str) -> String {
    name.replace('"', "%22").replace('\r', "%0D").replace('\n', "%0A")
}
