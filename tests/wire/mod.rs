//! Bytes on the wire: what is kept of them.

mod bodies;
mod properties;
mod received;
