//! The client wrote single lines of its string in another way.

use mock_oss::verify::{Rule, Scheme};
use mock_oss::wire::escaped;

use super::note::client;
use super::{FAR, Family, KNOWN, RARE, SELDOM, body};
use crate::diagnosis::case::Case;
use crate::diagnosis::search::proposal::{Cost, Note, Proposal, Proposals};
use crate::diagnosis::search::slot::SlotKey;
use crate::diagnosis::{Code, Element};

pub(super) const FAMILY: Family = Family {
    words: "how a client may write single lines: values untrimmed, names in their own case, other date and payload lines",
    floor: KNOWN,
    propose,
};

fn propose(case: &Case<'_>, proposals: &mut Proposals) {
    for field in case.signed_fields() {
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
    propose_verb(case, proposals);
}

fn add(proposals: &mut Proposals, cost: Cost, key: SlotKey, text: Option<Vec<u8>>, note: Note) {
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
fn propose_untrimmed(case: &Case<'_>, proposals: &mut Proposals, name: &[u8], value: &[u8], cost: Cost) {
    let texts = case.texts(name, Some(value));
    let received = case
        .value(&String::from_utf8_lossy(name))
        .map(std::borrow::Cow::into_owned);
    let element = Element::Field(escaped(name));
    let words = "the value with blanks at its ends, which do not travel";
    let note = client(
        Code::ValueSignedUntrimmed,
        element,
        words,
        received.as_deref(),
        Some(value),
    );
    let changes = note
        .known_of("that signs what it was given", "oss2 2.19.1, aliyun-oss-go-sdk 3.0.2")
        .alone();
    proposals.add(Proposal { cost, texts, changes });
}

fn propose_own_case(case: &Case<'_>, proposals: &mut Proposals, name: &[u8], value: &[u8]) {
    let key = SlotKey::Header(name.to_ascii_lowercase());
    if case.layout.text(&key).is_none() {
        return;
    }
    let text = [name, b":", value].concat();
    let element = Element::Field(escaped(&name.to_ascii_lowercase()));
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
/// too, differs from signer to signer.
fn propose_dates(case: &Case<'_>, proposals: &mut Proposals) {
    if !case.is_dated_by_field() || case.has_two_stages() {
        return;
    }
    let line = SlotKey::Line(Rule::DateLine);
    let received = case.layout.text(&line).map(<[u8]>::to_vec);
    let note = |words: &str, signed: &[u8]| {
        client(
            Code::DateLineDiffers,
            Element::Date,
            words,
            received.as_deref(),
            Some(signed),
        )
    };
    if case.value("x-oss-date").is_some() {
        if let Some(date) = case.value("date") {
            let note = note("`Date` on the date line beside a signed `x-oss-date`", &date);
            add(proposals, KNOWN, line.clone(), Some(date.to_vec()), note);
        }
        let header = SlotKey::Header(b"x-oss-date".to_vec());
        let twice = client(
            Code::DateLineDiffers,
            Element::Date,
            "`x-oss-date` on the date line only, not among the headers",
            case.layout.text(&header),
            None,
        );
        add(proposals, KNOWN, header, None, twice);
    }
    let empty = note("an empty date line", b"");
    add(proposals, SELDOM, line, Some(Vec::new()), empty);
}

/// AWS-style signers put the body's SHA-256 on the payload line.
fn propose_payload(case: &Case<'_>, proposals: &mut Proposals) {
    let line = SlotKey::Line(Rule::Payload);
    let Some(received) = case.layout.text(&line) else {
        return;
    };
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

fn propose_verb(case: &Case<'_>, proposals: &mut Proposals) {
    let line = SlotKey::Line(Rule::Verb);
    let Some(received) = case.layout.text(&line) else {
        return;
    };
    if matches!(case.scheme(), Scheme::PostV1 | Scheme::PostV4) {
        return;
    }
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
