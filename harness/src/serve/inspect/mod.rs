//! The request log over HTTP, for programs and for people with `curl`.
//!
//! - `listen`: its connections, bounded so that none starves the others
//! - `access`: whom it answers; `authority`: the names it goes by
//! - `api`: what it answers; `list`: the answer that may be large; `reply`: what all answers have

mod access;
mod api;
mod authority;
mod connection;
mod list;
mod listen;
mod reply;

pub use access::AllowedHosts;
pub(crate) use authority::Authority;
pub use authority::{HostName, NotAHost};
pub(super) use listen::serve;
