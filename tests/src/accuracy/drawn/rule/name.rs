//! Names of fields and parameters.

use super::{Rule, swapped};

pub(super) const RULES: &[Rule] = &[
    of("dashes as underscores", |text| {
        vec![behind_prefix(text, |rest| swapped(rest, "-", "_"))]
    }),
    of("one dash as an underscore", |text| {
        let dashes = (0..text.len()).filter(|&at| at >= prefix(text) && text[at] == b'-');
        dashes.map(|at| [&text[..at], b"_", &text[at + 1..]].concat()).collect()
    }),
    of("underscores as dashes", |text| vec![swapped(text, "_", "-")]),
    of("its prefix doubled", |text| {
        let prefix = &text[..prefix(text)];
        vec![[prefix, text].concat()]
    }),
    of("its prefix once instead of twice", |text| {
        let rest = &text[prefix(text)..];
        if rest.starts_with(&text[..prefix(text)]) {
            vec![rest.to_vec()]
        } else {
            Vec::new()
        }
    }),
    of("its prefix lost", |text| vec![text[prefix(text)..].to_vec()]),
    of("its prefix put on", |text| {
        ["x-oss-meta-", "x-oss-"]
            .map(|prefix| [prefix.as_bytes(), text].concat())
            .to_vec()
    }),
    of("another vendor's prefix", |text| {
        vec![swapped(text, "x-oss-", "x-amz-")]
    }),
    of("this vendor's prefix", |text| vec![swapped(text, "x-amz-", "x-oss-")]),
];

const fn of(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("names", name, make)
}

fn prefix(text: &[u8]) -> usize {
    let known = ["x-oss-meta-", "x-oss-"].into_iter();
    known
        .filter(|prefix| text.starts_with(prefix.as_bytes()))
        .map(str::len)
        .next()
        .unwrap_or(0)
}

fn behind_prefix(text: &[u8], change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let (before, rest) = text.split_at(prefix(text));
    [before, &change(rest)].concat()
}
