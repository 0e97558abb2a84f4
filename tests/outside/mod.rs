//! Judges from outside: real clients, published vectors, a signer written by others.

mod captured_heads;
mod real_captures;
mod real_diagnoses;
mod real_models;
mod reqsign;
mod vectors_counts;
mod vectors_post;
mod vectors_v1;
mod vectors_v2;
mod vectors_v4;
