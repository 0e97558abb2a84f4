//! The client wrote another bucket or key into its own string to sign.

use mock_oss::verify::scheme::ResourceWriting;
use mock_oss::verify::{Addressing, Scheme};

use crate::diagnosis::case::Case;
use crate::diagnosis::case::change::Note;
use crate::diagnosis::case::layout::PieceKey;
use crate::diagnosis::case::text::{encoded_except, percent_decoded, percent_encoded, percent_encoded_path, replaced};
use crate::diagnosis::hypothesis::Family;
use crate::diagnosis::hypothesis::cost::{Cost, FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::hypothesis::note::client;
use crate::diagnosis::hypothesis::proposal::{Proposal, Proposals};
use crate::diagnosis::transformation;
use crate::diagnosis::{Code, Element};

pub(crate) const FAMILY: Family = Family {
    words: "how a client may write the resource: without bucket, bucket twice, key encoded or not, other slashes",
    floor: KNOWN,
    propose,
};

/// A way to write the resource.
struct Writing {
    text: Vec<u8>,
    cost: Cost,
    words: &'static str,
}

fn propose(case: &Case<'_>, proposals: &mut Proposals<'_>) {
    let Some(received) = case.layout.text(&PieceKey::Address) else {
        return;
    };
    let shapes = shapes(case).into_iter().map(|shape| Writing {
        text: written(case.scheme(), &shape.text),
        ..shape
    });
    for writing in shapes.chain(spellings(case)) {
        proposals.add(proposal(case, received, writing));
    }
    for writing in encodings(case) {
        proposals.add_any(proposal(case, received, writing));
    }
}

fn proposal(case: &Case<'_>, received: &[u8], writing: Writing) -> Proposal {
    let signed = Some(writing.text.as_slice());
    let note = client(
        Code::ResourceDiffers,
        Element::Resource,
        writing.words,
        Some(received),
        signed,
    );
    Proposal {
        cost: writing.cost,
        changes: attributed(case, note, writing.words).alone(),
        texts: vec![(PieceKey::Address, Some(writing.text))],
    }
}

/// A forgotten CNAME switch is the user's; the rest is some signer's. In V1 a key signed as it stands
/// in the URL is a beginner's mistake far more often than a proxy that decodes.
fn attributed(case: &Case<'_>, note: Note, words: &str) -> Note {
    match words {
        NO_BUCKET_OF_CNAME => note.configured().usual(),
        NO_BUCKET if !begins_with_a_bucket(case) => note.usual(),
        // OpenDAL's path style signs it so (services/oss, `addressing_style`), and no gateway takes a bucket away.
        BUCKET_TWICE | ENCODED => note.usual(),
        SENT if !is_rewritten(case.received().path()) => note.usual(),
        _ => note,
    }
}

/// Whether what is left without the bucket names one all the same, so that a prefix is more likely to
/// have come before it: of any kind in path style, or the bucket itself on its own host.
fn begins_with_a_bucket(case: &Case<'_>) -> bool {
    let address = &case.examination.address;
    let mut parts = address.key.splitn(2, |&byte| byte == b'/');
    let first = parts.next();
    let is_bucket = address.addressing == Addressing::Path || first == address.bucket.as_deref();
    is_bucket && parts.next().is_some()
}

/// Whether a path has what clients escape: blanks and bytes beyond ASCII, which stand there once a proxy
/// has decoded it, and the plus sign, whose meaning depends on who reads it.
fn is_rewritten(path: &[u8]) -> bool {
    path.iter().any(|&byte| !byte.is_ascii_graphic() || byte == b'+')
}

/// Whether the host is one that a switch of the client's decides about.
fn is_on_a_domain_of_its_own(case: &Case<'_>) -> bool {
    case.examination.address.addressing == Addressing::Cname
}

/// Other buckets and slashes, the key decoded.
fn shapes(case: &Case<'_>) -> Vec<Writing> {
    let address = &case.examination.address;
    let (bucket, key) = (address.bucket.as_deref().unwrap_or_default(), address.key.as_slice());
    let join = |parts: &[&[u8]]| parts.concat();
    let mut all = Vec::new();
    let mut add = |text: Vec<u8>, cost, words| all.push(Writing { text, cost, words });
    if !bucket.is_empty() {
        let words = if is_on_a_domain_of_its_own(case) {
            NO_BUCKET_OF_CNAME
        } else {
            NO_BUCKET
        };
        add(join(&[b"/", key]), KNOWN, words);
        add(join(&[b"/", bucket, b"/", bucket, b"/", key]), SELDOM, BUCKET_TWICE);
        add(
            join(&[b"/", bucket, b"//", key]),
            SELDOM,
            "with a second slash before the key",
        );
        add(join(&[bucket, b"/", key]), RARE, "without the leading slash");
        add(join(&[key]), RARE, "the key alone");
        if key.is_empty() {
            add(
                join(&[b"/", bucket]),
                KNOWN,
                "the bucket without its slash (alibabacloud tea-util)",
            );
        }
    }
    let host = case.value("host").unwrap_or_default();
    let label = host
        .split(|byte| matches!(byte, b'.' | b':'))
        .next()
        .unwrap_or_default();
    let path = percent_decoded(case.received().path());
    // Where the CNAME switch is off, and the host's capitals may be a proxy's.
    let cost = if is_on_a_domain_of_its_own(case) { SELDOM } else { RARE };
    for label in [label.to_ascii_lowercase().as_slice(), label] {
        if label != bucket {
            add(
                join(&[b"/", label, &path]),
                cost,
                "with the first label of the host as bucket",
            );
        }
    }
    add(join(&[b"/", &host, &path]), FAR, "with the whole host as bucket");
    all
}

const BUCKET_TWICE: &str = "the bucket twice, as path style on a bucket's host does";
const ENCODED: &str = "the key percent-encoded";
const SENT: &str = "the path as it is sent";
const NO_BUCKET: &str = "without the bucket";
const NO_BUCKET_OF_CNAME: &str = "without the bucket, as clients do on a custom domain whose CNAME switch is off";

/// The same bucket and key written in another way. Escapes of path and parameters alike are the
/// variations' business.
fn spellings(case: &Case<'_>) -> Vec<Writing> {
    let resource = case.examination.address.resource();
    let own = written(case.scheme(), &resource);
    let encoded = percent_encoded_path(&resource);
    let escapes = own != resource;
    let mut all = Vec::new();
    let mut add = |text: Vec<u8>, cost, words| all.push(Writing { text, cost, words });
    add(resource.clone(), KNOWN, "the key not encoded");
    add(encoded.clone(), KNOWN, ENCODED);
    add(sent(case), KNOWN, SENT);
    add(
        key_with_escaped_slashes(case),
        if escapes { KNOWN } else { SELDOM },
        "the key with its slashes as `%2F`",
    );
    add(
        percent_encoded(&resource),
        if escapes { KNOWN } else { RARE },
        "every slash as `%2F`",
    );
    add(written(case.scheme(), &own), KNOWN, "the key percent-encoded twice");
    add(percent_encoded_path(&encoded), SELDOM, "the key percent-encoded twice");
    add(
        encoded_except(&resource, b"-_.~/!*'()"),
        SELDOM,
        "the key encoded as JavaScript does, `!*'()` kept",
    );
    add(
        encoded_except(&resource, b"-_.~/!*'();,?:@&=+$#"),
        SELDOM,
        "the key encoded as encodeURI does",
    );
    add(
        replaced(&encoded, b"%20", b"+"),
        SELDOM,
        "the key form-encoded, spaces as `+`",
    );
    add(replaced(&resource, b" ", b"+"), RARE, "spaces of the key as `+`");
    add(percent_decoded(&resource), SELDOM, "the key decoded once more");
    add(encoded.to_ascii_lowercase(), FAR, "the resource in lower case");
    add(resource.to_ascii_lowercase(), FAR, "the resource in lower case");
    all
}

/// The same, percent-encoded by any library's rule.
fn encodings(case: &Case<'_>) -> Vec<Writing> {
    let resource = case.examination.address.resource();
    let mut all = Vec::new();
    for encoding in transformation::encodings() {
        let (cost, words) = (encoding.cost().max(SELDOM), encoding.says());
        let texts = encoding.of(&resource).into_iter();
        all.extend(texts.map(|text| Writing { text, cost, words }));
    }
    all
}

/// The bucket and the path as it stands in the request.
fn sent(case: &Case<'_>) -> Vec<u8> {
    let address = &case.examination.address;
    let path = case.received().path();
    match (&address.bucket, address.addressing) {
        (Some(bucket), Addressing::VirtualHost | Addressing::Cname) => [b"/", bucket.as_slice(), path].concat(),
        _ => path.to_vec(),
    }
}

fn key_with_escaped_slashes(case: &Case<'_>) -> Vec<u8> {
    let address = &case.examination.address;
    let bucket = address.bucket.as_deref().unwrap_or_default();
    [b"/", bucket, b"/", &percent_encoded(&address.key)].concat()
}

/// A resource as the scheme writes it.
fn written(scheme: Scheme, resource: &[u8]) -> Vec<u8> {
    match scheme.resource_writing() {
        ResourceWriting::EncodedSegments => percent_encoded_path(resource),
        ResourceWriting::Encoded => percent_encoded(resource),
        ResourceWriting::Decoded => resource.to_vec(),
    }
}
