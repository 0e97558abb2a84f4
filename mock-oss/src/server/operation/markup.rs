//! Reading the XML of requests.

use quick_xml::Reader;
use quick_xml::events::Event;

/// An element with its text and its elements. Attributes and namespaces say nothing in OSS's requests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::server) struct Element {
    name: String,
    text: String,
    elements: Vec<Element>,
}

/// A document that is not well-formed, or too deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the document is not well-formed xml")]
pub(in crate::server) struct Malformed;

impl Element {
    /// The root element of a document.
    pub(in crate::server) fn parse(document: &[u8]) -> Result<Self, Malformed> {
        let text = std::str::from_utf8(document).map_err(|_| Malformed)?;
        let mut reader = Reader::from_str(text);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().map_err(|_| Malformed)? {
                Event::Start(start) if open.len() < DEEPEST => open.push(Self::named(start.local_name().as_ref())),
                Event::Start(_) => return Err(Malformed),
                Event::Empty(start) => last(&mut open)?.elements.push(Self::named(start.local_name().as_ref())),
                Event::End(_) => {
                    let done = open.pop().ok_or(Malformed)?;
                    last(&mut open)?.elements.push(done);
                }
                Event::Text(piece) => last(&mut open)?.text.push_str(&piece.xml10_content()),
                Event::CData(piece) => last(&mut open)?.text.push_str(&piece.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = character(&reference.xml10_content()).ok_or(Malformed)?;
                    last(&mut open)?.text.push(character);
                }
                Event::Eof => break,
                Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
            }
        }
        match open.as_mut_slice() {
            [document] if document.elements.len() == 1 => document.elements.pop().ok_or(Malformed),
            _ => Err(Malformed),
        }
    }

    /// The elements of this name in it.
    pub(in crate::server) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.elements.iter().filter(move |element| element.name == name)
    }

    /// The first element of this name in it.
    pub(in crate::server) fn first(&self, name: &str) -> Option<&Self> {
        self.elements.iter().find(|element| element.name == name)
    }

    /// The text of the first element of this name in it.
    pub(in crate::server) fn text_of(&self, name: &str) -> Option<&str> {
        self.first(name).map(|element| element.text.as_str())
    }

    /// Its name.
    pub(in crate::server) fn name(&self) -> &str {
        &self.name
    }

    fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            ..Self::default()
        }
    }
}

fn last(open: &mut [Element]) -> Result<&mut Element, Malformed> {
    open.last_mut().ok_or(Malformed)
}

/// A character reference or one of the five predefined entities (XML 1.0 section 4.6).
fn character(name: &str) -> Option<char> {
    match name {
        "lt" => Some('<'),
        "gt" => Some('>'),
        "amp" => Some('&'),
        "apos" => Some('\''),
        "quot" => Some('"'),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(hex) => u32::from_str_radix(hex, 16).ok()?,
                None => number.parse().ok()?,
            };
            char::from_u32(code)
        }
    }
}

/// Elements inside one another; OSS's requests need five.
const DEEPEST: usize = 16;
