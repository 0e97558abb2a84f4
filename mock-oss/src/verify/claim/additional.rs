//! The list of additionally signed headers (V2, V4).

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
    items.map(|item| name(item, received)).collect()
}

/// Whether a claim lists a header, whatever the case of its name.
pub(in crate::verify) fn lists(presented: &Presented, name: &[u8]) -> bool {
    let listed = |listed: &String| listed.as_bytes().eq_ignore_ascii_case(name);
    presented.additional_headers.iter().any(listed)
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

fn name(item: &[u8], received: &Received) -> Result<String, ListError> {
    if item.is_empty() {
        return Err(ListError::ItemEmpty);
    }
    let name = String::from_utf8_lossy(item).to_ascii_lowercase();
    let present = received.named(&name).next().is_some();
    if present && !name.contains('_') {
        Ok(name)
    } else {
        Err(ListError::Absent { name })
    }
}
