//! 1b, how header values are written into the string: order, case, blanks, repeats.

use harness::diagnosis::{Element, Op};

use super::kind::{ALL, Cause, Done};
use crate::accuracy::base::{Facts, Request};
use crate::accuracy::head::{Head, Line};
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Draft, Names, Order, Slash, escaped, unescaped};

pub(super) const CAUSES: &[Cause] = &[
    Cause::form("B6", "header names not lowered", ALL, in_capitals, |form| {
        form.names = Names::AsSent;
    }),
    Cause::form("B10a", "header lines in the order sent", ALL, out_of_order, |form| {
        form.order = Order::AsSent;
    }),
    Cause::form(
        "B10b",
        "header lines sorted as people sort",
        ALL,
        out_of_order,
        |form| form.order = Order::Locale,
    ),
    Cause::form("B10c", "header lines sorted whole", ALL, out_of_order, |form| {
        form.order = Order::WholeLine;
    }),
    Cause::wire("B11a", "line repeated on the way", ALL, with_note, repeat),
    Cause::sign(
        "B11b",
        "of two lines the client signs one, or joins them otherwise",
        ALL,
        with_two,
        |rng, draft, _| {
            let value = rng.one(["one", "two", "one, two"]);
            sign_note(draft, value.as_bytes().to_vec())
        },
    ),
    Cause::wire(
        "B12a",
        "inner blanks merged on the way",
        ALL,
        with_blanks,
        |_, head, _| {
            let value = String::from_utf8_lossy(head.value(NOTE)?).replace("  ", " ");
            head.set(NOTE, value);
            Some(())
        },
    ),
    Cause::sign("B12b", "value signed untrimmed", ALL, with_note, untrimmed),
    Cause::wire(
        "F15",
        "copy source decoded or encoded on the way",
        ALL,
        with_copy_source,
        |_, head, _| {
            let value = head.value(COPY_SOURCE)?;
            let decoded = unescaped(value);
            let value = if decoded == value {
                escaped(value, Slash::Kept, b"")
            } else {
                decoded
            };
            head.set(COPY_SOURCE, value);
            Some(())
        },
    ),
    Cause::sign(
        "B12c",
        "inner blanks merged in the string",
        ALL,
        with_blanks,
        |_, draft, _| {
            let value = note(draft)?;
            let merged = String::from_utf8_lossy(&value).replace("  ", " ");
            sign_note(draft, merged.into_bytes())
        },
    ),
];

fn in_capitals(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.push("X-Oss-Meta-Note", rng.word(ALPHANUMERIC, 8));
    Some(())
}

/// Names that sort one way by bytes and another by words, in an order of their own.
fn out_of_order(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let mut names = vec![
        "x-oss-meta-a_c",
        "x-oss-meta-a-b",
        "x-oss-meta-ab",
        "x-oss-meta-a",
        "x-oss-meta-a1",
    ];
    for _ in 0..rng.below(3) {
        names.remove(rng.below(names.len()));
    }
    for at in (1..names.len()).rev() {
        names.swap(at, rng.below(at + 1));
    }
    for name in names {
        request.head.set(name, rng.word(ALPHANUMERIC, 6));
    }
    Some(())
}

fn with_note(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.set(NOTE, rng.word(ALPHANUMERIC, 8));
    Some(())
}

fn with_two(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.drop(NOTE);
    request.head.push(NOTE, "one");
    request.head.push(NOTE, "two");
    Some(())
}

fn with_blanks(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let (one, two) = (rng.word(ALPHANUMERIC, 4), rng.word(ALPHANUMERIC, 5));
    request.head.set(NOTE, format!("{one}  {two}"));
    Some(())
}

fn with_copy_source(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng
        .one(["/b1/dir/图 a.jpg", "/b1/a b.txt", "/b1/caf\u{e9}(1).pdf"])
        .as_bytes();
    let value = if rng.chance(50) {
        key.to_vec()
    } else {
        escaped(key, Slash::Kept, b"")
    };
    request.head.set(COPY_SOURCE, value);
    Some(())
}

fn repeat(rng: &mut Rng, head: &mut Head, _: &Facts) -> Option<()> {
    let at = head.lines.iter().position(|line| line.is(NOTE))?;
    let again = if rng.chance(50) {
        head.lines[at].clone()
    } else {
        Line::new(head.lines[at].name.clone(), rng.word(ALPHANUMERIC, 8))
    };
    head.lines.insert(at + 1, again);
    Some(())
}

fn untrimmed(rng: &mut Rng, draft: &mut Draft, _: &Facts) -> Option<Vec<Done>> {
    let value = note(draft)?;
    let (before, after): (&[u8], &[u8]) = rng.one([(b"", b" "), (b" ", b""), (b" ", b" "), (b"", b"\t")]);
    sign_note(draft, [before, &value, after].concat())
}

fn note(draft: &Draft) -> Option<Vec<u8>> {
    let mut headers = draft.headers.iter();
    let header = headers.find(|(name, _)| name.eq_ignore_ascii_case(NOTE.as_bytes()))?;
    Some(header.1.clone())
}

fn sign_note(draft: &mut Draft, value: Vec<u8>) -> Option<Vec<Done>> {
    let mut headers = draft.headers.iter_mut();
    let header = headers.find(|(name, _)| name.eq_ignore_ascii_case(NOTE.as_bytes()))?;
    header.1.clone_from(&value);
    Some(Done::client(Op::Replace, Element::Field(NOTE.into()), Some(value)))
}

const COPY_SOURCE: &str = "x-oss-copy-source";

const NOTE: &str = "x-oss-meta-note";
