//! Every text of a diagnosis.

use mock_oss::keyring::Keyring;
use mock_oss::verify::Request;
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;

use super::hidden::Hidden;
use super::masks::masks;
use super::policy::veiled;
use crate::diagnosis::{Attribution, Author, Diagnosis, Diagnostic, Edit, Element, Ground, Mask};
use crate::words::{Wire, Words, wire};

/// Takes secrets, security tokens and signatures out of every text of a diagnosis, and notes where the
/// head has them.
pub(crate) fn redact(mut diagnosis: Diagnosis, request: &Request<'_>, keyring: &Keyring) -> Diagnosis {
    let hidden = Hidden::of(request.head, request.form, keyring);
    diagnosis.masks = masks(request.head, &hidden);
    let found = without(diagnosis, &hidden);
    match request.form {
        Some(form) => veiled(found, form, keyring),
        None => found,
    }
}

/// The same for an answer without its request: `stand_in` has what of it is confidential, in the places of a head
/// that are known to hold such.
pub(crate) fn redacted(diagnosis: Diagnosis, stand_in: Option<&Received>, keyring: &Keyring) -> Diagnosis {
    match stand_in {
        Some(stand_in) => without(diagnosis, &Hidden::of(stand_in, None, keyring)),
        None => without(diagnosis, &Hidden::of_keyring(keyring)),
    }
}

/// Takes secrets, security tokens and signatures out of texts that somebody else made. No `Debug`: it is
/// full of secrets.
#[expect(missing_debug_implementations, reason = "it is full of secrets")]
pub struct Masker(Hidden);

impl Masker {
    /// Hides what a keyring holds, and what looks like a claim.
    #[must_use]
    pub fn of_keyring(keyring: &Keyring) -> Self {
        Self(Hidden::of_keyring(keyring))
    }

    /// Hides what a request claims as well.
    #[must_use]
    pub fn of_request(received: &Received, form: Option<&Form>, keyring: &Keyring) -> Self {
        Self(Hidden::of(received, form, keyring))
    }

    /// The places of a head that must not be shown.
    #[must_use]
    pub fn masks(&self, received: &Received) -> Vec<Mask> {
        masks(received, &self.0)
    }

    /// Takes out of words what must not be shown; our own stay.
    pub fn mask_words(&self, words: &mut Words) {
        self.0.in_words(words);
    }

    /// Takes out of a text what must not be shown.
    pub fn mask(&self, text: &mut Wire) {
        self.0.in_wire(text);
    }

    /// A text without what must not be shown.
    #[must_use]
    pub fn masked(&self, text: impl AsRef<[u8]>) -> Wire {
        let mut text = wire(text);
        self.0.in_wire(&mut text);
        text
    }
}

fn without(mut diagnosis: Diagnosis, hidden: &Hidden) -> Diagnosis {
    hidden.in_words(&mut diagnosis.headline);
    let explanations = diagnosis.explanation.iter_mut().chain(&mut diagnosis.alternatives);
    let edits = explanations.flat_map(|explanation| &mut explanation.edits);
    edits.for_each(|edit| in_edit(edit, hidden));
    let diagnostics = diagnosis.diagnostics.iter_mut();
    diagnostics.for_each(|diagnostic| in_diagnostic(diagnostic, hidden));
    for hazard in &mut diagnosis.hazards {
        hidden.in_words(&mut hazard.words);
        hazard
            .element
            .iter_mut()
            .for_each(|element| in_element(element, hidden));
    }
    let strings = diagnosis.strings.server.iter_mut().chain(&mut diagnosis.strings.client);
    let lines = strings.flat_map(|string| &mut string.lines);
    lines.for_each(|line| hidden.in_wire(&mut line.text));
    diagnosis
}

fn in_diagnostic(diagnostic: &mut Diagnostic, hidden: &Hidden) {
    let labels = diagnostic.labels.iter_mut().map(|label| &mut label.text);
    let texts = diagnostic.notes.iter_mut().chain(&mut diagnostic.help).chain(labels);
    texts
        .chain([&mut diagnostic.headline])
        .for_each(|words| hidden.in_words(words));
}

fn in_edit(edit: &mut Edit, hidden: &Hidden) {
    let values = edit.received.iter_mut().chain(&mut edit.signed);
    values.for_each(|value| hidden.in_bytes(value));
    edit.words.iter_mut().for_each(|words| hidden.in_words(words));
    in_element(&mut edit.element, hidden);
    edit.author.iter_mut().for_each(|author| in_attribution(author, hidden));
}

fn in_element(element: &mut Element, hidden: &Hidden) {
    match element {
        Element::Field(name) | Element::Query(name) | Element::Form(name) => hidden.in_wire(name),
        Element::Method
        | Element::Path
        | Element::Host
        | Element::Resource
        | Element::Date
        | Element::Scope
        | Element::Secret
        | Element::Body
        | Element::StringToSign => {}
    }
}

fn in_attribution(attribution: &mut Attribution, hidden: &Hidden) {
    match &mut attribution.who {
        Author::UpstreamResponse { piping_sdk, .. } => piping_sdk.iter_mut().for_each(|name| hidden.in_wire(name)),
        Author::HttpLibrary(_)
        | Author::Sdk(_)
        | Author::Browser(_)
        | Author::Proxy(_)
        | Author::Cdn(_)
        | Author::Middleware(_)
        | Author::Configuration
        | Author::Path => {}
    }
    for ground in &mut attribution.rests_on {
        match ground {
            Ground::UserAgent(name) | Ground::Marker { name } => hidden.in_wire(name),
            Ground::SameInUpstreamResponse
            | Ground::NameInUpstreamResponse
            | Ground::ResponseOnlyName
            | Ground::AmongLeakedFields { .. }
            | Ground::ReplacedInPlace
            | Ground::KnownDefault { .. }
            | Ground::KnownSigner { .. }
            | Ground::CameToGateway
            | Ground::KindOfChange => {}
        }
    }
}
