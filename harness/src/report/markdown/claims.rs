//! The field report of 2019, claim by claim, each beside the uploads that show it.

use super::text::{cell, code, head, row};
use crate::report::words;
use crate::run::Run;

pub(super) fn section(run: &Run) -> Option<String> {
    let mut text = String::from(
        "## The field report, claim by claim\n\n\
         In July 2019 a public note (`Note/oss-upload/oss-upload.md` of \
         [wang-jun-coder/node-every-day](https://github.com/wang-jun-coder/node-every-day)) told how a \
         mini-program code downloaded from WeChat would not stream into OSS. What it says, and what replay shows:\n\n",
    );
    text.push_str(&head(&["the note says", "here", "shown by"]));
    for claim in CLAIMS {
        let shown = claim.shown_by.iter().map(|name| shown_by(run, name));
        text.push_str(&row(&[
            &cell(claim.says),
            &cell(claim.answer),
            &shown.collect::<Option<Vec<_>>>()?.join("<br>"),
        ]));
    }
    Some(text)
}

/// A scenario with its verdict; `None` when this run did not play it.
fn shown_by(run: &Run, name: &str) -> Option<String> {
    let outcome = run.outcomes.iter().find(|outcome| outcome.scenario.name == name)?;
    let verdict = words::verdict(&outcome.upload()?.diagnosis);
    Some(format!("{} {verdict}", code(name)))
}

struct Claim {
    says: &'static str,
    answer: &'static str,
    shown_by: &'static [&'static str],
}

const CLAIMS: &[Claim] = &[
    Claim {
        says: "streaming a local file uploads",
        answer: "yes; the type comes from the key's extension and the body goes out in chunks",
        shown_by: &["local-file-stream"],
    },
    Claim {
        says: "a WeChat code downloads as a stream",
        answer: "yes; but its errors are JSON under status 200, and a pipe uploads them as if they were the image",
        shown_by: &["wechat-error-to-jpg"],
    },
    Claim {
        says: "the download stream handed to the upload fails with a signature error",
        answer: "yes, with `request` and ali-oss up to 6.1.1, when the key's type differs from the download's; \
                 from 6.2.0 a Transform stands between and it verifies",
        shown_by: &["request-stream-other-type", "fix-newer-sdk"],
    },
    Claim {
        says: "the SDK signs correctly",
        answer: "yes; undoing the leak alone makes the presented signature verify",
        shown_by: &["request-stream-other-type"],
    },
    Claim {
        says: "the SDK only signs and passes the stream to urllib",
        answer: "yes, up to 6.1.1; urllib opens the request with the signed headers and pipes the stream into it, which \
                 is where the leak happens. From 6.2.0 the SDK pipes the stream through a Transform of its own first",
        shown_by: &["request-stream-other-type", "fix-newer-sdk"],
    },
    Claim {
        says: "a guess, dropped in the note itself: OSS does not take network streams",
        answer: "it does; a plain response stream verifies from any library",
        shown_by: &["http-get-stream", "urllib-stream", "sdk-get-stream"],
    },
    Claim {
        says: "the SDK's download stream and urllib's `streaming: true` upload",
        answer: "yes; both are an `IncomingMessage`, whose pipe sets nothing on the destination",
        shown_by: &["urllib-stream", "sdk-get-stream"],
    },
    Claim {
        says: "`request` piped to a file works",
        answer: "yes; a file stream has no `setHeader`, and the file then uploads",
        shown_by: &["fix-save-to-file"],
    },
    Claim {
        says: "`request` sets *request* headers on the destination",
        answer: "it sets the headers of the *response* it received, all of them, when that response arrives and the \
                 upload's head is not sent yet; `content-encoding` is left out only with `gzip: true`",
        shown_by: &["gzip-download-as-sent", "gzip-download-decoded"],
    },
    Claim {
        says: "the server checks header fields, so the upload fails",
        answer: "only fields inside the signature do that: `content-type` when its value changes, `content-md5`, every \
                 `x-oss-*`. The others pass and do other harm; see the tables below",
        shown_by: &["oss-object-other-type", "cdn-image-agreeing-type"],
    },
    Claim {
        says: "(not in the note)",
        answer: "with a key whose type agrees, the same code uploads without an error: the leak is masked. That is \
                 [ali-sdk/ali-oss issue 398](https://github.com/ali-sdk/ali-oss/issues/398), where `foo` fails and `foo.jpg` passes",
        shown_by: &["request-stream-key-without-extension", "request-stream-agreeing-type"],
    },
    Claim {
        says: "open: the author piped the image to a `.jpg` key and saw it fail",
        answer: "`image/jpeg` to a `.jpg` key verifies here. Which header broke the author's upload was never \
                 recorded; a type spelled otherwise, or the JSON error body, would do it. The received head would settle it",
        shown_by: &["wechat-code-to-jpg", "wechat-error-to-jpg"],
    },
];
