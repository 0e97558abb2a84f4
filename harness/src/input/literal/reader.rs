//! Reading objects, lists and the rest.

use super::Value;
use super::string::{Kind, quoted};

/// The value that begins at `at`, and the offset after it. `None` when it does not end within
/// `text`, or is nested deeper than [`DEPTH`].
pub(in crate::input) fn parse(text: &[u8], at: usize) -> Option<(Value, usize)> {
    let mut reader = Reader { text, at };
    let value = reader.value(DEPTH)?;
    Some((value, reader.at))
}

struct Reader<'a> {
    text: &'a [u8],
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        self.blanks();
        match self.peek()? {
            b'\'' | b'"' | b'`' => self.strings(Kind::Text).map(Value::Text),
            b'{' => self.map(depth),
            b'[' => self.bracketed(depth),
            b'(' => self.list(b')', depth),
            b'<' => self.angled(depth),
            _ => self.word(depth),
        }
    }

    /// A string, and those that Node joins to it with `+` when it breaks a long one.
    fn strings(&mut self, kind: Kind) -> Option<Vec<u8>> {
        let (mut all, mut end) = quoted(self.text, self.at, kind)?;
        loop {
            self.at = end;
            self.blanks();
            let joined = self.peek() == Some(b'+');
            if joined {
                self.at += 1;
                self.blanks();
            }
            if !joined || !matches!(self.peek(), Some(b'\'' | b'"' | b'`')) {
                self.at = end;
                return Some(all);
            }
            let (more, after) = quoted(self.text, self.at, kind)?;
            all.extend(more);
            end = after;
        }
    }

    /// Entries of `{..}`; an item without a colon (`... 3 more items`, a set's) is passed over.
    fn map(&mut self, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut entries = Vec::new();
        loop {
            self.blanks();
            match self.peek()? {
                b'}' => {
                    self.at += 1;
                    return Some(Value::Map(entries));
                }
                b',' => self.at += 1,
                _ => {
                    let key = self.key(depth)?;
                    self.blanks();
                    match self.peek()? {
                        b':' => {
                            self.at += 1;
                            entries.push((key, self.value(depth)?));
                        }
                        b'=' if self.text.get(self.at + 1) == Some(&b'>') => {
                            self.at += 2;
                            entries.push((key, self.value(depth)?));
                        }
                        b',' | b'}' => {}
                        _ => self.at += 1,
                    }
                }
            }
        }
    }

    fn key(&mut self, depth: usize) -> Option<Vec<u8>> {
        match self.peek()? {
            b'\'' | b'"' | b'`' => self.strings(Kind::Text),
            b'{' | b'(' | b'<' => self.value(depth).map(|_| Vec::new()),
            _ => {
                let start = self.at;
                let mut brackets = 0_usize;
                while let Some(byte) = self.peek() {
                    match byte {
                        b'[' => brackets += 1,
                        b']' => brackets = brackets.saturating_sub(1),
                        b':' | b',' | b'}' | b'\n' if brackets == 0 => break,
                        b'=' if self.text.get(self.at + 1) == Some(&b'>') => break,
                        _ => {}
                    }
                    self.at += 1;
                }
                Some(self.text[start..self.at].trim_ascii().to_vec())
            }
        }
    }

    /// A list, or one of Node's `[Object: null prototype] {..}`, `[Function: f]`, `[Circular *1]`.
    fn bracketed(&mut self, depth: usize) -> Option<Value> {
        let list = self.list(b']', depth)?;
        let end = self.at;
        self.blanks();
        if self.peek() == Some(b'{') && matches!(&list, Value::List(items) if matches!(items[..], [Value::Word(_)])) {
            return self.map(depth);
        }
        self.at = end;
        Some(list)
    }

    fn list(&mut self, close: u8, depth: usize) -> Option<Value> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.blanks();
            match self.peek()? {
                byte if byte == close => {
                    self.at += 1;
                    return Some(Value::List(items));
                }
                b',' => self.at += 1,
                _ => items.push(self.value(depth)?),
            }
        }
    }

    /// `<Buffer 68 65>` is a word; `<ref *1>` stands before the value it names.
    fn angled(&mut self, depth: usize) -> Option<Value> {
        let length = self.text[self.at..].iter().position(|&byte| byte == b'>')?;
        let word = self.text[self.at..=self.at + length].to_vec();
        self.at += length + 1;
        if word.starts_with(b"<ref ") {
            return self.value(depth);
        }
        Some(Value::Word(word))
    }

    /// A bare word; a name before `{` or `(` belongs to the value there.
    fn word(&mut self, depth: usize) -> Option<Value> {
        let start = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'\'' | b'"' => return self.prefixed(start, depth),
                b'{' => return self.map(depth),
                b'(' => return self.call(start, depth),
                // `Object [AxiosHeaders] {..}`: the class stands in brackets after the word.
                b'[' if self.at > start => {
                    let length = self.text[self.at..].iter().take(CLASS).position(|&byte| byte == b']');
                    self.at += length.map_or(1, |length| length + 1);
                }
                b',' | b'}' | b']' | b')' | b'\n' => break,
                _ => self.at += 1,
            }
        }
        if self.at == start {
            self.at += 1;
        }
        Some(Value::Word(self.text[start..self.at].trim_ascii().to_vec()))
    }

    /// `b'..'`, `u'..'`: the letters before the quote say what it is.
    fn prefixed(&mut self, start: usize, depth: usize) -> Option<Value> {
        let prefix = self.text[start..self.at].to_ascii_lowercase();
        match prefix.as_slice() {
            b"b" | b"rb" | b"br" => self.strings(Kind::Bytes).map(Value::Bytes),
            _ => self.value(depth),
        }
    }

    /// `CaseInsensitiveDict({..})` is what stands inside; `datetime(2026, 11)` is a word.
    fn call(&mut self, start: usize, depth: usize) -> Option<Value> {
        let Value::List(mut items) = self.list(b')', depth)? else {
            return None;
        };
        match items.pop() {
            Some(map @ Value::Map(_)) if items.is_empty() => Some(map),
            _ => {
                let end = self.text[self.at..].iter().position(|byte| b",}])\n".contains(byte));
                self.at += end.unwrap_or(0);
                Some(Value::Word(self.text[start..self.at].trim_ascii().to_vec()))
            }
        }
    }

    fn blanks(&mut self) {
        while self.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.get(self.at).copied()
    }
}

/// How deep a value may be nested: real dumps stay under 10.
const DEPTH: usize = 64;
/// Longest name of a class that is looked for in brackets.
const CLASS: usize = 80;
