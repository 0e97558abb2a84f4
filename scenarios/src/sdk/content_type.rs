//! The type that the SDK takes from a key's extension, through the package `mime`.

use super::Generation;

/// The `Content-Type` of an upload whose caller gave none.
///
/// `mime` is `options.mime`: with a slash in it, it is the type; without, it is looked up like an
/// extension. Otherwise the key's extension decides. Up to 6.2.0 an unknown extension gives
/// `application/octet-stream`, from 6.17 on no field at all (ali-oss 6.1.1 `lib/client.js` and
/// 6.23.0 `lib/common/utils/createRequest.js`, `createRequest`).
#[must_use]
pub fn of(generation: Generation, mime: Option<&str>, key: &str) -> Option<String> {
    let old = generation < Generation::SixSeventeen;
    let says_nothing = |text: &str| text.is_empty() || (old && text == DEFAULT);
    let mime = mime.filter(|text| !says_nothing(text));
    match mime {
        Some(text) if text.find('/').is_some_and(|at| at > 0) => Some(text.to_owned()),
        Some(text) => of_text(generation, text),
        None => of_text(generation, extension(key)),
    }
}

/// What `put(key, path)` takes from the file's name: the `mime` option of the upload.
#[must_use]
pub fn of_path(generation: Generation, path: &str) -> Option<String> {
    of_text(generation, extension(path))
}

fn of_text(generation: Generation, text: &str) -> Option<String> {
    let last = text.rsplit(['.', '/', '\\']).next().unwrap_or(text);
    let wanted = last.to_ascii_lowercase();
    if generation < Generation::SixSeventeen {
        Some(lookup(MIME_1, &wanted).unwrap_or(DEFAULT).to_owned())
    } else {
        lookup(MIME_2, &wanted).map(str::to_owned)
    }
}

fn lookup(table: &'static str, extension: &str) -> Option<&'static str> {
    table.lines().filter(|line| !line.starts_with('#')).find_map(|line| {
        let mut words = line.split(' ');
        let kind = words.next()?;
        words.any(|word| word == extension).then_some(kind)
    })
}

/// Node's `path.extname`: from the last dot of the last segment on, unless that dot begins it.
fn extension(path: &str) -> &str {
    let trimmed = path.trim_end_matches('/');
    let base = trimmed.rsplit('/').next().unwrap_or(trimmed);
    match base.rfind('.') {
        Some(at) if at > 0 && base != ".." => &base[at..],
        _ => "",
    }
}

/// `mime` 1.6.0, which releases up to 6.2.0 ask.
const MIME_1: &str = include_str!("mime/mime-1.6.0.types");
/// `mime` 2.6.0, which 6.17 and later ask.
const MIME_2: &str = include_str!("mime/mime-2.6.0.types");
/// What `mime` 1 says when it knows nothing (`mime.default_type`).
const DEFAULT: &str = "application/octet-stream";
