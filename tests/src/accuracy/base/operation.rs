//! What a client may ask for.

use super::object;
use crate::accuracy::rng::{ALPHANUMERIC, Rng};

/// A request in the words of the service's API, before an SDK lays it out.
#[derive(Debug, Clone, Default)]
pub(super) struct Operation {
    pub(super) method: &'static str,
    /// Whether it is about an object.
    pub(super) object: bool,
    /// Decoded query parameters.
    pub(super) query: Vec<(String, String)>,
    /// Fields of its own, besides `Content-Type` and those of the SDK.
    pub(super) fields: Vec<(&'static str, String)>,
    /// Whether it has a body.
    pub(super) body: bool,
}

impl Operation {
    /// Any operation; uploads most often, as in the field.
    pub(super) fn any(rng: &mut Rng) -> Self {
        match rng.below(16) {
            0..=5 => Self::upload(rng),
            6 | 7 => Self::about_object("GET", Self::read_query(rng)),
            8 => Self::about_object("HEAD", Vec::new()),
            9 => Self::about_object("DELETE", Vec::new()),
            10 => Self::part(rng),
            11 => Self::about_object("POST", pairs(&[("uploads", "")])),
            12 => Self::append(rng),
            13 => Self::list(rng),
            14 => Self::copy(),
            _ => Self::about_bucket(rng),
        }
    }

    fn upload(rng: &mut Rng) -> Self {
        let mut operation = Self::about_object("PUT", Vec::new());
        operation.body = true;
        let mut may = |percent, name, values: [&str; 3]| {
            if rng.chance(percent) {
                operation.fields.push((name, rng.one(values).to_owned()));
            }
        };
        may(20, "x-oss-object-acl", ["public-read", "private", "public-read-write"]);
        may(15, "x-oss-storage-class", ["Standard", "IA", "Archive"]);
        may(10, "x-oss-forbid-overwrite", ["true", "true", "false"]);
        may(10, "Cache-Control", ["no-cache", "max-age=3600", "public"]);
        for name in ["x-oss-meta-author", "x-oss-meta-source-id", "x-oss-meta-source"] {
            if rng.chance(20) {
                operation.fields.push((name, object::value(rng)));
            }
        }
        operation
    }

    fn read_query(rng: &mut Rng) -> Vec<(String, String)> {
        match rng.below(6) {
            0 => pairs(&[("x-oss-process", "image/resize,w_100")]),
            1 => pairs(&[("response-content-disposition", "attachment; filename=\"a b.txt\"")]),
            2 => pairs(&[("versionId", "CAEQARiBgMD7xtqX0hciIDk0NWY")]),
            3 => pairs(&[("acl", "")]),
            _ => Vec::new(),
        }
    }

    fn part(rng: &mut Rng) -> Self {
        let number = (rng.below(9) + 1).to_string();
        let id = rng.word(&ALPHANUMERIC[..16], 32);
        let mut operation = Self::about_object("PUT", pairs(&[("partNumber", &number), ("uploadId", &id)]));
        operation.body = true;
        operation
    }

    fn append(rng: &mut Rng) -> Self {
        let position = rng.below(100_000).to_string();
        let mut operation = Self::about_object("POST", pairs(&[("append", ""), ("position", &position)]));
        operation.body = true;
        operation
    }

    fn list(rng: &mut Rng) -> Self {
        let query = if rng.chance(50) {
            pairs(&[
                ("list-type", "2"),
                ("prefix", "dir/a b"),
                ("max-keys", "100"),
                ("continuation-token", "Cg1h"),
            ])
        } else {
            pairs(&[
                ("delimiter", "/"),
                ("prefix", "图片/"),
                ("max-keys", "100"),
                ("encoding-type", "url"),
            ])
        };
        Self {
            object: false,
            ..Self::about_object("GET", query)
        }
    }

    fn copy() -> Self {
        let mut operation = Self::about_object("PUT", Vec::new());
        let source = "/other-bucket/dir/%E5%9B%BE%20a.jpg".to_owned();
        operation.fields.push(("x-oss-copy-source", source));
        operation
    }

    fn about_bucket(rng: &mut Rng) -> Self {
        let (method, name) = rng.one([
            ("GET", "acl"),
            ("GET", "location"),
            ("PUT", "cors"),
            ("GET", "lifecycle"),
        ]);
        Self {
            object: false,
            body: method == "PUT",
            ..Self::about_object(method, pairs(&[(name, "")]))
        }
    }

    fn about_object(method: &'static str, query: Vec<(String, String)>) -> Self {
        Self {
            method,
            object: true,
            query,
            ..Self::default()
        }
    }
}

fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |&(name, value): &(&str, &str)| (name.to_owned(), value.to_owned());
    pairs.iter().map(owned).collect()
}
