//! What is to be known of a protocol. Each describes itself once, in its folder.

use crate::site::Site;
use crate::verify::canonical::lines::{Message, Stages};
use crate::verify::claim::names::Name;
use crate::verify::mac::Mac;
use crate::verify::{Address, Line, Parameters, Presented, Refusal, Rule};
use crate::wire::form::Form;
use crate::wire::{FieldIndex, Received};

/// A protocol, whichever place its claim stands in.
#[derive(Debug)]
pub(super) struct Description {
    /// How messages name it.
    pub(super) name: &'static str,
    /// What a signature is made with.
    pub(super) mac: Mac,
    /// How a signature is written.
    pub(super) spelling: Spelling,
    /// What keys the MAC.
    pub(super) key: KeyRule,
    /// The headers that are its service's own.
    pub(super) own: OwnHeaders,
    /// Its claim in `Authorization`.
    pub(super) header: HeaderClaim,
    /// Its claim in the query.
    pub(super) url: UrlClaim,
    /// Its claim in a form, where it has one.
    pub(super) form: Option<FormClaim>,
    /// What it hashes of a request whose claim stands in header or URL.
    pub(super) canonical: CanonicalRules,
    /// Whether a claim that can be read is one for this request and this service.
    pub(super) check: fn(&Received, &Presented, &Site) -> Result<(), Refusal>,
}

/// The headers of a protocol's service, in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OwnHeaders {
    /// How their names begin.
    pub prefix: &'static str,
    /// The date that outranks `Date`.
    pub date: &'static str,
    /// The security token.
    pub token: &'static str,
}

impl OwnHeaders {
    /// Those of OSS, whichever protocol signs them.
    pub(super) const OSS: Self = Self {
        prefix: "x-oss-",
        date: "x-oss-date",
        token: "x-oss-security-token",
    };

    /// Whether a name begins as they do, whatever its case.
    #[must_use]
    pub fn has(&self, name: &[u8]) -> bool {
        let prefix = self.prefix.as_bytes();
        let start = name.get(..prefix.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
    }
}

/// A claim in `Authorization`.
#[derive(Debug)]
pub(super) struct HeaderClaim {
    /// Its name where other programs read it.
    pub(super) id: &'static str,
    /// How the field's value begins.
    pub(super) begins: &'static str,
    /// Whether the parts behind it have names.
    pub(super) parts: Parts,
    /// Reads what follows.
    pub(super) read: fn(&Received, FieldIndex, &[u8]) -> Result<Presented, Refusal>,
}

/// Whether the parts of a claim in `Authorization` have names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// An id, a colon, a signature.
    Bare,
    /// Names and values.
    Named,
}

/// A claim in the query.
#[derive(Debug)]
pub(super) struct UrlClaim {
    /// Its name where other programs read it.
    pub(super) id: &'static str,
    /// What shows that it is there.
    pub(super) mark: Mark,
    /// Its parameters.
    pub(super) names: &'static [Name],
    /// Those that the signature never covers.
    pub(super) unsigned: &'static [&'static str],
    /// Reads it.
    pub(super) read: fn(&Received, &Parameters<'_>) -> Result<Presented, Refusal>,
}

/// A claim in a form.
#[derive(Debug)]
pub(super) struct FormClaim {
    /// Its name where other programs read it.
    pub(super) id: &'static str,
    /// What shows that it is there.
    pub(super) mark: Mark,
    /// Its fields.
    pub(super) names: &'static [Name],
    /// Those that the policy has to name in a condition.
    pub(super) covered: &'static [&'static str],
    /// Reads it.
    pub(super) read: fn(&Form) -> Result<Presented, Refusal>,
}

/// What shows that a claim of a protocol is there.
#[derive(Debug, Clone, Copy)]
pub(super) enum Mark {
    /// A name with this value.
    Value(&'static str, &'static str),
    /// Any of these names, where no other protocol's value is found.
    AnyOf(&'static [&'static str]),
}

/// How a signature is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// Canonical base64.
    Base64,
    /// Lower-case hexadecimal digits.
    Hex,
}

/// What keys the MAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyRule {
    /// The secret as it is.
    Secret,
    /// A key derived from it for a credential scope.
    Derived(Derivation),
}

/// The ends of a chain of MACs over date, region and product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derivation {
    /// What stands before the secret in the first key.
    pub prefix: &'static str,
    /// What the last MAC is over.
    pub terminator: &'static str,
}

/// How many strings are made of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageCount {
    /// The string to sign.
    One,
    /// A canonical request, and a string to sign with its hash.
    Two,
}

/// How a canonical form is made of a request.
#[derive(Debug)]
pub(super) struct CanonicalRules {
    /// As the bytes under the MAC.
    pub(super) message: fn(&Received, &Presented, &Address) -> Stages<Message>,
    /// As lines that know where they were read from.
    pub(super) lines: fn(&Received, &Presented, &Address) -> Stages<Vec<Line>>,
    /// How many strings that are.
    pub(super) stages: StageCount,
    /// The lines around the signed headers of the first of them.
    pub(super) around_headers: AroundHeaders,
    /// Headers whose values alone have a line, and its rule.
    pub(super) values: &'static [(&'static str, Rule)],
    /// Whether the service's own headers are signed without being listed.
    pub(super) signs_own: bool,
    /// Other headers with a line `name:value` by default.
    pub(super) standard: &'static [&'static str],
    /// The line that the date stands on.
    pub(super) date: Rule,
    /// The line of bucket and key, and how it is written.
    pub(super) resource: (Rule, ResourceWriting),
    /// The line of the parameters, and how it is written.
    pub(super) parameters: (Rule, ParameterWriting),
    /// Whether a query parameter is signed.
    pub(super) signs_parameter: fn(&[u8]) -> bool,
}

/// How many lines stand around the signed headers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct AroundHeaders {
    /// Before the first.
    pub before: usize,
    /// Behind the last.
    pub behind: usize,
}

/// How bucket and key are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceWriting {
    /// Decoded.
    Decoded,
    /// Percent-encoded but for the slashes.
    EncodedSegments,
    /// Percent-encoded, the slashes too.
    Encoded,
}

/// How query parameters are written, sorted by name and with `&` between them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterWriting {
    /// Decoded, behind a `?`.
    Decoded,
    /// Percent-encoded, behind a `?`.
    Encoded,
    /// Percent-encoded, on a line of their own.
    EncodedLine,
}
