//! What a cause is.

use harness::diagnosis::{Element, Op, Space};

use crate::accuracy::base::{Facts, Request};
use crate::accuracy::head::Head;
use crate::accuracy::rng::Rng;
use crate::accuracy::signer::{Draft, Form, Key, Kind};

/// A way in which a signature breaks.
#[derive(Debug, Clone, Copy)]
pub struct Cause {
    /// Its row of the catalogue, with a letter where a row has several mechanisms.
    pub id: &'static str,
    /// What happens.
    pub name: &'static str,
    /// The protocols it can befall.
    pub kinds: &'static [Kind],
    /// Makes a request one that the cause can befall; `None` when it cannot.
    pub shape: Shape,
    /// What it does.
    pub act: Act,
    /// What the diagnosis can know of it.
    pub ends: Ends,
}

/// Prepares a request before it is signed.
pub type Shape = fn(&mut Rng, &mut Request) -> Option<()>;

/// Where a cause acts. `None` when it does not apply to a request.
#[derive(Debug, Clone, Copy)]
pub enum Act {
    /// On the bytes, after signing. What it did is read off the two heads.
    Wire(fn(&mut Rng, &mut Head, &Facts) -> Option<()>),
    /// In how the client's string as a whole is written down.
    Form(fn(&mut Form)),
    /// In what stands in the client's string to sign.
    Sign(fn(&mut Rng, &mut Draft, &Facts) -> Option<Vec<Done>>),
    /// In the key.
    Key(fn(&mut Rng, &mut Key, &Facts) -> Option<()>),
}

/// What a diagnosis can know of a cause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ends {
    /// The signed value can be found and proven.
    Proven,
    /// It shows without a search, under this code.
    Structure(&'static str),
    /// It cannot be proven, for this reason; the end has to be an honest one.
    Unknown(&'static str),
}

/// One change, in the words of the diagnosis: read from the received request's side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// What would undo it.
    pub op: Op,
    /// On which part.
    pub element: Element,
    /// The value that was signed; `None` when nothing was, and for keys.
    pub signed: Option<Vec<u8>>,
    /// Where it happened.
    pub space: Space,
}

impl Cause {
    /// A change on the wire.
    pub(super) const fn wire(
        id: &'static str,
        name: &'static str,
        kinds: &'static [Kind],
        shape: Shape,
        act: fn(&mut Rng, &mut Head, &Facts) -> Option<()>,
    ) -> Self {
        Self::new(id, name, kinds, shape, Act::Wire(act))
    }

    /// A mistake in how the string to sign is written down.
    pub(super) const fn form(
        id: &'static str,
        name: &'static str,
        kinds: &'static [Kind],
        shape: Shape,
        act: fn(&mut Form),
    ) -> Self {
        Self::new(id, name, kinds, shape, Act::Form(act))
    }

    /// A mistake in the string to sign.
    pub(super) const fn sign(
        id: &'static str,
        name: &'static str,
        kinds: &'static [Kind],
        shape: Shape,
        act: fn(&mut Rng, &mut Draft, &Facts) -> Option<Vec<Done>>,
    ) -> Self {
        Self::new(id, name, kinds, shape, Act::Sign(act))
    }

    /// A mistake in the key.
    pub(super) const fn key(
        id: &'static str,
        name: &'static str,
        kinds: &'static [Kind],
        shape: Shape,
        act: fn(&mut Rng, &mut Key, &Facts) -> Option<()>,
    ) -> Self {
        Self::new(id, name, kinds, shape, Act::Key(act))
    }

    const fn new(id: &'static str, name: &'static str, kinds: &'static [Kind], shape: Shape, act: Act) -> Self {
        Self {
            id,
            name,
            kinds,
            shape,
            act,
            ends: Ends::Proven,
        }
    }

    /// A cause whose signed value is gone and cannot be guessed.
    pub(super) const fn unknown(self, reason: &'static str) -> Self {
        Self {
            ends: Ends::Unknown(reason),
            ..self
        }
    }

    /// A cause that shows in the head alone.
    pub(super) const fn structure(self, code: &'static str) -> Self {
        Self {
            ends: Ends::Structure(code),
            ..self
        }
    }
}

impl Done {
    /// A change of the client's string as a whole.
    pub(in crate::accuracy) fn whole() -> Vec<Self> {
        Self::client(Op::Replace, Element::StringToSign, None)
    }

    /// A change in the client's string.
    pub(super) fn client(op: Op, element: Element, signed: Option<Vec<u8>>) -> Vec<Self> {
        let space = Space::Client;
        vec![Self {
            op,
            element,
            signed,
            space,
        }]
    }
}

/// Any request will do.
pub(super) fn any(_: &mut Rng, _: &mut Request) -> Option<()> {
    Some(())
}

/// All protocols.
pub(super) const ALL: &[Kind] = &Kind::ALL;
/// Signed in a header.
pub(super) const HEADERS: &[Kind] = &[Kind::V1Header, Kind::V2Header, Kind::V4Header];
/// Signed in the URL.
pub(super) const URLS: &[Kind] = &[Kind::V1Url, Kind::V2Url, Kind::V4Url];
/// V1.
pub(super) const V1: &[Kind] = &[Kind::V1Header, Kind::V1Url];
/// V4.
pub(super) const V4: &[Kind] = &[Kind::V4Header, Kind::V4Url];
/// Protocols that sign all of the query, and escape what they sign.
pub(super) const V2_V4: &[Kind] = &[Kind::V2Header, Kind::V2Url, Kind::V4Header, Kind::V4Url];
