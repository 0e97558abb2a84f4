//! The client side: object-storage uploads, step by step as the real clients do them.
//!
//! A scenario says what a program asks for, with which SDK, and where the body comes from. It is
//! played without looking at how it will be judged: the head is built in the SDK's own order,
//! signed when the SDK signs, changed by whatever changes it afterwards, and written to a socket
//! byte by byte. A journal says who set each field and when.
//!
//! # Layout
//!
//! - [`scenario`] one story and what must come of it
//! - [`catalogue`] all of them
//! - [`play`] the client's steps in their order
//! - [`intent`] what the caller asks for
//! - [`credential`] the key pair
//! - [`client`] who uploads
//! - [`sdk`] which fields the SDK sets, when it signs, where it sends
//! - [`by_hand`] the same without an SDK
//! - [`signer`] what it puts under the MAC
//! - [`source`] where the body comes from, and what that does to an open head
//! - [`outgoing`] the open head
//! - [`journal`] who set what
//! - [`transport`] bytes out, reply in
//!
//! Nothing here knows the server that judges the requests, and no other package of the workspace
//! lies under this one: a mistake shared by both sides would sign and verify happily.

pub mod by_hand;
pub mod catalogue;
pub mod client;
pub mod credential;
pub mod intent;
pub mod journal;
pub mod outgoing;
pub mod play;
pub mod scenario;
pub mod sdk;
pub mod signer;
pub mod source;
pub mod transport;

mod date;
