//! A command line cut into words, as its shell does it.

/// Words of a shell of Unix (POSIX.1 "Shell Command Language", 2.2 "Quoting"; `$'..'` as in bash).
pub(super) fn bash(text: &[u8]) -> Vec<Vec<u8>> {
    let mut words = Words::default();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        let next = text.get(at + 1).copied();
        at += 1;
        match byte {
            b'\\' if next == Some(b'\n') => at += 1,
            b'\\' => {
                words.push(next.unwrap_or(b'\\'));
                at += 1;
            }
            b'\'' => at = words.until(text, at, b'\'', Escapes::None),
            b'"' => at = words.until(text, at, b'"', Escapes::Few),
            b'$' if next == Some(b'\'') => at = words.until(text, at + 1, b'\'', Escapes::All),
            b';' | b'|' | b'&' if words.is_between() => break,
            _ if byte.is_ascii_whitespace() => words.end(),
            _ => words.push(byte),
        }
    }
    words.finish()
}

/// Words of Windows' command prompt: carets first, then the quotation marks of the C runtime.
pub(super) fn cmd(text: &[u8]) -> Vec<Vec<u8>> {
    let mut bare = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().filter(|&byte| byte != b'\r').peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            b'^' => match bytes.next() {
                Some(b'\n') | None => {}
                Some(escaped) => bare.push(escaped),
            },
            _ => bare.push(byte),
        }
    }
    let mut words = Words::default();
    let mut at = 0;
    while let Some(&byte) = bare.get(at) {
        at += 1;
        match byte {
            b'"' => at = words.until(&bare, at, b'"', Escapes::Few),
            _ if byte.is_ascii_whitespace() => words.end(),
            _ => words.push(byte),
        }
    }
    words.finish()
}

/// Which escapes a quoted text has.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Escapes {
    None,
    /// Of the quotation mark, the backslash and what a shell would replace.
    Few,
    /// Those of C (`$'..'`).
    All,
}

/// Words as they come.
#[derive(Default)]
struct Words {
    all: Vec<Vec<u8>>,
    word: Option<Vec<u8>>,
}

impl Words {
    fn push(&mut self, byte: u8) {
        self.word.get_or_insert_default().push(byte);
    }

    fn is_between(&self) -> bool {
        self.word.is_none()
    }

    fn end(&mut self) {
        self.all.extend(self.word.take());
    }

    fn finish(mut self) -> Vec<Vec<u8>> {
        self.end();
        self.all
    }

    /// Takes a quoted text that begins at `at`; gives the offset after its closing mark.
    fn until(&mut self, text: &[u8], mut at: usize, quote: u8, escapes: Escapes) -> usize {
        let word = self.word.get_or_insert_default();
        while let Some(&byte) = text.get(at) {
            at += 1;
            if byte == quote {
                return at;
            }
            if byte != b'\\' || escapes == Escapes::None {
                word.push(byte);
                continue;
            }
            let Some(&mark) = text.get(at) else { break };
            at += 1;
            match (escapes, mark) {
                (Escapes::All, b'n') => word.push(b'\n'),
                (Escapes::All, b'r') => word.push(b'\r'),
                (Escapes::All, b't') => word.push(b'\t'),
                (Escapes::All, b'u' | b'x') => {
                    let most = if mark == b'u' { 4 } else { 2 };
                    let digits = text[at..]
                        .iter()
                        .take(most)
                        .take_while(|byte| byte.is_ascii_hexdigit())
                        .count();
                    let code = std::str::from_utf8(&text[at..at + digits]).ok();
                    let code = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
                    let character = code.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER);
                    word.extend_from_slice(character.encode_utf8(&mut [0; 4]).as_bytes());
                    at += digits;
                }
                (Escapes::All, _) | (Escapes::Few, b'"' | b'\\' | b'$' | b'`') => word.push(mark),
                (Escapes::Few, b'\n') => {}
                (Escapes::Few | Escapes::None, _) => word.extend([b'\\', mark]),
            }
        }
        at
    }
}
