//! What a form's fields come to: the one place that says which of them count, for the policy that allows them
//! and for the server that stores what they say.

use crate::wire::form::Form;

/// The name of the object: the field `key`, with `${filename}` in it replaced by the name of the file
/// ("PostObject"). Empty without such a field.
#[must_use]
pub fn posted_key(form: &Form) -> Vec<u8> {
    let template = form.named("key").next().map(|field| field.value()).unwrap_or_default();
    let file = form.file().and_then(|file| file.file_name()).unwrap_or_default();
    let mut key = Vec::with_capacity(template.len() + file.len());
    let mut rest = template;
    while let Some(&byte) = rest.first() {
        if let Some(after) = rest.strip_prefix(FILE_NAME) {
            key.extend_from_slice(file);
            rest = after;
        } else {
            key.push(byte);
            rest = &rest[1..];
        }
    }
    key
}

/// Every text that says which type the object has; the first is the one it gets.
///
/// unknown: which counts; here `x-oss-content-type`, then the field `Content-Type`, then, where the form has
/// neither, the type of the file's own part.
#[must_use]
pub fn posted_types(form: &Form) -> Vec<&[u8]> {
    let fields = TYPES
        .iter()
        .flat_map(|name| form.named(name))
        .map(|field| field.value());
    let fields: Vec<&[u8]> = fields.collect();
    if fields.is_empty() {
        return form.file().and_then(|file| file.content_type()).into_iter().collect();
    }
    fields
}

/// Whether a field of this name, in lower case, says which type the object has.
pub(super) fn says_type(name: &str) -> bool {
    TYPES.contains(&name)
}

const FILE_NAME: &[u8] = b"${filename}";
const TYPES: [&str; 2] = ["x-oss-content-type", "content-type"];
