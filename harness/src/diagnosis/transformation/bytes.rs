//! Rewriting texts.

pub(super) use crate::diagnosis::case::text::replaced as swapped;

/// Whether a byte is no letter, no digit, and in ASCII.
pub(super) fn is_mark(byte: u8) -> bool {
    byte == b' ' || byte.is_ascii_punctuation()
}

/// For each kind of byte that is `meant`, the text with all of that kind spelled otherwise.
pub(super) fn each_kind(text: &[u8], meant: fn(u8) -> bool, spelled: impl Fn(u8) -> Vec<u8>) -> Vec<Vec<u8>> {
    let mut there = [false; 256];
    for &byte in text {
        there[usize::from(byte)] = true;
    }
    let kinds = (0..=u8::MAX).filter(|&byte| there[usize::from(byte)] && meant(byte));
    kinds.map(|byte| swapped(text, &[byte], &spelled(byte))).collect()
}

/// Several replacements, one behind the other.
pub(super) fn all_swapped(text: &[u8], pairs: &[(&str, &str)]) -> Vec<u8> {
    let one = |text: Vec<u8>, (from, to): &(&str, &str)| swapped(&text, from.as_bytes(), to.as_bytes());
    pairs.iter().fold(text.to_vec(), one)
}

/// The same, the other way round.
pub(super) fn all_swapped_back(text: &[u8], pairs: &[(&str, &str)]) -> Vec<u8> {
    let one = |text: Vec<u8>, (from, to): &(&str, &str)| swapped(&text, to.as_bytes(), from.as_bytes());
    pairs.iter().rev().fold(text.to_vec(), one)
}

/// Each character through `each`; nothing of what is no UTF-8.
pub(super) fn by_character(text: &[u8], each: impl Fn(char, &mut String)) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    let mut out = String::with_capacity(text.len() + 8);
    text.chars().for_each(|char| each(char, &mut out));
    Some(out.into_bytes())
}

/// Each escape that `read` takes from the beginning of a rest, as what it stands for; `read` gives that and how many
/// bytes it took.
pub(super) fn unescaped(text: &[u8], read: impl Fn(&[u8]) -> Option<(Vec<u8>, usize)>) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&first, after)) = rest.split_first() {
        if let Some((bytes, taken)) = read(rest).filter(|(_, taken)| *taken > 0) {
            out.extend_from_slice(&bytes);
            rest = &rest[taken..];
        } else {
            out.push(first);
            rest = after;
        }
    }
    out
}

/// The number that these digits are.
pub(super) fn number(digits: &[u8], radix: u32) -> Option<u32> {
    u32::from_str_radix(std::str::from_utf8(digits).ok()?, radix).ok()
}

/// A character's bytes.
pub(super) fn character(code: u32) -> Option<Vec<u8>> {
    Some(char::from_u32(code)?.to_string().into_bytes())
}

/// The lists that a text may be, changed, and put together as they were and closer.
pub(super) fn listed(text: &[u8], change: fn(&mut Vec<&[u8]>)) -> Vec<Vec<u8>> {
    let glues: [(u8, [&[u8]; 2]); 4] = [
        (b',', [b",", b", "]),
        (b';', [b";", b"; "]),
        (b'&', [b"&", b"&"]),
        (b' ', [b" ", b" "]),
    ];
    let mut all = Vec::new();
    for (mark, glues) in glues.iter().filter(|(mark, _)| text.contains(mark)) {
        let mut items: Vec<&[u8]> = text.split(|byte| byte == mark).map(<[u8]>::trim_ascii).collect();
        change(&mut items);
        all.extend(glues.iter().map(|glue| items.join(*glue)));
    }
    all
}
