//! What one capture gives to the diagnosis.

use std::fmt;

use mock_oss::verify::names::holds_a_signature;
use mock_oss::wire::{Framing, Received};

use super::rebuild::{rebuild, rebuild_form};
use super::{Place, ResponseHead, ServerError, Skipped};
use crate::diagnosis::{Answer, BodyEvidence, BodyExtent, Evidence, Loss};

/// One request, with all that the input tells about it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Captured {
    /// Where it begins.
    pub place: Place,
    /// The name that the input itself gives it (`id` of a JSON line).
    pub id: Option<String>,
    /// The request head, ending in its blank line; `None` when the input has only an answer or a
    /// client's string.
    pub head: Option<Vec<u8>>,
    /// Where `head` comes from.
    pub head_origin: HeadOrigin,
    /// What the input itself shows of the head, where `head` was rebuilt.
    pub shown_head: Option<Vec<u8>>,
    /// The head as it came to a gateway, where the input shows that beside the one that was sent on.
    pub before_gateway: Option<Vec<u8>>,
    /// What the input shows of the body.
    pub body: CapturedBody,
    /// The string that the client says it signed.
    pub client_string_to_sign: Option<Vec<u8>>,
    /// The canonical request that the client says it hashed (V4).
    pub client_canonical_request: Option<Vec<u8>>,
    /// The service's error body.
    pub server_error: Option<ServerError>,
    /// The answer to this request.
    pub response: Option<ResponseHead>,
    /// Answers to other requests of the same input that came before this one was answered, newest
    /// first: one of them may be the download that was piped into this upload.
    pub other_responses: Vec<ResponseHead>,
    /// What the format cannot tell, without repeats, in order.
    pub losses: Vec<Loss>,
    /// Lines since the capture before this one, up to its end, that say nothing about a request.
    pub skipped: Skipped,
}

/// Where a head comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum HeadOrigin {
    /// The input shows it.
    #[default]
    Shown,
    /// Its signed parts are those of the string to sign that the service printed, because the input
    /// shows none, or one that was logged before it was sent, or one without its signature. The
    /// verifier makes the service's string of it, byte for byte.
    Rebuilt,
}

/// A request's body, as far as the input shows it.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct CapturedBody {
    /// The first bytes.
    pub prefix: Vec<u8>,
    /// How many bytes there are, where that is known.
    pub length: Option<u64>,
}

impl Captured {
    /// Whether the head presents a signature, in a field or in the query.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let Some(received) = self.received() else {
            return false;
        };
        received.named("authorization").next().is_some() || received.query().any(|pair| holds_a_signature(pair.name))
    }

    /// The head as the diagnosis takes it; `None` when the capture has no request head.
    #[must_use]
    pub fn received(&self) -> Option<Received> {
        Received::parse(self.head.clone()?).ok()
    }

    /// What is known besides the head, the newest of the other responses taken as the download.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        let download = self.other_responses.iter().find(|response| response.status < 300);
        let server = self.server_error.as_ref();
        Evidence {
            upstream_response: download.map(ResponseHead::as_upstream),
            client_string_to_sign: self.client_strings(),
            server_string_to_sign: server.and_then(|error| error.string_to_sign.clone()),
            server_canonical_request: server.and_then(|error| error.canonical_request.clone()),
            body: self.body.as_evidence(),
            losses: self.losses.clone(),
            before_gateway: self.before_gateway.clone().and_then(|head| Received::parse(head).ok()),
            answer: self.answer(),
            ..Evidence::default()
        }
    }

    /// What the service answered, where the input has it.
    fn answer(&self) -> Option<Answer> {
        let (error, response) = (self.server_error.as_ref(), self.response.as_ref());
        (error.is_some() || response.is_some()).then(|| Answer {
            status: response.map(|response| response.status),
            code: error.and_then(|error| error.code.clone()),
            message: error.and_then(|error| error.message.clone()),
            number: error.and_then(|error| error.ec.clone()),
        })
    }

    /// What the client says it hashed and signed, in one text: a canonical request alone is evidence too.
    fn client_strings(&self) -> Option<Vec<u8>> {
        let all = [&self.client_canonical_request, &self.client_string_to_sign];
        let all: Vec<&[u8]> = all.into_iter().flatten().map(Vec::as_slice).collect();
        (!all.is_empty()).then(|| all.join(&b'\n'))
    }

    /// Puts the one key id given in the place of one that was masked, where it fits: `LTAI****abcd`.
    pub fn unmask(&mut self, ids: &[&str]) {
        let Some(error) = &mut self.server_error else { return };
        let Some(masked) = error.access_key_id.as_deref().filter(|id| id.contains(['*', '…'])) else {
            return;
        };
        let start = masked.split(['*', '…']).next().unwrap_or_default();
        let end = masked.rsplit(['*', '…']).next().unwrap_or_default();
        let fits = |id: &&&str| id.len() >= start.len() + end.len() && id.starts_with(start) && id.ends_with(end);
        let mut fitting = ids.iter().filter(fits);
        if let (Some(id), None) = (fitting.next(), fitting.next()) {
            error.access_key_id = Some((*id).to_owned());
            self.rebuild();
        }
    }

    /// Sets the method of a head that was read from a URL alone.
    pub fn asked_by(&mut self, method: &[u8]) {
        let Some(head) = self.head.as_mut().filter(|_| self.losses.contains(&Loss::Method)) else {
            return;
        };
        let end = head.iter().position(|&byte| byte == b' ').unwrap_or(0);
        head.splice(..end, method.to_ascii_uppercase());
        self.losses.retain(|loss| *loss != Loss::Method);
    }

    /// How the head says that its body ends.
    pub(super) fn framing(&self) -> Framing {
        let framing = self.received().and_then(|received| Framing::of(&received).ok());
        framing.unwrap_or(Framing::None)
    }

    /// Takes the signed parts of the head from the service's string, where that tells more than
    /// what the input shows.
    pub(super) fn rebuild(&mut self) {
        let unsure = [Loss::Later, Loss::Signature]
            .iter()
            .any(|loss| self.losses.contains(loss));
        let Some(error) = self.server_error.as_ref().filter(|_| unsure || self.head.is_none()) else {
            return;
        };
        let shown = self.received();
        if let Some((head, body)) = rebuild_form(error) {
            self.shown_head = self.head.replace(head);
            self.head_origin = HeadOrigin::Rebuilt;
            self.body = CapturedBody {
                prefix: body,
                length: None,
            };
            self.lose(&[Loss::Case, Loss::Order, Loss::Repeats, Loss::Fields, Loss::Form]);
            return;
        }
        let Some(head) = rebuild(error, shown.as_ref()) else {
            return;
        };
        self.losses
            .retain(|loss| !matches!(loss, Loss::Later | Loss::Signature));
        self.shown_head = self.head.replace(head);
        self.head_origin = HeadOrigin::Rebuilt;
        match (shown.as_ref(), self.received().as_ref()) {
            (Some(shown), Some(rebuilt)) if unsigned_lines(shown) == unsigned_lines(rebuilt) => {}
            (Some(shown), Some(rebuilt)) if shown.target() == rebuilt.target() => {
                self.lose(&[Loss::Case, Loss::Order, Loss::Repeats, Loss::Fields]);
            }
            _ => self.lose(&[Loss::Case, Loss::Order, Loss::Repeats, Loss::Fields, Loss::Target]),
        }
    }

    pub(super) fn lose(&mut self, losses: &[Loss]) {
        self.losses.extend_from_slice(losses);
        self.losses.sort_unstable();
        self.losses.dedup();
    }
}

impl CapturedBody {
    /// Most bytes kept in `prefix`: enough for the fields of a browser's form before its file.
    pub const PREFIX: usize = 64 * 1024;

    /// Adds bytes that are known to be part of the body.
    pub(super) fn push(&mut self, bytes: &[u8]) {
        let room = Self::PREFIX.saturating_sub(self.prefix.len());
        self.prefix.extend_from_slice(&bytes[..bytes.len().min(room)]);
        self.count(bytes.len() as u64);
    }

    /// Adds bytes that are only counted.
    pub(super) fn count(&mut self, bytes: u64) {
        self.length = Some(self.length.unwrap_or(0).saturating_add(bytes));
    }

    fn as_evidence(&self) -> Option<BodyEvidence> {
        let whole = self.length == Some(self.prefix.len() as u64);
        let known = whole || !self.prefix.is_empty() || self.length.is_some();
        known.then(|| BodyEvidence {
            leading: self.prefix.clone(),
            length: self.length,
            extent: if whole {
                BodyExtent::Whole
            } else {
                BodyExtent::Beginning
            },
        })
    }
}

/// The target and the field lines but the claim's.
fn unsigned_lines(received: &Received) -> (&[u8], Vec<&[u8]>) {
    let fields = received.fields().filter(|field| !field.is("authorization"));
    (received.target(), fields.map(|field| field.line()).collect())
}

/// Sizes and kinds, not values: a capture carries signatures and tokens.
impl fmt::Debug for Captured {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lengths = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(Vec::len);
        f.debug_struct("Captured")
            .field("place", &self.place)
            .field("head_bytes", &lengths(&self.head))
            .field("head_origin", &self.head_origin)
            .field("body_bytes", &self.body.length)
            .field("client_string_bytes", &lengths(&self.client_string_to_sign))
            .field("server_error", &self.server_error)
            .field("response", &self.response)
            .field("other_responses", &self.other_responses)
            .field("losses", &self.losses)
            .field("skipped", &self.skipped)
            .finish_non_exhaustive()
    }
}

/// Length, not content: a body is the user's own.
impl fmt::Debug for CapturedBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CapturedBody")
            .field("prefix_bytes", &self.prefix.len())
            .field("length", &self.length)
            .finish()
    }
}
