//! The client side: signers, models of real clients, sources of bodies, scenarios.

mod by_hand;
mod calls;
mod catalogue;
mod models;
mod propagation;
mod scenarios;
mod signer;
mod signer_agreement;
mod signer_post;
mod signer_v2;
mod signer_v4;
mod sources;
mod transport;
mod v4;
