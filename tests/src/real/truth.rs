//! What really differs between what a client signed and what arrived.
//!
//! The client's string to sign was overheard in its own process, so this is a comparison of two V1
//! texts and no search: the outside judge of every diagnosis.

use std::collections::{BTreeMap, BTreeSet};

/// Why two strings to sign cannot be compared.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TruthError {
    /// Fewer than the five lines that every V1 string to sign has.
    #[error("a V1 string to sign has at least five lines, this one has {0}")]
    TooShort(usize),
    /// The method or the resource differ, which no client here does.
    #[error("the strings differ in {0}, which no field explains")]
    NotAField(&'static str),
}

/// The edits that turn what arrived (`server`) into what was signed (`client`), as `OP ELEMENT`.
///
/// # Errors
/// [`TruthError`] when the texts are no V1 strings to sign or differ in more than fields.
pub fn edits_between(client: &str, server: &str) -> Result<BTreeSet<String>, TruthError> {
    let (client, server) = (parse(client)?, parse(server)?);
    if client.method != server.method {
        return Err(TruthError::NotAField("the method"));
    }
    if client.resource != server.resource {
        return Err(TruthError::NotAField("the resource"));
    }
    let names: BTreeSet<&str> = client.fields.keys().chain(server.fields.keys()).copied().collect();
    let edits = names.into_iter().filter_map(|name| {
        let op = match (client.fields.get(name), server.fields.get(name)) {
            (signed, received) if signed == received => return None,
            (None, _) => "remove",
            (Some(_), None) => "insert",
            (Some(_), Some(_)) => "replace",
        };
        Some(format!("{op} field:{name}"))
    });
    Ok(edits.collect())
}

/// The fields that a client signed, by lower-case name; those on empty lines are left out. Empty when
/// the text is no V1 string to sign.
#[must_use]
pub fn signed_fields(string_to_sign: &str) -> BTreeMap<String, String> {
    let Ok(signed) = parse(string_to_sign) else {
        return BTreeMap::new();
    };
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    signed.fields.into_iter().map(owned).collect()
}

/// A V1 string to sign, taken apart; empty lines are absent fields.
struct Signed<'a> {
    method: &'a str,
    fields: BTreeMap<&'a str, &'a str>,
    resource: &'a str,
}

fn parse(text: &str) -> Result<Signed<'_>, TruthError> {
    let lines: Vec<&str> = text.split('\n').collect();
    let [method, md5, kind, date, oss @ .., resource] = lines.as_slice() else {
        return Err(TruthError::TooShort(lines.len()));
    };
    let fixed = [("content-md5", *md5), ("content-type", *kind), ("date", *date)];
    let fields = fixed
        .into_iter()
        .chain(oss.iter().filter_map(|line| line.split_once(':')));
    Ok(Signed {
        method,
        fields: fields.filter(|(_, value)| !value.is_empty()).collect(),
        resource,
    })
}
