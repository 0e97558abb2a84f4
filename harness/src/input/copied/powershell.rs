//! `Invoke-WebRequest`, as browsers copy a request for PowerShell.

use super::request::Request;
use crate::diagnosis::Loss;

/// The request of a command; `None` when it names no URL.
pub(super) fn request(text: &[u8]) -> Option<Request> {
    let tokens = tokens(text);
    let mut request = Request {
        method: b"GET".to_vec(),
        losses: vec![Loss::Order, Loss::Repeats, Loss::Case, Loss::Fields],
        ..Request::default()
    };
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        let Token::Word(word) = token else { continue };
        let value = tokens.get(at).and_then(Token::text);
        match (word.to_ascii_lowercase().as_slice(), value) {
            (b"-uri", Some(value)) => request.url = value.to_vec(),
            (b"-method", Some(value)) => request.method = value.to_vec(),
            (b"-contenttype", Some(value)) => request.field(b"Content-Type", value),
            (b"-useragent", Some(value)) => request.field(b"User-Agent", value),
            (b"-body", Some(value)) => request.body = Some(value.to_vec()),
            (b"-headers", _) => at = headers(&tokens, at, &mut request),
            _ => {}
        }
    }
    (!request.url.is_empty()).then_some(request)
}

/// `@{ "name"="value" .. }`; gives the offset after it.
fn headers(tokens: &[Token], mut at: usize, request: &mut Request) -> usize {
    let mut name: Option<&[u8]> = None;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match (token, name) {
            (Token::Word(word), _) if word == b"}" => break,
            (Token::Text(text), None) => name = Some(text),
            (Token::Text(text), Some(known)) => {
                request.field(known, text);
                name = None;
            }
            (Token::Word(_), _) => {}
        }
    }
    at
}

/// A piece of a command.
enum Token {
    /// A quoted text.
    Text(Vec<u8>),
    /// Anything else.
    Word(Vec<u8>),
}

impl Token {
    fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(text) => Some(text),
            Self::Word(word) if !word.starts_with(b"-") && word.first().is_some_and(u8::is_ascii_alphanumeric) => {
                Some(word)
            }
            Self::Word(_) => None,
        }
    }
}

/// Quoted texts (a backtick escapes in `".."`, a doubled mark stands for one), brackets and words.
fn tokens(text: &[u8]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' | b'\'' => {
                let (quoted, end) = quoted(text, at);
                tokens.push(Token::Text(quoted));
                at = end;
            }
            b'{' | b'}' | b'(' | b')' | b'=' | b';' => {
                tokens.push(Token::Word(vec![byte]));
                at += 1;
            }
            b'`' => at += 1,
            _ if byte.is_ascii_whitespace() => at += 1,
            _ => {
                let length = text[at..]
                    .iter()
                    .take_while(|byte| !byte.is_ascii_whitespace() && !b"\"'{}()=;`".contains(byte))
                    .count();
                tokens.push(Token::Word(text[at..at + length].to_vec()));
                at += length;
            }
        }
    }
    tokens
}

fn quoted(text: &[u8], start: usize) -> (Vec<u8>, usize) {
    let quote = text[start];
    let mut out = Vec::new();
    let mut at = start + 1;
    while let Some(&byte) = text.get(at) {
        let next = text.get(at + 1).copied();
        at += 1;
        match byte {
            b'`' if quote == b'"' => {
                at += 1;
                match next {
                    Some(b'n') => out.push(b'\n'),
                    Some(b'r') => out.push(b'\r'),
                    Some(b't') => out.push(b'\t'),
                    Some(other) => out.push(other),
                    None => {}
                }
            }
            _ if byte == quote && next == Some(quote) => {
                out.push(quote);
                at += 1;
            }
            _ if byte == quote => return (out, at),
            _ => out.push(byte),
        }
    }
    (out, at)
}
