//! The chunked transfer coding (RFC 9112 section 7.1), only as far as finding where it ends.

/// A decoder that counts and never keeps body bytes.
///
/// Every line ends in CR LF and nothing else: where a bare LF or a bare CR may count as a line end, readers
/// differ on where the next request begins.
#[derive(Debug)]
pub(super) struct Chunked {
    state: State,
    /// Raw bytes taken so far, framing included.
    offset: u64,
    side_bytes: usize,
}

/// What one step found.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// This many input bytes were body data.
    Data(usize),
    /// This many input bytes belong to the trailer section, line ends included.
    Trailer(usize),
    /// A chunk extension begins.
    Extension,
    /// The coding is over; the rest of the input belongs to the next request.
    End,
    /// The coding is broken here.
    Bad { offset: u64 },
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Size { size: u64, digits: u8 },
    SizeBlank { size: u64 },
    Extension { size: u64 },
    SizeLf { size: u64 },
    Data { left: u64 },
    DataCr,
    DataLf,
    TrailerStart,
    TrailerLine,
    TrailerLf,
    EndLf,
    Done,
}

/// Most bytes of extensions and trailers together, kept or skipped per body.
const SIDE_LIMIT: usize = 16 * 1024;

impl Chunked {
    pub(super) fn new() -> Self {
        let state = State::Size { size: 0, digits: 0 };
        Self {
            state,
            offset: 0,
            side_bytes: 0,
        }
    }

    /// Takes bytes from the front of `input` until it has something to tell or runs dry.
    pub(super) fn step(&mut self, input: &mut &[u8]) -> Option<Step> {
        if self.state == State::Done {
            return Some(Step::End);
        }
        while let Some((&byte, rest)) = input.split_first() {
            if let State::Data { left } = self.state {
                return Some(self.data(left, input));
            }
            let before = self.state;
            let Some(next) = next_state(before, byte) else {
                return Some(Step::Bad { offset: self.offset });
            };
            self.state = next;
            self.offset += 1;
            *input = rest;
            match (before, next) {
                (_, State::Done) => return Some(Step::End),
                (State::Size { .. } | State::SizeBlank { .. }, State::Extension { .. }) => {
                    return Some(Step::Extension);
                }
                (State::Extension { .. }, State::Extension { .. }) | (_, State::SizeBlank { .. })
                    if self.side_byte() =>
                {
                    return Some(Step::Bad { offset: self.offset });
                }
                (_, State::TrailerLine | State::TrailerLf) | (State::TrailerLf, State::TrailerStart) => {
                    let over = self.side_byte();
                    return Some(if over {
                        Step::Bad { offset: self.offset }
                    } else {
                        Step::Trailer(1)
                    });
                }
                _ => {}
            }
        }
        None
    }

    fn data(&mut self, left: u64, input: &mut &[u8]) -> Step {
        let take = usize::try_from(left).unwrap_or(usize::MAX).min(input.len());
        let taken = take as u64;
        *input = &input[take..];
        self.offset += taken;
        self.state = if left == taken {
            State::DataCr
        } else {
            State::Data { left: left - taken }
        };
        Step::Data(take)
    }

    /// Counts a byte beside the data; true once there are too many.
    fn side_byte(&mut self) -> bool {
        self.side_bytes += 1;
        self.side_bytes > SIDE_LIMIT
    }
}

/// The grammar; `None` is a byte that may not stand there. Data is not handled here.
#[expect(
    clippy::match_same_arms,
    reason = "one arm a row of the grammar, in the order of the bytes"
)]
fn next_state(state: State, byte: u8) -> Option<State> {
    match (state, byte) {
        (State::Size { size, digits }, _) if byte.is_ascii_hexdigit() && digits < 16 => {
            let digit = char::from(byte).to_digit(16)?;
            let size = size << 4 | u64::from(digit);
            Some(State::Size {
                size,
                digits: digits + 1,
            })
        }
        (State::Size { digits: 0, .. }, _) => None,
        (State::Size { size, .. } | State::SizeBlank { size }, b' ' | b'\t') => Some(State::SizeBlank { size }),
        (State::Size { size, .. } | State::SizeBlank { size }, b';') => Some(State::Extension { size }),
        (State::Size { size, .. } | State::SizeBlank { size } | State::Extension { size }, b'\r') => {
            Some(State::SizeLf { size })
        }
        (State::Extension { .. }, b'\n') => None,
        (State::Extension { size }, _) => Some(State::Extension { size }),
        (State::SizeLf { size: 0 }, b'\n') => Some(State::TrailerStart),
        (State::SizeLf { size }, b'\n') => Some(State::Data { left: size }),
        (State::DataCr, b'\r') => Some(State::DataLf),
        (State::DataLf, b'\n') => Some(State::Size { size: 0, digits: 0 }),
        (State::TrailerStart, b'\r') => Some(State::EndLf),
        (State::TrailerStart | State::TrailerLine, b'\n') => None,
        (State::TrailerLine, b'\r') => Some(State::TrailerLf),
        (State::TrailerLf, b'\n') => Some(State::TrailerStart),
        (State::TrailerStart | State::TrailerLine, _) => Some(State::TrailerLine),
        (State::EndLf, b'\n') => Some(State::Done),
        _ => None,
    }
}
