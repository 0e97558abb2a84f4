//! Where a report from the field says otherwise than what is measured here.

use super::text::{cell, code, head, row};
use crate::recordings::{RecordedVerdict, recordings};

pub(super) fn section() -> Option<String> {
    let all = recordings();
    let mut text = String::from("## What does not agree\n\nKept, not hidden:\n\n");
    text.push_str(&head(&[
        "reported",
        "seen here",
        "recorded uploads",
        "what would settle it",
    ]));
    for contradiction in CONTRADICTIONS {
        let shown = contradiction.cases.iter().map(|case| {
            let found = all.iter().find(|one| one.case == *case)?;
            let verdict = match found.expect.verdict {
                RecordedVerdict::Verified => "verifies",
                RecordedVerdict::Mismatch => "mismatch",
            };
            Some(format!("{} {verdict}", code(case)))
        });
        text.push_str(&row(&[
            &cell(contradiction.reported),
            &cell(contradiction.seen),
            &shown.collect::<Option<Vec<_>>>()?.join("<br>"),
            &cell(contradiction.settled_by),
        ]));
    }
    Some(text)
}

struct Contradiction {
    reported: &'static str,
    seen: &'static str,
    cases: &'static [&'static str],
    settled_by: &'static str,
}

const CONTRADICTIONS: &[Contradiction] = &[
    Contradiction {
        reported: "ali-sdk/ali-oss issue 398: the key `foo` fails, `foo.jpg` and `foo.jp` upload",
        seen: "`foo` and `foo.jpg` as reported; `foo.jp` fails, because no type is registered for `.jp` and the SDK \
               signs `application/octet-stream`",
        cases: &[
            "ali-oss-4.11.4/request--direct--jpeg--foo",
            "ali-oss-4.11.4/request--direct--jpeg--foo.jpg",
            "ali-oss-4.11.4/request--direct--jpeg--foo.jp",
        ],
        settled_by: "the download's `Content-Type` in the reporter's run: `application/octet-stream` would let `foo.jp` pass",
    },
    Contradiction {
        reported: "the field report of 2019: a WeChat code piped to a `.jpg` key fails",
        seen: "`image/jpeg` to a `.jpg` key verifies with the libraries of that time; a type spelled otherwise, or the \
               JSON error body, fails",
        cases: &[
            "node-8-ali-oss-6.0.0/request--direct--wechat--qr.jpg",
            "node-8-ali-oss-6.0.0/request--direct--wechat--qr.png",
        ],
        settled_by: "the head that the service received, or its `StringToSign`; neither was recorded then",
    },
];
