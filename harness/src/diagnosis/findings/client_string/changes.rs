//! What leads from the service's pieces to the signed ones.

use mock_oss::verify::Rule;
use mock_oss::verify::scheme::ResourceWriting;
use mock_oss::wire::Field;

use super::differences::quoted;
use super::layout::{Shape, Text, whole_lines};
use crate::diagnosis::case::change::{Change, Note, Standing};
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::case::text::{percent_decoded, percent_encoded_path};
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::{Code, Element, Op, Space};
use crate::words::{Words, words};

/// What leads to a signed text: what its pieces say, or that it has others.
pub(super) fn changes(case: &Case<'_>, signed: &Text) -> Vec<Change> {
    let mut all = Vec::new();
    let own_ends = case.layout.ends.len();
    let end_lines = signed.end_lines.unwrap_or(own_ends);
    match signed.shape {
        Shape::Regular => match case.layout.differences(&signed.layout) {
            few if few.len() <= MOST_CHANGES => all.extend(of_pieces(case, few, end_lines == own_ends)),
            many => all.push(Change::Other(of_form(words!(
                "the client's string has {} other lines than the service's, too many to tell of each",
                many.len()
            )))),
        },
        Shape::Other(lines) => all.push(form(lines, whole_lines(&case.layout.pieces).len())),
    }
    if end_lines != own_ends {
        all.push(form(end_lines + 1, own_ends + 1));
    }
    if !signed.layout.tail.is_empty() {
        all.push(Change::Other(of_form(
            "the client's string has a line feed at its end".into(),
        )));
    }
    all
}

/// A text of other lines than the service's.
fn form(lines: usize, own: usize) -> Change {
    Change::Other(of_form(if lines == own {
        "the client's string has other lines than the service's, or in another order".into()
    } else {
        words!("the client's string has {} lines where the service has {}", lines, own)
    }))
}

fn of_form(words: Words) -> Note {
    Note {
        space: Space::Client,
        op: Op::Replace,
        element: Element::StringToSign,
        received: None,
        signed: None,
        words,
        code: Code::CanonicalFormDiffers,
        author: None,
        standing: Standing::Unusual,
    }
}

/// Steps where a head can say it, notes where only the client's string does.
fn of_pieces(case: &Case<'_>, differences: Texts, with_ends: bool) -> Vec<Change> {
    let name = case.scheme().own_headers().date.as_bytes();
    let own_date = differences
        .iter()
        .find(|(key, _)| *key == PieceKey::Header(name.to_vec()))
        .map(|(_, line)| line.clone().unwrap_or_default());
    let is_own_date = |text: &Option<Vec<u8>>| {
        let value = |line: &'_ [u8]| {
            line.strip_prefix(name)
                .and_then(|rest| rest.strip_prefix(b":"))
                .map(<[u8]>::to_vec)
        };
        let stamped = own_date.as_deref().and_then(value);
        stamped.is_some() && stamped == *text
    };
    let mut all = Vec::new();
    for (key, text) in differences {
        match &key {
            PieceKey::Line(Rule::DateLine) if own_date.is_some() => {}
            PieceKey::End(Rule::Timestamp) if is_own_date(&text) => {}
            PieceKey::End(_) if !with_ends => {}
            PieceKey::Line(Rule::Verb) => all.extend(text.map(|method| Change::Request(Step::Method(method)))),
            PieceKey::Line(Rule::ContentMd5) => all.extend(field_changes(case, b"content-md5", text)),
            PieceKey::Line(Rule::ContentType) => all.extend(field_changes(case, b"content-type", text)),
            PieceKey::Line(Rule::DateLine) => all.extend(date_changes(case, text)),
            PieceKey::Header(name) => {
                let value = text.map(|line| line[(name.len() + 1).min(line.len())..].to_vec());
                all.extend(field_changes(case, name, value));
            }
            PieceKey::Address => all.push(address_change(case, text.unwrap_or_default())),
            _ => all.push(Change::Other(note(case, &key, text))),
        }
    }
    all
}

fn date_changes(case: &Case<'_>, text: Option<Vec<u8>>) -> Vec<Change> {
    if case.is_dated_by_field() && case.value(case.scheme().own_headers().date).is_none() {
        return field_changes(case, b"date", text);
    }
    vec![Change::Other(note(case, &PieceKey::Line(Rule::DateLine), text))]
}

fn field_changes(case: &Case<'_>, name: &[u8], value: Option<Vec<u8>>) -> Vec<Change> {
    let fields: Vec<Field<'_>> = case.received().named(&String::from_utf8_lossy(name)).collect();
    let empty_line = value.as_ref().is_some_and(Vec::is_empty) && !case.scheme().own_headers().has(name);
    match (fields.split_first(), value) {
        (_, None) => fields.iter().filter_map(|field| case.removal(field)).collect(),
        (_, Some(_)) if empty_line => fields.iter().filter_map(|field| case.removal(field)).collect(),
        (None, Some(value)) => vec![Change::Request(Step::FieldInsert {
            name: name.to_vec(),
            value,
        })],
        (Some((first, others)), Some(value)) => {
            let removed = others.iter().filter_map(|field| case.removal(field));
            removed.chain([case.replacement(first, &value)]).collect()
        }
    }
}

/// A path that comes to the signed resource, if there is one on this host.
fn address_change(case: &Case<'_>, text: Vec<u8>) -> Change {
    let decoded = match case.scheme().resource_writing() {
        ResourceWriting::Decoded => text.clone(),
        ResourceWriting::EncodedSegments | ResourceWriting::Encoded => percent_decoded(&text),
    };
    let bucket = case.examination.address.bucket.as_deref().unwrap_or_default();
    let inside = decoded
        .strip_prefix([b"/", bucket].concat().as_slice())
        .map(<[u8]>::to_vec);
    for path in inside.into_iter().chain([decoded]) {
        let step = Step::Path(percent_encoded_path(&path));
        let wanted = (PieceKey::Address, Some(text.clone()));
        if case
            .texts_after(std::slice::from_ref(&step))
            .is_some_and(|texts| texts.contains(&wanted))
        {
            return Change::Request(step);
        }
    }
    Change::Other(note(case, &PieceKey::Address, Some(text)))
}

fn note(case: &Case<'_>, key: &PieceKey, signed: Option<Vec<u8>>) -> Note {
    let rule = key.rule(case.scheme());
    let (element, code) = match rule {
        Rule::Resource | Rule::CanonicalUri | Rule::CanonicalQuery => (Element::Resource, Code::ResourceDiffers),
        Rule::DateLine | Rule::Timestamp => (Element::Date, Code::DateLineDiffers),
        Rule::Scope => (Element::Scope, Code::ScopeDiffers),
        Rule::Policy => (Element::Form("policy".into()), Code::PolicyDiffers),
        _ => (Element::StringToSign, Code::CanonicalFormDiffers),
    };
    let received = case.layout.text(key).map(<[u8]>::to_vec);
    Note {
        space: Space::Client,
        op: match (&received, &signed) {
            (_, None) => Op::Remove,
            (None, Some(_)) => Op::Insert,
            (Some(_), Some(_)) => Op::Replace,
        },
        element,
        words: words!(
            "the client's string has {} where the service has {}",
            quoted(signed.as_deref()),
            quoted(received.as_deref())
        ),
        received,
        signed,
        code,
        author: None,
        standing: Standing::Unusual,
    }
}

/// More lines are not undone one by one: no request has as many that OSS takes.
const MOST_CHANGES: usize = 512;
