//! A request head as text that can be edited, and nothing that knows how it will be judged.

/// A request head, cut where edits cut it. What is not edited keeps its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The method.
    pub method: Vec<u8>,
    /// `http://host` of an absolute-form target, else empty.
    pub authority: Vec<u8>,
    /// The path, undecoded.
    pub path: Vec<u8>,
    /// The pieces between `&`, undecoded; `None` without a `?`.
    pub query: Option<Vec<Vec<u8>>>,
    /// The field lines.
    pub lines: Vec<Line>,
}

/// A field line: what stands before the colon, and what stands behind it with its blanks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The name as spelled.
    pub name: Vec<u8>,
    /// All bytes behind the colon, without the line end.
    pub raw: Vec<u8>,
}

impl Line {
    /// `name: value`
    #[must_use]
    pub fn new(name: impl Into<Vec<u8>>, value: impl AsRef<[u8]>) -> Self {
        let raw = [b" ", value.as_ref()].concat();
        Self { name: name.into(), raw }
    }

    /// The value without outer blanks (RFC 9112 section 5.1).
    #[must_use]
    pub fn value(&self) -> &[u8] {
        trimmed(&self.raw)
    }

    /// Whether the name is this one, whatever its case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name.as_bytes())
    }

    /// The name in lower case.
    #[must_use]
    pub fn lower(&self) -> String {
        String::from_utf8_lossy(&self.name).to_ascii_lowercase()
    }
}

impl Head {
    /// Cuts a head with CRLF line ends. `None` when it is none.
    #[must_use]
    pub fn parse(bytes: &[u8]) -> Option<Self> {
        let mut rest = split_lines(bytes);
        let request = rest.next()?;
        let first = request.iter().position(|&byte| byte == b' ')?;
        let last = request.iter().rposition(|&byte| byte == b' ')?;
        let target = request.get(first + 1..last)?;
        let scheme = target.windows(3).position(|window| window == b"://");
        let authority = match (target.first(), scheme) {
            (Some(b'/'), _) | (_, None) => 0,
            (_, Some(at)) => {
                let begins = |&byte: &u8| byte == b'/' || byte == b'?';
                at + 3
                    + target[at + 3..]
                        .iter()
                        .position(begins)
                        .unwrap_or(target.len() - at - 3)
            }
        };
        let (authority, rest_of_target) = target.split_at(authority);
        let (path, query) = cut(rest_of_target, b'?');
        let mut lines = Vec::new();
        for line in rest.take_while(|line| !line.is_empty()) {
            let (name, raw) = cut(line, b':');
            let (name, raw) = (name.to_vec(), raw?.to_vec());
            lines.push(Line { name, raw });
        }
        Some(Self {
            method: request[..first].to_vec(),
            authority: authority.to_vec(),
            path: path.to_vec(),
            query: query.map(|query| query.split(|&byte| byte == b'&').map(<[u8]>::to_vec).collect()),
            lines,
        })
    }

    /// The head as it goes out.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        let mut head = [&self.method, b" ".as_slice(), &self.authority, &self.path].concat();
        if let Some(query) = &self.query {
            head.push(b'?');
            head.extend(query.join(&b'&'));
        }
        head.extend_from_slice(b" HTTP/1.1\r\n");
        for line in &self.lines {
            head.extend([&line.name, b":".as_slice(), &line.raw, b"\r\n"].concat());
        }
        head.extend_from_slice(b"\r\n");
        head
    }

    /// The values of all lines of a name, in order.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.lines.iter().filter(move |line| line.is(name)).map(Line::value)
    }

    /// The value of the first line of a name.
    #[must_use]
    pub fn value(&self, name: &str) -> Option<&[u8]> {
        self.lines.iter().find(|line| line.is(name)).map(Line::value)
    }

    /// Whether a line of this name is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.value(name).is_some()
    }

    /// Adds a line behind all others.
    pub fn push(&mut self, name: &str, value: impl AsRef<[u8]>) {
        self.lines.push(Line::new(name, value));
    }

    /// Gives the first line of a name another value, and the name the spelling given; adds a line when
    /// there is none.
    pub fn set(&mut self, name: &str, value: impl AsRef<[u8]>) {
        match self.lines.iter_mut().find(|line| line.is(name)) {
            Some(line) => *line = Line::new(name, value),
            None => self.push(name, value),
        }
    }

    /// Removes all lines of a name.
    pub fn drop(&mut self, name: &str) {
        self.lines.retain(|line| !line.is(name));
    }

    /// The pieces of the query that are not empty, in order.
    pub fn pieces(&self) -> impl Iterator<Item = &[u8]> {
        let all = self.query.iter().flatten().map(Vec::as_slice);
        all.filter(|piece| !piece.is_empty())
    }

    /// Adds a piece behind the query.
    pub fn push_query(&mut self, piece: impl Into<Vec<u8>>) {
        self.query.get_or_insert_default().push(piece.into());
    }

    /// Removes the pieces with this undecoded name.
    pub fn drop_query(&mut self, name: &str) {
        if let Some(query) = &mut self.query {
            query.retain(|piece| cut(piece, b'=').0 != name.as_bytes());
            if query.is_empty() {
                self.query = None;
            }
        }
    }
}

/// What stands before the first `mark`, and what behind it.
#[must_use]
pub fn cut(text: &[u8], mark: u8) -> (&[u8], Option<&[u8]>) {
    match text.iter().position(|&byte| byte == mark) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    }
}

/// Without blanks at both ends; only SP and HTAB are blanks.
#[must_use]
pub fn trimmed(text: &[u8]) -> &[u8] {
    let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
    let start = text.iter().position(|byte| !blank(byte)).unwrap_or(text.len());
    let end = text.iter().rposition(|byte| !blank(byte)).map_or(start, |at| at + 1);
    &text[start..end]
}

/// Replaces the first occurrence; `None` when there is none.
#[must_use]
pub fn replaced(text: &[u8], from: &[u8], to: &[u8]) -> Option<Vec<u8>> {
    let at = find(text, from)?;
    Some([&text[..at], to, &text[at + from.len()..]].concat())
}

/// Where `part` first stands in `text`.
#[must_use]
pub fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len().max(1)).position(|window| window == part)
}

fn split_lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = bytes.split(|&byte| byte == b'\n');
    lines.map(|line| line.strip_suffix(b"\r").unwrap_or(line))
}
