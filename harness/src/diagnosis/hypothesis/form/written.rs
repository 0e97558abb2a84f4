//! A JSON text as other programs write it.

use super::json::{Json, Style};
use super::spellings::{
    BOM, ascii_only, bare, base64, characters_plain, html_plain, html_safe, slashes_escaped, slashes_plain,
    with_milliseconds, without_milliseconds,
};
use super::texts::{Texts, Way};
use crate::diagnosis::case::text::{latin1_to_utf8, replaced, utf8_to_latin1};
use crate::diagnosis::hypothesis::cost::Cost;
use crate::words::words;

/// The same JSON written in other ways, and its base64: a policy that is built twice, once to sign and once
/// to send.
pub(crate) fn add(json: &[u8], texts: &mut Texts<'_, '_>) {
    for (cost, words, shape) in shapes(json) {
        for (spelled, word, more) in spelled(&shape) {
            for (timed, when, late) in [
                (spelled.clone(), "", 0),
                (with_milliseconds(&spelled), ", with milliseconds", 2),
                (without_milliseconds(&spelled), ", without milliseconds", 2),
            ] {
                for (end, ended, last) in ENDS {
                    let cost = cost + more + late + last;
                    if cost > MOST_COST || !texts.takes(cost) {
                        continue;
                    }
                    let text = [timed.as_slice(), end].concat();
                    let words = words!("the JSON was signed as {}{}{}{}", words, word, when, ended);
                    texts.add(cost, words.clone(), Way::Sent, base64(&text));
                    if cost + 2 <= MOST_COST {
                        let words = words!("{}, before base64", words);
                        texts.add(cost + 2, words.clone(), Way::Signed, text);
                    }
                }
            }
        }
    }
}

/// A JSON text with what is said of it and what it costs.
type Shape = (Cost, &'static str, Vec<u8>);

/// Blanks, order, and characters.
fn shapes(json: &[u8]) -> Vec<Shape> {
    let plain = bare(json);
    let trimmed = plain.trim_ascii();
    let mut all = vec![
        (1, "it is", json.to_vec()),
        (2, "it is without blanks around it", trimmed.to_vec()),
        (4, "it is behind a byte order mark", [BOM, plain].concat()),
        (4, "it is with LF for CR LF", replaced(trimmed, b"\r\n", b"\n")),
        (
            4,
            "it is with CR LF for LF",
            replaced(&replaced(trimmed, b"\r\n", b"\n"), b"\n", b"\r\n"),
        ),
        (5, "it is, taken for Latin-1", latin1_to_utf8(trimmed)),
    ];
    all.extend(utf8_to_latin1(trimmed).map(|text| (4, "it is in Latin-1", text)));
    let Some(tree) = Json::parse(trimmed) else {
        return all;
    };
    for (cost, words, style) in STYLES {
        all.push((*cost, *words, tree.written(*style)));
    }
    for (tree, words) in [(tree.sorted(), ORDERED), (tree.turned(), TURNED)] {
        let styles = STYLES.iter().zip(words);
        all.extend(styles.map(|((cost, _, style), words)| (cost + 1, words, tree.written(*style))));
    }
    all
}

/// Escapes inside strings.
fn spelled(json: &[u8]) -> Vec<(Vec<u8>, &'static str, Cost)> {
    let mut all = vec![
        (json.to_vec(), "", 0),
        (slashes_escaped(json), ", with `\\/` (PHP)", 1),
        (slashes_plain(json), ", with `/` unescaped", 1),
        (characters_plain(json), ", with its characters unescaped", 1),
        (
            slashes_plain(&characters_plain(json)),
            ", with slashes and characters unescaped",
            1,
        ),
        (html_safe(json), ", with `<`, `>`, `&` escaped (Go)", 1),
        (html_plain(json), ", with `<`, `>`, `&` unescaped", 2),
    ];
    if let Some(ascii) = ascii_only(json) {
        all.push((slashes_escaped(&ascii), ", in ASCII with `\\/` (PHP)", 1));
        all.push((ascii, ", in ASCII (Python)", 1));
    }
    all
}

const ENDS: &[(&[u8], &str, Cost)] = &[
    (b"", "", 0),
    (b"\n", ", with a line feed at its end", 1),
    (b"\r\n", ", with CR LF at its end", 3),
];

const STYLES: &[(Cost, &str, Style)] = &[
    (2, "compact JSON", style(b",", b":", None)),
    (2, "Python's `json.dumps` writes it", style(b", ", b": ", None)),
    (3, "pretty JSON, two blanks a level", style(b",", b": ", Some(b"  "))),
    (3, "pretty JSON, four blanks a level", style(b",", b": ", Some(b"    "))),
    (4, "pretty JSON, a tab a level", style(b",", b": ", Some(b"\t"))),
    (
        4,
        "JSON with a blank before and behind each colon",
        style(b",", b" : ", Some(b"  ")),
    ),
];

const ORDERED: [&str; 6] = [
    "compact JSON with sorted names",
    "`json.dumps` with `sort_keys` writes it",
    "pretty JSON with sorted names, two blanks a level",
    "pretty JSON with sorted names, four blanks a level",
    "pretty JSON with sorted names, a tab a level",
    "JSON with sorted names and a blank before and behind each colon",
];

const TURNED: [&str; 6] = [
    "compact JSON in the other order",
    "`json.dumps` writes it in the other order",
    "pretty JSON in the other order, two blanks a level",
    "pretty JSON in the other order, four blanks a level",
    "pretty JSON in the other order, a tab a level",
    "JSON in the other order with a blank before and behind each colon",
];

const fn style(comma: &'static [u8], colon: &'static [u8], indent: Option<&'static [u8]>) -> Style {
    Style { comma, colon, indent }
}

/// No text costs more.
const MOST_COST: Cost = 6;
