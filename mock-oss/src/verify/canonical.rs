//! The canonical form as a value.

use super::Line;

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
    /// A form with a single stage.
    #[must_use]
    pub fn single(lines: Vec<Line>) -> Self {
        let name = StageName::StringToSign;
        Self {
            stages: vec![Stage { name, lines }],
        }
    }

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
    /// This is the only place that joins lines.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let length = self.lines.iter().map(|line| line.text.len() + 1).sum();
        let mut bytes = Vec::with_capacity(length);
        for (index, line) in self.lines.iter().enumerate() {
            if index > 0 {
                bytes.push(b'\n');
            }
            bytes.extend_from_slice(&line.text);
        }
        bytes
    }
}
