//! What was passed over.

use super::{Place, head};

/// Lines that gave nothing, counted so that nothing is dropped in silence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Skipped {
    /// Lines that the format has for other things: connections made, progress, timings.
    pub remarks: u64,
    /// Lines that are not of the format.
    pub unknown: u64,
    /// The first line that is not of the format.
    pub first_unknown: Option<Place>,
    /// The first of them that has a request line: a request in another format.
    pub first_request: Option<Place>,
}

impl Skipped {
    /// How many lines in all.
    #[must_use]
    pub fn lines(&self) -> u64 {
        self.remarks + self.unknown
    }

    pub(super) fn remark(&mut self) {
        self.remarks += 1;
    }

    /// Notes a line that is not of the format.
    pub(super) fn note_unknown(&mut self, place: Place, text: &[u8]) {
        self.unknown += 1;
        self.first_unknown.get_or_insert(place);
        let bare = text.trim_ascii();
        if head::is_request_line(bare.strip_prefix(b"> ").unwrap_or(bare)) {
            self.first_request.get_or_insert(place);
        }
    }
}
