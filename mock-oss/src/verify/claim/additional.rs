//! The list of additionally signed headers (V2, V4).

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::Presented;
use crate::verify::canonical::lines::Lines;
use crate::verify::{Provenance, Rule, Slot};
use crate::wire::Received;

/// Why such a list is refused. The pages: EC 0002-00000110 to 112 (V2), 0002-00000209 to 211 (V4),
/// 0002-00000076 and 77 (URL).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// The list is there and empty.
    #[error("the list of additional headers is empty")]
    Empty,
    /// Two `;` in a row, or one at an end.
    #[error("the list of additional headers has an empty item")]
    ItemEmpty,
    /// A listed header is not in the request, or its name has an underscore.
    #[error("the additional header {name:?} is not in the request")]
    Absent {
        /// The name, lower case.
        name: String,
    },
}

/// The names of a `;` list, lower-cased, in the order presented; none without a list.
pub(in crate::verify) fn names(list: Option<&[u8]>, received: &Received) -> Result<Vec<String>, ListError> {
    let Some(list) = list else {
        return Ok(Vec::new());
    };
    if list.is_empty() {
        return Err(ListError::Empty);
    }
    let items = list.split(|&byte| byte == b';');
    if items.clone().nth(MOST_SOUGHT).is_none() {
        return items
            .map(|item| name(item, |name| received.named(name).next().is_some()))
            .collect();
    }
    let known: BTreeSet<String> = received.fields().map(|field| lower(field.name())).collect();
    items.map(|item| name(item, |name| known.contains(name))).collect()
}

/// The headers that a claim lists.
pub(in crate::verify) struct Listed<'p>(Cow<'p, [String]>);

impl<'p> Listed<'p> {
    pub(in crate::verify) fn of(presented: &'p Presented) -> Self {
        let names = &presented.additional_headers;
        if names.len() <= MOST_SOUGHT {
            return Self(Cow::Borrowed(names));
        }
        let mut sorted = names.clone();
        sorted.sort_unstable();
        Self(Cow::Owned(sorted))
    }

    /// Whether a header is among them, whatever the case of its name.
    pub(in crate::verify) fn has(&self, name: &[u8]) -> bool {
        match &self.0 {
            Cow::Borrowed(few) => few.iter().any(|listed| listed.as_bytes().eq_ignore_ascii_case(name)),
            Cow::Owned(sorted) => sorted.binary_search(&lower(name)).is_ok(),
        }
    }
}

/// Adds the line of a canonical form: names sorted, each once, `;` between them; empty without a list.
///
/// unknown: what the service does with a list that is not sorted, not lower-case or names a header
/// that is signed anyway. The documents ask clients for a sorted lower-case one; here the list is put
/// into that form and nothing is dropped from it.
pub(in crate::verify) fn push(lines: &mut impl Lines, presented: &Presented) {
    let mut names: Vec<&str> = presented.additional_headers.iter().map(String::as_str).collect();
    names.sort_unstable();
    names.dedup();
    lines.line(Rule::AdditionalHeaders, names.join(";").as_bytes(), || {
        if names.is_empty() {
            Provenance::Absent("additional-headers")
        } else {
            Provenance::Presented(Slot::AdditionalHeaders)
        }
    });
}

fn name(item: &[u8], is_present: impl Fn(&str) -> bool) -> Result<String, ListError> {
    if item.is_empty() {
        return Err(ListError::ItemEmpty);
    }
    let name = lower(item);
    if is_present(&name) && !name.contains('_') {
        Ok(name)
    } else {
        Err(ListError::Absent { name })
    }
}

fn lower(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_ascii_lowercase()
}

/// Names of a longer list are not sought one by one, which would take the product of the list and the head.
const MOST_SOUGHT: usize = 16;
