//! Colours, and how wide lines may be.

use annotate_snippets::Renderer;

use super::finding::Drawing;

/// How a report looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// Whether to colour.
    pub paint: Paint,
    /// How many columns there are; `None` where nothing sets a bound, as in a file.
    pub width: Option<usize>,
}

/// Whether to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// With ANSI escapes.
    Colour,
    /// Plain text.
    Plain,
}

impl Look {
    /// For a file or another program.
    pub const PLAIN: Self = Self {
        paint: Paint::Plain,
        width: None,
    };

    /// What draws findings.
    pub(crate) fn drawing(self) -> Drawing {
        let renderer = match self.paint {
            Paint::Colour => Renderer::styled(),
            Paint::Plain => Renderer::plain(),
        };
        Drawing {
            renderer: match self.width {
                Some(width) => renderer.term_width(width),
                None => renderer,
            },
            width: self.width,
        }
    }

    /// The escape of this code.
    pub(crate) fn style(self, code: &str) -> String {
        match self.paint {
            Paint::Colour => format!("\x1b[{code}m"),
            Paint::Plain => String::new(),
        }
    }

    /// The escape that ends all others.
    pub(crate) fn reset(self) -> &'static str {
        match self.paint {
            Paint::Colour => "\x1b[0m",
            Paint::Plain => "",
        }
    }

    /// Text folded to the columns there are, at most 100.
    pub(crate) fn folded(self, text: &str, first: &str, rest: &str) -> String {
        let options = textwrap::Options::new(self.width.unwrap_or(READABLE).clamp(NARROWEST, READABLE))
            .initial_indent(first)
            .subsequent_indent(rest);
        textwrap::fill(text, options)
    }
}

/// Longer lines are hard to read.
const READABLE: usize = 100;
/// Narrower columns hold no words.
const NARROWEST: usize = 20;
