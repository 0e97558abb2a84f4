//! What an explanation says in words about the whole string, made by this folder's own means.
//!
//! A remark that is not read here makes its explanation count as unread, which is wrong: add a row.

use super::parameters;
use super::sheet::{Sheet, Slot};
use crate::accuracy::signer::unescaped;

/// The strings that a remark can mean; `None` when there is no reading for it. `signed` is the text of
/// the line it is about, where it tells one.
pub(super) fn read(sheet: &Sheet, words: &str, signed: Option<&[u8]>) -> Option<Vec<Sheet>> {
    if words.contains("`?` for an empty query") {
        return Some(vec![with(sheet, |sheet| sheet.set(Slot::Query, b"?"))]);
    }
    if words.contains("parameter") {
        return parameters::read(sheet, words);
    }
    let known = REMARKS
        .iter()
        .find(|(marks, _)| marks.iter().all(|mark| words.contains(mark)));
    if let Some((_, change)) = known {
        return Some(change(sheet));
    }
    let slot = LINES.iter().find(|(mark, _)| words.contains(mark))?.1;
    Some(vec![with(sheet, |sheet| sheet.set(slot, signed.unwrap_or_default()))])
}

/// Whether a remark says that there are no header lines.
#[must_use]
pub fn clears_headers(words: &str) -> bool {
    words.contains("no header lines")
}

type Change = fn(&Sheet) -> Vec<Sheet>;

/// The first row whose words all stand in a remark reads it.
const REMARKS: &[(&[&str], Change)] = &[
    (&["no header lines"], |sheet| {
        vec![with(sheet, |sheet| sheet.headers.clear())]
    }),
    (&["without a value", "left out"], |sheet| {
        vec![with(sheet, |sheet| {
            sheet.headers.retain(|header| !header.value.is_empty());
        })]
    }),
    (&["header lines", "order"], |sheet| {
        vec![with(sheet, |sheet| sheet.sort_by(|header| header.at))]
    }),
    (&["sorted", "name and value"], |sheet| {
        vec![with(sheet, |sheet| sheet.sort_by(super::sheet::Header::line))]
    }),
    (&["sorted", "locale"], |sheet| {
        vec![with(sheet, |sheet| sheet.sort_by(|header| for_people(&header.name)))]
    }),
    (&["sorted", "names as sent"], |sheet| {
        vec![with(sheet, |sheet| sheet.sort_by(|header| header.sent.clone()))]
    }),
    (&["sorted", "backwards"], |sheet| {
        vec![with(sheet, |sheet| {
            sheet.sort_by(|header| std::cmp::Reverse(header.name.clone()));
        })]
    }),
    (&["names", "not in lower case"], names_as_sent),
    (&["blank behind the colon"], |sheet| {
        vec![with(sheet, |sheet| {
            for header in &mut sheet.headers {
                header.before.push(b' ');
            }
        })]
    }),
    (&["two characters `\\n`"], |sheet| {
        let ends = [["\\n", "\n"], ["\\n", "\\n"]];
        let ended = |line_end| with(sheet, |sheet| sheet.line_end = line_end);
        ends.into_iter().map(ended).collect()
    }),
    (&["no line feed", "last of the header lines"], |sheet| {
        vec![with(sheet, Sheet::join_last_header)]
    }),
    (&["last line", "CR LF"], |sheet| {
        let ended = |both: bool| {
            with(sheet, |sheet| {
                sheet.line_end = ["\r\n", if both { "\r\n" } else { "\n" }];
                sheet.end = ["\r\n", if both { "\r\n" } else { "" }];
            })
        };
        vec![ended(false), ended(true)]
    }),
    (&["escapes", "spaces as `+`"], |sheet| {
        escapes(sheet, |text| text.replace("%20", "+").into_bytes())
    }),
    (&["escapes", "JavaScript"], |sheet| {
        let marks = [("%21", "!"), ("%2A", "*"), ("%27", "'"), ("%28", "("), ("%29", ")")];
        let kept = |text: String| marks.iter().fold(text, |text, (from, to)| text.replace(from, to));
        escapes(sheet, |text| kept(text).into_bytes())
    }),
    (&["`~` escaped"], |sheet| {
        escapes(sheet, |text| text.replace('~', "%7E").into_bytes())
    }),
    (&["escapes in lower case"], |sheet| {
        escapes(sheet, |text| lower_escapes(&text))
    }),
    (&["escapes escaped once more"], |sheet| {
        escapes(sheet, |text| text.replace('%', "%25").into_bytes())
    }),
    (&["escapes undone"], |sheet| {
        escapes(sheet, |text| unescaped(text.as_bytes()))
    }),
    (&["CR LF"], |sheet| {
        let ends = [["\r\n", "\n"], ["\r\n", "\r\n"]];
        let ended = |line_end| with(sheet, |sheet| sheet.line_end = line_end);
        ends.into_iter().map(ended).collect()
    }),
    (&["last line", "line feed"], |sheet| {
        let ends = [["\n", ""], ["\n", "\n"], ["", "\n"]];
        ends.into_iter()
            .map(|end| with(sheet, |sheet| sheet.end = end))
            .collect()
    }),
    (&["no lines for an absent content MD5 and type"], |sheet| {
        vec![with(sheet, |sheet| {
            leave_out_empty(sheet, Slot::Md5);
            leave_out_empty(sheet, Slot::Type);
        })]
    }),
    (&["no line for an absent content MD5"], |sheet| {
        vec![with(sheet, |sheet| leave_out_empty(sheet, Slot::Md5))]
    }),
    (&["no line for an absent content type"], |sheet| {
        vec![with(sheet, |sheet| leave_out_empty(sheet, Slot::Type))]
    }),
    (&["no date line"], |sheet| vec![without(sheet, Slot::Date)]),
    (&["no empty line behind the header lines"], |sheet| {
        vec![without(sheet, Slot::HeadersEnd)]
    }),
    (&["no line for the additional headers"], |sheet| {
        vec![without(sheet, Slot::List)]
    }),
    (&["an empty line before the resource"], |sheet| {
        vec![with(sheet, |sheet| sheet.set(Slot::HeadersEnd, b""))]
    }),
];

/// Remarks about a line whose text they tell.
const LINES: &[(&str, Slot)] = &[
    ("payload line", Slot::Payload),
    ("method", Slot::Verb),
    ("algorithm", Slot::Algorithm),
    ("first line", Slot::Algorithm),
    ("scope line", Slot::Scope),
    ("date line", Slot::Date),
];

fn with(sheet: &Sheet, change: impl FnOnce(&mut Sheet)) -> Sheet {
    let mut sheet = sheet.clone();
    change(&mut sheet);
    sheet
}

fn without(sheet: &Sheet, slot: Slot) -> Sheet {
    with(sheet, |sheet| {
        sheet.texts.remove(&slot);
    })
}

/// Another spelling of address and query, or of the address alone.
fn escapes(sheet: &Sheet, spelled: impl Fn(String) -> Vec<u8>) -> Vec<Sheet> {
    let respell = |sheet: &mut Sheet, slot| {
        if let Some(text) = sheet
            .texts
            .get(&slot)
            .and_then(|text| String::from_utf8(text.clone()).ok())
        {
            sheet.set(slot, &spelled(text));
        }
    };
    let address = with(sheet, |sheet| respell(sheet, Slot::Address));
    let both = with(&address, |sheet| respell(sheet, Slot::Query));
    vec![both, address]
}

fn lower_escapes(text: &str) -> Vec<u8> {
    let mut out = text.as_bytes().to_vec();
    for at in text.match_indices('%').map(|(at, _)| at) {
        let end = (at + 3).min(out.len());
        out[at..end].make_ascii_lowercase();
    }
    out
}

fn leave_out_empty(sheet: &mut Sheet, slot: Slot) {
    if sheet.texts.get(&slot).is_some_and(Vec::is_empty) {
        sheet.texts.remove(&slot);
    }
}

/// In their places, or sorted by the spelling they have now.
fn names_as_sent(sheet: &Sheet) -> Vec<Sheet> {
    let spelled = with(sheet, |sheet| {
        for header in &mut sheet.headers {
            header.before = [header.sent.as_slice(), b":"].concat();
        }
    });
    let sorted = with(&spelled, |sheet| sheet.sort_by(|header| header.sent.clone()));
    vec![spelled, sorted]
}

/// ICU's root order of field names: marks before digits before letters, `_` before `-`.
pub(super) fn for_people(name: &str) -> Vec<(u8, u8)> {
    let weight = |byte| match byte {
        b'_' => (0, 0),
        b'-' => (0, 1),
        b'0'..=b'9' => (2, byte),
        b'a'..=b'z' => (3, byte),
        _ => (1, byte),
    };
    name.bytes().map(weight).collect()
}
