//! Where a command or a call that goes over several lines ends.

/// How the language of a statement quotes and goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Language {
    /// A shell of Unix: `\` before a line end goes on, `'..'`, `".."` and `$'..'` quote.
    Bash,
    /// Windows' command prompt: `^` before a line end goes on, and before a quotation mark quotes it.
    Cmd,
    /// `PowerShell`: a backtick before a line end goes on; brackets do.
    PowerShell,
    /// JavaScript: a call goes on to its closing bracket.
    Script,
}

/// Follows quotation marks and brackets, byte by byte.
#[derive(Debug, Default)]
pub(super) struct Open {
    quote: Option<u8>,
    /// Whether the quoted text has escapes.
    escapes: bool,
    brackets: usize,
}

impl Open {
    /// Takes a line; whether the statement goes on after it.
    pub(super) fn goes_on(&mut self, language: Language, line: &[u8]) -> bool {
        if language == Language::Cmd {
            return line.ends_with(b"^");
        }
        let escape = if language == Language::PowerShell { b'`' } else { b'\\' };
        let mut at = 0;
        let mut continued = false;
        while let Some(&byte) = line.get(at) {
            continued = false;
            match self.quote {
                Some(quote) if byte == quote => self.quote = None,
                Some(_) if self.escapes && byte == escape => at += 1,
                Some(_) => {}
                None if byte == escape => {
                    continued = at + 1 == line.len();
                    at += 1;
                }
                None => self.outside(language, byte, line.get(at.wrapping_sub(1)).copied()),
            }
            at += 1;
        }
        match language {
            Language::Script => self.quote.is_some_and(|quote| quote == b'`') || self.brackets > 0,
            Language::PowerShell => continued || self.quote.is_some() || self.brackets > 0,
            Language::Bash | Language::Cmd => continued || self.quote.is_some(),
        }
    }

    fn outside(&mut self, language: Language, byte: u8, before: Option<u8>) {
        match byte {
            b'"' => self.begin(byte, true),
            b'\'' => self.begin(
                byte,
                language == Language::Script || (language == Language::Bash && before == Some(b'$')),
            ),
            b'`' if language == Language::Script => self.begin(byte, true),
            b'(' | b'{' | b'[' => self.brackets += 1,
            b')' | b'}' | b']' => self.brackets = self.brackets.saturating_sub(1),
            _ => {}
        }
    }

    fn begin(&mut self, quote: u8, escapes: bool) {
        self.quote = Some(quote);
        self.escapes = escapes;
    }
}
