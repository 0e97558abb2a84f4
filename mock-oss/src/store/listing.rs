//! Listing a bucket ("GetBucket (ListObjects)").

use std::collections::BTreeMap;
use std::ops::Bound;
use std::sync::Arc;

use super::{Object, ObjectKey};

/// Which part of a bucket is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Listing {
    /// Only names that begin so.
    pub prefix: String,
    /// Only what comes after this, in byte order; a name or a common prefix.
    pub after: String,
    /// Where names are cut and grouped; empty for not at all.
    pub delimiter: String,
    /// Most items.
    pub limit: usize,
}

/// A page of a listing.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// Objects and common prefixes, in byte order.
    pub items: Vec<Item>,
    /// What to go on after, when there is more.
    pub next: Option<String>,
}

/// An item of a page.
#[derive(Debug, Clone)]
pub enum Item {
    /// An object.
    Object(ObjectKey, Arc<Object>),
    /// A prefix that several names have in common, up to and including the delimiter.
    Prefix(String),
}

impl Item {
    /// Its name, by which a listing can go on.
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Object(key, _) => key.as_str(),
            Self::Prefix(prefix) => prefix,
        }
    }
}

impl Listing {
    /// The page of these objects.
    pub(super) fn page(&self, objects: &BTreeMap<ObjectKey, Arc<Object>>) -> Page {
        let mut page = Page::default();
        let mut from = if self.after >= self.prefix {
            Bound::Excluded(self.after.clone().into_bytes())
        } else {
            Bound::Included(self.prefix.clone().into_bytes())
        };
        while let Some((key, object)) = first_from(objects, &from) {
            if !key.as_str().starts_with(&self.prefix) {
                break;
            }
            let item = if let Some(prefix) = self.common_prefix(key.as_str()) {
                from = Bound::Included(successor(&prefix));
                if prefix <= self.after {
                    continue;
                }
                Item::Prefix(prefix)
            } else {
                from = Bound::Excluded(key.as_str().into());
                Item::Object(key.clone(), Arc::clone(object))
            };
            if page.items.len() == self.limit {
                page.next = page.items.last().map(|item| item.name().to_owned());
                break;
            }
            page.items.push(item);
        }
        page
    }

    fn common_prefix(&self, name: &str) -> Option<String> {
        if self.delimiter.is_empty() {
            return None;
        }
        let rest = &name[self.prefix.len()..];
        let at = rest.find(&self.delimiter)?;
        Some(name[..self.prefix.len() + at + self.delimiter.len()].to_owned())
    }
}

fn first_from<'a>(
    objects: &'a BTreeMap<ObjectKey, Arc<Object>>,
    from: &Bound<Vec<u8>>,
) -> Option<(&'a ObjectKey, &'a Arc<Object>)> {
    let from = from.as_ref().map(Vec::as_slice);
    objects.range::<[u8], _>((from, Bound::Unbounded)).next()
}

/// The first bytes, in byte order, behind all that begin with `prefix`. No byte of UTF-8 is the
/// highest, so that the last one can be raised.
fn successor(prefix: &str) -> Vec<u8> {
    let mut bytes = prefix.as_bytes().to_vec();
    if let Some(last) = bytes.last_mut() {
        *last = last.saturating_add(1);
    }
    bytes
}
