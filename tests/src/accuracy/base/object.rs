//! Keys, media types and values of the made requests.

use crate::accuracy::rng::{ALPHANUMERIC, Rng};

/// An object key: plain ones, and all that makes trouble in paths.
pub(super) fn key(rng: &mut Rng) -> String {
    let stem = rng.one([
        "photo",
        "report 2026",
        "a+b",
        "100%",
        "图片/中文",
        "it's(1)!*",
        "say \"hi\"",
        "caf\u{e9}",
        "x~y",
        "a&b=c",
        "what?",
        "dir//double",
        "deep/er/est/name",
        "tab#frag",
        "UPPER",
        "a/./b",
        "[1]",
        "semi;colon",
        "at@home",
        "comma,separated",
        "uploads/2026/11/23/cover",
        "%E4%BD",
        "日本語",
        "a b/c d",
        "dollar$",
        "n.o.t.e",
    ]);
    let extension = rng.one([
        ".jpg",
        ".png",
        ".txt",
        ".json",
        ".html",
        ".pdf",
        ".csv",
        ".gif",
        ".mp4",
        ".zip",
        ".js",
        ".css",
        ".xml",
        "",
        ".JPG",
        ".unknownext",
        ".md",
        ".svg",
        ".webp",
        ".mp3",
    ]);
    if rng.chance(10) {
        return format!("{}{extension}", rng.word(b"0123456789", 13));
    }
    format!("{stem}{extension}")
}

/// The media type that SDKs guess from a key's extension.
#[must_use]
pub fn media_type(key: &[u8]) -> Option<&'static str> {
    let key = String::from_utf8_lossy(key).to_ascii_lowercase();
    let (_, extension) = key.rsplit('/').next()?.rsplit_once('.')?;
    Some(match extension {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "svg" => "image/svg+xml",
        "webp" => "image/webp",
        "txt" => "text/plain",
        "html" => "text/html",
        "css" => "text/css",
        "csv" => "text/csv",
        "json" => "application/json",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "mp4" => "video/mp4",
        "mp3" => "audio/mpeg",
        _ => return None,
    })
}

/// The media type an SDK sends when its user names none.
#[must_use]
pub fn guessed_type(key: &[u8]) -> &'static str {
    media_type(key).unwrap_or("application/octet-stream")
}

/// A media type that nobody guesses.
pub fn custom_type(rng: &mut Rng) -> String {
    format!("application/vnd.{}+json", rng.word(&ALPHANUMERIC[26..52], 9))
}

/// The value of a metadata field.
pub(super) fn value(rng: &mut Rng) -> String {
    match rng.below(6) {
        0 => "alice".to_owned(),
        1 => "two words".to_owned(),
        2 => "a  b".to_owned(),
        3 => "\u{738b}\u{5c0f}\u{660e}".to_owned(),
        4 => rng.word(ALPHANUMERIC, 12),
        _ => "a, b; c=\"d\"".to_owned(),
    }
}
