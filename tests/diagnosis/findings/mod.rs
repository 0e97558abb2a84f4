//! What is told of a request without or beside a proof.

mod claim;
mod client_string;
mod form;
mod misplaced;
mod refused;
mod truth;
