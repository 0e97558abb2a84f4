//! A signed URL by itself: all of a request but its method and its fields.

use std::borrow::Cow;

use super::request::{Request, Sending, in_query};
use crate::diagnosis::Loss;
use crate::input::InputError;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::head;
use crate::input::server_error::find;
use crate::input::session::Session;

/// Reads a line that is a signed URL, with a method before it or without.
#[derive(Debug, Default)]
pub(in crate::input) struct Url;

impl Dialect for Url {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let text = unquoted(line.text);
        let Some((method, url)) = signed_url(&text) else {
            return Ok(Took::Nothing);
        };
        let mut losses = vec![Loss::Fields];
        if method.is_none() {
            losses.push(Loss::Method);
        }
        let request = Request {
            method: method.unwrap_or(b"GET").to_vec(),
            url: url.to_vec(),
            losses,
            ..Request::default()
        };
        Ok(match request.send(line.place, to) {
            Sending::Sent => Took::Whole,
            Sending::NoTarget => Took::Nothing,
        })
    }
}

/// A line of JSON with the escapes undone that encoders put into a URL; any other as it is, since there an escape is
/// what was asked for.
pub(in crate::input) fn unquoted(line: &[u8]) -> Cow<'_, [u8]> {
    let json = line
        .trim_ascii_start()
        .first()
        .is_some_and(|first| b"{[\"".contains(first));
    if !json || find(line, b"\\u0026").is_none() {
        return Cow::Borrowed(line);
    }
    let text = String::from_utf8_lossy(line);
    Cow::Owned(text.replace("\\u0026", "&").replace("\\/", "/").into_bytes())
}

/// The method, where one stands there, and the signed URL that a line is. Marks that quote or enclose it are
/// none of it, nor is a label such as `url:`.
pub(in crate::input) fn signed_url(line: &[u8]) -> Option<(Option<&[u8]>, &[u8])> {
    let start = find(line, b"https://").or_else(|| find(line, b"http://"))?;
    let before = line[..start].trim_ascii_end();
    let url = &line[start..];
    let end = url
        .iter()
        .position(|byte| byte.is_ascii_whitespace() || b"\"'`<>".contains(byte));
    let (url, after) = url.split_at(end.unwrap_or(url.len()));
    let url = url.strip_suffix(b",").or_else(|| url.strip_suffix(b";")).unwrap_or(url);
    // A link of Markdown, `[text](url)`, whose text is the URL.
    let url = match find(url, b"](http") {
        Some(at) => url[at + 2..].strip_suffix(b")").unwrap_or(&url[at + 2..]),
        None if before.ends_with(b"](") => url.strip_suffix(b")").unwrap_or(url),
        None => url,
    };
    let after = after.trim_ascii();
    let rest_fits = after.len() <= 40 && find(after, b"://").is_none();
    if !in_query(url) || before.len() > 60 || !rest_fits {
        return None;
    }
    let word = before
        .rsplit(|byte| !byte.is_ascii_alphabetic())
        .find(|word| !word.is_empty());
    Some((word.filter(|word| head::is_method(word)), url))
}

/// Whether a text is a signed URL, whole.
#[must_use]
pub fn is_signed_url(text: &str) -> bool {
    let absolute = text.starts_with("https://") || text.starts_with("http://");
    absolute && !text.contains(char::is_whitespace) && in_query(text.as_bytes())
}
