//! Sets of fields that may have leaked together.

use std::collections::BTreeSet;

use mock_oss::wire::{Field, FieldIndex};

use super::{Leak, is_response_only, last_of_the_client};
use crate::diagnosis::case::Case;
use crate::diagnosis::case::edit::Step;

/// Sets of signed fields that may have been added together, so that a leak of ten fields is found in
/// one step. Dates are left to the search: they were as a rule replaced, not added; and so are content
/// types, but in a leak that shows.
pub(crate) fn groups(case: &Case<'_>) -> Vec<Vec<Step>> {
    let signed: Vec<Field<'_>> = case
        .signed_fields()
        .filter(|field| !is_replaced_rather(&field.name().to_ascii_lowercase()))
        .collect();
    let last = last_of_the_client(case.received());
    let upstream = case.world.evidence.upstream_response.as_ref();
    let leak = Leak::seen(case.received(), case.world.evidence);
    let leaked = |field: &Field<'_>| {
        let leak = leak.as_ref();
        leak.is_some_and(|leak| leak.has(field.index()))
    };
    let types: Vec<Field<'_>> = case.signed_fields().filter(|field| field.is("content-type")).collect();
    let kinds: [&dyn Fn(&Field<'_>) -> bool; 5] = [
        &leaked,
        &|field| upstream.is_some_and(|head| head.named(field.name()).next().is_some()),
        &|field| is_response_only(&field.name().to_ascii_lowercase()) || field.is("content-md5"),
        &|field| last.is_some_and(|last| field.index() > last),
        &|field| !is_the_clients(&field.name().to_ascii_lowercase()),
    ];
    let mut seen = BTreeSet::new();
    let mut add = |fields: Vec<&Field<'_>>| {
        let group: Vec<FieldIndex> = fields
            .into_iter()
            .filter_map(|field| case.origin(field.index()))
            .collect();
        (group.len() > 1 && seen.insert(group.clone())).then(|| group.into_iter().map(Step::FieldRemove).collect())
    };
    let with_types = signed.iter().chain(&types).filter(|field| leaked(field)).collect();
    let mut groups: Vec<Vec<Step>> = add(with_types).into_iter().collect();
    for belongs in kinds {
        groups.extend(add(signed.iter().filter(|field| belongs(field)).collect()));
    }
    groups
}

fn is_replaced_rather(name: &[u8]) -> bool {
    matches!(
        name,
        b"content-type" | b"date" | b"x-oss-date" | b"x-oss-content-sha256"
    )
}

/// Vendor fields that upload clients set of themselves or for their users.
fn is_the_clients(name: &[u8]) -> bool {
    let set = [
        b"x-oss-date".as_slice(),
        b"x-oss-user-agent",
        b"x-oss-security-token",
        b"x-oss-content-sha256",
        b"x-oss-object-acl",
        b"x-oss-storage-class",
        b"x-oss-callback",
        b"x-oss-callback-var",
        b"x-oss-tagging",
        b"x-oss-forbid-overwrite",
        b"x-oss-copy-source",
    ];
    set.contains(&name) || name.starts_with(b"x-oss-meta-") || name.starts_with(b"x-oss-server-side-")
}
