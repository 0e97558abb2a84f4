//! How Node's parser folds the fields of a response into `IncomingMessage.headers`.
//!
//! Source: Node.js 20 `lib/_http_incoming.js`, `matchKnownFields` and `_addHeaderLine`.

/// One name of `response.headers`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    /// In lower case.
    pub name: String,
    /// One value; a list only for `set-cookie`.
    pub values: Vec<Vec<u8>>,
}

/// Folds the fields: names in lower case in the order of their first appearance, `set-cookie` as
/// a list, `cookie` joined with `; `, everything else joined with `, ` or the first kept.
#[must_use]
pub fn fold(fields: &[(Vec<u8>, Vec<u8>)]) -> Vec<Folded> {
    let mut folded: Vec<Folded> = Vec::new();
    for (name, value) in fields {
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        match folded.iter_mut().find(|known| known.name == name) {
            Some(known) => add(known, value),
            None => folded.push(Folded {
                name,
                values: vec![value.clone()],
            }),
        }
    }
    folded
}

fn add(known: &mut Folded, value: &[u8]) {
    if known.name == "set-cookie" {
        known.values.push(value.to_vec());
    } else if !FIRST_WINS.contains(&known.name.as_str())
        && let Some(last) = known.values.last_mut()
    {
        let comma = if known.name == "cookie" { "; " } else { ", " };
        last.extend_from_slice(comma.as_bytes());
        last.extend_from_slice(value);
    }
}

/// Of these the first one counts and the others are dropped.
const FIRST_WINS: [&str; 18] = [
    "age",
    "authorization",
    "content-length",
    "content-type",
    "etag",
    "expires",
    "from",
    "host",
    "if-modified-since",
    "if-unmodified-since",
    "last-modified",
    "location",
    "max-forwards",
    "proxy-authorization",
    "referer",
    "retry-after",
    "server",
    "user-agent",
];
