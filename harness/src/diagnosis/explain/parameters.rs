//! Which parameters of two strings differ, by their names: their values may be confidential, and look alike then.

use mock_oss::verify::percent_decode;

use crate::diagnosis::case::layout::{Layout, PieceKey};
use crate::words::{Words, wire, words};

/// The parameters that the client spelled otherwise than the service; `None` where escapes are not the difference.
pub(crate) fn spelled_otherwise(service: &Layout, client: &Layout) -> Option<Words> {
    let (server, client) = (parameters(service), parameters(client));
    let mut encoded = Vec::new();
    let mut decoded = Vec::new();
    for (name, signed) in &client {
        let Some((_, own)) = server.iter().find(|(known, _)| known == name) else {
            continue;
        };
        if own != signed && percent_decode(signed) == *own {
            encoded.push(words!("`{}`", wire(name)));
        } else if own != signed && percent_decode(own) == *signed {
            decoded.push(words!("`{}`", wire(name)));
        }
    }
    if !encoded.is_empty() {
        return Some(words!(
            "the client signed the value of {} percent-encoded, and the service signs it decoded",
            Words::joined(&encoded, ", ")
        ));
    }
    (!decoded.is_empty()).then(|| {
        words!(
            "the client signed the value of {} decoded, and the service signs it percent-encoded",
            Words::joined(&decoded, ", ")
        )
    })
}

/// Names and values of a string's parameters.
fn parameters(layout: &Layout) -> Vec<(&[u8], &[u8])> {
    let text = layout.text(&PieceKey::Parameters).unwrap_or_default();
    let pairs = text.strip_prefix(b"?").unwrap_or(text).split(|&byte| byte == b'&');
    let pairs = pairs.map(|pair| {
        let equals = pair.iter().position(|&byte| byte == b'=').unwrap_or(pair.len());
        (&pair[..equals], &pair[(equals + 1).min(pair.len())..])
    });
    pairs.collect()
}
