//! The causes of the catalogue, applied: a family per file.
//!
//! - `kind`: what a cause is
//! - `wire`: edits that several families make
//! - `content_type`, `vendor`, `headers`, `body`, `date`, `host`, `key`, `path`, `query`, `method`,
//!   `listed`, `form`: the families
//! - `left_out`: what of the catalogue cannot be applied here, and why

#![expect(
    clippy::unnecessary_wraps,
    reason = "all causes have one signature, those that can always be applied too"
)]

mod body;
mod content_type;
mod date;
mod form;
mod headers;
mod host;
mod key;
mod kind;
mod left_out;
mod listed;
mod method;
mod path;
mod query;
mod vendor;
mod wire;

pub use kind::{Act, Cause, Done, Ends, Shape};
pub use left_out::LEFT_OUT;
pub use vendor::SERVICE_FIELDS;
pub(super) use wire::{list, rekey};

/// All causes, in the order of the catalogue's families.
#[must_use]
pub fn causes() -> Vec<Cause> {
    let families: [&[Cause]; 12] = [
        content_type::CAUSES,
        vendor::CAUSES,
        headers::CAUSES,
        body::CAUSES,
        date::CAUSES,
        host::CAUSES,
        key::CAUSES,
        path::CAUSES,
        query::CAUSES,
        method::CAUSES,
        listed::CAUSES,
        form::CAUSES,
    ];
    families.concat()
}
