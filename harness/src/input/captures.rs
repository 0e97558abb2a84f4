//! The entries: a stream of captures, or all of them at once.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::captured::Captured;
use super::reader::Reader;
use super::response::ResponseHead;
use super::session::Session;
use super::source::Source;
use super::{Format, InputError, Limits};

/// The captures of an input, one at a time.
///
/// An error [of one capture](InputError::is_of_one_capture) is followed by the captures after it;
/// any other error is the last item. An input without any capture gives [`InputError::Nothing`].
#[derive(Debug)]
pub struct Captures<R> {
    format: Format,
    source: Source<R>,
    reader: Box<dyn Reader>,
    session: Session,
    state: State,
    given: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Reading,
    Ended,
    Over,
}

/// All captures of an input that is wholly at hand.
///
/// # Errors
/// The first [`InputError`], whichever capture it belongs to.
pub fn read(format: Format, input: &[u8]) -> Result<Vec<Captured>, InputError> {
    Captures::new(format, input, Limits::default()).collect()
}

/// All final response heads of an input: a bare response head, or any format that shows answers.
///
/// # Errors
/// The first [`InputError`]; [`InputError::Nothing`] without any response.
pub fn read_responses(format: Format, input: &[u8]) -> Result<Vec<ResponseHead>, InputError> {
    let mut reader = Captures::new(format, input, Limits::default());
    let mut seen = BTreeSet::new();
    let mut heads = Vec::new();
    for item in &mut reader {
        match item {
            Ok(captured) => heads.extend(captured.other_responses.into_iter().chain(captured.response)),
            Err(InputError::Nothing { .. }) => {}
            Err(error) => return Err(error),
        }
    }
    heads.extend(reader.session.responses());
    heads.retain(|head: &ResponseHead| seen.insert((head.place.entry, head.place.byte)));
    if heads.is_empty() {
        return Err(InputError::Nothing {
            format,
            expected: "a response head such as `HTTP/1.1 200 OK`",
        });
    }
    heads.sort_by_key(|head| (head.place.entry, head.place.byte));
    Ok(heads)
}

impl<R: BufRead> Captures<R> {
    /// Reads `input` as `format`. Nothing is read yet.
    pub fn new(format: Format, input: R, limits: Limits) -> Self {
        Self {
            format,
            source: Source::new(input),
            reader: format.reader(limits),
            session: Session::default(),
            state: State::Reading,
            given: 0,
        }
    }
}

impl<R: BufRead> Iterator for Captures<R> {
    type Item = Result<Captured, InputError>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(mut captured) = self.session.pop() {
                captured.body_from_head();
                self.given += 1;
                return Some(Ok(captured));
            }
            match self.state {
                State::Reading => match self.reader.step(&mut self.source, &mut self.session) {
                    Ok(true) => {}
                    Ok(false) => {
                        self.session.finish();
                        self.state = State::Ended;
                    }
                    Err(error) => {
                        self.given += 1;
                        if !error.is_of_one_capture() {
                            self.state = State::Over;
                        }
                        return Some(Err(error));
                    }
                },
                State::Ended => {
                    self.state = State::Over;
                    if self.given == 0 {
                        let (format, expected) = (self.format, self.format.expected());
                        return Some(Err(InputError::Nothing { format, expected }));
                    }
                }
                State::Over => return None,
            }
        }
    }
}
