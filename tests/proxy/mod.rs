//! `whysig proxy`: what passes, what does not, and what is told of it.

mod early;
mod exact;
mod made;
mod opened;
mod pairing;
mod refused;
mod told;
