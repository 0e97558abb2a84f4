//! A sentence of our words and of bytes from outside.

use std::borrow::Cow;
use std::fmt;

use serde::{Serialize, Serializer};

use super::{Say, Wire};

/// What a person is told. There is no way from a `String` to one: text from outside comes in as [`Wire`]
/// alone, which is escaped where it is shown, and is what may be masked; our own words never are.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Words(Vec<Piece>);

#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    Ours(Cow<'static, str>),
    Outside(Wire),
}

/// Words with a gap `{}` for each value: ``words!("the host `{}` is no OSS host", wire(host))``. A value is
/// anything that [`Say`]s itself. As many gaps as values, which the compiler holds.
macro_rules! words {
    ($text:literal $(, $value:expr)* $(,)?) => {{
        const VALUES: usize = <[&str]>::len(&[$(stringify!($value)),*]);
        const { assert!($crate::words::gaps($text) == VALUES, "as many gaps as values") };
        $crate::words::fill($text, &[$(&$value as &dyn $crate::words::Say),*])
    }};
}

pub(crate) use words;

/// How many gaps a text has.
pub(crate) const fn gaps(text: &str) -> usize {
    let text = text.as_bytes();
    let (mut at, mut count) = (1, 0);
    while at < text.len() {
        if text[at - 1] == b'{' && text[at] == b'}' {
            count += 1;
        }
        at += 1;
    }
    count
}

/// A text with its gaps filled.
pub(crate) fn fill(text: &'static str, values: &[&dyn Say]) -> Words {
    let mut words = Words::default();
    let mut parts = text.split("{}");
    words.add(parts.next().unwrap_or_default());
    for (value, part) in values.iter().zip(parts) {
        words.push(*value);
        words.add(part);
    }
    words
}

impl Words {
    /// Adds what says itself.
    pub fn push(&mut self, value: &dyn Say) {
        value.say(self);
    }

    /// All of them, with our words between.
    pub fn joined(all: impl IntoIterator<Item: Say>, between: &'static str) -> Self {
        let mut words = Self::default();
        for (at, one) in all.into_iter().enumerate() {
            words.add(if at > 0 { between } else { "" });
            words.push(&one);
        }
        words
    }

    /// Whether there is nothing to read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many bytes of text it holds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let lengths = self.0.iter().map(|piece| match piece {
            Piece::Ours(text) => text.len(),
            Piece::Outside(wire) => wire.as_bytes().len(),
        });
        lengths.sum()
    }

    /// Lets the masker rewrite what came from outside.
    pub(crate) fn mask(&mut self, masker: impl Fn(&mut Vec<u8>)) {
        for piece in &mut self.0 {
            if let Piece::Outside(wire) = piece {
                wire.mask(&masker);
            }
        }
    }

    /// Adds words of ours.
    pub(super) fn add(&mut self, text: impl Into<Cow<'static, str>>) {
        let text = text.into();
        if !text.is_empty() {
            self.0.push(Piece::Ours(text));
        }
    }

    pub(super) fn add_wire(&mut self, wire: &Wire) {
        self.0.push(Piece::Outside(wire.clone()));
    }

    pub(super) fn extend(&mut self, other: &Self) {
        self.0.extend_from_slice(&other.0);
    }
}

impl From<&'static str> for Words {
    fn from(text: &'static str) -> Self {
        let mut words = Self::default();
        words.add(text);
        words
    }
}

impl fmt::Display for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Ours(text) => f.write_str(text),
            Piece::Outside(wire) => wire.fmt(f),
        })
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_string().fmt(f)
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl PartialEq<str> for Words {
    fn eq(&self, other: &str) -> bool {
        let text = self.to_string();
        text == other
    }
}

impl PartialEq<&str> for Words {
    fn eq(&self, other: &&str) -> bool {
        self == *other
    }
}
