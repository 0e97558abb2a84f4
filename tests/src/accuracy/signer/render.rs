//! A draft as text.

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

use super::text::{Slash, escaped};
use super::{Draft, Empty, Kind, LineEnd, Names, Order};

impl Draft {
    /// The string to sign.
    #[must_use]
    pub fn string(&self) -> Vec<u8> {
        if !self.kind.is_v4() {
            return self.ended(&self.lines());
        }
        let hash = HEXLOWER.encode(&Sha256::digest(self.ended(&self.lines())));
        let lines = [&self.algorithm, &self.date, &self.scope, hash.as_bytes()];
        self.ended(&lines.map(<[u8]>::to_vec))
    }

    /// The lines that hold the request: the canonical request of V4, all of V1 and V2.
    #[must_use]
    pub fn lines(&self) -> Vec<Vec<u8>> {
        let list = self.additional.join(";").into_bytes();
        let mut lines = vec![self.verb.clone()];
        match self.kind {
            Kind::V4Header | Kind::V4Url => {
                lines.extend([self.uri(), self.query()]);
                lines.extend(self.header_lines());
                lines.extend([Vec::new(), list, self.payload.clone()]);
            }
            Kind::V2Header | Kind::V2Url => {
                lines.extend([self.md5.clone(), self.content_type.clone(), self.date.clone()]);
                lines.extend(self.header_lines());
                lines.extend([list, self.marked(self.uri())]);
            }
            Kind::V1Header | Kind::V1Url => {
                lines.extend([self.md5.clone(), self.content_type.clone(), self.date.clone()]);
                lines.extend(self.header_lines());
                lines.push(self.marked(self.uri()));
            }
        }
        lines
    }

    fn ended(&self, lines: &[Vec<u8>]) -> Vec<u8> {
        let end: &[u8] = match self.form.line_end {
            LineEnd::Lf => b"\n",
            LineEnd::CrLf => b"\r\n",
        };
        let mut text = lines.join(end);
        text.extend_from_slice(self.form.end.as_bytes());
        text
    }

    /// The header lines, sorted and spelled.
    #[must_use]
    pub fn header_lines(&self) -> Vec<Vec<u8>> {
        let spelled = |name: &[u8]| match self.form.names {
            Names::Lower => name.to_ascii_lowercase(),
            Names::AsSent => name.to_vec(),
        };
        let mut pairs: Vec<(Vec<u8>, &[u8])> = Vec::new();
        pairs.extend(
            self.headers
                .iter()
                .map(|(name, value)| (spelled(name), value.as_slice())),
        );
        let colon = self.form.colon.unwrap_or(":").as_bytes();
        let line = |(name, value): &(Vec<u8>, &[u8])| [name, colon, value].concat();
        match self.form.order {
            Order::AsSent => {}
            Order::Bytes | Order::Unescaped => pairs.sort_by(|left, right| left.0.cmp(&right.0)),
            Order::Locale => pairs.sort_by_key(|(name, _)| for_people(name)),
            Order::WholeLine => pairs.sort_by_key(line),
        }
        pairs.iter().map(line).collect()
    }

    /// Bucket and key as written.
    #[must_use]
    pub fn uri(&self) -> Vec<u8> {
        if let Some(text) = &self.form.path_text {
            return text.clone();
        }
        let slash = if self.kind.is_v2() { Slash::Escaped } else { Slash::Kept };
        let times = self.form.escapes + u8::from(!self.kind.is_v1());
        let mut uri = self.resource.clone();
        for _ in 0..times {
            uri = escaped(&uri, slash, self.form.kept);
        }
        self.with_plus(uri)
    }

    /// The resource line of V1 and V2: the query behind a `?`, when there is one.
    fn marked(&self, mut uri: Vec<u8>) -> Vec<u8> {
        let query = self.query();
        if !query.is_empty() {
            uri.push(b'?');
            uri.extend(query);
        }
        uri
    }

    /// The signed parameters as written, without a mark before them.
    #[must_use]
    pub fn query(&self) -> Vec<u8> {
        if let Some(text) = &self.form.query_text {
            return text.clone();
        }
        let spelled = |text: &[u8]| {
            if self.kind.is_v1() {
                text.to_vec()
            } else {
                self.with_plus(escaped(text, Slash::Escaped, self.form.kept))
            }
        };
        let mut pairs: Vec<(Vec<u8>, Vec<u8>, &[u8])> = Vec::new();
        pairs.extend(
            self.params
                .iter()
                .map(|(name, value)| (spelled(name), spelled(value), name.as_slice())),
        );
        match self.form.query_order {
            Order::AsSent => {}
            Order::Bytes | Order::WholeLine => pairs.sort_by(|one, other| (&one.0, &one.1).cmp(&(&other.0, &other.1))),
            Order::Locale => pairs.sort_by_key(|(name, ..)| for_people(name)),
            Order::Unescaped => pairs.sort_by(|one, other| one.2.cmp(other.2)),
        }
        let pieces = pairs.into_iter().map(|(mut piece, value, _)| {
            if !value.is_empty() || self.form.empty == Empty::WithEquals {
                piece.push(b'=');
                piece.extend(value);
            }
            piece
        });
        pieces.collect::<Vec<_>>().join(&b'&')
    }

    fn with_plus(&self, text: Vec<u8>) -> Vec<u8> {
        if !self.form.plus {
            return text;
        }
        String::from_utf8_lossy(&text).replace("%20", "+").into_bytes()
    }
}

/// A sort key as ICU's root collation gives one for names: `_`, `-`, other marks, digits, letters
/// without case, and lower case first where nothing else differs.
fn for_people(name: &[u8]) -> (Vec<(u8, u8)>, Vec<bool>) {
    let weight = |&byte: &u8| match byte {
        b'_' => (0, 0),
        b'-' => (0, 1),
        b'0'..=b'9' => (2, byte),
        b'a'..=b'z' | b'A'..=b'Z' => (3, byte.to_ascii_lowercase()),
        _ => (1, byte),
    };
    let case = name.iter().map(u8::is_ascii_uppercase).collect();
    (name.iter().map(weight).collect(), case)
}
