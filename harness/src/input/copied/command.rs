//! Commands and calls: collected line by line, then read as a whole.

use super::statement::{Language, Open};
use super::{curl, fetch, powershell, words};
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::prefix::Prefix;
use crate::input::server_error::find;
use crate::input::session::Session;
use crate::input::{InputError, Place};

/// Reads `curl ..`, `fetch(..)` and `Invoke-WebRequest ..`.
#[derive(Debug, Default)]
pub(in crate::input) struct Command(Option<Begun>);

/// A statement that has begun.
struct Begun {
    place: Place,
    language: Language,
    prefix: Prefix,
    text: Vec<u8>,
    open: Open,
}

impl Dialect for Command {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let mut begun = match self.0.take() {
            Some(begun) => begun,
            None => match Begun::at(line) {
                Some(begun) => begun,
                None if line.text.starts_with(b"$session") => {
                    to.skipped.remark();
                    return Ok(Took::Whole);
                }
                None => return Ok(Took::Nothing),
            },
        };
        let text = begun.prefix.strip(line.text).trim_ascii_end();
        if begun.text.len() + text.len() > line.limit.min(LONGEST) {
            return Err(line.too_long(begun.place));
        }
        begun.text.extend_from_slice(text);
        begun.text.push(b'\n');
        if begun.open.goes_on(begun.language, text) {
            self.0 = Some(begun);
            return Ok(Took::Part);
        }
        begun.read(to);
        Ok(Took::Whole)
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        if let Some(begun) = self.0.take() {
            begun.read(to);
        }
        Ok(())
    }
}

impl Begun {
    /// The statement that a line begins. Prompts, quotation marks and blanks may stand before it.
    fn at(line: Offered<'_>) -> Option<Self> {
        let text = line.text;
        let blanks = text.iter().take_while(|byte| b" \t>|$#%`".contains(byte)).count();
        let bare = &text[blanks..];
        let begins = |names: &[&[u8]]| names.iter().any(|name| bare.starts_with(name));
        let has = |names: &[&[u8]]| names.iter().any(|name| find(bare, name).is_some());
        let language =
            if begins(&[b"curl ", b"curl.exe "]) && (has(&[b"://"]) || bare.ends_with(b"\\") || bare.ends_with(b"^")) {
                if bare.ends_with(b"^") || has(&[b"^\""]) {
                    Language::Cmd
                } else {
                    Language::Bash
                }
            } else if has(&[b"fetch(\"", b"fetch('", b"fetch(`"]) || bare.ends_with(b"fetch(") {
                Language::Script
            } else if has(&[b"Invoke-WebRequest ", b"Invoke-RestMethod "]) {
                Language::PowerShell
            } else {
                return None;
            };
        Some(Self {
            place: line.place,
            language,
            prefix: Prefix::before(text, text.len() - bare.trim_ascii_start().len()).only_marks(),
            text: Vec::new(),
            open: Open::default(),
        })
    }

    fn read(self, to: &mut Session) {
        let request = match self.language {
            Language::Bash => curl::request(&words::bash(&self.text)),
            Language::Cmd => curl::request(&words::cmd(&self.text)),
            Language::PowerShell => powershell::request(&self.text),
            Language::Script => fetch::request(&self.text),
        };
        match request {
            Some(request) => {
                request.send(self.place, to);
            }
            None => to.skipped.note_unknown(self.place, &self.text),
        }
    }
}

/// Size, not content: a statement carries signatures.
impl std::fmt::Debug for Begun {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Begun")
            .field("place", &self.place)
            .field("language", &self.language)
            .field("bytes", &self.text.len())
            .finish_non_exhaustive()
    }
}

/// Most bytes of a statement: a body may stand in it.
const LONGEST: usize = 1 << 20;
