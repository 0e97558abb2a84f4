//! The string that the client says it signed.

use mock_oss::verify::{Rule, Scheme, Stage};
use mock_oss::wire::{Field, escaped};

use super::case::Case;
use super::rebuild::Step;
use super::search::levels::Finding;
use super::search::proposal::{Change, Note, Standing};
use super::search::slot::{Layout, Slot, SlotKey};
use super::text::percent_encoded_path;
use super::{Code, Element, Op, Space};

/// What a given string turned out to be.
#[derive(Debug)]
pub(crate) enum Given {
    /// The one under the presented signature, and what makes the difference to the service's.
    Signed(Finding),
    /// The service's own string: the key is the difference.
    Same,
    /// Neither.
    Unrelated,
}

/// Holds a given string against the presented signature and the service's string.
pub(crate) fn judge(case: &Case<'_>, text: &[u8]) -> Given {
    let server = case.examination.canonical.string_to_sign().bytes();
    let request = case.examination.canonical.request().map(Stage::bytes);
    for text in spellings(text) {
        if text == server || request.as_ref() == Some(&text) {
            return Given::Same;
        }
        if let Some(signed) = layout(case, &text).filter(|signed| is_presented(case, signed)) {
            let changes = changes(case, &signed);
            return Given::Signed(Finding {
                base: 0,
                steps: Vec::new(),
                changes,
                signed,
            });
        }
    }
    Given::Unrelated
}

/// As given, and with what logs do to line ends undone.
fn spellings(text: &[u8]) -> Vec<Vec<u8>> {
    let unix = super::text::replaced(text, b"\r\n", b"\n");
    let escaped = super::text::replaced(text, b"\\n", b"\n");
    let mut all = vec![text.to_vec(), unix.clone(), escaped];
    for text in all.clone() {
        all.push(text.strip_suffix(b"\n").unwrap_or(&text).to_vec());
        all.push(text.trim_ascii_end().to_vec());
    }
    all.dedup();
    all
}

/// Whether the presented signature is the one over these pieces.
fn is_presented(case: &Case<'_>, signed: &Layout) -> bool {
    let message = signed.string_to_sign();
    let digest = case.examination.presented.signature.digest.as_ref();
    digest.is_some_and(|digest| case.examination.keyed.verifies(&message, digest))
}

/// The pieces of a string of the case's scheme; `None` when it has another shape. For V4 that is the
/// canonical request: its string to sign holds only a hash.
fn layout(case: &Case<'_>, text: &[u8]) -> Option<Layout> {
    let lines: Vec<&[u8]> = text.split(|&byte| byte == b'\n').collect();
    let (first, last) = match case.scheme() {
        Scheme::V1Header | Scheme::V1Url => (4, 1),
        Scheme::V2Header | Scheme::V2Url => (4, 2),
        Scheme::V4Header | Scheme::V4Url => (3, 3),
        Scheme::PostV1 | Scheme::PostV4 => return None,
    };
    let headers = lines.len().checked_sub(first + last)?;
    let mut rest = lines.into_iter();
    let mut layout = case.layout.clone();
    layout.slots.retain(|slot| !matches!(slot.key, SlotKey::Header(_)));
    let own: Vec<SlotKey> = layout.slots.iter().map(|slot| slot.key.clone()).collect();
    let mut texts = Vec::new();
    let mut named = Vec::new();
    let mut keys = own.into_iter();
    for _ in 0..first {
        texts.push((keys.next()?, rest.next()?.to_vec()));
    }
    for line in rest.by_ref().take(headers) {
        let colon = line.iter().position(|&byte| byte == b':')?;
        named.push((line[..colon].to_vec(), line.to_vec()));
    }
    for line in rest {
        match keys.next()? {
            SlotKey::Address => {
                let (address, parameters) = split_resource(case, line);
                texts.push((SlotKey::Address, address));
                texts.push((keys.next()?, parameters));
            }
            key => texts.push((key, line.to_vec())),
        }
    }
    let texts: Vec<_> = texts.into_iter().map(|(key, text)| (key, Some(text))).collect();
    layout.replace(&texts);
    insert_headers(&mut layout, named);
    Some(layout)
}

/// Header lines in the order in which they are given.
fn insert_headers(layout: &mut Layout, named: Vec<(Vec<u8>, Vec<u8>)>) {
    let before = |slot: &Slot| match slot.key {
        SlotKey::Line(rule) => matches!(rule, Rule::Verb | Rule::ContentMd5 | Rule::ContentType | Rule::DateLine),
        SlotKey::Address | SlotKey::Parameters => !slot.end.is_empty() && slot.key == SlotKey::Parameters,
        _ => false,
    };
    let two_stages = layout
        .slots
        .iter()
        .any(|slot| slot.key == SlotKey::Line(Rule::HeadersEnd));
    let at = if two_stages {
        layout
            .slots
            .iter()
            .position(|slot| slot.key == SlotKey::Line(Rule::HeadersEnd))
    } else {
        layout
            .slots
            .iter()
            .rposition(|slot| before(slot) && slot.key != SlotKey::Parameters)
            .map(|at| at + 1)
    };
    let at = at.unwrap_or(layout.slots.len());
    let slots = named.into_iter().map(|(name, text)| Slot {
        key: SlotKey::Header(name),
        text: Some(text),
        end: b"\n",
    });
    layout.slots.splice(at..at, slots);
}

/// Bucket and key, and the parameters behind them.
fn split_resource(case: &Case<'_>, line: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let own = case.layout.text(&SlotKey::Address).unwrap_or_default();
    let parameters = case.layout.text(&SlotKey::Parameters).unwrap_or_default();
    let at = if line.starts_with(own) && matches!(line.get(own.len()), None | Some(b'?')) {
        own.len()
    } else if line.ends_with(parameters) && !parameters.is_empty() {
        line.len() - parameters.len()
    } else {
        line.iter().position(|&byte| byte == b'?').unwrap_or(line.len())
    };
    (line[..at].to_vec(), line[at..].to_vec())
}

/// What leads from the service's pieces to the signed ones: steps where a head can say it, notes
/// where only the client's string does.
fn changes(case: &Case<'_>, signed: &Layout) -> Vec<Change> {
    let differences = case.layout.differences(signed);
    let x_oss_date = differences
        .iter()
        .any(|(key, _)| *key == SlotKey::Header(b"x-oss-date".to_vec()));
    let mut all = Vec::new();
    for (key, text) in differences {
        match &key {
            SlotKey::Line(Rule::DateLine) if x_oss_date => {}
            SlotKey::Line(Rule::Verb) => all.extend(text.map(|method| Change::Request(Step::Method(method)))),
            SlotKey::Line(Rule::ContentMd5) => all.extend(field_changes(case, "content-md5", text)),
            SlotKey::Line(Rule::ContentType) => all.extend(field_changes(case, "content-type", text)),
            SlotKey::Line(Rule::DateLine) => all.extend(date_changes(case, text)),
            SlotKey::Header(name) => {
                let value = text.map(|line| line[(name.len() + 1).min(line.len())..].to_vec());
                all.extend(field_changes(case, &String::from_utf8_lossy(name), value));
            }
            SlotKey::Address => all.push(address_change(case, text.unwrap_or_default())),
            _ => all.push(Change::Other(note(case, &key, text))),
        }
    }
    all
}

fn date_changes(case: &Case<'_>, text: Option<Vec<u8>>) -> Vec<Change> {
    if case.is_dated_by_field() && case.value("x-oss-date").is_none() {
        return field_changes(case, "date", text);
    }
    vec![Change::Other(note(case, &SlotKey::Line(Rule::DateLine), text))]
}

fn field_changes(case: &Case<'_>, name: &str, value: Option<Vec<u8>>) -> Vec<Change> {
    let fields: Vec<Field<'_>> = case.received().named(name).collect();
    let empty_line = value.as_ref().is_some_and(Vec::is_empty) && !name.starts_with("x-oss-");
    match (fields.split_first(), value) {
        (_, None) => fields.iter().filter_map(|field| case.removal(field)).collect(),
        (_, Some(_)) if empty_line => fields.iter().filter_map(|field| case.removal(field)).collect(),
        (None, Some(value)) => vec![Change::Request(Step::FieldInsert {
            name: name.as_bytes().to_vec(),
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
    let decoded = if matches!(case.scheme(), Scheme::V1Header | Scheme::V1Url) {
        text.clone()
    } else {
        super::text::percent_decoded(&text)
    };
    let bucket = case.examination.address.bucket.as_deref().unwrap_or_default();
    let inside = decoded
        .strip_prefix([b"/", bucket].concat().as_slice())
        .map(<[u8]>::to_vec);
    for path in inside.into_iter().chain([decoded]) {
        let step = Step::Path(percent_encoded_path(&path));
        let wanted = (SlotKey::Address, Some(text.clone()));
        if case
            .texts_after(std::slice::from_ref(&step))
            .is_some_and(|texts| texts.contains(&wanted))
        {
            return Change::Request(step);
        }
    }
    Change::Other(note(case, &SlotKey::Address, Some(text)))
}

fn note(case: &Case<'_>, key: &SlotKey, signed: Option<Vec<u8>>) -> Note {
    let rule = key.rule(case.scheme());
    let (element, code) = match rule {
        Rule::Resource | Rule::CanonicalUri | Rule::CanonicalQuery => (Element::Resource, Code::ResourceDiffers),
        Rule::DateLine | Rule::Timestamp => (Element::Date, Code::DateLineDiffers),
        Rule::Scope => (Element::Scope, Code::ScopeDiffers),
        _ => (Element::StringToSign, Code::CanonicalFormDiffers),
    };
    let received = case.layout.text(key).map(<[u8]>::to_vec);
    let shown = |text: &Option<Vec<u8>>| {
        text.as_deref()
            .map_or("nothing".to_owned(), |text| format!("`{}`", escaped(text)))
    };
    Note {
        space: Space::Client,
        op: match (&received, &signed) {
            (_, None) => Op::Remove,
            (None, Some(_)) => Op::Insert,
            (Some(_), Some(_)) => Op::Replace,
        },
        element,
        words: format!(
            "the client's string has {} where the service has {}",
            shown(&signed),
            shown(&received)
        ),
        received,
        signed,
        code,
        author: None,
        standing: Standing::Unusual,
    }
}
