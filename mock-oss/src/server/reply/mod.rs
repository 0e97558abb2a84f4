//! What goes out: an answer, and the texts that its fields and its body are made of.

mod answer;
mod document;
pub(super) mod field_names;
mod range;
mod request_id;
mod time;
mod xml;

pub(super) use answer::{Moment, Reply, ReplyBody};
pub(super) use document::ErrorDocument;
pub(super) use range::{Outside, Wanted, wanted};
pub use request_id::{RequestIds, SequentialIds};
pub(super) use time::{http_date, iso_time};
pub(super) use xml::Xml;
