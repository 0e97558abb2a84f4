//! The request target: its form, path and query, undecoded.

use super::Span;

/// The four forms of a request target (RFC 9112 section 3.2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TargetForm {
    /// `/path?query`
    Origin,
    /// `http://host/path?query`, as sent to a proxy
    Absolute,
    /// `host:port`, with CONNECT
    Authority,
    /// `*`, with OPTIONS
    Asterisk,
}

/// Which query parameter of a target, counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct QueryIndex(pub usize);

/// A view of one query parameter, undecoded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryPair<'a> {
    /// Its place in the query.
    pub index: QueryIndex,
    /// What stands before the first `=`.
    pub name: &'a [u8],
    /// What stands after it; `None` without a `=`.
    pub value: Option<&'a [u8]>,
    /// Where `name=value` stands in the head.
    pub span: Span,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct TargetSpans {
    pub(super) whole: Span,
    pub(super) form: TargetForm,
    pub(super) authority: Option<Span>,
    pub(super) path: Span,
    pub(super) query: Option<Span>,
    pub(super) fragment: Option<Span>,
    pub(super) pairs: Vec<PairSpans>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PairSpans {
    whole: Span,
    equals: Option<usize>,
}

impl<'a> QueryPair<'a> {
    pub(super) fn new(head: &'a [u8], spans: PairSpans, index: QueryIndex) -> Self {
        let PairSpans { whole, equals } = spans;
        let name_end = equals.unwrap_or(whole.end);
        Self {
            index,
            name: Span::new(whole.start, name_end).of(head),
            value: equals.map(|at| Span::new(at + 1, whole.end).of(head)),
            span: whole,
        }
    }
}

impl TargetSpans {
    /// Splits the target that stands at `whole` in `head`. Total: every byte string is some target.
    pub(super) fn split(head: &[u8], whole: Span) -> Self {
        let find = |span: Span, byte: u8| {
            let at = span.of(head).iter().position(|&b| b == byte)?;
            Some(span.start + at)
        };
        let hash = find(whole, b'#');
        let end = hash.unwrap_or(whole.end);
        let (form, authority, after) = leading(head, Span::new(whole.start, end));
        let rest = Span::new(after, end);
        let mark = find(rest, b'?');
        let query = mark.map(|at| Span::new(at + 1, end));
        Self {
            whole,
            form,
            authority,
            path: Span::new(rest.start, mark.unwrap_or(end)),
            query,
            fragment: hash.map(|at| Span::new(at, whole.end)),
            pairs: query.map(|span| pairs(head, span)).unwrap_or_default(),
        }
    }
}

/// The form, the authority and the offset at which the path begins.
fn leading(head: &[u8], target: Span) -> (TargetForm, Option<Span>, usize) {
    let bytes = target.of(head);
    if bytes == b"*" {
        return (TargetForm::Asterisk, None, target.end);
    }
    if bytes.first().is_none_or(|&byte| byte == b'/') {
        return (TargetForm::Origin, None, target.start);
    }
    let Some(colon) = bytes.windows(3).position(|window| window == b"://") else {
        let form = if bytes.contains(&b':') {
            TargetForm::Authority
        } else {
            TargetForm::Origin
        };
        return (form, None, target.start);
    };
    let start = target.start + colon + 3;
    let rest = Span::new(start, target.end).of(head);
    let length = rest
        .iter()
        .position(|&byte| byte == b'/' || byte == b'?')
        .unwrap_or(rest.len());
    let authority = Span::new(start, start + length);
    (TargetForm::Absolute, Some(authority), authority.end)
}

fn pairs(head: &[u8], query: Span) -> Vec<PairSpans> {
    let mut start = query.start;
    let mut all = Vec::new();
    for piece in query.of(head).split(|&byte| byte == b'&') {
        let whole = Span::new(start, start + piece.len());
        start = whole.end + 1;
        if !piece.is_empty() {
            let equals = piece.iter().position(|&byte| byte == b'=').map(|at| whole.start + at);
            all.push(PairSpans { whole, equals });
        }
    }
    all
}
