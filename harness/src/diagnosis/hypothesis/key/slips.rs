//! Slips of whoever copied, typed or pasted a secret.

use mock_oss::verify::scheme::KeyRule;
use mock_oss::verify::{Digest, Keyed};
use zeroize::Zeroizing;

use super::slip::{self, Slip};
use super::spellings::spelled;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::hypothesis::cost::Cost;
use crate::diagnosis::hypothesis::note::key;
use crate::diagnosis::transformation::{Kind, variants};
use crate::diagnosis::{Code, Element};

/// The slip whose secret makes `digest` of a string. The string is the service's own: two causes at once are
/// not looked for.
pub(crate) fn slipped(case: &Case<'_>, digest: &Digest) -> Option<Note> {
    let credential = case.credential()?;
    let string = case.examination.canonical.string_to_sign().bytes();
    let holds = |slip: &Slip| keyed(case, &slip.secret).is_some_and(|keyed| keyed.verifies(&string, digest));
    let slip = slips(credential.secret.expose()).find(holds)?;
    Some(key(Code::SecretDiffers, Element::Secret, slip.words()))
}

/// The key that the scheme makes of a secret.
fn keyed(case: &Case<'_>, secret: &[u8]) -> Option<Keyed> {
    match (case.scheme().key_rule(), &case.examination.presented.scope) {
        (KeyRule::Secret, _) => Some(case.scheme().mac().keyed(secret)),
        (KeyRule::Derived(derivation), Some(scope)) => Some(derivation.key(secret, scope)),
        (KeyRule::Derived(_), None) => None,
    }
}

/// Every secret that one slip makes of the known one, the likelier first: some thousands. None of a text
/// that is longer than secrets are.
pub(crate) fn slips(secret: &[u8]) -> Box<dyn Iterator<Item = Slip> + '_> {
    if !(2..=LONGEST).contains(&secret.len()) {
        return Box::new(std::iter::empty());
    }
    let short = lost(secret).chain(doubled(secret)).chain(swapped(secret));
    let other = exchanged(secret, slip::Kind::LookAlike, |byte| look_alikes(byte).to_vec());
    let case = exchanged(secret, slip::Kind::OtherCase, |byte| vec![switched(byte)]);
    let blank = exchanged(secret, slip::Kind::Blank, |_| vec![b' ']);
    let any = exchanged(secret, slip::Kind::Other, |_| PRINTABLE.collect());
    let few = short
        .chain(other)
        .chain(case)
        .chain(blank)
        .chain(spelled(secret))
        .chain(made(secret));
    Box::new(few.chain(cut(secret)).chain(any).chain(added(secret)))
}

/// What software makes of a text.
fn made(secret: &[u8]) -> impl Iterator<Item = Slip> {
    let all = variants(Kind::Secret, secret, Cost::MAX).into_iter();
    all.map(|variant| Slip::whole(slip::Kind::Made(variant.by.says()), variant.text))
}

fn lost(secret: &[u8]) -> impl Iterator<Item = Slip> + '_ {
    (0..secret.len()).map(|at| Slip::at(slip::Kind::Lost, at, secret, spliced(secret, at, 1, b"")))
}

fn doubled(secret: &[u8]) -> impl Iterator<Item = Slip> + '_ {
    (0..secret.len()).map(|at| {
        let twice = [secret[at]; 2];
        Slip::at(slip::Kind::Doubled, at, secret, spliced(secret, at, 1, &twice))
    })
}

fn swapped(secret: &[u8]) -> impl Iterator<Item = Slip> + '_ {
    (1..secret.len()).map(|at| {
        let other = [secret[at], secret[at - 1]];
        let place = if at == 1 { 0 } else { at };
        Slip::at(slip::Kind::Swapped, place, secret, spliced(secret, at - 1, 2, &other))
    })
}

/// One character exchanged for each of some others.
fn exchanged<'s>(
    secret: &'s [u8],
    kind: slip::Kind,
    others: impl Fn(u8) -> Vec<u8> + 's,
) -> impl Iterator<Item = Slip> + 's {
    secret.iter().enumerate().flat_map(move |(at, &own)| {
        let others = others(own).into_iter().filter(move |&other| other != own);
        others.map(move |other| Slip::at(kind, at, secret, spliced(secret, at, 1, &[other])))
    })
}

/// One character too many, blanks and line ends among them.
fn added(secret: &[u8]) -> impl Iterator<Item = Slip> + '_ {
    (0..=secret.len()).flat_map(move |at| {
        let white = [&b" "[..], b"\t", b"\n", b"\r\n"].into_iter().map(<[u8]>::to_vec);
        let white = white.map(|text| (slip::Kind::WhiteAdded, text));
        let others = PRINTABLE.map(|byte| (slip::Kind::Added, vec![byte]));
        let all = white.chain(others);
        all.map(move |(kind, text)| Slip::at(kind, at, secret, spliced(secret, at, 0, &text)))
    })
}

/// A selection that began too late or ended too early.
fn cut(secret: &[u8]) -> impl Iterator<Item = Slip> + '_ {
    let end = (1..secret.len()).rev().map(|at| (slip::Kind::EndCut, &secret[..at]));
    let beginning = (1..secret.len()).map(|at| (slip::Kind::BeginningCut, &secret[at..]));
    end.chain(beginning)
        .map(|(kind, text)| Slip::whole(kind, text.to_vec()))
}

fn spliced(secret: &[u8], at: usize, length: usize, text: &[u8]) -> Zeroizing<Vec<u8>> {
    Zeroizing::new([&secret[..at], text, &secret[at + length..]].concat())
}

fn switched(byte: u8) -> u8 {
    if byte.is_ascii_uppercase() {
        byte.to_ascii_lowercase()
    } else {
        byte.to_ascii_uppercase()
    }
}

/// What a character is taken for when it is read from a screen or a print.
fn look_alikes(byte: u8) -> &'static [u8] {
    let group = ALIKE.iter().find(|group| group.contains(&byte));
    group.copied().unwrap_or_default()
}

const ALIKE: &[&[u8]] = &[
    b"0OoQD", b"1lI|i!", b"5Ss", b"2Zz", b"8B", b"6bG", b"9gq", b"uvUV", b"nh", b"ce", b"kK", b"mM", b"wW", b"xX",
    b"pP", b"yY", b"tf", b"4A", b"7T", b"3E", b"-_", b",.",
];

const PRINTABLE: std::ops::RangeInclusive<u8> = b'!'..=b'~';

/// Secrets of keys have 30 characters, those of temporary ones some 44.
const LONGEST: usize = 128;

/// Of longer strings in bytes, thousands of MACs take longer than the search.
pub(crate) const LONGEST_STRING: usize = 16 << 10;
