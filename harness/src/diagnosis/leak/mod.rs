//! Fields of a response that stand in a request.

mod groups;
mod names;
mod seen;

pub(crate) use groups::groups;
pub(crate) use names::is_response_only;
pub(crate) use seen::{Leak, last_of_the_client};
