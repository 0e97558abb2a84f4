//! What is to be hidden, and finding it.

use std::cmp::Reverse;
use std::ops::Range;

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use mock_oss::keyring::Keyring;
use mock_oss::verify::query_decode;
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;
use zeroize::Zeroizing;

use super::levels::levels;
use super::names::{SECRET, SIGNATURE, TOKEN, placeholder};
use super::{claim, looks, spellings};
use crate::words::{Wire, Words};

/// Byte strings that nobody must see, each with what stands in its place, to be found in one pass over a
/// text. No `Debug`: it is full of secrets.
pub(super) struct Hidden {
    words: Vec<&'static str>,
    finder: AhoCorasick,
}

/// What is to be hidden, before it is sought.
#[derive(Default)]
struct Needles(Vec<(Zeroizing<Vec<u8>>, &'static str)>);

/// A range of a text, and what stands in its place.
pub(super) type Place = (Range<usize>, &'static str);

impl Hidden {
    /// The secrets and tokens of the keyring.
    pub(super) fn of_keyring(keyring: &Keyring) -> Self {
        Needles::of(keyring).sought()
    }

    /// The secrets and tokens of the keyring, the tokens and signatures of the head and of the form in
    /// its body.
    pub(super) fn of(received: &Received, form: Option<&Form>, keyring: &Keyring) -> Self {
        let mut all = Needles::of(keyring);
        let known = all.sought();
        for (at, (value, word)) in named(received, form).into_iter().enumerate() {
            if at >= MOST_SPELLED || value.len() > LONGEST_SPELLED {
                all.hide_in_pieces(&value, word);
                continue;
            }
            if word == SIGNATURE {
                let rests = known.rests(&value).into_iter().chain(spellings::ends(&value));
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
            if signature.len() > LONGEST_SPELLED {
                all.hide_in_pieces(&signature, SIGNATURE);
            } else {
                all.hide(spellings::of_signature(&signature), SIGNATURE, SHORTEST);
            }
        }
        all.sought()
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

    /// All places in bytes of the wire, and those of what looks like a claim, however they are escaped; they
    /// may overlap.
    pub(super) fn places(&self, text: &[u8]) -> Vec<Place> {
        let mut places = Vec::new();
        for level in levels(text) {
            let found = self.found(&level.bytes).into_iter();
            let all = found.chain(looks::places(&level.bytes));
            places.extend(all.map(|(range, word)| (level.origin(&range), word)));
        }
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

    /// All places of a text, whatever its case, in their order, those that overlap taken together.
    fn found(&self, text: &[u8]) -> Vec<Place> {
        let mut all: Vec<Place> = Vec::new();
        for found in self.finder.find_overlapping_iter(text) {
            let mut place = (found.range(), self.words[found.pattern().as_usize()]);
            // They come by their ends, so that only the last ones can overlap the next.
            while let Some(before) = all.pop_if(|(before, _)| before.end > place.0.start) {
                place = joined(before, place);
            }
            all.push(place);
        }
        all
    }
}

impl Needles {
    fn of(keyring: &Keyring) -> Self {
        let mut all = Self::default();
        for (_, credential) in keyring.iter() {
            let secret = spellings::of_secret(credential.secret.expose());
            all.hide(secret, SECRET, SHORTEST_SECRET);
            let token = credential.token.as_ref();
            let token = token.map(|token| spellings::of_secret(token.expose()));
            all.hide(token.unwrap_or_default(), TOKEN, SHORTEST);
        }
        all
    }

    fn hide(&mut self, spellings: Vec<Vec<u8>>, word: &'static str, shortest: usize) {
        let long_enough = spellings.into_iter().filter(|bytes| bytes.len() >= shortest);
        self.0
            .extend(long_enough.map(|bytes| (Zeroizing::new(bytes.to_ascii_lowercase()), word)));
    }

    /// A value as it stands, however long it is.
    fn hide_in_pieces(&mut self, value: &[u8], word: &'static str) {
        let pieces = value.chunks(LONGEST_SPELLED).map(<[u8]>::to_vec);
        self.hide(pieces.collect(), word, SHORTEST);
    }

    fn sought(&mut self) -> Hidden {
        // In a stable order, so that the first word of a text stays.
        self.0.sort_by(|(one, _), (other, _)| one.as_slice().cmp(other));
        self.0.dedup_by(|(next, _), (first, _)| next == first);
        let finder = AhoCorasick::builder()
            .ascii_case_insensitive(true)
            .kind(Some(AhoCorasickKind::NoncontiguousNFA))
            .build(self.0.iter().map(|(bytes, _)| bytes.as_slice()));
        Hidden {
            words: self.0.iter().map(|(_, word)| *word).collect(),
            finder: finder.expect("a head is far smaller than what the finder can number"),
        }
    }
}

/// Two places that overlap, under the word of the first and longest; a secret is called one before all else.
fn joined((before, word): Place, (behind, other): Place) -> Place {
    let range = before.start.min(behind.start)..before.end.max(behind.end);
    let is_first =
        (before.start, Reverse(before.end), word != SECRET) <= (behind.start, Reverse(behind.end), other != SECRET);
    (range, if is_first { word } else { other })
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
        // As a parameter, so that its name counts.
        let pair = [b"?", field.name(), b"=", field.value()].concat();
        all.extend(looking(&pair));
    }
    all
}

/// The values in a text that look like parts of a claim.
fn looking(text: &[u8]) -> impl Iterator<Item = (Vec<u8>, &'static str)> + '_ {
    let places = levels(text).flat_map(|level| {
        let found: Vec<_> = looks::places(&level.bytes).take(MOST_LOOKING).collect();
        found.into_iter().map(move |(range, word)| (level.origin(&range), word))
    });
    places.map(|(range, word)| (text[range].to_vec(), word))
}

/// Shorter texts are no signatures and no tokens, and hiding them would eat into words.
const SHORTEST: usize = 8;

/// More values than any head has that was not made to keep a program busy; those beyond are still
/// hidden where they look like a claim.
const MOST_LOOKING: usize = 64;

/// Shorter texts are no secrets.
const SHORTEST_SECRET: usize = 4;

/// So many values that a head names are sought in all their spellings, and the rest as they stand: what is
/// sought stays within a few times the head.
const MOST_SPELLED: usize = 64;

/// Longer values, in bytes, are no token that was ever issued, and are sought in pieces.
const LONGEST_SPELLED: usize = 4096;

#[cfg(test)]
mod tests {
    use mock_oss::keyring::{Credential, Keyring};
    use mock_oss::wire::Received;

    use super::{Hidden, merged};

    const HEAD: &[u8] = b"GET /a?Signature=c2lnbmF0dXJlLW9mLWEtdXJs HTTP/1.1\r\nHost: h\r\n\r\n";

    fn masked(text: &str) -> String {
        let keyring = Keyring::new().with("testid", Credential::temporary("nothing", "token/with+marks"));
        let hidden = Hidden::of(&Received::parse(HEAD).unwrap(), None, &keyring);
        let mut bytes = text.as_bytes().to_vec();
        hidden.in_bytes(&mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn a_secret_is_hidden_wherever_it_stands_and_nothing_beside_it() {
        assert_eq!(masked("nothing"), "[secret]");
        assert_eq!(masked("a nothing, and Nothing"), "a [secret], and [secret]");
        assert_eq!(masked("nothin g"), "nothin g");
        assert_eq!(masked("an ordinary text"), "an ordinary text");
    }

    #[test]
    fn tokens_and_signatures_are_hidden_in_each_of_their_spellings() {
        for text in ["token/with+marks", "token%2Fwith%2Bmarks", "token%2fwith%2bmarks"] {
            assert_eq!(masked(&format!("<{text}>")), "<[token]>", "{text}");
        }
        assert_eq!(masked("it was c2lnbmF0dXJlLW9mLWEtdXJs."), "it was [signature].");
    }

    #[test]
    fn places_that_overlap_are_one_and_those_that_touch_are_two() {
        let places = vec![
            (4..9, "[token]"),
            (0..5, "[signature]"),
            (9..12, "[token]"),
            (0..5, "[secret]"),
        ];
        assert_eq!(merged(places), [(0..9, "[secret]"), (9..12, "[token]")]);
    }
}
