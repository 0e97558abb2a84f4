//! The two strings of V4: the string to sign holds the hash of the canonical request ("Include a V4
//! signature in the Authorization header (recommended)").

use data_encoding::HEXLOWER;
use mock_oss::verify::Rule;
use mock_oss::verify::names::algorithms;
use sha2::{Digest as _, Sha256};

use super::differences::{MOST_LINES as MOST_SHOWN, more, quoted};
use super::judge::{Given, solution};
use super::layout::Text;
use crate::diagnosis::case::Case;
use crate::diagnosis::case::layout::{Piece, PieceKey};
use crate::words::{Words, words};

/// The strings to sign that stand in a text with other lines around them, as in an SDK's debug log:
/// four lines from the name of the algorithm to a SHA-256.
pub(super) fn strings_in(text: &[u8]) -> Vec<Vec<u8>> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    let fours = lines.windows(4).filter_map(|four| {
        let hash = four[3].trim_ascii_end();
        let first = four[0].trim_ascii_end();
        let algorithm = algorithms().find(|algorithm| first.ends_with(algorithm.as_bytes()));
        let whole = algorithm.filter(|_| sha256(hash).is_some());
        whole.map(|algorithm| [algorithm.as_bytes(), four[1], four[2], hash].join(&b'\n'))
    });
    fours.collect()
}

/// What a string under the presented signature says, beside the canonical request in one of `texts`.
pub(super) fn signed(case: &Case<'_>, string: &[u8], texts: &[Vec<u8>]) -> Given {
    let (string, tail) = match string.strip_suffix(b"\n") {
        Some(string) => (string, &b"\n"[..]),
        None => (string, &b""[..]),
    };
    let mut lines: Vec<&[u8]> = string.split(|&byte| byte == b'\n').collect();
    let hash = lines.pop().unwrap_or_default();
    let request = if hash == case.layout.hash().as_bytes() {
        Some(case.layout.bytes())
    } else {
        texts.iter().find_map(|text| request_in(text, &sha256(hash)?))
    };
    match request {
        Some(request) => {
            let mut text = Text::read(case, &request);
            text.end_lines = Some(lines.len());
            text.layout.ends = ends(&lines);
            text.layout.tail = tail;
            Given::Signed(solution(case, &text))
        }
        None => Given::OfOtherRequest(differences(case, &lines)),
    }
}

/// The lines before the hash; what is beyond the scope line is of no known rule.
fn ends(lines: &[&[u8]]) -> Vec<Piece> {
    let lines = lines.iter().enumerate();
    lines
        .map(|(at, line)| Piece {
            key: PieceKey::End(ENDS[at.min(ENDS.len() - 1)]),
            text: Some(line.to_vec()),
            end: b"\n",
        })
        .collect()
}

/// The lines before the hash that are not the service's, in words.
fn differences(case: &Case<'_>, lines: &[&[u8]]) -> Vec<Words> {
    let own: Vec<&[u8]> = case
        .layout
        .ends
        .iter()
        .filter_map(|piece| piece.text.as_deref())
        .collect();
    let numbers = 0..own.len().max(lines.len());
    let unlike: Vec<usize> = numbers.filter(|&at| own.get(at) != lines.get(at)).collect();
    let shown = unlike.iter().take(MOST_SHOWN).map(|&at| {
        let (client, service) = (quoted(lines.get(at)), quoted(own.get(at)));
        words!("line {}: the client has {}, the service {}", at + 1, client, service)
    });
    shown.chain(more(unlike.len().saturating_sub(MOST_SHOWN))).collect()
}

/// The lines of a text that have this hash: the canonical request, proven to be the one. It begins with
/// a method, which may stand behind the words of a log.
fn request_in(text: &[u8], hash: &[u8]) -> Option<Vec<u8>> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').take(MOST_LINES).collect();
    let mut room = MOST_HASHED;
    lines.iter().enumerate().find_map(|(at, first)| {
        let method = first.rsplit(|&byte| byte == b' ').next().unwrap_or_default();
        let is_method = !method.is_empty() && method.iter().all(u8::is_ascii_uppercase);
        let mut sum = Sha256::new_with_prefix(method);
        let end = (at + 1..lines.len()).filter(|_| is_method).find(|&end| {
            room = room.saturating_sub(lines[end].len());
            if room == 0 {
                return false;
            }
            sum.update(b"\n");
            sum.update(lines[end]);
            sum.clone().finalize()[..] == *hash
        })?;
        Some([&[method], &lines[at + 1..=end]].concat().join(&b'\n'))
    })
}

/// The bytes of a SHA-256 in lower-case hexadecimal.
fn sha256(text: &[u8]) -> Option<Vec<u8>> {
    HEXLOWER.decode(text).ok().filter(|bytes| bytes.len() == 32)
}

const ENDS: [Rule; 3] = [Rule::Algorithm, Rule::Timestamp, Rule::Scope];

/// How many lines of a log are searched for a canonical request; the work grows with their square.
const MOST_LINES: usize = 500;

/// How many bytes of it are hashed, in all.
const MOST_HASHED: usize = 8 << 20;
