//! The ways that are tried.

use mock_oss::verify::Rule;

use super::escapes::{kept_marks, lower_escapes};
use super::kind::{About, Sorted, Variation, escapes, header, shape};
use super::lines::{
    add_host, drop_if_empty, end_last, end_lines, insert_empty_line, is_empty_header, join_last_header, list_all,
};
use super::order::{arrival, as_sent, sort_headers, sort_lines, spell_as_sent, spell_in_capitals};
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::case::text::{percent_decoded, replaced};
use crate::diagnosis::hypothesis::client::locale::locale_key;
use crate::diagnosis::hypothesis::cost::{FAR, KNOWN, RARE, SELDOM};

/// Sort orders, and what signers were read to do: Swift (an empty line without headers),
/// old Java (no date line), php v2, C#, hand-written ones.
pub(crate) const ALL: &[Variation] = &[
    shape(
        KNOWN,
        About::Order,
        "the header lines stand in the order of the request",
        |layout, case| sort_headers(layout, |name| arrival(case, name)),
    ),
    shape(
        SELDOM,
        About::Order,
        "the header lines are sorted by name and value together",
        |layout, _| sort_lines(layout),
    ),
    shape(
        SELDOM,
        About::Order,
        "the header lines are sorted by locale, not by bytes",
        |layout, _| sort_headers(layout, locale_key),
    ),
    shape(
        SELDOM,
        About::Order,
        "the header lines are sorted by their names as sent",
        |layout, case| sort_headers(layout, |name| as_sent(case, name)),
    ),
    shape(
        FAR,
        About::Order,
        "the header lines are sorted backwards",
        |layout, _| sort_headers(layout, |name| name.iter().map(|byte| !byte).collect()),
    ),
    header(
        KNOWN,
        "the header names are not in lower case",
        spell_as_sent,
        Sorted::AsBefore,
    ),
    header(
        KNOWN,
        "the header names are not in lower case, and sorted so",
        spell_as_sent,
        Sorted::AsSpelled,
    ),
    header(
        SELDOM,
        "the header names begin with capitals",
        spell_in_capitals,
        Sorted::AsBefore,
    ),
    header(
        SELDOM,
        "the header names begin with capitals, and are sorted so",
        spell_in_capitals,
        Sorted::AsSpelled,
    ),
    header(
        SELDOM,
        "the header lines have a blank behind the colon",
        |_, name, text| text.insert((name.len() + 1).min(text.len()), b' '),
        Sorted::AsBefore,
    ),
    shape(
        KNOWN,
        About::Headers,
        "headers without a value are left out",
        |layout, _| {
            layout.pieces.retain(|piece| !is_empty_header(piece));
        },
    ),
    shape(FAR, About::Headers, "no header lines at all", |layout, _| {
        layout.pieces.retain(|piece| !matches!(piece.key, PieceKey::Header(_)));
    }),
    shape(SELDOM, About::Ends, "the lines end in CR LF", |layout, _| {
        end_lines(layout, b"\r\n");
    }),
    shape(
        SELDOM,
        About::Ends,
        "the lines end in the two characters `\\n`",
        |layout, _| {
            end_lines(layout, b"\\n");
        },
    ),
    shape(
        SELDOM,
        About::Ends,
        "no line feed behind the last of the header lines",
        |layout, _| join_last_header(layout),
    ),
    shape(
        SELDOM,
        About::Ends,
        "the last line of the canonical request has a line feed too",
        |layout, _| {
            if layout.ends.is_empty() {
                return;
            }
            let tail = layout.tail;
            end_last(layout, b"\n");
            layout.tail = tail;
        },
    ),
    shape(KNOWN, About::Ends, "the last line has a line feed too", |layout, _| {
        end_last(layout, b"\n");
    }),
    shape(SELDOM, About::Ends, "the last line has a CR LF too", |layout, _| {
        end_lines(layout, b"\r\n");
        end_last(layout, b"\r\n");
    }),
    escapes(KNOWN, "escapes as forms have them, spaces as `+`", |text| {
        replaced(text, b"%20", b"+")
    }),
    escapes(KNOWN, "escapes as JavaScript has them, `!*'()` kept", kept_marks),
    escapes(SELDOM, "`~` escaped", |text| replaced(text, b"~", b"%7E")),
    escapes(SELDOM, "escapes in lower case", lower_escapes),
    escapes(SELDOM, "escapes escaped once more", |text| replaced(text, b"%", b"%25")),
    escapes(RARE, "escapes undone", percent_decoded),
    shape(
        SELDOM,
        About::Lines,
        "an empty line before the resource",
        |layout, _| {
            insert_empty_line(layout);
        },
    ),
    shape(RARE, About::Lines, "no line for an absent content MD5", |layout, _| {
        drop_if_empty(layout, Rule::ContentMd5);
    }),
    shape(RARE, About::Lines, "no line for an absent content type", |layout, _| {
        drop_if_empty(layout, Rule::ContentType);
    }),
    shape(
        RARE,
        About::Lines,
        "no lines for an absent content MD5 and type",
        |layout, _| {
            drop_if_empty(layout, Rule::ContentMd5);
            drop_if_empty(layout, Rule::ContentType);
        },
    ),
    shape(RARE, About::Lines, "no date line", |layout, _| {
        layout
            .pieces
            .retain(|piece| piece.key != PieceKey::Line(Rule::DateLine));
    }),
    shape(
        SELDOM,
        About::Lines,
        "no empty line behind the header lines",
        |layout, _| {
            layout
                .pieces
                .retain(|piece| piece.key != PieceKey::Line(Rule::HeadersEnd));
        },
    ),
    shape(RARE, About::Lines, "no line for the additional headers", |layout, _| {
        let listed = PieceKey::Line(Rule::AdditionalHeaders);
        layout.pieces.retain(|piece| piece.key != listed);
    }),
    shape(
        KNOWN,
        About::Listed,
        "all signed headers on the line for additional ones, as AWS asks",
        |layout, _| list_all(layout),
    ),
    shape(KNOWN, About::Listed, "`host` among the headers, as AWS asks", add_host),
    shape(
        KNOWN,
        About::Listed,
        "`host` among the headers, and all of them listed, as AWS asks",
        |layout, case| {
            add_host(layout, case);
            list_all(layout);
        },
    ),
];
