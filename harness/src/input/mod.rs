//! What an engineer has at hand, turned into request heads for the diagnosis.
//!
//! Pure: bytes come in through a [`BufRead`](std::io::BufRead) that the caller owns, captures come
//! out one at a time in bounded memory. No bytes panic. Nothing is dropped in silence: what a
//! format cannot tell is in [`Captured::losses`], what was passed over in [`Captured::skipped`].
//!
//! - [`recognise`], [`read`], [`Captures`]: the entries
//! - `raw`, `curl`, `har`, `json_lines`, `log`: one reader per format
//! - `session`: joins requests, answers and strings that stand apart in the input
//! - `rebuild`: the head that the service saw, from the string that it printed

mod captured;
mod captures;
mod colour;
mod copied;
mod curl;
mod dialect;
mod error_text;
mod failure;
mod fields;
mod form;
mod format;
mod har;
mod head;
mod json_lines;
mod lead;
mod limits;
mod literal;
mod log;
mod loose;
mod packed;
mod place;
mod prefix;
mod raw;
mod reader;
mod rebuild;
mod recognise;
mod response;
mod server_error;
mod session;
mod shape;
mod skipped;
mod source;
mod told;
mod unfolded;
mod wanted;
mod words;

pub use captured::{Captured, CapturedBody, HeadOrigin};
pub use captures::{Captures, read, read_responses};
pub use copied::is_signed_url;
pub use failure::InputError;
pub use format::{Format, UnknownFormat};
pub use lead::leads;
pub use limits::Limits;
pub use packed::{Unwrapped, unpacked};
pub use place::Place;
pub use recognise::{long_method, recognise};
pub use response::ResponseHead;
pub use server_error::{Exactness, ServerError};
pub use skipped::Skipped;
pub use told::{in_pieces, told};
pub use wanted::Wanted;
