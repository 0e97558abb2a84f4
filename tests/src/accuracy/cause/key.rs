//! 1e, keys: the wrong one, or the right one as it was not meant.

use data_encoding::{BASE64, BASE64_NOPAD};

use super::kind::{ALL, Cause, HEADERS, URLS, V4, any};
use crate::accuracy::base::Request;
use crate::accuracy::head::replaced;
use crate::accuracy::rng::{ALPHANUMERIC, Rng};
use crate::accuracy::signer::{Kind, unescaped};

pub(super) const CAUSES: &[Cause] = &[
    Cause::key("E10c", "secret prefixed as AWS does", V4, any, |_, key, _| {
        key.prefix = b"AWS4".to_vec();
        Some(())
    }),
    Cause::key("E10d", "secret without the prefix of V4", V4, any, |_, key, _| {
        key.prefix.clear();
        Some(())
    }),
    Cause::key("E11a", "signed with the key id", ALL, any, |_, key, facts| {
        key.secret = facts.key_id.clone().into_bytes();
        Some(())
    }),
    Cause::key(
        "E11b",
        "signed with another configured key",
        ALL,
        any,
        |_, key, facts| {
            key.secret.clone_from(&facts.other.as_ref()?.1);
            Some(())
        },
    ),
    Cause::key(
        "E11x",
        "signed with a key that nobody knows",
        ALL,
        any,
        |rng, key, _| {
            key.secret = rng.word(ALPHANUMERIC, 30).into_bytes();
            Some(())
        },
    )
    .unknown("an unrelated key leaves no trace but the mismatch"),
    Cause::key(
        "E12a",
        "blank or line end behind the secret",
        ALL,
        any,
        |rng, key, _| {
            key.secret
                .extend_from_slice(rng.one(["\n", "\r\n", "\r", " ", "\t"]).as_bytes());
            Some(())
        },
    ),
    Cause::key(
        "E12b",
        "blank or byte order mark before the secret",
        ALL,
        any,
        |rng, key, _| {
            key.secret = [rng.one([" ", "\t", "\u{feff}", "\n"]).as_bytes(), &key.secret].concat();
            Some(())
        },
    ),
    Cause::key("E12c", "secret in quotes", ALL, any, |rng, key, _| {
        let quote = rng.one(["\"", "'"]).as_bytes();
        key.secret = [quote, &key.secret, quote].concat();
        Some(())
    }),
    Cause::key("E14a", "secret base64-encoded", ALL, any, |_, key, _| {
        key.secret = BASE64.encode(&key.secret).into_bytes();
        Some(())
    }),
    Cause::key("E14b", "secret base64-decoded", ALL, decodable, |_, key, _| {
        key.secret = BASE64_NOPAD.decode(&key.secret).ok()?;
        Some(())
    }),
    Cause::key("E14c", "secret percent-decoded", ALL, escaped_secret, |_, key, _| {
        key.secret = unescaped(&key.secret);
        Some(())
    }),
    Cause::wire(
        "E14d",
        "signature wrapped",
        &[Kind::V1Url, Kind::V2Url],
        any,
        |_, head, facts| {
            let name: &[u8] = if facts.kind == Kind::V1Url {
                b"Signature="
            } else {
                b"x-oss-signature="
            };
            let piece = head.query.as_mut()?.iter_mut().find(|piece| piece.starts_with(name))?;
            piece.extend_from_slice(b"%0A");
            Some(())
        },
    )
    .structure("signature-malformed"),
    Cause::wire("E15", "Authorization beside a signed URL", URLS, any, |_, head, _| {
        head.push(
            "Authorization",
            "OSS LTAI5tAnotherKeyOfSomebody:dGhlIHNpZ25hdHVyZSBoZXJl",
        );
        Some(())
    })
    .structure("claim-repeated"),
    Cause::wire("E10e", "claim of another service", HEADERS, any, |_, head, _| {
        head.set(
            "Authorization",
            "AWS LTAI5tAnotherKeyOfSomebody:dGhlIHNpZ25hdHVyZSBoZXJl",
        );
        Some(())
    })
    .structure("other-services-claim"),
    Cause::wire(
        "F2",
        "plus signs of the signature lost",
        &[Kind::V1Url, Kind::V2Url],
        any,
        |_, head, _| {
            let query = head.query.as_mut()?;
            let is_signature =
                |piece: &&mut Vec<u8>| piece.to_ascii_lowercase().windows(10).any(|text| text == b"signature=");
            let piece = query
                .iter_mut()
                .filter(|piece| !piece.starts_with(b"x-oss-signature-version"))
                .find(is_signature)?;
            let mut lost = replaced(piece, b"%2B", b"+")?;
            while let Some(more) = replaced(&lost, b"%2B", b"+") {
                lost = more;
            }
            *piece = lost;
            Some(())
        },
    )
    .structure("signature-plus-lost"),
];

fn decodable(rng: &mut Rng, request: &mut Request) -> Option<()> {
    request.facts.secret = rng.word(ALPHANUMERIC, 28).into_bytes();
    Some(())
}

fn escaped_secret(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let mark = rng.one(["%2B", "%2F", "%3D"]);
    request.facts.secret = format!("{}{mark}{}", rng.word(ALPHANUMERIC, 12), rng.word(ALPHANUMERIC, 15)).into_bytes();
    Some(())
}
