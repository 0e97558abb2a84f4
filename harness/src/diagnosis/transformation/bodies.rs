//! A body as other programs write it, for the hash of it that was signed.

use std::io::Read as _;

use data_encoding::BASE64;
use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};
use serde_json::Value;

use super::bytes::swapped;

/// Other texts of a body, each with what it is after that; none of a large one.
pub(crate) fn bodies(body: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    if body.is_empty() || body.len() > MOST_BYTES {
        return Vec::new();
    }
    let mut all: Vec<(Vec<u8>, &'static str)> = unpacked(body).into_iter().collect();
    all.extend(line_ends(body));
    all.extend(serialised(body));
    all.push((BASE64.encode(body).into_bytes(), "as base64"));
    let bare: Vec<u8> = body
        .iter()
        .copied()
        .filter(|byte| !byte.is_ascii_whitespace())
        .collect();
    all.extend(BASE64.decode(&bare).ok().map(|text| (text, "decoded from base64")));
    all.retain(|(text, _)| text != body);
    all
}

/// What a packed body holds.
fn unpacked(body: &[u8]) -> Option<(Vec<u8>, &'static str)> {
    let read = |reader: &mut dyn std::io::Read| {
        let mut text = Vec::new();
        let whole = reader.take(MOST_UNPACKED).read_to_end(&mut text).is_ok();
        (whole && !text.is_empty()).then_some(text)
    };
    if body.starts_with(&[0x1F, 0x8B]) {
        return Some((read(&mut MultiGzDecoder::new(body))?, "before it was packed by gzip"));
    }
    let zlib = read(&mut ZlibDecoder::new(body));
    let text = zlib.or_else(|| read(&mut DeflateDecoder::new(body)))?;
    Some((text, "before it was packed by deflate"))
}

fn line_ends(body: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    let unix = swapped(body, b"\r\n", b"\n");
    let mark = b"\xEF\xBB\xBF";
    let mut all = vec![
        (swapped(&unix, b"\n", b"\r\n"), "with CR LF for its line ends"),
        (unix, "with line feeds for its line ends"),
        ([body, b"\n"].concat(), "with a line feed behind it"),
        ([body, b"\r\n"].concat(), "with CR LF behind it"),
        (body.trim_ascii_end().to_vec(), "without line ends behind it"),
        (body.trim_ascii().to_vec(), "without blanks and line ends around it"),
        ([mark, body].concat(), "with a byte order mark before it"),
    ];
    all.extend(
        body.strip_prefix(mark)
            .map(|rest| (rest.to_vec(), "without its byte order mark")),
    );
    all
}

/// JSON as serialisers write it: in its order or sorted, in one line or indented, closer or wider.
fn serialised(body: &[u8]) -> Vec<(Vec<u8>, &'static str)> {
    let Ok(value) = serde_json::from_slice::<Value>(body) else {
        return Vec::new();
    };
    let is_tree = value.is_object() || value.is_array();
    let mut sorted = value.clone();
    sorted.sort_all_objects();
    let mut all = Vec::new();
    for (tree, words) in [(&value, INDENTED), (&sorted, SORTED)].into_iter().filter(|_| is_tree) {
        for style in STYLES {
            for ascii in [false, true] {
                let mut text = String::new();
                write(tree, style, ascii, 0, &mut text);
                all.push(([text.as_bytes(), b"\n"].concat(), words));
                all.push((text.into_bytes(), words));
            }
        }
    }
    all
}

const INDENTED: &str = "as another program writes its JSON: other blanks, line ends or escapes";
const SORTED: &str = "as another program writes its JSON: its names sorted";

/// What stands before each level, behind a comma, and behind a colon.
struct Style {
    indent: Option<&'static str>,
    comma: &'static str,
    colon: &'static str,
}

const fn style(indent: Option<&'static str>, comma: &'static str, colon: &'static str) -> Style {
    Style { indent, comma, colon }
}

/// `JSON.stringify`, Python's `json.dumps` in its forms, Go's `MarshalIndent`, Jackson's and Gson's printers.
const STYLES: &[Style] = &[
    style(None, ",", ":"),
    style(None, ", ", ": "),
    style(None, ",", ": "),
    style(Some("  "), ",", ": "),
    style(Some("    "), ",", ": "),
    style(Some("\t"), ",", ": "),
    style(Some("  "), ",", " : "),
    style(Some("    "), ", ", ": "),
    style(Some(" "), ",", ": "),
];

fn write(value: &Value, style: &Style, ascii: bool, depth: usize, out: &mut String) {
    let line = |depth: usize, out: &mut String| {
        if let Some(indent) = style.indent {
            out.push('\n');
            (0..depth).for_each(|_| out.push_str(indent));
        }
    };
    let comma = |at: usize, out: &mut String| {
        if at > 0 {
            out.push_str(style.comma);
        }
    };
    match value {
        Value::Array(items) if !items.is_empty() && depth < DEEPEST => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                comma(at, out);
                line(depth + 1, out);
                write(item, style, ascii, depth + 1, out);
            }
            line(depth, out);
            out.push(']');
        }
        Value::Object(members) if !members.is_empty() && depth < DEEPEST => {
            out.push('{');
            for (at, (name, item)) in members.iter().enumerate() {
                comma(at, out);
                line(depth + 1, out);
                scalar(&Value::String(name.clone()), ascii, out);
                out.push_str(style.colon);
                write(item, style, ascii, depth + 1, out);
            }
            line(depth, out);
            out.push('}');
        }
        other => scalar(other, ascii, out),
    }
}

fn scalar(value: &Value, ascii: bool, out: &mut String) {
    for char in value.to_string().chars() {
        if char.is_ascii() || !ascii {
            out.push(char);
        } else {
            for unit in char.encode_utf16(&mut [0; 2]) {
                out.extend(["\\u", &format!("{unit:04x}")]);
            }
        }
    }
}

/// Deeper values are written as they come.
const DEEPEST: usize = 64;

/// Of a larger body no other texts are made: each is hashed.
const MOST_BYTES: usize = 1 << 20;

/// No more than this is unpacked.
const MOST_UNPACKED: u64 = 8 << 20;
