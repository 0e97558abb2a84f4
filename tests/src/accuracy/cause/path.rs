//! 1f, the path: encoding and shape.

use harness::diagnosis::{Element, Op};

use super::kind::{ALL, Cause, Done, V1, V2_V4, any};
use super::wire::rekey;
use crate::accuracy::base::Request;
use crate::accuracy::head::{Head, find, replaced};
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Slash, escaped};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "F1a",
        "escaped plus decoded on the way",
        ALL,
        with_plus,
        |_, head, _| swap(head, b"%2B", b"+"),
    ),
    Cause::form("F1b", "spaces signed as plus", V2_V4, with_space, |form| {
        form.plus = true;
    }),
    Cause::form(
        "F3",
        "marks !*'() left unescaped in the string",
        V2_V4,
        with_marks,
        |form| form.kept = b"!*'()",
    ),
    Cause::sign(
        "F3b",
        "tilde escaped in the string",
        V2_V4,
        with_tilde,
        |_, draft, _| {
            let uri = String::from_utf8(draft.uri()).ok()?;
            draft.form.path_text = Some(uri.replace('~', "%7E").into_bytes());
            Some(Done::whole())
        },
    ),
    Cause::wire(
        "F4a",
        "path escaped twice on the way",
        ALL,
        with_escapes,
        |_, head, _| {
            head.path = escaped(&head.path, Slash::Kept, b"!*'()&=+$,;:@");
            Some(())
        },
    ),
    Cause::form("F4b", "path escaped twice in the string", V2_V4, with_escapes, |form| {
        form.escapes = 1;
    }),
    Cause::sign(
        "F4c",
        "path escaped in a string that has it plain",
        V1,
        with_escapes,
        |_, draft, _| {
            draft.resource = escaped(&draft.resource, Slash::Kept, b"");
            let signed = Some(draft.resource.clone());
            Some(Done::client(Op::Replace, Element::Resource, signed))
        },
    ),
    Cause::wire("F6a", "double slash merged", ALL, with_double_slash, |_, head, _| {
        swap(head, b"//", b"/")
    }),
    Cause::wire("F6b", "dot segment removed", ALL, with_dot, |_, head, _| {
        swap(head, b"/./", b"/")
    }),
    Cause::wire("F6x", "parent segment removed", ALL, with_parent, |_, head, _| {
        let end = find(&head.path, b"/../")?;
        let start = head.path[..end].iter().rposition(|&byte| byte == b'/')?;
        head.path.drain(start..end + 3);
        Some(())
    })
    .unknown("the name of the removed segment is gone"),
    Cause::wire(
        "F7a",
        "gateway puts a prefix before the path",
        ALL,
        any,
        |rng, head, _| {
            let prefix = rng.one(["/oss", "/s3", "/storage", "/api/v1/files", "/proxy"]);
            head.path = [prefix.as_bytes(), &head.path].concat();
            Some(())
        },
    ),
    Cause::wire(
        "F7b",
        "gateway strips a prefix and says so",
        ALL,
        with_prefix,
        |_, head, _| {
            let path = strip(head)?;
            head.push("X-Forwarded-Prefix", String::from_utf8_lossy(&path).as_ref());
            Some(())
        },
    ),
    Cause::wire(
        "F7x",
        "gateway strips a prefix and says nothing",
        ALL,
        with_prefix,
        |_, head, _| strip(head).map(|_| ()),
    )
    .unknown("the prefix is gone, and any word can be one"),
    Cause::wire(
        "F7c",
        "gateway strips a usual prefix and says nothing",
        ALL,
        with_usual_prefix,
        |_, head, _| strip(head).map(|_| ()),
    ),
    Cause::sign(
        "F8c",
        "bucket signed without its slash",
        ALL,
        without_key,
        |_, draft, _| {
            let bucket = draft.resource.strip_suffix(b"/")?.to_vec();
            draft.resource.clone_from(&bucket);
            Some(Done::client(Op::Replace, Element::Resource, Some(bucket)))
        },
    ),
    Cause::wire("F8a", "slash added at the end", ALL, with_key, |_, head, _| {
        head.path.push(b'/');
        Some(())
    }),
    Cause::wire("F8b", "slash at the end dropped", ALL, with_end_slash, |_, head, _| {
        (head.path.pop()? == b'/').then_some(())
    }),
    Cause::wire(
        "F13a",
        "letters with accents taken apart",
        ALL,
        with_accents,
        |_, head, _| swap(head, b"%C3%A9", b"e%CC%81"),
    ),
    Cause::wire("F13b", "key in GBK", ALL, with_chinese, |_, head, _| {
        // U+4E2D U+6587 is D6 D0 CE C4 in GBK.
        swap(head, b"%E4%B8%AD%E6%96%87", b"%D6%D0%CE%C4")
    }),
    Cause::wire(
        "F13x",
        "another key of the same folder",
        ALL,
        with_key,
        |rng, head, _| {
            let start = head.path.iter().rposition(|&byte| byte == b'/')?;
            head.path.truncate(start + 1);
            head.path.extend(rng.word(ALPHANUMERIC, 12).bytes());
            Some(())
        },
    )
    .unknown("the signed key stands nowhere (H4: one signature reused for many requests)"),
];

fn with_key(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = format!("dir/{}.txt", rng.word(ALPHANUMERIC, 6));
    rekey(request, key.as_bytes())
}

fn with_plus(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["a+b.txt", "dir/1+1=2.png", "c++.html"]);
    rekey(request, key.as_bytes())
}

fn with_space(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["a b.txt", "my dir/photo 1.png", "report 2026.pdf"]);
    rekey(request, key.as_bytes())
}

fn with_marks(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["it's(1)!.txt", "photo(1).png", "all*.json"]);
    rekey(request, key.as_bytes())
}

fn with_tilde(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["~user/notes.txt", "backup~1.json", "a~b~c.png"]);
    rekey(request, key.as_bytes())
}

/// Prefixes that gateways mount object stores under.
fn with_usual_prefix(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let prefix = rng.one(["/oss", "/s3", "/storage", "/files"]);
    request.head.path = [prefix.as_bytes(), &request.head.path].concat();
    Some(())
}

fn without_key(_: &mut Rng, request: &mut Request) -> Option<()> {
    let resource = request.draft().resource;
    (request.facts.key.is_empty() && resource.len() > 1 && resource.ends_with(b"/")).then_some(())
}

fn with_escapes(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["a b.txt", "图片/中文.jpg", "100%.png", "say \"hi\".json"]);
    rekey(request, key.as_bytes())
}

fn with_double_slash(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["dir//file.txt", "a/b//c.png", "uploads//2026/11/x.json"]);
    rekey(request, key.as_bytes())
}

fn with_dot(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["dir/./file.txt", "a/b/./c.png"]);
    rekey(request, key.as_bytes())
}

fn with_parent(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = format!("dir/{}/../file.txt", rng.word(ALPHANUMERIC, 8));
    rekey(request, key.as_bytes())
}

fn with_prefix(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let prefix = format!("/{}", rng.word(&ALPHANUMERIC[26..52], 7));
    request.head.path = [prefix.as_bytes(), &request.head.path].concat();
    Some(())
}

fn with_end_slash(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["dir/", "a/b/c/", "folder name/"]);
    rekey(request, key.as_bytes())
}

fn with_accents(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["caf\u{e9}.txt", "r\u{e9}sum\u{e9}.pdf", "\u{e9}t\u{e9}/1.png"]);
    rekey(request, key.as_bytes())
}

fn with_chinese(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let key = rng.one(["中文.txt", "dir/中文.jpg"]);
    rekey(request, key.as_bytes())
}

/// Replaces all occurrences in the path.
fn swap(head: &mut Head, from: &[u8], to: &[u8]) -> Option<()> {
    let mut path = replaced(&head.path, from, to)?;
    while let Some(more) = replaced(&path, from, to) {
        path = more;
    }
    head.path = path;
    Some(())
}

/// Takes the first segment off the path, and returns it with its slash.
fn strip(head: &mut Head) -> Option<Vec<u8>> {
    let end = head.path.iter().skip(1).position(|&byte| byte == b'/')? + 1;
    let rest = head.path.split_off(end);
    Some(std::mem::replace(&mut head.path, rest))
}
