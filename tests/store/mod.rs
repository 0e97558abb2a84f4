//! The stores, in memory and on disk.

mod disk;
mod model;
mod suite;
