//! What is said of an explanation that was found.

mod advice;
mod shape;
mod signature;
