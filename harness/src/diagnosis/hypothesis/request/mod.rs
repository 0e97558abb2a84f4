//! The request was changed on its way: each family undoes one kind of change.

pub(super) mod body;
pub(super) mod content_type;
pub(super) mod dates;
pub(super) mod gateway;
pub(super) mod host;
pub(super) mod inserted;
pub(super) mod listed;
mod media_types;
pub(super) mod moved;
pub(super) mod names;
pub(super) mod path;
pub(super) mod query;
pub(super) mod removed;
pub(super) mod values;
pub(super) mod verb;
