//! The client put its string together in another way than the service does.
//!
//! - `lines`, `parameters`, `resource`: one piece of the string differs; `with_query`: the query as well
//! - `assembly`: the whole string is put together otherwise
//! - `locale`: sorting as a locale does

pub(crate) mod assembly;
pub(super) mod lines;
mod locale;
pub(super) mod parameters;
pub(super) mod resource;
pub(super) mod with_query;
