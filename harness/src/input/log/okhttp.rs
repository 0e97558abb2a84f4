//! `HttpLoggingInterceptor` of `OkHttp` (`okhttp3.logging`, 3.x to 5.x): `--> PUT URL`, fields, `--> END PUT`;
//! `<-- 403 Forbidden URL (12ms)`, fields, body, `<-- END HTTP`.

use crate::diagnosis::Loss;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::error_text::ErrorText;
use crate::input::prefix::Prefix;
use crate::input::response::ResponseHead;
use crate::input::server_error::find;
use crate::input::session::{Sent, Session};
use crate::input::source::{Extent, Line};
use crate::input::{InputError, Place, head};

/// Reads the interceptor's lines.
#[derive(Debug, Default)]
pub(in crate::input) struct OkHttp {
    shown: Option<Shown>,
    error: ErrorText,
}

/// A request or an answer that is being shown.
#[derive(Debug)]
struct Shown {
    place: Place,
    prefix: Prefix,
    begun: Begun,
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    part: Part,
    bytes: usize,
}

/// What has begun.
#[derive(Debug)]
enum Begun {
    Request(Vec<u8>, Vec<u8>),
    Answer(u16),
}

/// Where in it the lines are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Fields,
    Body,
}

impl Dialect for OkHttp {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let text = line.text;
        let outgoing = find(text, b"--> ");
        let incoming = find(text, b"<-- ");
        if let Some(at) = outgoing.or(incoming).filter(|&at| at < FARTHEST) {
            let rest = &text[at + 4..];
            if rest.starts_with(b"END ") || rest.starts_with(b"HTTP FAILED") {
                self.end(to)?;
                return Ok(Took::Whole);
            }
            if let Some(begun) = begun(rest, outgoing == Some(at)) {
                self.end(to)?;
                self.shown = Some(Shown {
                    place: line.place,
                    prefix: Prefix::before(text, at),
                    begun,
                    fields: Vec::new(),
                    part: Part::Fields,
                    bytes: 0,
                });
                return Ok(Took::Part);
            }
        }
        let Some(shown) = &mut self.shown else {
            return Ok(Took::Nothing);
        };
        let bare = shown.prefix.strip(text);
        shown.bytes += bare.len();
        if shown.bytes > line.limit {
            let error = line.too_long(shown.place);
            self.shown = None;
            return Err(error);
        }
        let in_body = shown.part == Part::Body;
        match shown.part {
            Part::Fields if bare.is_empty() => shown.part = Part::Body,
            Part::Fields => shown.fields.extend(head::field(bare)),
            Part::Body => {}
        }
        if in_body && matches!(shown.begun, Begun::Answer(_)) {
            self.hand_on(to);
            let bytes = [bare, b"\n"].concat();
            let line = Line {
                place: line.place,
                bytes,
                extent: Extent::Whole,
            };
            self.error.line(&line, LONGEST, to)?;
            if self.shown.is_none() && !self.error.is_open() {
                return Ok(Took::Whole);
            }
        }
        Ok(Took::Part)
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        self.hand_on(to);
        self.error.finish(to);
        self.shown = None;
        Ok(())
    }
}

impl OkHttp {
    /// Hands on what was shown, once.
    fn hand_on(&mut self, to: &mut Session) {
        let Some(shown) = &mut self.shown else { return };
        let (place, mut fields) = (shown.place, std::mem::take(&mut shown.fields));
        match &mut shown.begun {
            Begun::Request(method, _) if method.is_empty() => {}
            Begun::Request(method, url) => {
                let (authority, target) = head::split_url(url);
                let has = fields.iter().any(|(name, _)| name.eq_ignore_ascii_case(b"host"));
                if let Some(authority) = authority.filter(|_| !has) {
                    fields.insert(0, (b"Host".to_vec(), authority.to_vec()));
                }
                to.request(Sent {
                    place,
                    head: head::from_parts(method, &target, &fields),
                    losses: vec![Loss::Order, Loss::Fields],
                    ..Sent::default()
                });
                method.clear();
            }
            Begun::Answer(0) => {}
            Begun::Answer(status) => {
                let status = std::mem::take(status);
                to.response(ResponseHead { place, status, fields }, None);
            }
        }
    }
}

/// `PUT https://.. h2`, or `403 Forbidden https://.. (12ms)`.
fn begun(rest: &[u8], outgoing: bool) -> Option<Begun> {
    let mut words = rest.split(|&byte| byte == b' ');
    let first = words.next()?;
    if outgoing {
        let url = words.next().filter(|url| url.starts_with(b"http"))?;
        return head::is_method(first).then(|| Begun::Request(first.to_vec(), url.to_vec()));
    }
    let status: u16 = std::str::from_utf8(first).ok()?.parse().ok()?;
    (100..600).contains(&status).then_some(Begun::Answer(status))
}

/// How far into a line the arrow may stand.
const FARTHEST: usize = 200;
/// Most bytes of an error body.
const LONGEST: usize = 512 * 1024;
