//! Both stores against a model that is too simple to be wrong.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use mock_oss::store::{
    Append, Attributes, Digests, DiskStore, Item, Listing, MemoryStore, ObjectStore, Overwrite, StoreError,
};
use proptest::prelude::*;

use crate::support::properties::beside_the_source;
use crate::support::stores::{at, bucket, now, object, text_of};

/// Something a client does.
#[derive(Debug, Clone)]
enum Step {
    Put(String, String),
    PutIfAbsent(String, String),
    Append(String, usize, String),
    Delete(String),
    Get(String),
    List(Listing),
}

/// What came of it.
#[derive(Debug, PartialEq)]
enum Seen {
    Done,
    Text(String),
    Missing,
    Exists,
    NotAppendable,
    Length(u64),
    Names(Vec<String>, Option<String>),
}

/// Names with text, and whether they were made by appending.
#[derive(Debug, Default)]
struct Model(BTreeMap<String, (String, bool)>);

impl Model {
    fn step(&mut self, step: &Step) -> Seen {
        match step {
            Step::Put(key, text) => {
                self.0.insert(key.clone(), (text.clone(), false));
                Seen::Done
            }
            Step::PutIfAbsent(key, _) if self.0.contains_key(key) => Seen::Exists,
            Step::PutIfAbsent(key, text) => self.step(&Step::Put(key.clone(), text.clone())),
            Step::Append(key, position, text) => {
                let (before, appendable) = self.0.get(key).cloned().unwrap_or((String::new(), true));
                if !appendable {
                    return Seen::NotAppendable;
                }
                if before.len() != *position {
                    return Seen::Length(before.len() as u64);
                }
                self.0.insert(key.clone(), (before + text, true));
                Seen::Done
            }
            Step::Delete(key) => {
                self.0.remove(key);
                Seen::Done
            }
            Step::Get(key) => match self.0.get(key) {
                Some((text, _)) => Seen::Text(text.clone()),
                None => Seen::Missing,
            },
            Step::List(listing) => self.list(listing),
        }
    }

    /// Every name or its common prefix, sorted, once, behind the marker, cut.
    fn list(&self, listing: &Listing) -> Seen {
        let item = |key: &String| {
            let rest = key.strip_prefix(listing.prefix.as_str())?;
            if listing.delimiter.is_empty() {
                return Some(key.clone());
            }
            Some(match rest.split_once(listing.delimiter.as_str()) {
                Some((front, _)) => format!("{}{front}{}", listing.prefix, listing.delimiter),
                None => key.clone(),
            })
        };
        let all: BTreeSet<String> = self
            .0
            .keys()
            .filter_map(item)
            .filter(|name| *name > listing.after)
            .collect();
        let page: Vec<String> = all.iter().take(listing.limit).cloned().collect();
        let next = if all.len() > page.len() {
            page.last().cloned()
        } else {
            None
        };
        Seen::Names(page, next)
    }
}

fn real(store: &dyn ObjectStore, step: &Step) -> Seen {
    let answer = match step {
        Step::Put(key, text) => store
            .put(&at(key), object(text), Overwrite::Allowed)
            .map(|_| Seen::Done),
        Step::PutIfAbsent(key, text) => store
            .put(&at(key), object(text), Overwrite::Forbidden)
            .map(|_| Seen::Done),
        Step::Append(key, position, text) => {
            let append = Append {
                position: *position as u64,
                content: Bytes::from(text.clone()).into(),
                digests: Digests::of(text.as_bytes()),
                now: now(),
                attributes: Attributes::default(),
            };
            store.append(&at(key), append).map(|_| Seen::Done)
        }
        Step::Delete(key) => store.delete(&at(key)).map(|()| Seen::Done),
        Step::Get(key) => store.get(&at(key)).map(|object| {
            assert_eq!(
                object.crc64,
                Digests::of(text_of(&object).as_bytes()).crc64,
                "the sum of {key}"
            );
            Seen::Text(text_of(&object))
        }),
        Step::List(listing) => store.list(&bucket(), listing).map(|page| {
            let names = page.items.iter().map(Item::name).map(str::to_owned).collect();
            Seen::Names(names, page.next)
        }),
    };
    match answer {
        Ok(seen) => seen,
        Err(StoreError::NoSuchKey(_)) => Seen::Missing,
        Err(StoreError::ObjectExists(_)) => Seen::Exists,
        Err(StoreError::NotAppendable(_)) => Seen::NotAppendable,
        Err(StoreError::PositionDiffers { length }) => Seen::Length(length),
        Err(other) => panic!("{step:?}: {other:?}"),
    }
}

fn keys() -> impl Strategy<Value = String> {
    // Few names, so that they meet; with delimiters, and with characters around them in byte order.
    "[a-c](/|-|0|\u{10ffff}|é){0,2}[ab]{0,1}"
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let text = "[a-z]{0,6}";
    let listing = (
        "[a-c]{0,1}/{0,1}",
        "([a-c]/{0,1}[ab]{0,1}){0,1}",
        "(/|-|ab){0,1}",
        1usize..5,
    );
    let step = prop_oneof![
        (keys(), text).prop_map(|(key, text)| Step::Put(key, text)),
        (keys(), text).prop_map(|(key, text)| Step::PutIfAbsent(key, text)),
        (keys(), 0usize..8, text).prop_map(|(key, position, text)| Step::Append(key, position, text)),
        keys().prop_map(Step::Delete),
        keys().prop_map(Step::Get),
        listing.prop_map(|(prefix, after, delimiter, limit)| Step::List(Listing {
            prefix,
            after,
            delimiter,
            limit
        })),
    ];
    proptest::collection::vec(step, 1..40)
}

fn check(store: &dyn ObjectStore, steps: &[Step]) -> Result<Model, TestCaseError> {
    store.ensure_bucket(&bucket(), now()).unwrap();
    let mut model = Model::default();
    for step in steps {
        prop_assert_eq!(real(store, step), model.step(step), "{:?}", step);
    }
    Ok(model)
}

proptest! {
    #![proptest_config(beside_the_source())]

    #[test]
    fn the_store_in_memory_does_as_the_model(steps in steps()) {
        check(&MemoryStore::new(), &steps)?;
    }

    #[test]
    fn a_listing_page_by_page_gives_every_name_once(steps in steps(), limit in 1usize..4) {
        let store = MemoryStore::new();
        let model = check(&store, &steps)?;
        let mut listing = Listing { limit, ..Listing::default() };
        let mut names = Vec::new();
        loop {
            let page = store.list(&bucket(), &listing).unwrap();
            names.extend(page.items.iter().map(|item| item.name().to_owned()));
            match page.next {
                Some(next) => listing.after = next,
                None => break,
            }
        }
        prop_assert_eq!(names, model.0.into_keys().collect::<Vec<_>>());
    }
}

proptest! {
    // Each case writes dozens of files and has the disk keep them.
    #![proptest_config(ProptestConfig { cases: 24, ..beside_the_source() })]

    #[test]
    fn the_store_on_disk_does_as_the_model_and_reads_back(steps in steps()) {
        let folder = tempfile::tempdir().unwrap();
        let store = DiskStore::open(folder.path()).unwrap();
        let model = check(&store, &steps)?;
        drop(store);
        let store = DiskStore::open(folder.path()).unwrap();
        for (key, (text, _)) in &model.0 {
            prop_assert_eq!(&text_of(&store.get(&at(key)).unwrap()), text);
        }
        let everything = Listing { limit: usize::MAX, ..Listing::default() };
        prop_assert_eq!(store.list(&bucket(), &everything).unwrap().items.len(), model.0.len());
    }
}
