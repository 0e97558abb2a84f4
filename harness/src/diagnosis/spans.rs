//! Spans as they are shown.

use mock_oss::wire::{Received, Span};

/// A line of the head without its line end.
pub(super) fn without_end(received: &Received, line: Span) -> Span {
    let text = received.bytes_of(line);
    let ends = text
        .iter()
        .rev()
        .take_while(|byte| matches!(byte, b'\r' | b'\n'))
        .count();
    Span::new(line.start, line.end - ends)
}
