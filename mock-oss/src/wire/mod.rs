//! Bytes in, spans out: what arrived on the socket, kept exactly, and views into it.
//!
//! hyper cannot be the record of a request: it loses the case and the order of fields, regroups
//! repeats, drops `Content-Length` beside `Transfer-Encoding: chunked`, cuts the target at `#`
//! and answers 400 to some requests before a service sees them. So [`Tap`] takes the inbound bytes
//! below hyper, [`Framer`] cuts them into requests by RFC 9112, and [`Received`] is one request head
//! frozen as it came. The framer alone decides where a request ends: hyper is given what the framer
//! has cut, one request at a time. A relay passes on the bytes themselves and lets [`Framer`] and
//! [`ResponseFramer`] look at both directions. Nothing here knows OSS.

mod body;
mod chunked;
mod error;
mod feed;
mod field;
mod flaw;
pub mod form;
mod framer;
mod framing;
mod halt;
mod parse;
mod received;
mod response;
mod responses;
mod span;
mod tap;
mod target;
mod text;

pub use body::{Body, BodyEnd};
pub use error::WireError;
pub use field::{Field, FieldIndex, Pick, Picked};
pub use flaw::Flaw;
pub use framer::{Arrival, Cut, Framer, Limits};
pub use framing::{Framing, FramingError};
pub use halt::Halt;
pub use received::Received;
pub use response::Response;
pub use responses::{Asked, ResponseCut, ResponseEnd, ResponseFramer};
pub use span::Span;
pub use tap::{Tap, Taps};
pub use target::{QueryIndex, QueryPair, TargetForm};
pub use text::{escape, escaped};
