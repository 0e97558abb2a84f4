//! Browser forms (RFC 7578) put together from the fields that an input shows.

/// One field of a form.
pub(super) struct Part<'a> {
    pub(super) name: &'a [u8],
    pub(super) value: &'a [u8],
    /// The name of the file, where the field is one.
    pub(super) file: Option<&'a [u8]>,
}

/// The bytes of a form with these fields.
pub(super) fn together<'a>(boundary: &[u8], parts: impl Iterator<Item = Part<'a>>) -> Vec<u8> {
    let mut body = Vec::new();
    for part in parts {
        body.extend([b"--", boundary, b"\r\nContent-Disposition: form-data; name=\""].concat());
        body.extend(quoted(part.name));
        body.push(b'"');
        if let Some(file) = part.file {
            body.extend([b"; filename=\"", quoted(file).as_slice(), b"\""].concat());
        }
        body.extend(b"\r\n\r\n");
        body.extend(part.value);
        body.extend(b"\r\n");
    }
    body.extend([b"--", boundary, b"--\r\n"].concat());
    body
}

/// As browsers write names ("Multipart form data" of the HTML standard).
fn quoted(name: &[u8]) -> Vec<u8> {
    let escaped = name.iter().map(|byte| match byte {
        b'"' => &b"%22"[..],
        b'\r' => b"%0D",
        b'\n' => b"%0A",
        byte => std::slice::from_ref(byte),
    });
    escaped.collect::<Vec<_>>().concat()
}
