//! Query parameters, decoded once.

use std::borrow::Cow;

use super::decode::decode;
use super::encode::{Slash, uri_encode};
use crate::verify::Scheme;
use crate::wire::{QueryIndex, Received};

/// The query parameters of a request in order of arrival, decoded.
#[derive(Debug)]
pub(in crate::verify) struct Parameters<'a>(Vec<Parameter<'a>>);

/// One query parameter, decoded. `name` and `name=` are the same to the service.
#[derive(Debug)]
pub(in crate::verify) struct Parameter<'a> {
    pub(in crate::verify) name: Cow<'a, [u8]>,
    pub(in crate::verify) value: Cow<'a, [u8]>,
    pub(in crate::verify) index: QueryIndex,
}

impl<'a> Parameters<'a> {
    pub(in crate::verify) fn of(received: &'a Received) -> Self {
        let decoded = received.query().map(|pair| Parameter {
            name: decode(pair.name),
            value: decode(pair.value.unwrap_or_default()),
            index: pair.index,
        });
        Self(decoded.collect())
    }

    /// The first parameter of this name: where a claim repeats one, the first counts ("Include a V1
    /// signature in a URL"). unknown: whether that holds for V2 and V4 as well; it is assumed here.
    pub(in crate::verify) fn first(&self, name: &str) -> Option<&Parameter<'a>> {
        self.0.iter().find(|parameter| *parameter.name == *name.as_bytes())
    }

    pub(in crate::verify) fn has(&self, name: &str) -> bool {
        self.first(name).is_some()
    }

    pub(in crate::verify) fn into_iter(self) -> impl Iterator<Item = Parameter<'a>> {
        self.0.into_iter()
    }

    pub(in crate::verify) fn names(&self) -> impl Iterator<Item = &[u8]> {
        self.0.iter().map(|parameter| &*parameter.name)
    }
}

/// All parameters as V2 and V4 sign them: names and values encoded, sorted by encoded name, a
/// parameter without value as its bare name, `&` between them.
#[derive(Debug)]
pub(in crate::verify) struct Encoded {
    pub(in crate::verify) text: Vec<u8>,
    /// The parameters in that order.
    pub(in crate::verify) indices: Vec<QueryIndex>,
}

impl Encoded {
    /// Those that the scheme signs.
    ///
    /// unknown: the order of parameters of one name; here by encoded value.
    pub(in crate::verify) fn of(parameters: Parameters<'_>, scheme: Scheme) -> Self {
        let covered = |parameter: &Parameter<'_>| scheme.signs_parameter(&parameter.name);
        let mut pairs: Vec<(Vec<u8>, Vec<u8>, QueryIndex)> = parameters
            .into_iter()
            .filter(covered)
            .map(|parameter| {
                let name = uri_encode(&parameter.name, Slash::Encoded);
                (name, uri_encode(&parameter.value, Slash::Encoded), parameter.index)
            })
            .collect();
        pairs.sort();
        let mut text = Vec::new();
        for (place, (name, value, _)) in pairs.iter().enumerate() {
            if place > 0 {
                text.push(b'&');
            }
            text.extend_from_slice(name);
            if !value.is_empty() {
                text.push(b'=');
                text.extend_from_slice(value);
            }
        }
        let indices = pairs.into_iter().map(|(.., index)| index).collect();
        Self { text, indices }
    }
}
