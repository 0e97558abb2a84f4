//! A string to sign as lines that can be changed one at a time.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::parameters::{Parameter, parameters};
use crate::accuracy::head::Head;
use crate::accuracy::signer::{Draft, Kind};

/// A line that is no header line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Slot {
    Verb,
    Md5,
    Type,
    Date,
    /// Where the header lines stand; it has no text of its own.
    Headers,
    /// The empty line behind them.
    HeadersEnd,
    List,
    /// Bucket and key.
    Address,
    /// The query: behind the address in V1 and V2, with its `?`; a line of its own in V4.
    Query,
    Payload,
    Algorithm,
    Scope,
}

/// A header line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Header {
    /// The name in lower case.
    pub(super) name: String,
    /// The name as it is sent.
    pub(super) sent: Vec<u8>,
    /// Where it arrived among the signed ones.
    pub(super) at: usize,
    /// The value.
    pub(super) value: Vec<u8>,
    /// What stands before the value.
    pub(super) before: Vec<u8>,
}

impl Header {
    pub(super) fn new(name: &str, sent: &[u8], at: usize, value: &[u8]) -> Self {
        Self {
            name: name.to_owned(),
            sent: sent.to_vec(),
            at,
            value: value.to_vec(),
            before: [name.as_bytes(), b":"].concat(),
        }
    }

    pub(super) fn line(&self) -> Vec<u8> {
        [self.before.as_slice(), &self.value].concat()
    }
}

/// The lines, what ends them, and what ends the whole; of V4 for both stages.
#[derive(Debug, Clone)]
pub(super) struct Sheet {
    /// What the lines were read from, for parameters that are told by their values.
    pub(super) draft: Draft,
    /// What a client could sign of the query.
    pub(super) parameters: Vec<Parameter>,
    /// A line that is not here is left out.
    pub(super) texts: BTreeMap<Slot, Vec<u8>>,
    /// In the order in which they are written.
    pub(super) headers: Vec<Header>,
    pub(super) line_end: [&'static str; 2],
    pub(super) end: [&'static str; 2],
}

impl Sheet {
    /// The documented lines of a head.
    pub(super) fn of(head: &Head, draft: Draft) -> Self {
        let mut headers: Vec<Header> = Vec::new();
        for (at, (sent, value)) in draft.headers.iter().enumerate() {
            let name = String::from_utf8_lossy(sent).to_ascii_lowercase();
            headers.push(Header::new(&name, sent, at, value));
        }
        let mut sheet = Self {
            parameters: parameters(head, &draft),
            texts: BTreeMap::new(),
            headers,
            line_end: ["\n"; 2],
            end: [""; 2],
            draft,
        };
        sheet.sort_by(|header| header.name.clone().into_bytes());
        let draft = sheet.draft.clone();
        let mut add = |slot, text: Vec<u8>| sheet.texts.insert(slot, text);
        add(Slot::Verb, draft.verb.clone());
        add(Slot::Date, draft.date.clone());
        add(Slot::Headers, Vec::new());
        add(Slot::Address, draft.uri());
        if draft.kind.is_v4() {
            add(Slot::HeadersEnd, Vec::new());
            add(Slot::Payload, draft.payload.clone());
            add(Slot::Algorithm, draft.algorithm.clone());
            add(Slot::Scope, draft.scope.clone());
        } else {
            add(Slot::Md5, draft.md5.clone());
            add(Slot::Type, draft.content_type.clone());
        }
        if !draft.kind.is_v1() {
            add(Slot::List, draft.additional.join(";").into_bytes());
        }
        sheet.set_query(&draft.query());
        sheet
    }

    pub(super) fn kind(&self) -> Kind {
        self.draft.kind
    }

    /// Another query, without its mark.
    pub(super) fn set_query(&mut self, query: &[u8]) {
        let mark: &[u8] = if self.kind().is_v4() || query.is_empty() {
            b""
        } else {
            b"?"
        };
        self.texts.insert(Slot::Query, [mark, query].concat());
    }

    /// Another text on a line.
    pub(super) fn set(&mut self, slot: Slot, text: &[u8]) {
        self.texts.insert(slot, text.to_vec());
    }

    /// The last header line and the line behind it as one.
    pub(super) fn join_last_header(&mut self) {
        let behind = match (self.kind().is_v4(), self.kind().is_v1()) {
            (true, _) => Slot::HeadersEnd,
            (_, true) => Slot::Address,
            _ => Slot::List,
        };
        if let Some(last) = self.headers.pop() {
            let text = self.texts.entry(behind).or_default();
            *text = [last.line(), text.clone()].concat();
        }
    }

    /// Sorts the header lines; equal keys keep their order.
    pub(super) fn sort_by<K: Ord>(&mut self, key: impl Fn(&Header) -> K) {
        self.headers.sort_by_key(key);
    }

    /// The string.
    pub(super) fn string(&self) -> Vec<u8> {
        let first = self.written(0, &self.first());
        if !self.kind().is_v4() {
            return first;
        }
        let hash = HEXLOWER.encode(&Sha256::digest(first)).into_bytes();
        let ends = [Slot::Algorithm, Slot::Date, Slot::Scope].map(|slot| self.texts.get(&slot).cloned());
        let mut lines: Vec<Vec<u8>> = ends.into_iter().flatten().collect();
        lines.push(hash);
        self.written(1, &lines)
    }

    fn first(&self) -> Vec<Vec<u8>> {
        let mut lines: Vec<Vec<u8>> = Vec::new();
        for slot in self.layout() {
            match (slot, self.texts.get(slot)) {
                (_, None) => {}
                (Slot::Headers, _) => lines.extend(self.headers.iter().map(Header::line)),
                (Slot::Query, Some(text)) if !self.kind().is_v4() => match lines.last_mut() {
                    Some(address) => address.extend_from_slice(text),
                    None => lines.push(text.clone()),
                },
                (_, Some(text)) => lines.push(text.clone()),
            }
        }
        lines
    }

    fn layout(&self) -> &'static [Slot] {
        if self.kind().is_v4() {
            &[
                Slot::Verb,
                Slot::Address,
                Slot::Query,
                Slot::Headers,
                Slot::HeadersEnd,
                Slot::List,
                Slot::Payload,
            ]
        } else {
            &[
                Slot::Verb,
                Slot::Md5,
                Slot::Type,
                Slot::Date,
                Slot::Headers,
                Slot::HeadersEnd,
                Slot::List,
                Slot::Address,
                Slot::Query,
            ]
        }
    }

    fn written(&self, stage: usize, lines: &[Vec<u8>]) -> Vec<u8> {
        let mut text = lines.join(self.line_end[stage].as_bytes());
        text.extend_from_slice(self.end[stage].as_bytes());
        text
    }
}
