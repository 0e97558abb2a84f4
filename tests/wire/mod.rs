//! Bytes on the wire: what is kept of them.

mod agreement;
mod bodies;
mod properties;
mod received;
