//! Writing XML, laid out as the service lays it out: a declaration, then one element a line, indented
//! by two blanks for each level.

use quick_xml::escape::partial_escape;

/// A document being written.
#[derive(Debug)]
pub(in crate::server) struct Xml {
    text: String,
    open: Vec<&'static str>,
}

impl Xml {
    /// A document with this root element.
    pub(in crate::server) fn new(root: &'static str) -> Self {
        let text = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        let open = Vec::new();
        Self { text, open }.open(root)
    }

    /// Begins an element that holds elements.
    pub(in crate::server) fn open(mut self, name: &'static str) -> Self {
        self.indent();
        self.text.extend(["<", name, ">\n"]);
        self.open.push(name);
        self
    }

    /// Ends the innermost element that holds elements.
    pub(in crate::server) fn close(mut self) -> Self {
        if let Some(name) = self.open.pop() {
            self.indent();
            self.text.extend(["</", name, ">\n"]);
        }
        self
    }

    /// An element that holds text.
    pub(in crate::server) fn leaf(mut self, name: &str, content: impl AsRef<[u8]>) -> Self {
        self.indent();
        let content = text(content.as_ref());
        self.text.extend(["<", name, ">", &content, "</", name, ">\n"]);
        self
    }

    /// One more element for each of `items`.
    pub(in crate::server) fn each<T>(
        self,
        items: impl IntoIterator<Item = T>,
        write: impl FnMut(Self, T) -> Self,
    ) -> Self {
        items.into_iter().fold(self, write)
    }

    /// Ends all elements.
    pub(in crate::server) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self = self.close();
        }
        self.text.into_bytes()
    }

    fn indent(&mut self) {
        for _ in &self.open {
            self.text.push_str("  ");
        }
    }
}

/// Text as it stands between two tags: `<`, `>` and `&` escaped.
///
/// unknown: what the service does with bytes that are no UTF-8 and with control characters, which
/// XML 1.0 cannot hold at all (section 2.2). Here the former become U+FFFD and the latter `\xNN`;
/// `StringToSignBytes` has the truth.
fn text(bytes: &[u8]) -> String {
    let lossy = String::from_utf8_lossy(bytes);
    let escaped = partial_escape(lossy.as_ref());
    if !escaped.contains(is_forbidden) {
        return escaped.into_owned();
    }
    let spell = |c: char| match c {
        c if is_forbidden(c) => format!("\\x{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    escaped.chars().map(spell).collect()
}

fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\x08' | '\x0b' | '\x0c' | '\x0e'..='\x1f' | '\u{fffe}' | '\u{ffff}')
}
