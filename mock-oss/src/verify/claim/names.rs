//! The names that claims have: the one list of how they begin, and of their parameters and form fields.
//!
//! Each protocol says its own where it describes itself; here they stand together, with those of other
//! services that are known by sight only.

use crate::verify::scheme::{Parts, Scheme};

/// A name, and which part of a claim it holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Name {
    /// As the protocol writes it.
    pub text: &'static str,
    /// What it holds.
    pub part: Part,
}

/// A part of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// Which protocol it is.
    Version,
    /// The access key id alone.
    KeyId,
    /// The access key id with its scope.
    Credential,
    /// The date of signing.
    Date,
    /// Until when, or how long, it holds.
    Expires,
    /// The list of additionally signed headers.
    AdditionalHeaders,
    /// The policy of a form.
    Policy,
    /// The signature.
    Signature,
    /// The security token.
    Token,
}

impl Name {
    pub(in crate::verify) const fn new(text: &'static str, part: Part) -> Self {
        Self { text, part }
    }

    /// Whether a decoded name is this one.
    #[must_use]
    pub fn is(&self, name: &[u8]) -> bool {
        self.text.as_bytes() == name
    }
}

/// How claims in `Authorization` begin, the blank included.
pub fn authorizations() -> impl Iterator<Item = &'static str> {
    Scheme::all().filter_map(Scheme::authorization)
}

/// The first words of all `Authorization` values that hold a signature, those of other services too.
pub fn authorization_words() -> impl Iterator<Item = &'static str> {
    let own = authorizations().map(str::trim_end);
    own.chain(FOREIGN_WORDS.iter().map(|(word, _)| *word))
}

/// The first words of those that are an id, a colon and a signature, without names.
pub fn bare_authorization_words() -> impl Iterator<Item = &'static str> {
    let own = Scheme::all().filter(|scheme| scheme.authorization_parts() == Some(Parts::Bare));
    let own = own.filter_map(Scheme::authorization).map(str::trim_end);
    let foreign = FOREIGN_WORDS.iter().filter(|(_, parts)| *parts == Parts::Bare);
    own.chain(foreign.map(|(word, _)| *word))
}

/// What strings to sign with the hash of a canonical request begin with.
pub fn algorithms() -> impl Iterator<Item = &'static str> {
    let in_header = Scheme::all().filter(|scheme| scheme.authorization().is_some());
    in_header.filter_map(Scheme::algorithm)
}

/// Whether a field of this name is a service's own, whatever its case.
#[must_use]
pub fn is_own_header(name: &[u8]) -> bool {
    Scheme::all().any(|scheme| scheme.own_headers().has(name))
}

/// Whether a field of this name, in lower case, may fill the date line: `Date`, or a service's own.
#[must_use]
pub fn is_date_header(name: &[u8]) -> bool {
    name == b"date" || Scheme::all().any(|scheme| scheme.own_headers().date.as_bytes() == name)
}

/// The parameters of claims in URLs, each once.
#[must_use]
pub fn url_parameters() -> Vec<Name> {
    each_once(Scheme::all().filter(|scheme| scheme.is_in_url()))
}

/// The parameters of URLs that hold one of these parts, part by part.
#[must_use]
pub fn url_parameters_of(parts: &[Part]) -> Vec<&'static str> {
    let all = url_parameters();
    let pairs = parts.iter().flat_map(|part| all.iter().map(move |name| (part, name)));
    let of_part = pairs.filter(|(part, name)| name.part == **part);
    of_part.map(|(_, name)| name.text).collect()
}

/// The part of a claim that parameters of URLs with this decoded name hold.
#[must_use]
pub fn url_part_of(name: &[u8]) -> Option<Part> {
    let mut all = Scheme::all().filter(|scheme| scheme.is_in_url());
    let own = all.find_map(|scheme| scheme.claim_parameters().iter().find(|own| own.is(name)));
    own.map(|own| own.part)
}

/// Whether parameters of URLs with this decoded name hold this part of a claim.
#[must_use]
pub fn is_url_parameter(name: &[u8], part: Part) -> bool {
    url_part_of(name) == Some(part)
}

/// The part of a claim that parameters and form fields of this name hold, whatever its case and the place.
#[must_use]
pub fn part_of(name: &[u8]) -> Option<Part> {
    let mut all = Scheme::all().flat_map(|scheme| scheme.claim_parameters().iter().copied());
    let own = all.find(|own| own.text.as_bytes().eq_ignore_ascii_case(name));
    own.map(|own| own.part)
}

/// Whether parameters of this name hold a signature, of whichever service.
#[must_use]
pub fn holds_a_signature(name: &[u8]) -> bool {
    // Nearly every service's name for it ends so: `x-amz-signature`, `q-signature`, `x-goog-signature`.
    name.to_ascii_lowercase().ends_with(b"signature") || part_of(name) == Some(Part::Signature)
}

fn each_once(schemes: impl Iterator<Item = Scheme>) -> Vec<Name> {
    let mut all: Vec<Name> = Vec::new();
    for name in schemes.flat_map(|scheme| scheme.claim_parameters().iter()) {
        if all.iter().all(|known| known.text != name.text) {
            all.push(*name);
        }
    }
    all
}

/// S3's, which a request to the wrong service has.
const FOREIGN_WORDS: &[(&str, Parts)] = &[("AWS", Parts::Bare), ("AWS4-HMAC-SHA256", Parts::Named)];
