//! The last step of a diagnosis: what must be seen by nobody is taken out of all that is shown.
//!
//! Each part leaves out what it knows to be confidential by itself; a text that quotes a whole query
//! or a whole line cannot know. So every text of a finished diagnosis is searched for the tokens and
//! signatures of this request and of the keyring.

use mock_oss::keyring::Keyring;
use mock_oss::verify::query_decode;
use mock_oss::wire::{Received, escaped};

use super::text::{percent_encoded, replaced};
use super::{Diagnosis, Explanation, ShownString};

/// Bytes to hide, and the word to put in their place.
struct Hidden {
    bytes: Vec<u8>,
    word: &'static str,
}

/// Takes security tokens and whole signatures out of every text of a diagnosis.
pub(super) fn redact(mut diagnosis: Diagnosis, received: &Received, keyring: &Keyring) -> Diagnosis {
    let hidden = hidden(received, keyring);
    let all = diagnosis.explanation.iter_mut().chain(&mut diagnosis.alternatives);
    all.for_each(|explanation| in_explanation(explanation, &hidden));
    for diagnostic in &mut diagnosis.diagnostics {
        let labels = diagnostic.labels.iter_mut().map(|label| &mut label.text);
        let texts = diagnostic.notes.iter_mut().chain(&mut diagnostic.help).chain(labels);
        texts
            .chain([&mut diagnostic.headline])
            .for_each(|text| in_text(text, &hidden));
    }
    diagnosis
        .hazards
        .iter_mut()
        .for_each(|hazard| in_text(&mut hazard.words, &hidden));
    let strings = diagnosis.strings.server.iter_mut().chain(&mut diagnosis.strings.client);
    strings.for_each(|string| in_string(string, &hidden));
    diagnosis
}

fn in_explanation(explanation: &mut Explanation, hidden: &[Hidden]) {
    for edit in &mut explanation.edits {
        for value in edit.received.iter_mut().chain(&mut edit.signed) {
            *value = hidden.iter().fold(value.clone(), |text, secret| {
                replaced(&text, &secret.bytes, secret.word.as_bytes())
            });
        }
        edit.words.iter_mut().for_each(|words| in_text(words, hidden));
    }
}

fn in_string(string: &mut ShownString, hidden: &[Hidden]) {
    string.lines.iter_mut().for_each(|line| in_text(&mut line.text, hidden));
}

fn in_text(text: &mut String, hidden: &[Hidden]) {
    for secret in hidden {
        let shown = escaped(&secret.bytes);
        if text.contains(&shown) {
            *text = text.replace(&shown, secret.word);
        }
    }
}

/// Every token and signature of the request and the keyring, in each spelling it may be quoted in,
/// the longest first.
fn hidden(received: &Received, keyring: &Keyring) -> Vec<Hidden> {
    let mut all = Vec::new();
    let mut hide = |value: &[u8], word: &'static str| {
        for bytes in [value.to_vec(), query_decode(value), percent_encoded(value)] {
            if bytes.len() >= SHORTEST {
                all.push(Hidden { bytes, word });
            }
        }
    };
    for name in ["x-oss-security-token", "security-token"] {
        received.named(name).for_each(|field| hide(&field.value(), "[token]"));
    }
    for pair in received.query() {
        match query_decode(pair.name).as_slice() {
            b"security-token" | b"x-oss-security-token" => hide(pair.value.unwrap_or_default(), "[token]"),
            b"Signature" | b"x-oss-signature" => hide(pair.value.unwrap_or_default(), "[signature]"),
            _ => {}
        }
    }
    for field in received.named("authorization") {
        let value = field.value();
        let signature = value
            .rsplit(|byte| b":=, ".contains(byte))
            .find(|part| part.len() >= SHORTEST);
        hide(signature.unwrap_or_default(), "[signature]");
    }
    let tokens = keyring.iter().filter_map(|(_, credential)| credential.token.as_ref());
    tokens.for_each(|token| hide(token.expose(), "[token]"));
    all.sort_by_key(|secret| std::cmp::Reverse(secret.bytes.len()));
    all
}

/// Shorter texts are no signatures, and hiding them would eat into words.
const SHORTEST: usize = 8;
