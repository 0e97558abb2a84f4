//! Both strings to sign, line beside line.

use mock_oss::verify::Rule;

use super::{Agreement, ShownLine, Strings};

/// One row: what the service hashed, what the client signed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    /// The service's line, where it has one.
    pub(crate) server: Option<&'a ShownLine>,
    /// The client's line, where it has one.
    pub(crate) client: Option<&'a ShownLine>,
}

impl Pair<'_> {
    /// Whether this is the hash of V4's canonical request, whose own lines say more.
    pub(crate) fn is_request_hash(&self) -> bool {
        let line = self.server.or(self.client);
        line.and_then(|line| line.rule) == Some(Rule::RequestHash)
    }

    /// Whether both sides have the same line here.
    pub(crate) fn agrees(&self) -> bool {
        matches!((self.server, self.client), (Some(server), Some(client)) if server.text == client.text)
    }
}

/// The lines of both strings, paired by how they compare; empty unless both are known.
pub(crate) fn pairs(strings: &Strings) -> Vec<Pair<'_>> {
    let (Some(server), Some(client)) = (&strings.server, &strings.client) else {
        return Vec::new();
    };
    let (mut left, mut right) = (server.lines.iter().peekable(), client.lines.iter().peekable());
    let mut pairs = Vec::new();
    loop {
        let only = |line: Option<&&ShownLine>| line.is_some_and(|line| line.agreement == Agreement::OnlyHere);
        let (server, client) = if only(left.peek()) {
            (left.next(), None)
        } else if only(right.peek()) {
            (None, right.next())
        } else {
            (left.next(), right.next())
        };
        if server.is_none() && client.is_none() {
            return pairs;
        }
        pairs.push(Pair { server, client });
    }
}
