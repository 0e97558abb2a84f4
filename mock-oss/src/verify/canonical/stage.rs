//! The canonical form as a value.

use super::Line;
use super::lines::{Stages, joined};

/// What the service hashes, in stages: V1 and V2 have one, V4 has two. The last stage is the one
/// that is authenticated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Canonical {
    /// The stages in order; never empty.
    pub stages: Vec<Stage>,
}

/// One stage: a name and its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stage {
    /// What the documents call it.
    pub name: StageName,
    /// Its lines in order.
    pub lines: Vec<Line>,
}

/// What the documents call a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StageName {
    /// `CanonicalRequest` (V4).
    CanonicalRequest,
    /// `StringToSign`.
    StringToSign,
}

impl Canonical {
    /// The stage that the MAC is computed over.
    ///
    /// # Panics
    /// Never: every constructor makes at least one stage.
    #[must_use]
    pub fn string_to_sign(&self) -> &Stage {
        self.stages.last().expect("a canonical form has at least one stage")
    }

    /// The stage before it, where the scheme has one.
    #[must_use]
    pub fn request(&self) -> Option<&Stage> {
        self.stages
            .iter()
            .find(|stage| stage.name == StageName::CanonicalRequest)
    }
}

impl Stage {
    /// The bytes that are hashed: the lines with LF between them and none after the last.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        joined(&self.lines)
    }
}

impl From<Stages<Vec<Line>>> for Canonical {
    fn from(Stages { request, to_sign }: Stages<Vec<Line>>) -> Self {
        let named = |name| move |lines| Stage { name, lines };
        let request = request.map(named(StageName::CanonicalRequest));
        let to_sign = named(StageName::StringToSign)(to_sign);
        Self {
            stages: request.into_iter().chain([to_sign]).collect(),
        }
    }
}
