//! Keys as paths of URLs and of file systems.

use super::bytes::swapped;
use super::cost::{FAR, KNOWN, RARE, SELDOM};
use super::pair::{Pair, Way};
use crate::diagnosis::case::places;

const SLASHES: &str = "have what stands between leave slashes alone: in nginx `merge_slashes off;`, and `proxy_pass` without a path; \
    or keep to single slashes in keys";
const WINDOWS: &str = "build keys with `/` whatever the system: join them as text, not as paths of files";
const DOTS: &str = "keep `.` and `..` out of keys: clients and proxies resolve them";
const INDEX: &str = "ask for the key itself: what stands between completes paths as a web server does";
const TWICE: &str = "put the prefix before the key once";
const OWN: &str = "take the key as it is: systems and frameworks have rules for names of their own";

/// RFC 3986 sections 3.3 and 5.2.4; Windows, "Naming Files, Paths, and Namespaces".
pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        RARE,
        WINDOWS,
        Way::one("with backslashes for its slashes", |text| swapped(text, b"/", b"\\")),
        Way::one("with slashes for its backslashes", |text| swapped(text, b"\\", b"/")),
    ),
    Pair::new(
        SELDOM,
        SLASHES,
        Way::one("with its runs of slashes as one each", |text| {
            let mut text = text.to_vec();
            text.dedup_by(|next, last| *next == b'/' && *last == b'/');
            text
        }),
        Way::many("with one of its slashes doubled", |text| {
            let places = places(text, b'/').into_iter();
            places.map(|at| [&text[..at], b"/", &text[at..]].concat()).collect()
        }),
    ),
    Pair::new(
        KNOWN,
        SLASHES,
        Way::one("with a slash at its end", |text| [text, b"/"].concat()),
        Way::maybe("without the slash at its end", |text| {
            text.strip_suffix(b"/").map(<[u8]>::to_vec)
        }),
    ),
    Pair::new(
        SELDOM,
        SLASHES,
        Way::one("with a slash before it", |text| [b"/", text].concat()),
        Way::maybe("without the slash before it", |text| {
            text.strip_prefix(b"/").map(<[u8]>::to_vec)
        }),
    ),
    Pair::new(
        RARE,
        DOTS,
        Way::one("with its dot segments resolved", resolved),
        Way::many("with a dot segment more", |text| {
            let places = places(text, b'/').into_iter();
            let inner = places.map(|at| [&text[..at], b"/.", &text[at..]].concat());
            inner.chain([[b"./", text].concat()]).collect()
        }),
    ),
    Pair::new(
        SELDOM,
        INDEX,
        Way::many("with an index document behind it", |text| {
            let folder = text.strip_suffix(b"/").unwrap_or(text);
            INDICES
                .iter()
                .map(|name| [folder, b"/", name.as_bytes()].concat())
                .collect()
        }),
        Way::many("without its index document", |text| {
            let folder = INDICES.iter().find_map(|name| text.strip_suffix(name.as_bytes()));
            let bare = |folder: &[u8]| [folder.to_vec(), folder.strip_suffix(b"/").unwrap_or(folder).to_vec()].to_vec();
            folder.map(bare).unwrap_or_default()
        }),
    ),
    Pair::new(
        RARE,
        INDEX,
        Way::many("with an extension more", |text| {
            EXTENSIONS.iter().map(|end| [text, end.as_bytes()].concat()).collect()
        }),
        Way::maybe("without its extension", |text| {
            let name = text.iter().rposition(|&byte| byte == b'/').map_or(0, |at| at + 1);
            let dot = text[name..]
                .iter()
                .rposition(|&byte| byte == b'.')
                .filter(|&at| at > 0)?;
            Some(text[..name + dot].to_vec())
        }),
    ),
    Pair::new(
        RARE,
        "keep session ids out of paths: let the server use cookies for them",
        Way::never("with path parameters"),
        Way::one("without its path parameters", |text| {
            let segments = text.split(|&byte| byte == b'/');
            let bare = segments.map(|segment| segment.split(|&byte| byte == b';').next().unwrap_or_default());
            bare.collect::<Vec<_>>().join(&b'/')
        }),
    ),
    Pair::new(
        SELDOM,
        TWICE,
        Way::maybe("with its first segment twice", |text| {
            let end = text.iter().position(|&byte| byte == b'/')? + 1;
            Some([&text[..end], text].concat())
        }),
        Way::maybe("with its first segment once", |text| {
            let end = text.iter().position(|&byte| byte == b'/')? + 1;
            text[end..].starts_with(&text[..end]).then(|| text[end..].to_vec())
        }),
    ),
    Pair::new(
        RARE,
        TWICE,
        Way::maybe("without its first segment", |text| {
            let end = text.iter().position(|&byte| byte == b'/')? + 1;
            Some(text[end..].to_vec())
        }),
        Way::never("with a segment more before it"),
    ),
    Pair::new(
        FAR,
        TWICE,
        Way::many("without one of its segments", |text| {
            let segments: Vec<&[u8]> = text.split(|&byte| byte == b'/').collect();
            let few = segments.len().min(MOST_SEGMENTS);
            let without = |at: usize| [&segments[..at], &segments[at + 1..]].concat().join(&b'/');
            (0..few).map(without).collect()
        }),
        Way::never("with a segment more"),
    ),
    Pair::new(
        FAR,
        TWICE,
        Way::maybe("as its last segment alone", |text| {
            let end = text.iter().rposition(|&byte| byte == b'/')? + 1;
            Some(text[end..].to_vec())
        }),
        Way::never("with a folder before it"),
    ),
    Pair::new(
        FAR,
        OWN,
        Way::many("as Windows takes names", |text| {
            let without: Vec<u8> = text.iter().copied().filter(|byte| !FORBIDDEN.contains(byte)).collect();
            let other: Vec<u8> = text
                .iter()
                .map(|&byte| if FORBIDDEN.contains(&byte) { b'_' } else { byte })
                .collect();
            let end = text
                .iter()
                .rposition(|byte| !b". ".contains(byte))
                .map_or(0, |at| at + 1);
            vec![without, other, text[..end].to_vec()]
        }),
        Way::never("with what Windows takes out of names"),
    ),
];

/// What web servers complete a folder with.
const INDICES: &[&str] = &[
    "index.html",
    "index.htm",
    "index.php",
    "default.htm",
    "default.html",
    "default.aspx",
    "index.jsp",
    "index.js",
    "index.shtml",
    "Default.htm",
];

const EXTENSIONS: &[&str] = &[".html", ".htm", ".txt", ".gz", ".json", ".tmp", ".jpg", ".png"];

/// Of more segments the first ones are left out, each by itself.
const MOST_SEGMENTS: usize = 8;

const FORBIDDEN: &[u8] = b"<>:\"|?*";

fn resolved(text: &[u8]) -> Vec<u8> {
    let mut kept: Vec<&[u8]> = Vec::new();
    for segment in text.split(|&byte| byte == b'/') {
        match segment {
            b"." => {}
            b".." => {
                kept.pop();
            }
            segment => kept.push(segment),
        }
    }
    kept.join(&b'/')
}
