//! The service over a socket.

mod access;
mod answers;
mod buckets;
mod captures;
mod errors;
mod limits;
mod multipart;
mod not_implemented;
mod objects;
mod posts;
mod reach;
mod stop;
