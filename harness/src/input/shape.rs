//! The shape of a JSON document, seen from its beginning: which members its outermost objects have.

/// A member: its name, and how its value begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Member {
    /// How many brackets it stands in; 1 for a member of the document itself.
    pub(super) depth: usize,
    pub(super) name: Vec<u8>,
    /// The first byte of its value.
    pub(super) value: u8,
}

/// The members of a document's beginning, down to `deepest` brackets. Empty for what is no JSON object or list.
pub(super) fn members(text: &[u8], deepest: usize) -> Vec<Member> {
    let text = text.trim_ascii_start();
    if !matches!(text.first(), Some(b'{' | b'[')) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => depth = depth.saturating_sub(1),
            b'"' => {
                let Some(length) = string(&text[at..]) else { break };
                let name = &text[at..at + length];
                at += length + 1;
                let rest = text[at..].trim_ascii_start();
                let value = rest
                    .strip_prefix(b":")
                    .map(<[u8]>::trim_ascii_start)
                    .and_then(|value| value.first());
                if let Some(&value) = value.filter(|_| depth <= deepest) {
                    let name = name.to_vec();
                    found.push(Member { depth, name, value });
                }
            }
            _ => {}
        }
    }
    found
}

/// The length of a string up to its closing mark.
fn string(text: &[u8]) -> Option<usize> {
    let mut escaped = false;
    text.iter().position(|&byte| {
        let ends = byte == b'"' && !escaped;
        escaped = byte == b'\\' && !escaped;
        ends
    })
}
