//! Colours.

use annotate_snippets::Renderer;

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// With ANSI escapes.
    Colour,
    /// Plain text.
    Plain,
}

impl Paint {
    /// What draws findings.
    pub(super) fn renderer(self) -> Renderer {
        match self {
            Self::Colour => Renderer::styled(),
            Self::Plain => Renderer::plain(),
        }
    }

    /// The escape of this code.
    pub(super) fn style(self, code: &str) -> String {
        match self {
            Self::Colour => format!("\x1b[{code}m"),
            Self::Plain => String::new(),
        }
    }

    /// The escape that ends all others.
    pub(super) fn reset(self) -> &'static str {
        match self {
            Self::Colour => "\x1b[0m",
            Self::Plain => "",
        }
    }
}
