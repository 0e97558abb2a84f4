//! The client wrote single lines of its string in another way.

use mock_oss::verify::Rule;

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::note::client;
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::hypothesis::request::{body, dates};
use crate::diagnosis::transformation::date::spelled;
use crate::diagnosis::{Code, Element};
use crate::words::{wire, words};

pub(crate) const FAMILY: Family = Family {
    words: "how a client may write single lines: values untrimmed, names in their own case, other date and payload lines",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    for field in case.signed_fields() {
        if !proposals.takes(KNOWN) {
            return;
        }
        let name = field.name().to_ascii_lowercase();
        for (value, cost) in untrimmed(&field.value()) {
            propose_untrimmed(case, proposals, &name, &value, cost);
        }
        if field.name() != name.as_slice() {
            propose_own_case(case, proposals, field.name(), &field.value());
        }
    }
    propose_dates(case, proposals);
    propose_payload(case, proposals);
    propose_algorithm(case, proposals);
    propose_verb(case, proposals);
}

fn add(proposals: &mut Proposals<'_>, cost: Cost, key: PieceKey, text: Option<Vec<u8>>, note: Note) {
    proposals.add(Proposal {
        cost,
        texts: vec![(key, text)],
        changes: note.alone(),
    });
}

/// Blanks that a client may have signed and that HTTP does not carry (RFC 9110 section 5.5).
fn untrimmed(value: &[u8]) -> [(Vec<u8>, Cost); 6] {
    [
        ([value, b" "].concat(), KNOWN),
        ([b" ", value].concat(), KNOWN),
        ([b" ", value, b" "].concat(), SELDOM),
        ([value, b"  "].concat(), SELDOM),
        ([b"  ", value].concat(), RARE),
        ([value, b"\t"].concat(), RARE),
    ]
}

/// Signers that do not trim: oss2, alibabacloud-oss-python-sdk-v2 and -java-sdk-v2, the Go SDK (V1,
/// V2), Node v2 (V1).
fn propose_untrimmed(case: &Case<'_>, proposals: &mut Proposals<'_>, name: &[u8], value: &[u8], cost: Cost) {
    let texts = case.texts(name, Some(value));
    let received = case
        .value(&String::from_utf8_lossy(name))
        .map(std::borrow::Cow::into_owned);
    let element = Element::Field(wire(name));
    let words = "the value with blanks at its ends, which do not travel";
    let note = client(
        Code::ValueSignedUntrimmed,
        element,
        words,
        received.as_deref(),
        Some(value),
    );
    let changes = note.alone();
    proposals.add(Proposal { cost, texts, changes });
}

fn propose_own_case(case: &Case<'_>, proposals: &mut Proposals<'_>, name: &[u8], value: &[u8]) {
    let key = PieceKey::Header(name.to_ascii_lowercase());
    if case.layout.text(&key).is_none() {
        return;
    }
    let text = [name, b":", value].concat();
    let element = Element::Field(wire(name.to_ascii_lowercase()));
    let words = "the name not in lower case";
    let note = client(
        Code::CanonicalFormDiffers,
        element,
        words,
        case.layout.text(&key),
        Some(&text),
    );
    add(proposals, SELDOM, key, Some(text), note);
}

/// `x-oss-date` beside `Date`: which one stands on the date line, and whether the former is a header
/// too, differs from signer to signer; and dates are formatted in locales and calendars.
fn propose_dates(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let line = case.date_piece();
    let Some(received) = case.layout.text(&line).map(<[u8]>::to_vec) else {
        return;
    };
    for (text, cost, words) in date_lines(case, &received) {
        let note = client(
            Code::DateLineDiffers,
            Element::Date,
            words,
            Some(&received),
            Some(&text),
        );
        add(proposals, cost, line.clone(), Some(text), note);
    }
    propose_other_dates(case, proposals, &line, &received);
    let header = PieceKey::Header(b"x-oss-date".to_vec());
    if case.is_dated_by_field() && case.layout.text(&header).is_some() {
        let words = "`x-oss-date` on the date line only, not among the headers";
        let note = client(
            Code::DateLineDiffers,
            Element::Field("x-oss-date".into()),
            words,
            case.layout.text(&header),
            None,
        );
        add(proposals, KNOWN, header, None, note);
    }
}

/// The same moment in another format, zone, language or calendar.
fn propose_other_dates(case: &Case<'_>, proposals: &mut Proposals<'_>, line: &PieceKey, received: &[u8]) {
    let others = if case.is_dated_by_field() {
        let near = dates::near(received).map(|text| (text, FAR));
        spelled(received).into_iter().chain(near).collect()
    } else {
        Vec::new()
    };
    for (text, cost) in others {
        let words = "the date on the date line in another form";
        let note = client(Code::DateLineDiffers, Element::Date, words, Some(received), Some(&text));
        let proposal = |cost| Proposal {
            cost,
            texts: vec![(line.clone(), Some(text.clone()))],
            changes: note.clone().alone(),
        };
        if cost < FAR {
            proposals.add(proposal(SELDOM));
        } else {
            proposals.add_any(proposal(FAR));
        }
    }
}

fn date_lines(case: &Case<'_>, received: &[u8]) -> Vec<(Vec<u8>, Cost, &'static str)> {
    let mut all = vec![(Vec::new(), SELDOM, "an empty date line")];
    if !case.is_dated_by_field() {
        let seconds = std::str::from_utf8(received)
            .ok()
            .and_then(|text| text.parse::<i64>().ok());
        if let Some(seconds) = seconds.filter(|_| !case.has_two_stages()) {
            let now = case.world.now.as_second();
            let text = |number: i64| number.to_string().into_bytes();
            all.push((
                [received, b"000"].concat(),
                KNOWN,
                "the end of validity in milliseconds",
            ));
            all.push((text(seconds / 1000), KNOWN, "the end of validity in seconds"));
            all.push((text(seconds.saturating_sub(now)), RARE, "the validity as a duration"));
        }
        return all;
    }
    for field in case.received().named("date").chain(case.received().named("x-oss-date")) {
        let words = "the request's other date on the date line";
        all.push((field.value().into_owned(), KNOWN, words));
    }
    let words = "a date on the date line that the request has no more";
    all.extend(
        dates::gone(case, received)
            .into_iter()
            .map(|(text, cost)| (text, cost, words)),
    );
    all
}

/// AWS-style signers put the body's SHA-256 on the payload line.
fn propose_payload(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let line = PieceKey::Line(Rule::Payload);
    let Some(received) = case.layout.text(&line) else {
        return;
    };
    propose_other_payloads(case, proposals, &line, received);
    let own = body::sha256(case).map(String::into_bytes);
    let stated = case.value("x-oss-content-sha256").map(std::borrow::Cow::into_owned);
    let all = [
        (own, KNOWN, "the body's SHA-256 on the payload line, as AWS asks"),
        (stated, KNOWN, "`x-oss-content-sha256` on the payload line, as AWS asks"),
        (
            Some(EMPTY_SHA256.to_vec()),
            SELDOM,
            "the SHA-256 of an empty body on the payload line",
        ),
        (Some(Vec::new()), RARE, "an empty payload line"),
    ];
    for (text, cost, words) in all {
        let Some(text) = text else { continue };
        let note = client(
            Code::AwsStyleSignature,
            Element::StringToSign,
            words,
            Some(received),
            Some(&text),
        );
        add(proposals, cost, line.clone(), Some(text), note);
    }
}

/// The hash of the body before something wrote it anew.
fn propose_other_payloads(case: &Case<'_>, proposals: &mut Proposals<'_>, line: &PieceKey, received: &[u8]) {
    if !proposals.takes(RARE) {
        return;
    }
    for (hash, says) in body::other_sha256(case) {
        let text = hash.into_bytes();
        let words = words!("the SHA-256 of the body {} on the payload line", says);
        let element = Element::StringToSign;
        let note = client(Code::AwsStyleSignature, element, words, Some(received), Some(&text));
        proposals.add_any(Proposal {
            cost: RARE,
            texts: vec![(line.clone(), Some(text))],
            changes: note.alone(),
        });
    }
}

/// The name of AWS's algorithm where OSS has its own.
fn propose_algorithm(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let line = PieceKey::End(Rule::Algorithm);
    let Some(received) = case.layout.text(&line) else {
        return;
    };
    for (text, cost) in [
        (b"AWS4-HMAC-SHA256".as_slice(), SELDOM),
        (b"OSS4-HMAC-SHA1", FAR),
        (b"HMAC-SHA256", FAR),
    ] {
        let words = "another name of the algorithm";
        let note = client(
            Code::AwsStyleSignature,
            Element::StringToSign,
            words,
            Some(received),
            Some(text),
        );
        add(proposals, cost, line.clone(), Some(text.to_vec()), note);
    }
}

fn propose_verb(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let line = PieceKey::Line(Rule::Verb);
    let Some(received) = case.layout.text(&line) else {
        return;
    };
    for (text, words) in [
        (received.to_ascii_lowercase(), "the method in lower case"),
        (Vec::new(), "an empty method line"),
    ] {
        let note = client(
            Code::CanonicalFormDiffers,
            Element::StringToSign,
            words,
            Some(received),
            Some(&text),
        );
        add(proposals, FAR, line.clone(), Some(text), note);
    }
}

const EMPTY_SHA256: &[u8] = b"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
