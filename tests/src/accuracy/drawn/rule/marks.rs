//! Quotes, blanks, cuts and lists.

use super::{Rule, all_swapped, swapped};

pub(super) const RULES: &[Rule] = &[
    quote("put on", |text| {
        let around = |(before, after): &(&str, &str)| [before.as_bytes(), text, after.as_bytes()].concat();
        PAIRS.iter().map(around).collect()
    }),
    quote("taken off", |text| {
        let inner = |(before, after): &(&str, &str)| {
            text.strip_prefix(before.as_bytes())?
                .strip_suffix(after.as_bytes())
                .map(<[u8]>::to_vec)
        };
        PAIRS.iter().filter_map(inner).collect()
    }),
    quote("inside put on and taken off", |text| {
        // `filename=a.txt` and `filename="a.txt"` (RFC 6266 section 4.1).
        let Some(at) = text.iter().rposition(|&byte| byte == b'=') else {
            return Vec::new();
        };
        let (before, value) = text.split_at(at + 1);
        let bare = value.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\""));
        let on = [before, b"\"", value, b"\""].concat();
        vec![bare.map_or(on, |bare| [before, bare].concat())]
    }),
    Rule::one("word processor", "quotes and dashes made pretty", |text| {
        all_swapped(text, &[("--", "\u{2013}"), ("'", "\u{2019}"), ("...", "\u{2026}")])
    }),
    Rule::one("word processor", "quotes and dashes made plain", |text| {
        all_swapped(
            text,
            &[
                ("\u{2013}", "--"),
                ("\u{2019}", "'"),
                ("\u{2026}", "..."),
                ("\u{201C}", "\""),
                ("\u{201D}", "\""),
            ],
        )
    }),
    blank("collapsed", |text| {
        let words = text.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
        words.collect::<Vec<_>>().join(&b' ')
    }),
    blank("doubled", |text| swapped(text, " ", "  ")),
    blank("as tabs", |text| swapped(text, " ", "\t")),
    blank("for tabs", |text| swapped(text, "\t", " ")),
    blank("as no-break spaces", |text| swapped(text, " ", "\u{a0}")),
    blank("for no-break spaces", |text| swapped(text, "\u{a0}", " ")),
    blank("behind commas", |text| swapped(text, ",", ", ")),
    blank("behind commas dropped", |text| swapped(text, ", ", ",")),
    blank("behind semicolons", |text| swapped(text, ";", "; ")),
    blank("behind semicolons dropped", |text| swapped(text, "; ", ";")),
    blank("before equals signs dropped", |text| {
        swapped(&swapped(text, " =", "="), "= ", "=")
    }),
    blank("dropped", |text| swapped(text, " ", "")),
    Rule::many("cut", "behind a mark", |text| {
        let cut = |mark: &u8| {
            text.iter()
                .position(|byte| byte == mark)
                .map(|at| text[..at].trim_ascii_end().to_vec())
        };
        b";,?#&=: "
            .iter()
            .filter_map(cut)
            .filter(|text| !text.is_empty())
            .collect()
    }),
    Rule::many("list", "its order reversed", |text| {
        let turned = |(mark, glue): (u8, &str)| {
            let mut items: Vec<&[u8]> = text.split(|&byte| byte == mark).map(<[u8]>::trim_ascii).collect();
            items.reverse();
            items.join(glue.as_bytes())
        };
        [(b',', ","), (b',', ", "), (b';', ";"), (b'&', "&")]
            .map(turned)
            .to_vec()
    }),
    Rule::many("list", "sorted", |text| {
        let sorted = |(mark, glue): (u8, &str)| {
            let mut items: Vec<&[u8]> = text.split(|&byte| byte == mark).map(<[u8]>::trim_ascii).collect();
            items.sort_unstable();
            items.join(glue.as_bytes())
        };
        [(b',', ","), (b',', ", "), (b';', ";"), (b'&', "&")]
            .map(sorted)
            .to_vec()
    }),
];

/// What gets around a text that is copied.
pub(super) const AROUND: &[Rule] = &[
    Rule::many("copied", "in quotes or brackets", |text| {
        let around = |(before, after): &(&str, &str)| [before.as_bytes(), text, after.as_bytes()].concat();
        PAIRS.iter().map(around).collect()
    }),
    Rule::many("copied", "with blanks or line ends", |text| {
        let behind = [" ", "\n", "\r\n", "\t", "\u{a0}", "\u{feff}", "\u{200b}"];
        behind.map(|behind| [text, behind.as_bytes()].concat()).to_vec()
    }),
    Rule::many("cut", "at a mark of base64", |text| {
        let cut = |mark: &u8| text.iter().position(|byte| byte == mark).map(|at| text[..at].to_vec());
        b"/+=".iter().filter_map(cut).filter(|text| !text.is_empty()).collect()
    }),
];

const fn quote(name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Rule {
    Rule::many("quotes", name, make)
}

const fn blank(name: &'static str, make: fn(&[u8]) -> Vec<u8>) -> Rule {
    Rule::one("blanks", name, make)
}

const PAIRS: &[(&str, &str)] = &[
    ("\"", "\""),
    ("'", "'"),
    ("`", "`"),
    ("<", ">"),
    ("(", ")"),
    ("[", "]"),
    ("{", "}"),
    ("\u{201C}", "\u{201D}"),
    ("\u{2018}", "\u{2019}"),
    ("\\\"", "\\\""),
];
