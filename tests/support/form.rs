//! Browser uploads in bytes.

use mock_oss::wire::Received;
use mock_oss::wire::form::{Form, FormReader, Progress};

pub(crate) const BOUNDARY: &str = "9431149156168";

/// The head of a form posted to `my-bucket`.
pub(crate) fn form_head() -> Received {
    let head = format!(
        "POST / HTTP/1.1\r\nHost: my-bucket.oss-cn-hangzhou.aliyuncs.com\r\n\
         Content-Type: multipart/form-data; boundary={BOUNDARY}\r\n\r\n"
    );
    Received::parse(head).unwrap()
}

/// A body with these fields, in order, and a file behind them.
pub(crate) fn form_body(fields: &[(&str, &str)], file: &str) -> Vec<u8> {
    let part = |name: &str, value: &str| {
        format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
    };
    let fields: String = fields.iter().map(|(name, value)| part(name, value)).collect();
    let file = format!(
        "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a;b.txt\"\r\n\
         Content-Type: text/plain\r\n\r\n{file}\r\n--{BOUNDARY}--\r\n"
    );
    [fields, file].concat().into_bytes()
}

/// The form of such a body.
pub(crate) fn form(fields: &[(&str, &str)]) -> Form {
    form_within(fields, 64 * 1024)
}

/// The same, larger than the service takes one.
pub(crate) fn large_form(fields: &[(&str, &str)]) -> Form {
    form_within(fields, 4 << 20)
}

fn form_within(fields: &[(&str, &str)], limit: usize) -> Form {
    let mut reader = FormReader::new(BOUNDARY.as_bytes(), "file", limit);
    match reader.push(&form_body(fields, "content")).unwrap() {
        Progress::Fields { form, .. } => form,
        Progress::More => panic!("the form has no end"),
    }
}
