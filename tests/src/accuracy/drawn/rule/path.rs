//! Keys as paths of URLs and file systems.

use super::{Rule, swapped};

pub(super) const RULES: &[Rule] = &[
    of("backslashes for slashes", |text| vec![swapped(text, "/", "\\")]),
    of("slashes for backslashes", |text| vec![swapped(text, "\\", "/")]),
    of("slashes merged", |text| vec![merged(text)]),
    of("a slash doubled", |text| {
        let slashes = (0..text.len()).filter(|&at| text[at] == b'/');
        slashes.map(|at| [&text[..at], b"/", &text[at..]].concat()).collect()
    }),
    of("a slash before it", |text| vec![[b"/", text].concat()]),
    of("no slash before it", |text| {
        text.strip_prefix(b"/").map(<[u8]>::to_vec).into_iter().collect()
    }),
    of("a slash behind it", |text| vec![[text, b"/"].concat()]),
    of("no slash behind it", |text| {
        text.strip_suffix(b"/").map(<[u8]>::to_vec).into_iter().collect()
    }),
    of("dots resolved", |text| vec![resolved(text)]),
    of("a dot segment before it", |text| vec![[b"./", text].concat()]),
    of("an index document added", |text| {
        let documents = ["index.html", "index.htm", "default.htm", "index.php"];
        let folder = text.strip_suffix(b"/").unwrap_or(text);
        documents.map(|name| [folder, b"/", name.as_bytes()].concat()).to_vec()
    }),
    of("an index document taken off", |text| {
        let documents = ["index.html", "index.htm", "default.htm", "index.php"];
        let folder = documents.iter().find_map(|name| text.strip_suffix(name.as_bytes()));
        let bare = |folder: &[u8]| vec![folder.to_vec(), folder.strip_suffix(b"/").unwrap_or(folder).to_vec()];
        folder.map(bare).unwrap_or_default()
    }),
    of("an extension added", |text| {
        [".html", ".txt", ".gz"]
            .map(|end| [text, end.as_bytes()].concat())
            .to_vec()
    }),
    of("an extension taken off", |text| {
        let ends = [".html", ".txt", ".gz"].into_iter();
        ends.filter_map(|end| text.strip_suffix(end.as_bytes()).map(<[u8]>::to_vec))
            .collect()
    }),
    of("a path parameter added", |text| {
        vec![[text, b";jsessionid=1A530637289A03B07199A44E8D531427"].concat()]
    }),
    of("path parameters taken off", |text| {
        let segments = text
            .split(|&byte| byte == b'/')
            .map(|segment| segment.split(|&byte| byte == b';').next());
        vec![segments.map(Option::unwrap_or_default).collect::<Vec<_>>().join(&b'/')]
    }),
    of("cut at a question mark or hash", |text| {
        let cut = |mark: &u8| text.iter().position(|byte| byte == mark).map(|at| text[..at].to_vec());
        b"?#".iter().filter_map(cut).filter(|text| !text.is_empty()).collect()
    }),
    of("blanks trimmed or dropped", |text| {
        vec![text.trim_ascii().to_vec(), swapped(text, " ", "")]
    }),
    of("blanks as underscores or dashes", |text| {
        vec![swapped(text, " ", "_"), swapped(text, " ", "-")]
    }),
    of("its first segment twice", |text| {
        let Some(at) = text.iter().position(|&byte| byte == b'/') else {
            return Vec::new();
        };
        vec![[&text[..=at], text].concat()]
    }),
    of("its first segment once instead of twice", |text| {
        let Some(at) = text.iter().position(|&byte| byte == b'/') else {
            return Vec::new();
        };
        let rest = &text[at + 1..];
        if rest.starts_with(&text[..=at]) {
            vec![rest.to_vec()]
        } else {
            Vec::new()
        }
    }),
    of("without what Windows forbids", |text| {
        let kept = text.iter().filter(|byte| !b"<>:\"|?*".contains(byte));
        vec![kept.copied().collect()]
    }),
    of("dots and blanks at its end taken off, as Windows does", |text| {
        let end = text
            .iter()
            .rposition(|byte| !b". ".contains(byte))
            .map_or(0, |at| at + 1);
        vec![text[..end].to_vec()]
    }),
];

const fn of(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("path", name, make)
}

fn merged(text: &[u8]) -> Vec<u8> {
    let mut text = text.to_vec();
    text.dedup_by(|next, last| *next == b'/' && *last == b'/');
    text
}

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
