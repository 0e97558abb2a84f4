//! PostObject: a browser's form, whose policy is signed instead of the request.

mod policy;
mod v1;
mod v4;

pub use policy::policy;
pub use v1::fields as v1_fields;
pub use v4::{conditions as v4_conditions, fields as v4_fields};
