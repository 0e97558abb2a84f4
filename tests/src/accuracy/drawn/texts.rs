//! Texts as people and programs have them.

use data_encoding::BASE64;
use md5::{Digest as _, Md5};

use crate::accuracy::rng::{ALPHANUMERIC, Rng};

/// What a user puts into metadata and parameters.
pub(super) fn value(rng: &mut Rng) -> String {
    if rng.chance(15) {
        return rng.word(ALPHANUMERIC, 9);
    }
    rng.one([
        "Tom & Jerry's <best> \"cut\"",
        "Grüße aus Köln",
        "caf\u{e9} r\u{e9}sum\u{e9}",
        "图片 说明",
        "東京タワー",
        "\u{1F600} smile",
        "two  blanks and a tab",
        "a+b=c&d=e",
        "100% sure",
        "path/to/some file.txt",
        "C:\\temp\\photo.jpg",
        "{\"a\":1,\"b\":[true,null]}",
        "x; y=\"z\"; w",
        "one,two, three",
        "key_1=*bold*~strike~",
        "it's a dash -- and so on...",
        "true",
        "False",
        "007",
        "1234567",
        "1.0",
        "\u{FB01}le \u{FF21}\u{FF22} \u{2460}",
        "ISTANBUL Iz",
        "%E4%BD%A0%20ok%2Fno",
        "/bucket/dir/a%20b.txt",
        "&amp; already &lt;escaped&gt;",
        "\\\"quoted\\\" and \\/",
        "\u{201C}smart\u{201D} quotes",
        "image/resize,w_100/quality,q_90",
        "<angle@example.com>",
        "no\u{a0}break",
        "tag1=a b&tag2=c/d",
    ])
    .to_owned()
}

/// A `Content-Disposition`.
pub(super) fn disposition(rng: &mut Rng) -> String {
    rng.one([
        "attachment; filename=\"report 2026.pdf\"",
        "attachment;filename=photo.jpg",
        "inline; filename=\"a \\\"b\\\".txt\"",
        "attachment; filename=\"\u{56fe}\u{7247}.jpg\"",
        "attachment; filename*=UTF-8''r%C3%A9sum%C3%A9.pdf",
    ])
    .to_owned()
}

/// An object key of two segments or three.
pub(super) fn key(rng: &mut Rng) -> String {
    let folder = rng.one([
        "photos",
        "My Docs",
        "2026/11",
        "a&b",
        "\u{56fe}\u{7247}",
        "R\u{e9}sum\u{e9}s",
        "photos/photos",
        "Up_Load",
        "a//b",
        "x/./y",
    ]);
    let name = rng.one([
        "index.html",
        "report 2026.pdf",
        "Tom & Jerry.jpg",
        "caf\u{e9}.txt",
        "中文.png",
        "a+b~c.json",
        "it's (1).csv",
        "what?.txt",
        "100%.txt",
        "UPPER.JPG",
        "semi;v=1.txt",
        "back\\slash.txt",
        "a%20b.txt",
        "\u{FF21}\u{2460}.md",
        "e\u{301}tude.doc",
        "name_with_*.zip",
        "page",
        "\"quoted\".txt",
        "trailing. ",
        "x:y|z.txt",
    ]);
    format!("{folder}/{name}")
}

/// Base64 of an MD5.
pub(super) fn digest(rng: &mut Rng) -> String {
    BASE64.encode(&Md5::digest(rng.draw().to_be_bytes()))
}

/// A secret that has marks in it.
pub(super) fn secret(rng: &mut Rng) -> Vec<u8> {
    let mut secret = rng.word(ALPHANUMERIC, 30).into_bytes();
    for _ in 0..=rng.below(3) {
        let at = 3 + rng.below(25);
        secret[at] = rng.one(*b"/+=&%\"\\_");
    }
    secret
}

pub(super) const TYPES: [&str; 7] = [
    "text/plain; charset=utf-8",
    "text/html;charset=UTF-8",
    "application/json",
    "multipart/mixed; boundary=\"a b\"",
    "image/svg+xml",
    "application/vnd.ms-excel; version=1",
    "video/mp4; codecs=\"avc1.42E01E, mp4a.40.2\"",
];
