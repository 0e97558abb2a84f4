//! What a browser's panel shows of a request, copied as text: Chrome old and new, Firefox, Safari, vConsole;
//! and HTTP/2 fields with their pseudo fields, as Chrome shows them.

use super::names::OF_REQUESTS;
use super::request::Request;
use crate::diagnosis::Loss;
use crate::input::dialect::{Dialect, Offered, Took};
use crate::input::response::ResponseHead;
use crate::input::session::Session;
use crate::input::{InputError, Place, head};

/// Reads a panel's text.
#[derive(Debug, Default)]
pub(in crate::input) struct Panel(Option<Shown>);

/// What of a panel was read.
#[derive(Debug, Default)]
struct Shown {
    place: Place,
    bytes: usize,
    section: Section,
    /// Whether headings part the answer's fields from the request's.
    headings: Headings,
    /// A name whose value stands on the next line.
    name: Option<Vec<u8>>,
    url: Vec<u8>,
    method: Option<Vec<u8>>,
    status: Option<u16>,
    response: Vec<(Vec<u8>, Vec<u8>)>,
    /// Fields of the request, or of the answer and the request after it where no section parts them.
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    form: Vec<(Vec<u8>, Vec<u8>)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Headings {
    #[default]
    None,
    Seen,
}

/// The part of a panel that lines belong to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Section {
    #[default]
    General,
    Response,
    Request,
    Form,
    /// What says nothing that is not said elsewhere: the parameters of the query, the answer's body.
    Other,
}

impl Dialect for Panel {
    fn line(&mut self, line: Offered<'_>, to: &mut Session) -> Result<Took, InputError> {
        let text = line.text.trim_ascii();
        let begins = begins(text);
        let again = self
            .0
            .as_ref()
            .is_some_and(|shown| shown.name.is_none() && shown.is_told_again(text));
        if again && let Some(shown) = self.0.take() {
            shown.send(to);
        }
        let Some(shown) = &mut self.0 else {
            if !begins {
                return Ok(Took::Nothing);
            }
            let mut shown = Shown {
                place: line.place,
                ..Shown::default()
            };
            shown.take(text);
            self.0 = Some(shown);
            return Ok(Took::Part);
        };
        if text.starts_with(b"<") || text.starts_with(b"{") {
            self.end(to)?;
            return Ok(Took::Nothing);
        }
        shown.bytes += text.len();
        if shown.bytes > line.limit {
            let error = line.too_long(shown.place);
            self.0 = None;
            return Err(error);
        }
        shown.take(text);
        Ok(Took::Part)
    }

    fn gives_way(&mut self, to: &mut Session) -> Result<bool, InputError> {
        // Safari shows the head itself below its summary.
        self.0.take_if(|shown| shown.fields.is_empty());
        self.end(to).map(|()| true)
    }

    fn end(&mut self, to: &mut Session) -> Result<(), InputError> {
        if let Some(shown) = self.0.take() {
            shown.send(to);
        }
        Ok(())
    }
}

/// Whether a line is one that a panel begins with.
fn begins(text: &[u8]) -> bool {
    let (name, value) = split(text);
    match told(name) {
        Some(Told::Url) => value.is_none_or(|value| value.is_empty() || value.starts_with(b"http")),
        Some(Told::Method) => value.is_none_or(|value| value.is_empty() || head::is_method(value)) && name != b"Method",
        Some(Told::Status) | None => {
            [&b":authority"[..], b":method", b":path", b":scheme"].contains(&name) && value.is_some()
        }
    }
}

/// What a line of a panel's head tells.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Told {
    Url,
    Method,
    Status,
}

/// What a label stands for, in the languages in which panels were seen.
fn told(label: &[u8]) -> Option<Told> {
    let is = |labels: &[&str]| labels.iter().any(|known| known.as_bytes().eq_ignore_ascii_case(label));
    if is(&["Request URL", "URL", "请求网址", "请求 URL", "请求URL", "请求地址"]) {
        Some(Told::Url)
    } else if is(&["Request Method", "Method", "请求方法"]) {
        Some(Told::Method)
    } else if is(&["Status Code", "Status", "HTTP Status", "状态代码", "状态码"]) {
        Some(Told::Status)
    } else {
        None
    }
}

/// The section that a line is the heading of. Chrome writes how many there are, and buttons, onto it.
fn heading(line: &[u8]) -> Option<Section> {
    let marks = line
        .iter()
        .take_while(|byte| !byte.is_ascii_alphabetic() && byte.is_ascii())
        .count();
    let text = String::from_utf8_lossy(&line[marks..])
        .replace(['▼', '▶', '▾', '▸'], "")
        .to_lowercase();
    let text = text.trim();
    let cut = text.find(['(', '（']).unwrap_or(text.len());
    let bare = text[..cut]
        .trim()
        .trim_end_matches("view source")
        .trim_end_matches("view parsed")
        .trim();
    Some(match bare {
        "general" | "summary" | "常规" | "概要" => Section::General,
        "response headers" | "response" | "响应标头" | "响应头" => Section::Response,
        "request headers" | "request" | "请求标头" | "请求头" => Section::Request,
        "form data" | "request payload form data" | "表单数据" => Section::Form,
        "query string parameters"
        | "query string"
        | "response body"
        | "request payload"
        | "request body"
        | "preview"
        | "查询字符串参数"
        | "请求负载"
        | "请求载荷" => Section::Other,
        _ => return None,
    })
}

/// Name and value of `name: value`, `name:` or `name<TAB>value`.
fn split(text: &[u8]) -> (&[u8], Option<&[u8]>) {
    let from = usize::from(text.starts_with(b":"));
    let wide = text.windows(3).position(|three| three == "：".as_bytes());
    let narrow = text
        .iter()
        .skip(from)
        .position(|byte| b":\t".contains(byte))
        .map(|at| at + from);
    match (narrow, wide) {
        (Some(at), Some(wide)) if wide < at => (&text[..wide], Some(text[wide + 3..].trim_ascii())),
        (Some(at), _) => (text[..at].trim_ascii(), Some(text[at + 1..].trim_ascii())),
        (None, Some(wide)) => (&text[..wide], Some(text[wide + 3..].trim_ascii())),
        (None, None) => (text, None),
    }
}

impl Shown {
    /// Whether a line tells the URL, which is known: another request begins.
    fn is_told_again(&self, text: &[u8]) -> bool {
        let (name, value) = split(text);
        let label = |labels: &[&[u8]]| labels.contains(&name);
        let url = told(name) == Some(Told::Url) && !self.url.is_empty() && value.is_some();
        let pseudo = label(&[b":authority", b":method"]) && self.fields.iter().any(|(known, _)| known == name);
        url || pseudo
    }

    fn take(&mut self, text: &[u8]) {
        if let Some(name) = self.name.take() {
            // A value on the line after its name; an empty one is followed by the next name.
            if heading(text).is_none() {
                self.pair(&name, text);
                return;
            }
            self.pair(&name, b"");
        }
        if text.is_empty() {
            return;
        }
        if let Some(section) = heading(text).filter(|_| split(text).1.is_none_or(<[u8]>::is_empty)) {
            self.section = section;
            if matches!(section, Section::Response | Section::Request) {
                self.headings = Headings::Seen;
            }
            return;
        }
        match split(text) {
            (name, Some(b"")) => self.name = Some(name.to_vec()),
            (name, Some(value)) => self.pair(name, value),
            (name, None) if told(name).is_some() => self.name = Some(name.to_vec()),
            (_, None) => {}
        }
    }

    fn pair(&mut self, name: &[u8], value: &[u8]) {
        let general = matches!(self.section, Section::General);
        match (self.section, told(name).filter(|_| general)) {
            (_, Some(Told::Url)) => self.url = value.to_vec(),
            (_, Some(Told::Method)) => self.method = Some(value.to_vec()),
            (_, Some(Told::Status)) => {
                let digits = value
                    .iter()
                    .skip_while(|byte| !byte.is_ascii_digit())
                    .take(3)
                    .copied()
                    .collect();
                self.status = String::from_utf8(digits).ok().and_then(|digits| digits.parse().ok());
            }
            (Section::General, None) if GENERAL.contains(&name) => {}
            (Section::Response, _) => self.response.push((name.to_vec(), value.to_vec())),
            (Section::General | Section::Request, None) => self.fields.push((name.to_vec(), value.to_vec())),
            (Section::Form, _) => self.form.push((name.to_vec(), value.to_vec())),
            (Section::Other, _) => {}
        }
    }

    /// Parts the answer's fields from the request's where no heading does: each list is sorted, and the
    /// request's has names that no answer has.
    fn part(&mut self) {
        let of_request = |(name, _): &(Vec<u8>, Vec<u8>)| OF_REQUESTS.contains(&name.to_ascii_lowercase().as_slice());
        let Some(mut at) = self.fields.iter().position(of_request) else {
            if self.status.is_some() {
                self.response.append(&mut self.fields);
            }
            return;
        };
        while at > 0 && self.fields[at - 1].0.to_ascii_lowercase() <= self.fields[at].0.to_ascii_lowercase() {
            at -= 1;
        }
        let request = self.fields.split_off(at);
        self.response.append(&mut self.fields);
        self.fields = request;
    }

    fn send(mut self, to: &mut Session) {
        if let Some(name) = self.name.take() {
            self.pair(&name, b"");
        }
        if self.headings == Headings::None {
            self.part();
        }
        let mut losses = vec![Loss::Order, Loss::Repeats];
        if self.url.is_empty() && self.fields.iter().all(|(name, _)| name != b":path") {
            to.skipped.note_unknown(self.place, b"");
            return;
        }
        if self.method.is_none() && self.fields.iter().all(|(name, _)| name != b":method") {
            losses.push(Loss::Method);
        }
        if self
            .fields
            .iter()
            .all(|(name, _)| !name.eq_ignore_ascii_case(b"accept"))
        {
            losses.push(Loss::Fields);
        }
        let mut request = Request {
            url: self.url,
            method: self.method.unwrap_or_else(|| b"GET".to_vec()),
            losses,
            ..Request::default()
        };
        for (name, value) in &self.fields {
            request.field(name, value);
        }
        if !self.form.is_empty() {
            request.form(&self.form);
        }
        request.send(self.place, to);
        if let Some(status) = self.status {
            let (place, fields) = (self.place, self.response);
            to.response(ResponseHead { place, status, fields }, None);
        }
    }
}

/// Lines of a panel's head that are no fields.
const GENERAL: &[&[u8]] = &[
    b"Remote Address",
    b"Referrer Policy",
    b"Source",
    b"Address",
    b"Request Type",
    b"Start Time",
    b"End Time",
    b"Total Time",
    b"Version",
    b"Transferred",
    b"Scheme",
    b"Host IP",
    b"Initiator",
    b"Cost",
    b"Initiated by",
    b"Cause",
    b"Type",
    b"Size",
];
