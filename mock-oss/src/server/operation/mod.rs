//! Doing what a request asks for, an operation of the API after the other.

mod access;
mod acl;
mod append;
mod buckets;
mod call;
mod conditions;
mod copy;
mod cors;
mod delete_many;
mod describe;
mod get;
mod listing;
mod markup;
mod multipart;
mod owner;
mod parts;
mod post;
mod put;
mod query;
mod row;
mod sending;
mod symlink;
mod table;
mod tagging;
mod understood;

pub(super) use call::{Call, Caller};
pub use cors::Cors;
pub(super) use cors::allow_origin;
pub(super) use post::Posted;
pub(super) use sending::decoded_md5;
