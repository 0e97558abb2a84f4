//! A request put together from the parts that a copy has.

use mock_oss::wire::form::boundary;

use crate::diagnosis::Loss;
use crate::input::captured::CapturedBody;
use crate::input::form::{self, Part};
use crate::input::session::{Sent, Session};
use crate::input::{Place, head};

/// The parts.
#[derive(Debug, Default)]
pub(super) struct Request {
    pub(super) method: Vec<u8>,
    pub(super) url: Vec<u8>,
    /// Names and values in the order of the copy, pseudo fields of HTTP/2 among them.
    pub(super) fields: Vec<(Vec<u8>, Vec<u8>)>,
    pub(super) body: Option<Vec<u8>>,
    pub(super) losses: Vec<Loss>,
    pub(super) form: Form,
}

/// Whether the body is a form that was put together here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Form {
    #[default]
    No,
    MadeUp,
}

impl Request {
    /// Adds a field.
    pub(super) fn field(&mut self, name: &[u8], value: &[u8]) {
        let (value, losses) = head::archive_bytes(value);
        self.losses.extend(losses);
        self.fields.push((name.to_vec(), value));
    }

    /// Makes a browser form of names and values the body. A value that a copy shows in brackets, as
    /// `(binary)`, or with an `@` is a file.
    pub(super) fn form(&mut self, pairs: &[(Vec<u8>, Vec<u8>)]) {
        let media = self
            .fields
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(b"content-type"));
        let named = media.and_then(|(_, value)| boundary(value).ok()).map(<[u8]>::to_vec);
        let known = named.clone().unwrap_or_else(|| BOUNDARY.to_vec());
        let is_file = |name: &[u8], value: &[u8]| name == b"file" || value == b"(binary)" || value.starts_with(b"@");
        let parts = pairs.iter().map(|(name, value)| Part {
            name,
            value: if is_file(name, value) { b"" } else { value },
            file: is_file(name, value).then_some(&b"file"[..]),
        });
        self.body = Some(form::together(&known, parts));
        self.form = Form::MadeUp;
        self.losses.push(Loss::Form);
        if named.is_none() {
            self.fields
                .retain(|(name, _)| !name.eq_ignore_ascii_case(b"content-type"));
            let media = [b"multipart/form-data; boundary=", BOUNDARY].concat();
            self.fields.push((b"Content-Type".to_vec(), media));
        }
    }

    /// Whether it has a field of this name.
    pub(super) fn has(&self, name: &[u8]) -> bool {
        self.fields.iter().any(|(known, _)| known.eq_ignore_ascii_case(name))
    }

    /// Takes out the pseudo fields of HTTP/2 (RFC 9113 section 8.3.1), which tell the method, the host and the
    /// target; PowerShell's copies have them without their colon.
    fn without_pseudo(&mut self) -> (Option<Vec<u8>>, Option<Vec<u8>>) {
        let folded = self.fields.iter().any(|(name, _)| name.starts_with(b":"));
        let bare = ["method", "authority", "scheme", "path"];
        let powershell = bare.iter().all(|name| self.has(name.as_bytes()));
        let (mut authority, mut path) = (None, None);
        let fields = std::mem::take(&mut self.fields);
        for (name, value) in fields {
            let pseudo = match name.strip_prefix(b":") {
                Some(pseudo) => pseudo,
                None if powershell => name.as_slice(),
                None => b"",
            };
            match pseudo {
                b"method" => self.method = value,
                b"authority" => authority = Some(value),
                b"path" => path = Some(value),
                b"scheme" | b"protocol" => {}
                _ => self.fields.push((name, value)),
            }
        }
        if folded {
            self.losses.push(Loss::Case);
        }
        (authority, path)
    }

    /// Hands it to the session. A copy without a URL and without a target is none.
    pub(super) fn send(mut self, place: Place, to: &mut Session) -> Sending {
        let (authority, path) = self.without_pseudo();
        let (of_url, target) = head::split_url(&self.url);
        let target = path.unwrap_or(target);
        if target.is_empty() {
            return Sending::NoTarget;
        }
        let host = authority.or_else(|| of_url.map(<[u8]>::to_vec));
        if let Some(host) = host.filter(|_| !self.has(b"host")) {
            self.fields.insert(0, (b"Host".to_vec(), host));
        }
        if !signed(&self.fields, &target) {
            self.losses.extend([Loss::Signature, Loss::Fields]);
        }
        to.request(Sent {
            place,
            head: head::from_parts(&self.method.to_ascii_uppercase(), &target, &self.fields),
            losses: self.losses,
            ..Sent::default()
        });
        if let (Some(captured), Some(bytes)) = (to.newest(), self.body) {
            let mut body = CapturedBody::default();
            body.push(&bytes);
            if self.form == Form::MadeUp {
                // How many bytes were sent, what was made up here does not say.
                body.length = None;
            }
            captured.body = body;
        }
        Sending::Sent
    }
}

/// Whether a request came of the parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sending {
    Sent,
    NoTarget,
}

/// Whether a signature stands in the fields or in the query.
pub(super) fn signed(fields: &[(Vec<u8>, Vec<u8>)], target: &[u8]) -> bool {
    let has = fields
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case(b"authorization"));
    has || in_query(target)
}

/// Whether a signature stands in a URL's query.
pub(super) fn in_query(url: &[u8]) -> bool {
    let query = url
        .iter()
        .position(|&byte| byte == b'?')
        .map_or(&[][..], |at| &url[at + 1..]);
    query.split(|&byte| byte == b'&').any(|pair| {
        let name = pair
            .split(|&byte| byte == b'=')
            .next()
            .unwrap_or_default()
            .to_ascii_lowercase();
        name.ends_with(b"signature")
    })
}

/// Parts the fields of a form whose own boundary is not known.
const BOUNDARY: &[u8] = b"----whysig-form";
