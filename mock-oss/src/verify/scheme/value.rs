//! A protocol in a place, and what is to be known of the two.
//!
//! Whoever asks, asks here: nothing outside this folder tells protocols apart.

use super::Protocol;
use super::description::{
    AroundHeaders, CanonicalRules, Derivation, Description, FormClaim, KeyRule, OwnHeaders, ParameterWriting, Parts,
    ResourceWriting, Spelling, StageCount,
};
use crate::site::Site;
use crate::verify::canonical::form;
use crate::verify::canonical::lines::{Message, Stages};
use crate::verify::claim::names::{Name, Part};
use crate::verify::mac::Mac;
use crate::verify::{Address, Line, Presented, Refusal, Rule};
use crate::wire::Received;

/// Where in a request a claim stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// In `Authorization`.
    Header,
    /// In the query.
    Url,
    /// In the fields of a posted form.
    Form,
}

/// Which protocol a claim follows, and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Scheme {
    protocol: Protocol,
    place: Place,
}

impl Scheme {
    /// A protocol in a place; `None` where it has no claim there.
    const fn new(protocol: Protocol, place: Place) -> Option<Self> {
        match place {
            Place::Form if protocol.description().form.is_none() => None,
            Place::Header | Place::Url | Place::Form => Some(Self { protocol, place }),
        }
    }

    /// Every protocol in every place that it has a claim in.
    pub fn all() -> impl Iterator<Item = Self> {
        let places = [Place::Header, Place::Url, Place::Form];
        let pairs = Protocol::ALL
            .iter()
            .flat_map(move |&protocol| places.map(|place| (protocol, place)));
        pairs.filter_map(|(protocol, place)| Self::new(protocol, place))
    }

    pub(super) const fn in_header(protocol: Protocol) -> Self {
        let place = Place::Header;
        Self { protocol, place }
    }

    pub(super) const fn in_url(protocol: Protocol) -> Self {
        let place = Place::Url;
        Self { protocol, place }
    }

    pub(super) const fn in_form(protocol: Protocol) -> Self {
        let place = Place::Form;
        Self { protocol, place }
    }

    pub(super) fn place(self) -> Place {
        self.place
    }

    /// Whether the claim stands in the query.
    #[must_use]
    pub fn is_in_url(self) -> bool {
        match self.place {
            Place::Url => true,
            Place::Header | Place::Form => false,
        }
    }

    /// The protocol's name in messages: `V4`.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.description().name
    }

    /// What takes a signature, in messages: `V4`, or `a V4 form`.
    #[must_use]
    pub fn subject(self) -> [&'static str; 3] {
        match self.place {
            Place::Header | Place::Url => ["", self.name(), ""],
            Place::Form => ["a ", self.name(), " form"],
        }
    }

    /// The name that other programs rely on: `oss-v4-header`.
    #[must_use]
    pub fn id(self) -> &'static str {
        let Description { header, url, .. } = self.description();
        match self.place {
            Place::Header => header.id,
            Place::Url => url.id,
            Place::Form => self.form().map_or("", |form| form.id),
        }
    }

    /// What a signature is made with.
    #[must_use]
    pub fn mac(self) -> Mac {
        self.description().mac
    }

    /// How a signature is written.
    #[must_use]
    pub fn signature_spelling(self) -> Spelling {
        self.description().spelling
    }

    /// What keys the MAC.
    #[must_use]
    pub fn key_rule(self) -> KeyRule {
        self.description().key
    }

    /// How the key is derived for a credential scope, where the protocol has one.
    #[must_use]
    pub fn derivation(self) -> Option<Derivation> {
        match self.key_rule() {
            KeyRule::Secret => None,
            KeyRule::Derived(derivation) => Some(derivation),
        }
    }

    /// How the value of `Authorization` begins.
    #[must_use]
    pub fn authorization(self) -> Option<&'static str> {
        match self.place {
            Place::Header => Some(self.description().header.begins),
            Place::Url | Place::Form => None,
        }
    }

    /// Whether the parts of an `Authorization` have names.
    #[must_use]
    pub fn authorization_parts(self) -> Option<Parts> {
        self.authorization().map(|_| self.description().header.parts)
    }

    /// The names of the claim's parameters or form fields; none in a header.
    #[must_use]
    pub fn claim_parameters(self) -> &'static [Name] {
        match self.place {
            Place::Header => &[],
            Place::Url => self.description().url.names,
            Place::Form => self.form().map_or(&[], |form| form.names),
        }
    }

    /// The parameter or form field that a part of the claim stands in.
    #[must_use]
    pub fn claim_parameter(self, part: Part) -> Option<&'static str> {
        let names = self.claim_parameters().iter();
        names.filter(|name| name.part == part).map(|name| name.text).next()
    }

    /// The claim's own parameters that the signature never covers.
    #[must_use]
    pub fn unsigned_parameters(self) -> &'static [&'static str] {
        match self.place {
            Place::Header | Place::Form => &[],
            Place::Url => self.description().url.unsigned,
        }
    }

    /// The fields of a form's claim that the policy has to name in a condition.
    #[must_use]
    pub fn fields_to_cover(self) -> &'static [&'static str] {
        match self.place {
            Place::Header | Place::Url => &[],
            Place::Form => self.form().map_or(&[], |form| form.covered),
        }
    }

    /// How many strings are made of a request: of a form, its policy alone.
    #[must_use]
    pub fn stages(self) -> StageCount {
        match self.place {
            Place::Header | Place::Url => self.description().canonical.stages,
            Place::Form => StageCount::One,
        }
    }

    /// The lines around the signed headers; `None` where no header is signed.
    #[must_use]
    pub fn around_headers(self) -> Option<AroundHeaders> {
        self.signs_headers()
            .then(|| self.description().canonical.around_headers)
    }

    /// The headers that are the service's own.
    #[must_use]
    pub fn own_headers(self) -> OwnHeaders {
        self.description().own
    }

    /// What the string to sign of a protocol with two stages begins with, as its claim in `Authorization` does.
    #[must_use]
    pub fn algorithm(self) -> Option<&'static str> {
        let Description { header, canonical, .. } = self.description();
        match canonical.stages {
            StageCount::One => None,
            StageCount::Two => Some(header.begins.trim_ascii_end()),
        }
    }

    /// The headers whose values alone have a line, and its rule.
    #[must_use]
    pub fn value_lines(self) -> &'static [(&'static str, Rule)] {
        if self.signs_headers() {
            self.description().canonical.values
        } else {
            &[]
        }
    }

    /// Whether a header of this lower-case name has a line `name:value` by default, without being listed.
    #[must_use]
    pub fn has_line_by_default(self, name: &[u8]) -> bool {
        let CanonicalRules {
            signs_own, standard, ..
        } = &self.description().canonical;
        let is_standard = || standard.iter().any(|standard| standard.as_bytes() == name);
        self.signs_headers() && ((*signs_own && self.own_headers().has(name)) || is_standard())
    }

    /// The rule of the line that the date stands on.
    #[must_use]
    pub fn date_rule(self) -> Rule {
        self.description().canonical.date
    }

    /// The rule of the line that bucket and key stand on.
    #[must_use]
    pub fn resource_rule(self) -> Rule {
        self.description().canonical.resource.0
    }

    /// How bucket and key are written.
    #[must_use]
    pub fn resource_writing(self) -> ResourceWriting {
        self.description().canonical.resource.1
    }

    /// The rule of the line that the parameters stand on.
    #[must_use]
    pub fn parameters_rule(self) -> Rule {
        self.description().canonical.parameters.0
    }

    /// How the parameters are written.
    #[must_use]
    pub fn parameter_writing(self) -> ParameterWriting {
        self.description().canonical.parameters.1
    }

    /// Whether the signature covers a query parameter of this decoded name.
    #[must_use]
    pub fn signs_parameter(self, name: &[u8]) -> bool {
        let unsigned = self.unsigned_parameters().iter();
        (self.description().canonical.signs_parameter)(name) && !unsigned.into_iter().any(|own| own.as_bytes() == name)
    }

    /// The canonical form as the bytes under the MAC.
    pub(in crate::verify) fn message(
        self,
        received: &Received,
        presented: &Presented,
        address: &Address,
    ) -> Stages<Message> {
        match self.place {
            Place::Header | Place::Url => (self.description().canonical.message)(received, presented, address),
            Place::Form => form::build(presented),
        }
    }

    /// The canonical form as lines that know where they were read from.
    pub(in crate::verify) fn lines(
        self,
        received: &Received,
        presented: &Presented,
        address: &Address,
    ) -> Stages<Vec<Line>> {
        match self.place {
            Place::Header | Place::Url => (self.description().canonical.lines)(received, presented, address),
            Place::Form => form::build(presented),
        }
    }

    /// Whether a claim that can be read is one for this request and this service.
    pub(in crate::verify) fn check(
        self,
        received: &Received,
        presented: &Presented,
        site: &Site,
    ) -> Result<(), Refusal> {
        (self.description().check)(received, presented, site)
    }

    /// A form signs its policy and no header.
    fn signs_headers(self) -> bool {
        match self.place {
            Place::Header | Place::Url => true,
            Place::Form => false,
        }
    }

    pub(super) fn form(self) -> Option<&'static FormClaim> {
        self.description().form.as_ref()
    }

    pub(super) fn description(self) -> &'static Description {
        self.protocol.description()
    }
}
