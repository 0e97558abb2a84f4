//! `multipart/form-data` (RFC 7578), read as it arrives: the fields before the file are kept, the file
//! passes through.
//!
//! [`FormReader`] takes body bytes until it knows every field before the file, then gives a [`Form`];
//! [`PartBody`] takes the bytes after that and says where the file ends. A form's memory is bounded by
//! the reader's limit, a file is never held.

mod boundary;
mod error;
mod part;
mod part_body;
mod reader;
mod view;

pub use boundary::boundary;
pub use error::FormError;
pub use part_body::PartBody;
pub use reader::{FormReader, Progress};
pub use view::{Form, FormField, FormIndex};
