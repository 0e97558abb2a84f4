//! The accuracy program, held to outside vectors and to its own bookkeeping.

mod suite;
