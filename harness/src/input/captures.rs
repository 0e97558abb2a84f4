//! The entries: a stream of captures, or all of them at once.

use std::collections::BTreeSet;
use std::io::BufRead;

use super::captured::Captured;
use super::curl::{Dump, Trace, Verbose};
use super::har::Har;
use super::json_lines::JsonLines;
use super::log::Log;
use super::raw::Raw;
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
    reader: Reader,
    session: Session,
    state: State,
    given: u64,
}

#[derive(Debug)]
enum Reader {
    Raw(Raw),
    Verbose(Verbose),
    Trace(Trace),
    Har(Har),
    JsonLines(JsonLines),
    Log(Log),
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
        let reader = match format {
            Format::CurlVerbose => Reader::Verbose(Verbose::new(limits)),
            Format::CurlTrace => Reader::Trace(Trace::new(limits, Dump::Hex)),
            Format::CurlTraceAscii => Reader::Trace(Trace::new(limits, Dump::Ascii)),
            Format::Har => Reader::Har(Har::new(limits)),
            Format::JsonLines => Reader::JsonLines(JsonLines::new(limits)),
            Format::Raw => Reader::Raw(Raw::new(limits)),
            Format::OssError
            | Format::Oss2Log
            | Format::OssV2Log
            | Format::PythonHttp
            | Format::AliOssDebug
            | Format::NodeDebug => Reader::Log(Log::new(limits)),
        };
        Self {
            format,
            source: Source::new(input),
            reader,
            session: Session::default(),
            state: State::Reading,
            given: 0,
        }
    }

    fn step(&mut self) -> Result<bool, InputError> {
        match &mut self.reader {
            Reader::Raw(reader) => reader.step(&mut self.source, &mut self.session),
            Reader::Verbose(reader) => reader.step(&mut self.source, &mut self.session),
            Reader::Trace(reader) => reader.step(&mut self.source, &mut self.session),
            Reader::Har(reader) => reader.step(&mut self.source, &mut self.session),
            Reader::JsonLines(reader) => reader.step(&mut self.source, &mut self.session),
            Reader::Log(reader) => reader.step(&mut self.source, &mut self.session),
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
                State::Reading => match self.step() {
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
