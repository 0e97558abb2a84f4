//! Cuts a JSON stream into the entries of an archive, one at a time, without holding the rest.

/// What the cutter found in the bytes it was given.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// All bytes were taken and no entry is whole yet.
    More,
    /// An entry's object, whole; so many bytes were taken.
    Entry(Vec<u8>, usize),
    /// The object at hand is over the bound and is passed over; so many bytes were taken.
    TooLong(usize),
}

/// The cutter. An entry is an object in an array named `entries`, wherever that stands, or else a
/// whole top-level object (one entry a line), or an object in a top-level array.
#[derive(Debug, Default)]
pub(super) struct Cutter {
    held: Vec<u8>,
    /// Where in `held` the last string begins, quote included, and whether it is still open.
    string: Option<usize>,
    text: Text,
    depth: usize,
    /// The depth inside the array of entries.
    entries: Option<usize>,
    /// The depth outside the object that is being held.
    object: Option<usize>,
    key_is_entries: bool,
    skipping: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Text {
    #[default]
    Outside,
    Inside,
    Escaped,
}

impl Cutter {
    /// Whether an entry, or what may be one, has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        self.object.is_some() && !self.skipping
    }

    /// Takes bytes up to the end of the next entry.
    pub(super) fn feed(&mut self, bytes: &[u8], limit: usize) -> Cut {
        for (at, &byte) in bytes.iter().enumerate() {
            let whole = self.byte(byte);
            if self.held.len() > limit {
                self.held.clear();
                self.string = None;
                self.skipping = true;
                return Cut::TooLong(at + 1);
            }
            if whole {
                let entry = std::mem::take(&mut self.held);
                self.string = None;
                if !std::mem::take(&mut self.skipping) {
                    return Cut::Entry(entry, at + 1);
                }
            }
        }
        Cut::More
    }

    /// Takes one byte; `true` when it ends an entry.
    fn byte(&mut self, byte: u8) -> bool {
        if self.object.is_some() && !self.skipping {
            self.held.push(byte);
        }
        match self.text {
            Text::Escaped => self.text = Text::Inside,
            Text::Inside => match byte {
                b'\\' => self.text = Text::Escaped,
                b'"' => self.end_string(),
                _ => {}
            },
            Text::Outside => return self.structure(byte),
        }
        false
    }

    fn end_string(&mut self) {
        self.text = Text::Outside;
        let string = self.string.map(|start| &self.held[start.min(self.held.len())..]);
        self.key_is_entries = string == Some(b"\"entries\"");
    }

    fn structure(&mut self, byte: u8) -> bool {
        match byte {
            b'"' => {
                self.text = Text::Inside;
                self.string = self.held.len().checked_sub(1);
            }
            b'{' => self.open_object(),
            b'[' => {
                self.depth += 1;
                if self.key_is_entries && self.entries.is_none() {
                    self.entries = Some(self.depth);
                    self.object = None;
                    self.held.clear();
                    self.string = None;
                    self.skipping = false;
                }
            }
            b'}' | b']' => return self.close(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() && byte != b':' {
            self.key_is_entries = false;
        }
        false
    }

    fn open_object(&mut self) {
        let begins = match self.entries {
            Some(depth) => self.depth == depth,
            None => true,
        };
        if self.object.is_none() && begins {
            self.object = Some(self.depth);
            self.held = vec![b'{'];
        }
        self.depth += 1;
    }

    fn close(&mut self, byte: u8) -> bool {
        self.depth = self.depth.saturating_sub(1);
        if byte == b']' && self.entries.is_some_and(|depth| self.depth < depth) {
            self.entries = None;
            self.skip_rest();
            return false;
        }
        if self.object == Some(self.depth) {
            self.object = None;
            return !self.held.is_empty() || self.skipping;
        }
        if self.depth == 0 {
            self.object = None;
            self.skipping = false;
            self.held.clear();
        }
        false
    }

    /// After the entries, the rest of the archive's own object is no entry.
    fn skip_rest(&mut self) {
        if self.depth > 0 {
            self.object = Some(usize::MAX);
            self.skipping = true;
        }
    }
}
