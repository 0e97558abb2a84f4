//! JSON as it is written: blanks and order change, every value keeps its own bytes.
//!
//! serde's values do not do here: they forget escapes, so that what was signed could not be told apart.

use super::spellings::bare;

/// A JSON text cut into its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Json<'t> {
    /// A string with its quotes, a number or a word, as written.
    Plain(&'t [u8]),
    /// An array.
    Array(Vec<Self>),
    /// An object: names with their quotes, in the order written.
    Object(Vec<(&'t [u8], Self)>),
}

/// How a program sets blanks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Style {
    /// Between two elements.
    pub(crate) comma: &'static [u8],
    /// Between name and value.
    pub(crate) colon: &'static [u8],
    /// Before every element, once for each level; `None` to stay on one line.
    pub(crate) indent: Option<&'static [u8]>,
}

impl<'t> Json<'t> {
    /// Cuts a text; `None` when it is no JSON, or nests deeper than any policy.
    pub(crate) fn parse(text: &'t [u8]) -> Option<Self> {
        let mut reader = Reader { rest: text };
        let value = reader.value(DEEPEST)?;
        reader.blanks();
        reader.rest.is_empty().then_some(value)
    }

    /// With the names of every object sorted, as Go's maps and `sort_keys` write them.
    pub(crate) fn sorted(&self) -> Self {
        match self {
            Self::Plain(text) => Self::Plain(text),
            Self::Array(values) => Self::Array(values.iter().map(Self::sorted).collect()),
            Self::Object(pairs) => {
                let mut pairs: Vec<_> = pairs.iter().map(|(name, value)| (*name, value.sorted())).collect();
                pairs.sort_by_key(|(name, _)| *name);
                Self::Object(pairs)
            }
        }
    }

    /// With the outermost names the other way round.
    pub(crate) fn turned(&self) -> Self {
        match self {
            Self::Object(pairs) => Self::Object(pairs.iter().rev().cloned().collect()),
            other => other.clone(),
        }
    }

    /// The text in a style.
    pub(crate) fn written(&self, style: Style) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(style, 0, &mut out);
        out
    }

    fn write(&self, style: Style, level: usize, out: &mut Vec<u8>) {
        match self {
            Self::Plain(text) => out.extend_from_slice(text),
            Self::Array(values) => {
                out.push(b'[');
                for (number, value) in values.iter().enumerate() {
                    style.before(number, level + 1, out);
                    value.write(style, level + 1, out);
                }
                style.close(values.is_empty(), level, b']', out);
            }
            Self::Object(pairs) => {
                out.push(b'{');
                for (number, (name, value)) in pairs.iter().enumerate() {
                    style.before(number, level + 1, out);
                    out.extend_from_slice(name);
                    out.extend_from_slice(style.colon);
                    value.write(style, level + 1, out);
                }
                style.close(pairs.is_empty(), level, b'}', out);
            }
        }
    }
}

impl Style {
    fn before(self, number: usize, level: usize, out: &mut Vec<u8>) {
        if number > 0 {
            out.extend_from_slice(self.comma);
        }
        self.start_line(level, out);
    }

    fn close(self, empty: bool, level: usize, bracket: u8, out: &mut Vec<u8>) {
        if !empty {
            self.start_line(level, out);
        }
        out.push(bracket);
    }

    fn start_line(self, level: usize, out: &mut Vec<u8>) {
        if let Some(indent) = self.indent {
            out.push(b'\n');
            (0..level).for_each(|_| out.extend_from_slice(indent));
        }
    }
}

/// What is left of a text.
struct Reader<'t> {
    rest: &'t [u8],
}

impl<'t> Reader<'t> {
    fn value(&mut self, depth: usize) -> Option<Json<'t>> {
        let depth = depth.checked_sub(1)?;
        self.blanks();
        match self.rest.first()? {
            b'[' => self.several(b']', |reader| reader.value(depth)).map(Json::Array),
            b'{' => self.several(b'}', |reader| reader.pair(depth)).map(Json::Object),
            b'"' => self.string().map(Json::Plain),
            _ => self.word().map(Json::Plain),
        }
    }

    fn pair(&mut self, depth: usize) -> Option<(&'t [u8], Json<'t>)> {
        self.blanks();
        let name = self.string()?;
        self.blanks();
        self.take(b':').then_some(())?;
        Some((name, self.value(depth)?))
    }

    /// Elements between brackets, a comma between each two.
    fn several<T>(&mut self, close: u8, mut element: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        self.rest = &self.rest[1..];
        let mut all = Vec::new();
        self.blanks();
        if self.take(close) {
            return Some(all);
        }
        loop {
            all.push(element(self)?);
            self.blanks();
            if self.take(close) {
                return Some(all);
            }
            self.take(b',').then_some(())?;
        }
    }

    fn string(&mut self) -> Option<&'t [u8]> {
        (self.rest.first() == Some(&b'"')).then_some(())?;
        let mut at = 1;
        loop {
            match self.rest.get(at)? {
                b'"' => return self.cut(at + 1),
                b'\\' => at += 2,
                _ => at += 1,
            }
        }
    }

    fn word(&mut self) -> Option<&'t [u8]> {
        let in_word = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
        let length = self.rest.iter().take_while(in_word).count();
        (length > 0).then(|| self.cut(length)).flatten()
    }

    fn cut(&mut self, length: usize) -> Option<&'t [u8]> {
        let (text, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(text)
    }

    fn take(&mut self, byte: u8) -> bool {
        let there = self.rest.first() == Some(&byte);
        if there {
            self.rest = &self.rest[1..];
        }
        there
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_ascii_start();
    }
}

/// Whether a text is an object as it is; base64 alone may pass for a word.
pub(crate) fn is_object(text: &[u8]) -> bool {
    bare(text).trim_ascii_start().starts_with(b"{") && Json::parse(bare(text)).is_some()
}

/// Policies nest three deep.
const DEEPEST: usize = 32;
