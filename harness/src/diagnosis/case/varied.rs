//! What a hypothesis may look at: one head, its canonical form, and the world around.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeMap;

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::scheme::StageCount;
use mock_oss::verify::{Examination, Request, Scheme, Service, TimeClaim, examine};
use mock_oss::wire::form::Form;
use mock_oss::wire::{Field, FieldIndex, Pick, Picked, QueryIndex, Received};

use super::change::Change;
use super::edit::{Edited, Step, apply};
use super::layout::{Layout, PieceKey};
use crate::diagnosis::Evidence;

/// Everything that comes into a diagnosis.
#[derive(Debug, Clone, Copy)]
pub(crate) struct World<'a> {
    /// The head that arrived.
    pub(crate) received: &'a Received,
    /// The form in its body, where it is judged by that.
    pub(crate) form: Option<&'a Form>,
    /// The known keys.
    pub(crate) keyring: &'a Keyring,
    /// The service's names.
    pub(crate) site: &'a Site,
    /// The service's clock.
    pub(crate) now: Timestamp,
    /// What else is known.
    pub(crate) evidence: &'a Evidence,
}

impl<'a> World<'a> {
    /// The request that arrived, the service that judges it, and what else is known.
    pub(crate) fn new(request: &Request<'a>, service: &Service<'a>, evidence: &'a Evidence) -> Self {
        Self {
            received: request.head,
            form: request.form,
            keyring: service.keyring,
            site: service.site,
            now: service.now,
            evidence,
        }
    }

    /// The request that arrived.
    pub(crate) fn request(&self) -> Request<'a> {
        Request {
            head: self.received,
            form: self.form,
        }
    }

    /// The service that judges it.
    pub(crate) fn service(&self) -> Service<'a> {
        Service {
            keyring: self.keyring,
            site: self.site,
            now: self.now,
        }
    }
}

/// A head to vary: the one that arrived, or one that a group of steps already changed.
#[derive(Debug)]
pub(crate) struct Case<'a> {
    /// Everything that came in.
    pub(crate) world: World<'a>,
    /// The steps that lead from the received head to this one.
    pub(crate) steps: Vec<Step>,
    /// The head, and where its parts come from.
    pub(crate) head: Edited,
    /// Its claim and canonical form.
    pub(crate) examination: Examination,
    /// The canonical form in pieces.
    pub(crate) layout: Layout,
    /// The first field of each lower-case name, once asked for.
    names: OnceCell<BTreeMap<Vec<u8>, FieldIndex>>,
}

/// How many fields, and how many parameters, are varied each on its own. No client sends as many; to vary
/// each part of a head takes time with the square of their number.
pub(crate) const MOST_PARTS: usize = 400;

/// The largest canonical form that is put together in other ways, in bytes. OSS takes heads of 32 KB.
const MOST_VARIED: usize = 256 << 10;

/// In how many places of one text a single mark is varied: slashes of a path, dashes of a name.
pub(crate) const MOST_PLACES: usize = 64;

/// How many parameters that stand last may go together.
pub(crate) const MOST_BEHIND: usize = 64;

/// The first and last places where a mark stands in a text. Of a text so long that as many copies of it
/// would be large, fewer.
pub(crate) fn places(text: &[u8], mark: u8) -> Vec<usize> {
    let most = (MOST_COPIED / (text.len() + 1)).clamp(2, MOST_PLACES);
    let all: Vec<usize> = (0..text.len()).filter(|&at| text[at] == mark).collect();
    let tail = most / 2;
    match all.len().checked_sub(most) {
        None | Some(0) => all,
        Some(more) => [&all[..most - tail], &all[most - tail + more..]].concat(),
    }
}

/// Bytes of region and product together; real ones have two dozen.
const LONGEST_SCOPE: usize = 256;

/// What is noted of each field and parameter beside its bytes.
const PART: usize = 64;

/// How many bytes the copies of one text take together, with a mark varied in each.
const MOST_COPIED: usize = 1 << 20;

fn first_of_each(received: &Received) -> BTreeMap<Vec<u8>, FieldIndex> {
    let mut names = BTreeMap::new();
    for field in received.fields() {
        names.entry(field.name().to_ascii_lowercase()).or_insert(field.index());
    }
    names
}

/// Texts for pieces of the canonical form.
pub(crate) type Texts = Vec<(PieceKey, Option<Vec<u8>>)>;

impl<'a> Case<'a> {
    /// The case of the received head with some steps applied; `None` when the service could not
    /// read the result's claim.
    pub(crate) fn new(world: World<'a>, steps: &[Step]) -> Option<Self> {
        let head = apply(&world.request(), steps)?;
        let examination = examine(&head.request(), world.keyring, world.site).ok()??;
        let layout = Layout::new(&examination);
        Some(Self {
            world,
            steps: steps.to_vec(),
            head,
            examination,
            layout,
            names: OnceCell::new(),
        })
    }

    /// The case of this head with some more steps applied.
    pub(crate) fn after(&self, steps: &[Step]) -> Option<Self> {
        Self::new(self.world, &[&self.steps, steps].concat())
    }

    /// What the canonical form would have otherwise after some more steps, as the service itself
    /// builds it; `None` when it could not read the result's claim.
    pub(crate) fn texts_after(&self, steps: &[Step]) -> Option<Texts> {
        let head = apply(&self.world.request(), &[&self.steps, steps].concat())?;
        let examination = examine(&head.request(), self.world.keyring, self.world.site).ok()??;
        Some(self.layout.differences(&Layout::new(&examination)))
    }

    /// What it takes to hold it.
    pub(crate) fn size(&self) -> usize {
        let received = self.received();
        let parts = received.fields().len() + self.head.query.len();
        // The head, the canonical form and its pieces are three copies of the same bytes.
        let form = self.head.form.as_ref().map_or(0, |form| form.bytes().len());
        received.head().len() + form + 2 * self.layout.size() + parts * PART
    }

    /// Whether the presented signature is the one over this head, whatever its date and token.
    pub(crate) fn holds(&self) -> bool {
        let message = self.examination.canonical.string_to_sign().bytes();
        let digest = self.examination.presented.signature.digest.as_ref();
        digest.is_some_and(|digest| self.examination.keyed.verifies(&message, digest))
    }

    /// The head.
    pub(crate) fn received(&self) -> &Received {
        &self.head.received
    }

    /// Whether the claim is a form's, which covers the text of its policy and nothing of the head.
    pub(crate) fn is_form(&self) -> bool {
        self.head.form.is_some()
    }

    /// The protocol that is presented.
    pub(crate) fn scheme(&self) -> Scheme {
        self.examination.presented.scheme
    }

    /// Whether the hash of the canonical request is signed, and not the string itself.
    pub(crate) fn has_two_stages(&self) -> bool {
        self.scheme().stages() == StageCount::Two
    }

    /// The piece that the date stands in.
    pub(crate) fn date_piece(&self) -> PieceKey {
        let rule = self.scheme().date_rule();
        match self.scheme().stages() {
            StageCount::One => PieceKey::Line(rule),
            StageCount::Two => PieceKey::End(rule),
        }
    }

    /// Whether the date is a field, and not a parameter of the URL.
    pub(crate) fn is_dated_by_field(&self) -> bool {
        matches!(self.examination.presented.time, TimeClaim::Signed { .. })
    }

    /// The key that is presented.
    pub(crate) fn credential(&self) -> Option<&'a Credential> {
        self.world.keyring.find(&self.examination.presented.key_id)
    }

    /// Whether fields of this lower-case name take part in the canonical form.
    pub(crate) fn is_signed(&self, name: &[u8]) -> bool {
        !self.texts(name, None).is_empty()
    }

    /// What the canonical form has where fields of this lower-case name take part, if their joint
    /// value were `value` (`None`: there were none). Empty when they take no part.
    pub(crate) fn texts(&self, name: &[u8], value: Option<&[u8]>) -> Texts {
        let whole = |rule| (PieceKey::Line(rule), Some(value.unwrap_or_default().to_vec()));
        let mut texts = Vec::new();
        let mut values = self.scheme().value_lines().iter();
        if let Some((_, rule)) = values.find(|(own, _)| own.as_bytes() == name) {
            texts.push(whole(*rule));
        } else if self.is_header_line(name) {
            let line = value.map(|value| [name, b":", value].concat());
            texts.push((PieceKey::Header(name.to_vec()), line));
        }
        if self.is_dated_by_field() {
            self.push_date_line(&mut texts, name, value);
        }
        texts
    }

    fn is_header_line(&self, name: &[u8]) -> bool {
        let listed = &self.examination.presented.additional_headers;
        self.scheme().has_line_by_default(name) || listed.iter().any(|known| known.as_bytes() == name)
    }

    /// The service's own date fills the date line, and without it `Date` does (V1: "Include a V1 signature in
    /// the Authorization header"; V4 as the SDKs do).
    fn push_date_line(&self, texts: &mut Texts, name: &[u8], value: Option<&[u8]>) {
        let own = self.scheme().own_headers().date;
        let text = if name == own.as_bytes() {
            let arrived = || self.value("date").map(Cow::into_owned);
            value.map(<[u8]>::to_vec).or_else(arrived)
        } else if name == b"date" && self.value(own).is_none() {
            value.map(<[u8]>::to_vec)
        } else {
            return;
        };
        texts.push((self.date_piece(), Some(text.unwrap_or_default())));
    }

    /// The joint value of the fields of a name, as the canonical form takes it.
    pub(crate) fn value(&self, name: &str) -> Option<Cow<'_, [u8]>> {
        match self.received().pick(name, Pick::Joined) {
            Picked::One { value, .. } => Some(value),
            Picked::Joined { value, .. } => Some(Cow::Owned(value)),
            Picked::Absent | Picked::Repeated(_) => None,
        }
    }

    /// The fields that take part in the canonical form, those of them that are varied: the first
    /// [`MOST_PARTS`].
    pub(crate) fn signed_fields(&self) -> impl Iterator<Item = Field<'_>> {
        let fields = self.received().fields();
        let signed = fields.filter(|field| self.is_signed(&field.name().to_ascii_lowercase()));
        signed.take(MOST_PARTS)
    }

    /// Whether it has more parts than are varied.
    pub(crate) fn is_varied_in_part(&self) -> bool {
        let received = self.received();
        let more = || {
            let mut slashes = received.path().iter().filter(|&&byte| byte == b'/');
            received.fields().len() > MOST_PARTS
                || received.query().nth(MOST_BEHIND + 1).is_some()
                || slashes.nth(MOST_PLACES).is_some()
                || self.is_large()
                || self.has_more_marks()
        };
        self.has_long_scope() || (!self.is_form() && more())
    }

    /// Whether the scope that is presented is longer than any is: hundreds of keys are made of it.
    pub(crate) fn has_long_scope(&self) -> bool {
        let scope = self.examination.presented.scope.as_ref();
        scope.is_some_and(|scope| scope.region.len() + scope.product.len() > LONGEST_SCOPE)
    }

    /// Whether it is so large that its whole string is put together in one way only: there are dozens of
    /// variations, and each holds a copy.
    pub(crate) fn is_large(&self) -> bool {
        self.layout.pieces.len() > MOST_PARTS || self.layout.size() > MOST_VARIED
    }

    /// Whether a signed field has more dashes in its name, or a listed one more commas in its value, than are
    /// varied.
    fn has_more_marks(&self) -> bool {
        let more = |text: &[u8], mark| {
            let mut all = text.iter().filter(|&&byte| byte == mark);
            all.nth(places(text, mark).len()).is_some()
        };
        let own = |field: &Field<'_>| field.name().to_ascii_lowercase().starts_with(b"x-oss-meta-");
        let mut fields = self.received().fields();
        let names = fields.any(|field| own(&field) && more(field.name(), b'-'));
        let listed = self.examination.presented.additional_headers.iter().take(MOST_PARTS);
        let mut values = listed.filter_map(|name| self.first_of(name.as_bytes()));
        names || values.any(|field| more(field.raw_value(), b','))
    }

    /// The first field of each lower-case name.
    pub(crate) fn first_of(&self, name: &[u8]) -> Option<Field<'_>> {
        let names = self.names.get_or_init(|| first_of_each(self.received()));
        self.received().field(*names.get(name)?)
    }

    /// The change that leads back to a head without this field.
    pub(crate) fn removal(&self, field: &Field<'_>) -> Option<Change> {
        self.origin(field.index())
            .map(|index| Change::Request(Step::FieldRemove(index)))
    }

    /// The change that leads back to a head with another value there.
    pub(crate) fn replacement(&self, field: &Field<'_>, value: &[u8]) -> Change {
        Change::Request(match self.origin(field.index()) {
            Some(index) => Step::FieldSet(index, value.to_vec()),
            None => Step::FieldInsert {
                name: field.name().to_vec(),
                value: value.to_vec(),
            },
        })
    }

    /// The received head's number of a field of this head; `None` when a step inserted it.
    pub(crate) fn origin(&self, index: FieldIndex) -> Option<FieldIndex> {
        self.head.fields.get(index.0).copied().flatten()
    }

    /// The same for a query parameter.
    pub(crate) fn query_origin(&self, index: QueryIndex) -> Option<QueryIndex> {
        self.head.query.get(index.0).copied().flatten()
    }

    /// The extension of the object key, lower case, without its dot.
    pub(crate) fn extension(&self) -> Option<String> {
        let key = &self.examination.address.key;
        let name = key.rsplit(|&byte| byte == b'/').next().unwrap_or_default();
        let dot = name.iter().rposition(|&byte| byte == b'.')?;
        let extension = String::from_utf8_lossy(&name[dot + 1..]).to_ascii_lowercase();
        (!extension.is_empty()).then_some(extension)
    }
}
