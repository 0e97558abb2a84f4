//! 1f, the query: parameters added, dropped, spelled, sorted, and the list of those that V1 signs.

use harness::diagnosis::{Element, Op};

use super::kind::{ALL, Cause, Done, V1, V2_V4, any};
use super::wire::has_query;
use crate::accuracy::base::Request;
use crate::accuracy::head::{Head, cut};
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Empty, Kind, Order, Slash, escaped, unescaped};

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire("F9a", "parameter appended after signing", V2_V4, any, |rng, head, _| {
        let piece = match rng.below(4) {
            0 => format!("_t={}", rng.word(b"0123456789", 13)),
            1 => "utm_source=newsletter".to_owned(),
            2 => "x-id=PutObject".to_owned(),
            _ => format!("v={}", rng.word(ALPHANUMERIC, 8)),
        };
        head.push_query(piece);
        Some(())
    }),
    Cause::wire(
        "F9d",
        "parameters of a campaign appended after signing",
        V2_V4,
        any,
        |_, head, _| {
            for piece in ["utm_source=newsletter", "utm_medium=email", "utm_campaign=autumn"] {
                head.push_query(piece);
            }
            Some(())
        },
    ),
    Cause::wire(
        "F9b",
        "signed parameter appended after signing",
        V1,
        any,
        |rng, head, _| {
            let piece = rng.one([
                "x-oss-process=image/resize,w_100",
                "x-oss-traffic-limit=819200",
                "response-content-type=text/plain",
            ]);
            let name = piece.split('=').next()?;
            (!has_query(head, name)).then(|| head.push_query(piece))
        },
    ),
    Cause::wire(
        "F9c",
        "parameter without value dropped",
        ALL,
        with_bare,
        |_, head, _| {
            let name = BARE.into_iter().find(|name| has_query(head, name))?;
            head.drop_query(name);
            Some(())
        },
    ),
    Cause::wire(
        "F9x",
        "parameter with a value of its own dropped",
        ALL,
        with_upload_id,
        |_, head, _| {
            head.drop_query("uploadId");
            Some(())
        },
    )
    .unknown("the value of the dropped parameter is gone"),
    Cause::form(
        "F10a",
        "empty parameter signed with an equals sign",
        ALL,
        with_bare,
        |form| form.empty = Empty::WithEquals,
    ),
    Cause::form("F10b", "parameters in the order sent", ALL, out_of_order, |form| {
        form.query_order = Order::AsSent;
    }),
    Cause::form("F10c", "parameters sorted as people sort", ALL, out_of_order, |form| {
        form.query_order = Order::Locale;
    }),
    Cause::form(
        "F10d",
        "parameters sorted before they are escaped",
        V2_V4,
        with_odd_names,
        |form| form.query_order = Order::Unescaped,
    ),
    Cause::sign(
        "F10e",
        "parameters escaped where they have to be plain, or the reverse",
        ALL,
        with_value_to_escape,
        |_, draft, _| {
            let mut params = draft.params.clone();
            params.sort();
            let spelled = |text: &[u8]| {
                if draft.kind.is_v1() {
                    escaped(text, Slash::Escaped, b"")
                } else {
                    text.to_vec()
                }
            };
            let piece = |(name, value): &(Vec<u8>, Vec<u8>)| {
                let mark: &[u8] = if value.is_empty() { b"" } else { b"=" };
                [&spelled(name), mark, &spelled(value)].concat()
            };
            draft.form.query_text = Some(params.iter().map(piece).collect::<Vec<_>>().join(&b'&'));
            Some(Done::whole())
        },
    ),
    Cause::wire(
        "F10f",
        "parameter repeated on the way, with the same value",
        ALL,
        with_subresource,
        |rng, head, _| {
            let piece = subresource(head)?;
            repeat(rng, head, piece)
        },
    ),
    Cause::wire(
        "F10g",
        "parameter repeated on the way, with another value",
        ALL,
        with_subresource,
        |rng, head, _| {
            let piece = subresource(head)?;
            let other = [cut(&piece, b'=').0, b"=", rng.word(ALPHANUMERIC, 6).as_bytes()].concat();
            repeat(rng, head, other)
        },
    ),
    Cause::wire(
        "F10h",
        "parameter of the claim repeated on the way",
        CLAIM_SIGNED,
        any,
        |rng, head, _| {
            let name = rng.one(CLAIM);
            let piece = named(head, name)?;
            let value = rng.word(b"0123456789", 4);
            let other = [name.as_bytes(), b"=", value.as_bytes()].concat();
            let piece = if rng.chance(50) { piece } else { other };
            repeat(rng, head, piece)
        },
    ),
    Cause::sign(
        "F11a",
        "parameter missing from the client's list",
        V1,
        with_subresource,
        |_, draft, _| {
            let is_it = |(name, _): &(Vec<u8>, Vec<u8>)| SUBRESOURCES.iter().any(|(known, _)| known.as_bytes() == name);
            let at = draft.params.iter().position(is_it)?;
            let (name, _) = draft.params.remove(at);
            let element = Element::Query(name.into());
            Some(Done::client(Op::Remove, element, None))
        },
    ),
    Cause::sign(
        "F11b",
        "plain parameter on the client's list",
        V1,
        with_plain,
        |_, draft, facts| {
            let (name, value) = PLAIN
                .into_iter()
                .find(|(name, _)| facts.source.ends_with(&format!("?{name}")))?;
            draft.params.push((name.into(), unescaped(value.as_bytes())));
            let signed = Some(unescaped(value.as_bytes()));
            Some(Done::client(Op::Insert, Element::Query(name.into()), signed))
        },
    ),
];

/// The first piece of an undecoded name.
fn named(head: &Head, name: &str) -> Option<Vec<u8>> {
    let mut pieces = head.pieces();
    let piece = pieces.find(|piece| cut(piece, b'=').0 == name.as_bytes());
    piece.map(<[u8]>::to_vec)
}

fn subresource(head: &Head) -> Option<Vec<u8>> {
    SUBRESOURCES.iter().find_map(|(name, _)| named(head, name))
}

/// One more parameter, behind the first of its name or at the end of the URL.
fn repeat(rng: &mut Rng, head: &mut Head, piece: Vec<u8>) -> Option<()> {
    let name = cut(&piece, b'=').0;
    let pieces = head.query.as_mut()?;
    let first = pieces.iter().position(|known| cut(known, b'=').0 == name)?;
    let at = if rng.chance(50) { first + 1 } else { pieces.len() };
    pieces.insert(at, piece);
    Some(())
}

/// Puts a piece before the claim, as a client that signs last has it.
fn put(request: &mut Request, piece: &str) {
    request.head.query.get_or_insert_default().insert(0, piece.into());
}

fn with_bare(rng: &mut Rng, request: &mut Request) -> Option<()> {
    for name in BARE {
        request.head.drop_query(name);
    }
    let name = rng.one(BARE);
    let piece = if rng.chance(50) {
        name.to_owned()
    } else {
        format!("{name}=")
    };
    put(request, &piece);
    Some(())
}

fn with_value_to_escape(rng: &mut Rng, request: &mut Request) -> Option<()> {
    for name in ["response-content-type", "response-content-disposition"] {
        request.head.drop_query(name);
    }
    let piece = rng.one([
        "response-content-type=text%2Fplain",
        "response-content-disposition=attachment%3B%20filename%3D%22a%26b.txt%22",
    ]);
    put(request, piece);
    Some(())
}

fn with_upload_id(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.drop_query("uploadId");
    put(request, &format!("uploadId={}", rng.word(ALPHANUMERIC, 32)));
    Some(())
}

fn out_of_order(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let mut names = vec![
        "versionId=Q1",
        "partNumber=3",
        "uploadId=0A1B",
        "uploads",
        "restore",
        "continuation-token=a",
    ];
    names.retain(|piece| !has_query(&request.head, piece.split('=').next().unwrap_or_default()));
    (names.len() >= 3).then_some(())?;
    for _ in 0..3 {
        let at = rng.below(names.len());
        let piece = names.remove(at);
        put(request, piece);
    }
    if rng.chance(50) {
        // Sorts before all of those by bytes, and among them as people sort.
        put(
            request,
            if request.facts.kind.is_v1() {
                "x-oss-Z=1"
            } else {
                "Revision=2"
            },
        );
        put(request, "x-oss-a=2");
    }
    Some(())
}

fn with_odd_names(rng: &mut Rng, request: &mut Request) -> Option<()> {
    put(request, rng.one(["%7Cparam=1", "%E5%9B%BE=2", "~name=4"]));
    put(request, rng.one(["param=1", "zeta=3"]));
    Some(())
}

fn with_subresource(rng: &mut Rng, request: &mut Request) -> Option<()> {
    for (name, _) in SUBRESOURCES {
        request.head.drop_query(name);
    }
    let (name, value) = rng.one(SUBRESOURCES);
    put(request, &format!("{name}={value}"));
    Some(())
}

fn with_plain(rng: &mut Rng, request: &mut Request) -> Option<()> {
    for (name, _) in PLAIN {
        request.head.drop_query(name);
    }
    let (name, value) = rng.one(PLAIN);
    put(request, &format!("{name}={value}"));
    request.facts.source = format!("{} ?{name}", request.facts.source);
    Some(())
}

const BARE: [&str; 8] = [
    "acl",
    "uploads",
    "cors",
    "location",
    "lifecycle",
    "logging",
    "website",
    "referer",
];

const SUBRESOURCES: [(&str, &str); 8] = [
    ("callback", "eyJhIjoxfQ%3D%3D"),
    ("callback-var", "eyJ4OmEiOiIxIn0%3D"),
    ("x-oss-process", "image%2Fresize%2Cw_100"),
    ("x-oss-traffic-limit", "819200"),
    ("versionId", "CAEQARiBgMD7xtqX0hci"),
    ("restore", ""),
    ("continuation-token", "Cg1h"),
    ("response-content-disposition", "attachment"),
];

/// Parameters of a claim that are signed like all others, and of which the first counts.
const CLAIM: [&str; 5] = [
    "x-oss-signature-version",
    "x-oss-credential",
    "x-oss-access-key-id",
    "x-oss-date",
    "x-oss-expires",
];

/// V1 does not sign the parameters of its claim by name.
const CLAIM_SIGNED: &[Kind] = &[Kind::V2Url, Kind::V4Url];

const PLAIN: [(&str, &str); 5] = [
    ("prefix", "dir%2F"),
    ("max-keys", "100"),
    ("delimiter", "%2F"),
    ("marker", "a"),
    ("list-type", "2"),
];
