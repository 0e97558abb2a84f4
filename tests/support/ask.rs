//! Requests of the owner, for tests of what the service does rather than of how it judges.

use std::net::SocketAddr;

use super::raw::{Answer, DATE, ask, v1};

/// A V1-signed request being put together.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    method: &'static str,
    path: String,
    signed_query: Vec<String>,
    plain_query: Vec<String>,
    fields: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Ask {
    /// A request for a path in path style, with nothing in it that V1 would decode.
    pub(crate) fn new(method: &'static str, path: &str) -> Self {
        Self {
            method,
            path: path.to_owned(),
            signed_query: Vec::new(),
            plain_query: Vec::new(),
            fields: Vec::new(),
            body: Vec::new(),
        }
    }

    /// A query parameter of V1's table; the test adds them sorted.
    pub(crate) fn sub(mut self, parameter: &str) -> Self {
        self.signed_query.push(parameter.to_owned());
        self
    }

    /// A query parameter that V1 does not sign.
    pub(crate) fn plain(mut self, parameter: &str) -> Self {
        self.plain_query.push(parameter.to_owned());
        self
    }

    /// A field, lower-case name.
    pub(crate) fn field(mut self, name: &str, value: &str) -> Self {
        self.fields.push((name.to_owned(), value.to_owned()));
        self
    }

    /// A body, and its length.
    pub(crate) fn body(mut self, body: impl AsRef<[u8]>) -> Self {
        self.body = body.as_ref().to_vec();
        let length = self.body.len().to_string();
        self.field("content-length", &length)
    }

    /// The bytes of the request.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let value = |name: &str| {
            self.fields
                .iter()
                .find(|(known, _)| known == name)
                .map_or("", |(_, value)| value)
        };
        let mut oss: Vec<_> = self
            .fields
            .iter()
            .filter(|(name, _)| name.starts_with("x-oss-"))
            .collect();
        oss.sort();
        let oss: Vec<String> = oss.iter().map(|(name, value)| format!("{name}:{value}\n")).collect();
        let mark = if self.signed_query.is_empty() { "" } else { "?" };
        let text = format!(
            "{}\n{}\n{}\n{DATE}\n{}{}{mark}{}",
            self.method,
            value("content-md5"),
            value("content-type"),
            oss.concat(),
            self.path,
            self.signed_query.join("&"),
        );
        let query = [self.signed_query.clone(), self.plain_query.clone()].concat().join("&");
        let target = if query.is_empty() {
            self.path.clone()
        } else {
            format!("{}?{query}", self.path)
        };
        let lines: Vec<String> = self
            .fields
            .iter()
            .map(|(name, value)| format!("{name}: {value}\r\n"))
            .collect();
        let head = format!(
            "{} {target} HTTP/1.1\r\nhost: 127.0.0.1\r\ndate: {DATE}\r\nauthorization: {}\r\n{}\r\n",
            self.method,
            v1(&text),
            lines.concat(),
        );
        [head.as_bytes(), &self.body].concat()
    }

    /// The answer to it.
    pub(crate) async fn send(&self, address: SocketAddr) -> Answer {
        ask(address, &self.bytes()).await
    }
}

/// Puts a small text object.
pub(crate) async fn put(address: SocketAddr, key: &str, text: &str) -> Answer {
    let answer = Ask::new("PUT", &format!("/bucket/{key}"))
        .body(text)
        .send(address)
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    answer
}

/// Gets an object.
pub(crate) async fn get(address: SocketAddr, key: &str) -> Answer {
    Ask::new("GET", &format!("/bucket/{key}")).send(address).await
}
