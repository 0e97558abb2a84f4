//! A grammar of what software does to text, written from descriptions of libraries and formats.
//!
//! A rule names one thing that is done to a text, and gives every text that it can make of one. Each has its
//! reverse among the rules where there is one: whether a case is within reach is asked of the same grammar
//! ([`leads`]). It shares nothing with the diagnosis.
//!
//! - `percent`: percent-encoding sets; `markup`: escapes of formats; `marks`: quotes, blanks, cuts, lists
//! - `letters`: case and Unicode; `path`: keys as paths; `number`: numbers, truth values, base64
//! - `date`: dates; `name`: names of fields and parameters

use jiff::Timestamp;

mod date;
mod letters;
mod marks;
mod markup;
mod name;
mod number;
mod path;
mod percent;

/// One thing that is done to a text.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// What it belongs to.
    pub family: &'static str,
    /// What it is.
    pub name: &'static str,
    make: Make,
}

/// What a rule makes of a text.
#[derive(Debug, Clone, Copy)]
enum Make {
    One(fn(&[u8]) -> Vec<u8>),
    Many(fn(&[u8]) -> Vec<Vec<u8>>),
    Dated(fn(Timestamp, bool) -> Vec<Vec<u8>>),
}

impl Rule {
    const fn one(family: &'static str, name: &'static str, make: fn(&[u8]) -> Vec<u8>) -> Self {
        let make = Make::One(make);
        Self { family, name, make }
    }

    const fn many(family: &'static str, name: &'static str, make: fn(&[u8]) -> Vec<Vec<u8>>) -> Self {
        let make = Make::Many(make);
        Self { family, name, make }
    }

    const fn dated(name: &'static str, make: fn(Timestamp, bool) -> Vec<Vec<u8>>) -> Self {
        Self {
            family: "dates",
            name,
            make: Make::Dated(make),
        }
    }

    /// Every other text that it makes of one.
    #[must_use]
    pub fn made(&self, text: &[u8]) -> Vec<Vec<u8>> {
        let mut all = match self.make {
            Make::One(make) => vec![make(text)],
            Make::Many(make) => make(text),
            Make::Dated(make) => date::moment(text).map(|(at, iso)| make(at, iso)).unwrap_or_default(),
        };
        all.retain(|made| made != text);
        all
    }
}

/// What kind of text a place holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Any text.
    Text,
    /// A key, or a part of one.
    Path,
    /// A date.
    Date,
    /// Base64 of a hash or a document.
    Base64,
    /// A secret, which is in one piece.
    Secret,
    /// The name of a field or a parameter.
    Name,
}

/// The rules that can befall a text of a kind.
#[must_use]
pub fn rules(kind: Kind) -> Vec<Rule> {
    let families: &[&[Rule]] = match kind {
        Kind::Text => &[
            percent::RULES,
            markup::RULES,
            markup::MAIL,
            marks::RULES,
            letters::RULES,
            number::RULES,
        ],
        Kind::Path => &[percent::RULES, markup::RULES, letters::RULES, path::RULES],
        Kind::Date => &[date::RULES],
        Kind::Name => &[name::RULES],
        Kind::Base64 => &[number::BASE64_RULES, percent::RULES],
        Kind::Secret => &[percent::RULES, markup::RULES, marks::AROUND, number::BASE64_RULES],
    };
    families.concat()
}

/// Whether a rule of a kind leads from one text to another.
#[must_use]
pub fn leads(kind: Kind, from: &[u8], to: &[u8]) -> bool {
    rules(kind)
        .iter()
        .any(|rule| rule.made(from).iter().any(|made| made == to))
}

/// Everything replaced.
fn swapped(text: &[u8], from: &str, to: &str) -> Vec<u8> {
    if from.is_empty() {
        return text.to_vec();
    }
    let mut out = Vec::new();
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        if let Some(behind) = rest.strip_prefix(from.as_bytes()) {
            out.extend_from_slice(to.as_bytes());
            rest = behind;
        } else {
            out.push(first);
            rest = after;
        }
    }
    out
}

/// Several replacements, one behind the other.
fn all_swapped(text: &[u8], pairs: &[(&str, &str)]) -> Vec<u8> {
    pairs
        .iter()
        .fold(text.to_vec(), |text, (from, to)| swapped(&text, from, to))
}

/// The text's characters, each through `each`; nothing when it is no UTF-8.
fn by_character(text: &[u8], each: impl Fn(char) -> String) -> Vec<Vec<u8>> {
    let text = std::str::from_utf8(text).ok();
    text.map(|text| text.chars().map(each).collect::<String>().into_bytes())
        .into_iter()
        .collect()
}
