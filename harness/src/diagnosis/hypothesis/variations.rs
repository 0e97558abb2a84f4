//! The client put its whole string together in another way.

use mock_oss::verify::Rule;

use super::locale::locale_key;
use super::note::client;
use super::{FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::case::Case;
use crate::diagnosis::search::proposal::{Cost, Note};
use crate::diagnosis::search::slot::{Layout, Slot, SlotKey};
use crate::diagnosis::text::{percent_decoded, replaced};
use crate::diagnosis::{Code, Element};

/// What is tried here, in words.
pub(crate) const WORDS: &str =
    "how a client may put its string together: line ends, sort orders, names as sent, lines missing or too many";

/// One way to put the string together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Variation {
    /// How unlikely it is.
    pub(crate) cost: Cost,
    /// What it is about: two that are about the same are no pair.
    pub(crate) about: About,
    words: &'static str,
    kind: Kind,
}

/// An aspect of the string. A string is put together in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum About {
    /// Which headers take part.
    Headers,
    /// How their lines are sorted.
    Order,
    /// How they are spelled.
    Spelling,
    /// How path and parameters are escaped.
    Escapes,
    /// Which other lines there are.
    Lines,
    /// What stands on the line for additional headers.
    Listed,
    /// What ends the lines.
    Ends,
}

/// How a variation works.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// Changes the pieces: their order, their line ends, which there are.
    Shape(fn(&mut Layout, &Case<'_>)),
    /// Spells each header line in another way, and sorts them so. Given are the head, the lower-case
    /// name, and the line.
    Header(fn(&Case<'_>, &[u8], &mut Vec<u8>), Sorted),
    /// Escapes path and parameters in another way.
    Escapes(fn(&[u8]) -> Vec<u8>),
}

/// Whether lines are sorted as they are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sorted {
    AsSpelled,
    AsBefore,
}

impl Variation {
    /// Puts the pieces together in this way.
    pub(crate) fn reshape(&self, layout: &mut Layout, case: &Case<'_>) {
        if let Kind::Shape(shape) = self.kind {
            shape(layout, case);
            return;
        }
        if let Kind::Header(respell, Sorted::AsSpelled) = self.kind {
            sort_headers(layout, |name| {
                let mut spelled = name.to_vec();
                respell(case, name, &mut spelled);
                spelled
            });
        }
        for slot in &mut layout.slots {
            if let Some(text) = &mut slot.text {
                self.respell(case, &slot.key, text);
            }
        }
    }

    /// Spells the text of a single piece in this way.
    pub(crate) fn respell(&self, case: &Case<'_>, key: &SlotKey, text: &mut Vec<u8>) {
        match (self.kind, key) {
            (Kind::Header(respell, _), SlotKey::Header(name)) => respell(case, name, text),
            (Kind::Escapes(respell), SlotKey::Address | SlotKey::Parameters) => *text = respell(text),
            _ => {}
        }
    }

    /// What it stands for.
    pub(crate) fn note(&self) -> Note {
        let element = Element::StringToSign;
        client(Code::CanonicalFormDiffers, element, self.words, None, None).replacing()
    }
}

const fn shape(cost: Cost, about: About, words: &'static str, shape: fn(&mut Layout, &Case<'_>)) -> Variation {
    Variation {
        cost,
        about,
        words,
        kind: Kind::Shape(shape),
    }
}

const fn header(
    cost: Cost,
    words: &'static str,
    respell: fn(&Case<'_>, &[u8], &mut Vec<u8>),
    sorted: Sorted,
) -> Variation {
    Variation {
        cost,
        about: About::Spelling,
        words,
        kind: Kind::Header(respell, sorted),
    }
}

/// Another way to escape both path and parameters, in the schemes that do.
const fn escapes(cost: Cost, words: &'static str, respell: fn(&[u8]) -> Vec<u8>) -> Variation {
    Variation {
        cost,
        about: About::Escapes,
        words,
        kind: Kind::Escapes(respell),
    }
}

/// Sort orders 13 reports; the others from reading signers: Swift (an empty line without headers),
/// old Java (no date line), php v2, C#, hand-written ones.
pub(crate) const ALL: &[Variation] = &[
    shape(
        KNOWN,
        About::Order,
        "the header lines stand in the order of the request",
        |layout, case| sort_headers(layout, |name| arrival(case, name)),
    ),
    shape(
        SELDOM,
        About::Order,
        "the header lines are sorted by name and value together",
        |layout, _| sort_lines(layout),
    ),
    shape(
        SELDOM,
        About::Order,
        "the header lines are sorted by locale, not by bytes",
        |layout, _| sort_headers(layout, locale_key),
    ),
    shape(
        SELDOM,
        About::Order,
        "the header lines are sorted by their names as sent",
        |layout, case| sort_headers(layout, |name| as_sent(case, name)),
    ),
    shape(
        FAR,
        About::Order,
        "the header lines are sorted backwards",
        |layout, _| sort_headers(layout, |name| name.iter().map(|byte| !byte).collect()),
    ),
    header(
        KNOWN,
        "the header names are not in lower case",
        spell_as_sent,
        Sorted::AsBefore,
    ),
    header(
        KNOWN,
        "the header names are not in lower case, and sorted so",
        spell_as_sent,
        Sorted::AsSpelled,
    ),
    header(
        SELDOM,
        "the header names begin with capitals",
        spell_in_capitals,
        Sorted::AsBefore,
    ),
    header(
        SELDOM,
        "the header names begin with capitals, and are sorted so",
        spell_in_capitals,
        Sorted::AsSpelled,
    ),
    header(
        SELDOM,
        "the header lines have a blank behind the colon",
        |_, name, text| text.insert((name.len() + 1).min(text.len()), b' '),
        Sorted::AsBefore,
    ),
    shape(
        KNOWN,
        About::Headers,
        "headers without a value are left out",
        |layout, _| {
            layout.slots.retain(|slot| !is_empty_header(slot));
        },
    ),
    shape(RARE, About::Headers, "no header lines at all", |layout, _| {
        layout.slots.retain(|slot| !matches!(slot.key, SlotKey::Header(_)));
    }),
    shape(SELDOM, About::Ends, "the lines end in CR LF", |layout, _| {
        end_lines(layout, b"\r\n");
    }),
    shape(KNOWN, About::Ends, "the last line has a line feed too", |layout, _| {
        end_last(layout, b"\n");
    }),
    shape(SELDOM, About::Ends, "the last line has a CR LF too", |layout, _| {
        end_lines(layout, b"\r\n");
        end_last(layout, b"\r\n");
    }),
    escapes(KNOWN, "escapes as forms have them, spaces as `+`", |text| {
        replaced(text, b"%20", b"+")
    }),
    escapes(KNOWN, "escapes as JavaScript has them, `!*'()` kept", kept_marks),
    escapes(SELDOM, "`~` escaped", |text| replaced(text, b"~", b"%7E")),
    escapes(SELDOM, "escapes in lower case", lower_escapes),
    escapes(SELDOM, "escapes escaped once more", |text| replaced(text, b"%", b"%25")),
    escapes(RARE, "escapes undone", percent_decoded),
    shape(
        SELDOM,
        About::Lines,
        "an empty line before the resource",
        |layout, _| {
            insert_empty_line(layout);
        },
    ),
    shape(RARE, About::Lines, "no line for an absent content MD5", |layout, _| {
        drop_if_empty(layout, Rule::ContentMd5);
    }),
    shape(RARE, About::Lines, "no line for an absent content type", |layout, _| {
        drop_if_empty(layout, Rule::ContentType);
    }),
    shape(
        RARE,
        About::Lines,
        "no lines for an absent content MD5 and type",
        |layout, _| {
            drop_if_empty(layout, Rule::ContentMd5);
            drop_if_empty(layout, Rule::ContentType);
        },
    ),
    shape(RARE, About::Lines, "no date line", |layout, _| {
        layout.slots.retain(|slot| slot.key != SlotKey::Line(Rule::DateLine));
    }),
    shape(
        SELDOM,
        About::Lines,
        "no empty line behind the header lines",
        |layout, _| {
            layout.slots.retain(|slot| slot.key != SlotKey::Line(Rule::HeadersEnd));
        },
    ),
    shape(RARE, About::Lines, "no line for the additional headers", |layout, _| {
        let listed = SlotKey::Line(Rule::AdditionalHeaders);
        layout.slots.retain(|slot| slot.key != listed);
    }),
    shape(
        KNOWN,
        About::Listed,
        "all signed headers on the line for additional ones, as AWS asks",
        |layout, _| list_all(layout),
    ),
    shape(KNOWN, About::Listed, "`host` among the headers, as AWS asks", add_host),
    shape(
        KNOWN,
        About::Listed,
        "`host` among the headers, and all of them listed, as AWS asks",
        |layout, case| {
            add_host(layout, case);
            list_all(layout);
        },
    ),
];

fn sort_headers(layout: &mut Layout, key: impl Fn(&[u8]) -> Vec<u8>) {
    sort_block(layout, |slot| match &slot.key {
        SlotKey::Header(name) => key(name),
        _ => Vec::new(),
    });
}

fn sort_lines(layout: &mut Layout) {
    sort_block(layout, |slot| slot.text.clone().unwrap_or_default());
}

fn sort_block(layout: &mut Layout, key: impl Fn(&Slot) -> Vec<u8>) {
    let is_header = |slot: &Slot| matches!(slot.key, SlotKey::Header(_));
    let Some(first) = layout.slots.iter().position(is_header) else {
        return;
    };
    let count = layout.slots[first..].iter().take_while(|slot| is_header(slot)).count();
    layout.slots[first..first + count].sort_by_key(|slot| key(slot));
}

/// Where the first field of this name stands, as a sort key.
fn arrival(case: &Case<'_>, name: &[u8]) -> Vec<u8> {
    let at = case
        .received()
        .fields()
        .position(|field| field.name().eq_ignore_ascii_case(name));
    at.unwrap_or_default().to_be_bytes().to_vec()
}

fn as_sent(case: &Case<'_>, name: &[u8]) -> Vec<u8> {
    let field = case
        .received()
        .fields()
        .find(|field| field.name().eq_ignore_ascii_case(name));
    field.map_or_else(|| name.to_vec(), |field| field.name().to_vec())
}

fn spell_as_sent(case: &Case<'_>, name: &[u8], text: &mut Vec<u8>) {
    text.splice(..name.len().min(text.len()), as_sent(case, name));
}

fn spell_in_capitals(_: &Case<'_>, name: &[u8], text: &mut Vec<u8>) {
    text.splice(..name.len().min(text.len()), in_capitals(name));
}

/// `X-Oss-Date`, as Go, Python and Java have it.
fn in_capitals(name: &[u8]) -> Vec<u8> {
    let words = name.split(|&byte| byte == b'-').map(|word| {
        let mut word = word.to_vec();
        if let Some(first) = word.first_mut() {
            first.make_ascii_uppercase();
        }
        word
    });
    words.collect::<Vec<_>>().join(&b'-')
}

fn is_empty_header(slot: &Slot) -> bool {
    let SlotKey::Header(name) = &slot.key else { return false };
    slot.text.as_ref().is_some_and(|text| text.len() == name.len() + 1)
}

fn end_lines(layout: &mut Layout, end: &'static [u8]) {
    let all = layout.slots.iter_mut().chain(&mut layout.ends);
    for slot in all.filter(|slot| !slot.end.is_empty()) {
        slot.end = end;
    }
}

/// Of both stages, where there are two.
fn end_last(layout: &mut Layout, end: &'static [u8]) {
    if let Some(last) = layout.slots.last_mut() {
        last.end = end;
    }
    layout.tail = end;
}

/// `%21%2A%27%28%29` as the marks that encodeURIComponent keeps.
fn kept_marks(text: &[u8]) -> Vec<u8> {
    let marks: [(&[u8], &[u8]); 5] = [
        (b"%21", b"!"),
        (b"%2A", b"*"),
        (b"%27", b"'"),
        (b"%28", b"("),
        (b"%29", b")"),
    ];
    marks
        .iter()
        .fold(text.to_vec(), |text, (from, to)| replaced(&text, from, to))
}

fn lower_escapes(text: &[u8]) -> Vec<u8> {
    let mut out = text.to_vec();
    for at in 0..out.len().saturating_sub(2) {
        if out[at] == b'%' {
            out[at + 1..at + 3].make_ascii_lowercase();
        }
    }
    out
}

fn insert_empty_line(layout: &mut Layout) {
    let Some(at) = layout.slots.iter().position(|slot| slot.key == SlotKey::Address) else {
        return;
    };
    layout.slots.insert(
        at,
        Slot {
            key: SlotKey::Line(Rule::HeadersEnd),
            text: Some(Vec::new()),
            end: b"\n",
        },
    );
}

fn drop_if_empty(layout: &mut Layout, rule: Rule) {
    layout.slots.retain(|slot| {
        let empty = slot.text.as_ref().is_none_or(Vec::is_empty);
        slot.key != SlotKey::Line(rule) || !empty
    });
}

fn list_all(layout: &mut Layout) {
    let names = layout.slots.iter().filter_map(|slot| match (&slot.key, &slot.text) {
        (SlotKey::Header(name), Some(_)) => Some(name.clone()),
        _ => None,
    });
    let list = names.collect::<Vec<_>>().join(&b';');
    layout.replace(&[(SlotKey::Line(Rule::AdditionalHeaders), Some(list))]);
}

fn add_host(layout: &mut Layout, case: &Case<'_>) {
    let Some(host) = case.value("host") else { return };
    let two_stages = layout.text(&SlotKey::Line(Rule::HeadersEnd)).is_some();
    if !two_stages {
        return;
    }
    let key = SlotKey::Header(b"host".to_vec());
    layout.make_room(&key);
    layout.replace(&[(key, Some([b"host:", host.as_ref()].concat()))]);
}
