//! Where a file inside a form ends.

use bytes::Bytes;

/// Passes the content of one part through and stops at the delimiter behind it.
///
/// It holds no content: what may be the beginning of a delimiter is known by its length alone.
#[derive(Debug)]
pub struct PartBody {
    delimiter: Bytes,
    /// How many bytes of the delimiter the input so far ends with.
    matched: usize,
}

impl PartBody {
    /// At the first byte of a part's content.
    #[must_use]
    pub fn new(boundary: &[u8]) -> Self {
        Self {
            delimiter: [b"\r\n--", boundary].concat().into(),
            matched: 0,
        }
    }

    /// Whether the delimiter was seen; what comes after it is none of the part's.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.matched == self.delimiter.len()
    }

    /// The pieces of content that `input` settles, in order: at most what an earlier input left open,
    /// and a slice of this one.
    #[must_use]
    pub fn push(&mut self, input: &Bytes) -> Vec<Bytes> {
        if self.is_over() {
            return Vec::new();
        }
        let mut content = Vec::new();
        if self.matched > 0 {
            let more = common(input, &self.delimiter[self.matched..]);
            if more == input.len() || self.matched + more == self.delimiter.len() {
                self.matched += more;
                return content;
            }
            content.push(self.delimiter.slice(..self.matched));
        }
        let (end, matched) = self.settled(input);
        self.matched = matched;
        if end > 0 {
            content.push(input.slice(..end));
        }
        content
    }

    /// Up to where `input` is content, and how much of a delimiter stands behind that.
    fn settled(&self, input: &[u8]) -> (usize, usize) {
        let mut from = 0;
        while let Some(found) = input[from..].iter().position(|&byte| byte == b'\r') {
            let at = from + found;
            let matched = common(&input[at..], &self.delimiter);
            if at + matched == input.len() || matched == self.delimiter.len() {
                return (at, matched);
            }
            from = at + 1;
        }
        (input.len(), 0)
    }
}

/// How many bytes two texts begin with in common.
fn common(left: &[u8], right: &[u8]) -> usize {
    left.iter().zip(right).take_while(|(left, right)| left == right).count()
}
