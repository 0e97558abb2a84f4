//! Bytes on the wire: what is kept of them.

mod agreement;
mod bodies;
mod framer;
mod properties;
mod received;
