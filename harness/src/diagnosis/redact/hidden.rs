//! What is to be hidden, and finding it.

use std::cmp::Reverse;
use std::ops::Range;

use memchr::memchr2;
use mock_oss::keyring::Keyring;
use mock_oss::verify::query_decode;
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;
use zeroize::Zeroizing;

use super::names::{SECRET, SIGNATURE, TOKEN, placeholder};
use super::{claim, looks, spellings};
use crate::words::{Wire, Words};

/// Byte strings that nobody must see, each with what stands in its place. No
/// `Debug`: it is full of secrets.
pub(super) struct Hidden(Vec<Needle>);

struct Needle {
    bytes: Zeroizing<Vec<u8>>,
    word: &'static str,
}

/// A range of a text, and what stands in its place.
pub(super) type Place = (Range<usize>, &'static str);

impl Hidden {
    /// The secrets and tokens of the keyring, the tokens and signatures of the head and of the form in
    /// its body.
    pub(super) fn of(received: &Received, form: Option<&Form>, keyring: &Keyring) -> Self {
        let mut all = Self(Vec::new());
        for (_, credential) in keyring.iter() {
            let secret = spellings::of_secret(credential.secret.expose());
            all.hide(secret, SECRET, SHORTEST_SECRET);
            let token = credential.token.as_ref();
            let token = token.map(|token| spellings::of_secret(token.expose()));
            all.hide(token.unwrap_or_default(), TOKEN, SHORTEST);
        }
        for (value, word) in named(received, form) {
            if word == SIGNATURE {
                let rests = all.rests(&value).into_iter().chain(spellings::ends(&value));
                let rests = rests.flat_map(|rest| spellings::of_signature(&rest));
                all.hide(rests.collect(), SIGNATURE, SHORTEST);
            }
            let spellings = match word {
                SIGNATURE => spellings::of_signature(&value),
                TOKEN => spellings::of_secret(&value),
                _ => spellings::written(&value),
            };
            all.hide(spellings, word, SHORTEST);
        }
        for signature in claim::presented(received) {
            all.hide(spellings::of_signature(&signature), SIGNATURE, SHORTEST);
        }
        all
    }

    /// What is left of a value beside what is known to be hidden, where there is any such: a signature
    /// pasted behind a secret is one still.
    fn rests(&self, value: &[u8]) -> Vec<Vec<u8>> {
        let known = merged(self.found(value));
        if known.is_empty() {
            return Vec::new();
        }
        let ends = known.iter().map(|(range, _)| range.start).chain([value.len()]);
        let starts = [0].into_iter().chain(known.iter().map(|(range, _)| range.end));
        starts
            .zip(ends)
            .map(|(start, end)| value[start..end].to_vec())
            .collect()
    }

    fn hide(&mut self, spellings: Vec<Vec<u8>>, word: &'static str, shortest: usize) {
        let long_enough = spellings.into_iter().filter(|bytes| bytes.len() >= shortest);
        self.0.extend(long_enough.map(|bytes| Needle {
            bytes: Zeroizing::new(bytes),
            word,
        }));
    }

    /// All places in bytes of the wire, and those of what looks like a claim; they may overlap.
    pub(super) fn places(&self, text: &[u8]) -> Vec<Place> {
        let mut places = self.found(text);
        places.extend(looks::places(text));
        places
    }

    /// Bytes of the wire with everything hidden that must be.
    pub(super) fn in_bytes(&self, text: &mut Vec<u8>) {
        let places = self.places(text);
        if !places.is_empty() {
            *text = replaced(text, places);
        }
    }

    /// The same for bytes that are shown to people.
    pub(super) fn in_wire(&self, wire: &mut Wire) {
        wire.mask(|bytes| self.in_bytes(bytes));
    }

    /// The same for a sentence: what came from outside, and never our own words.
    pub(super) fn in_words(&self, words: &mut Words) {
        words.mask(|bytes| self.in_bytes(bytes));
    }

    fn found(&self, text: &[u8]) -> Vec<Place> {
        let places = self.0.iter().flat_map(|needle| {
            let bytes = &needle.bytes;
            occurrences(text, bytes).map(|at| (at..at + bytes.len(), needle.word))
        });
        places.collect()
    }
}

/// Places in their order, those that overlap taken together under the word of the first and longest; a
/// secret is called one before all else.
pub(super) fn merged(mut places: Vec<Place>) -> Vec<Place> {
    places.sort_by_key(|(range, word)| (range.start, Reverse(range.end), *word != SECRET));
    places.dedup_by(|(next, _), (range, _)| {
        let overlap = next.start < range.end;
        if overlap {
            range.end = range.end.max(next.end);
        }
        overlap
    });
    places
}

fn replaced(text: &[u8], places: Vec<Place>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut at = 0;
    for (range, word) in merged(places) {
        out.extend_from_slice(&text[at..range.start]);
        out.extend_from_slice(word.as_bytes());
        at = range.end;
    }
    out.extend_from_slice(&text[at..]);
    out
}

/// The values of a head and a form whose names say that they are confidential, the signatures in
/// `Authorization`, and what looks like a part of a claim anywhere.
fn named(received: &Received, form: Option<&Form>) -> Vec<(Vec<u8>, &'static str)> {
    let mut all = Vec::new();
    for field in received.fields() {
        if field.is("authorization") {
            let spans = claim::in_authorization(&field).into_iter();
            all.extend(spans.map(|(span, word)| (received.bytes_of(span).trim_ascii().to_vec(), word)));
        } else {
            all.extend(placeholder(field.name()).map(|word| (field.value().into_owned(), word)));
        }
    }
    for pair in received.query() {
        let word = placeholder(&query_decode(pair.name));
        all.extend(pair.value.zip(word).map(|(value, word)| (value.to_vec(), word)));
    }
    all.extend(looking(received.head()));
    for field in form.into_iter().flat_map(Form::fields) {
        all.extend(placeholder(field.name()).map(|word| (field.value().to_vec(), word)));
        all.extend(looking(field.value()));
    }
    all
}

/// The values in a text that look like parts of a claim.
fn looking(text: &[u8]) -> impl Iterator<Item = (Vec<u8>, &'static str)> {
    let places = looks::places(text).into_iter().take(MOST_LOOKING);
    places.map(|(range, word)| (text[range].to_vec(), word))
}

/// Where `needle` stands in `text`, whatever the case, without overlaps. Texts are many and needles are
/// dozens, so that most places are passed over by their first byte.
fn occurrences<'a>(text: &'a [u8], needle: &'a [u8]) -> impl Iterator<Item = usize> + 'a {
    let mut at = 0;
    std::iter::from_fn(move || {
        let first = needle.first()?;
        let (lower, upper) = (first.to_ascii_lowercase(), first.to_ascii_uppercase());
        loop {
            let last = text.len().checked_sub(needle.len())?;
            let here = at + memchr2(lower, upper, text.get(at..=last)?)?;
            at = here + 1;
            if text[here..here + needle.len()].eq_ignore_ascii_case(needle) {
                at = here + needle.len();
                return Some(here);
            }
        }
    })
}

/// Shorter texts are no signatures and no tokens, and hiding them would eat into words.
const SHORTEST: usize = 8;

/// More values than any head has that was not made to keep a program busy; those beyond are still
/// hidden where they look like a claim.
const MOST_LOOKING: usize = 64;

/// Shorter texts are no secrets.
const SHORTEST_SECRET: usize = 4;
