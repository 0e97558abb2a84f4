//! The service over a socket.

mod access;
mod answers;
mod buckets;
mod captures;
mod errors;
mod limits;
mod multipart;
mod objects;
mod posts;
mod stop;
