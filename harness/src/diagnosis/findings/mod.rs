//! What a person is told: findings that are certain without any search, and ends without a proof.
//!
//! - `before_search`: a diagnosis before anything is searched
//! - `refusals`, `claim`, `signature`, `token`, `misplaced_claim`: what the head shows by itself; `places`: labels; `apart`: clocks
//! - `client_string`: the client's own string; `form`: what is wrong with a form
//! - `s3`: claims of S3's protocol
//! - `key_id`: ids that are empty or have blanks; `host_bucket`: the bucket of a private cloud's host
//! - `headline`: what the request came to; `suspects`: what is likely without the secret; `given_secret`: that the
//!   secret given is another; `beside`: reasons to be refused that are no mismatch
//! - `inconclusive`: ends without a proof; `missing`: what was not given; `answered`: what the service said

pub(super) mod answered;
pub(super) mod apart;
mod before_search;
pub(super) mod beside;
mod claim;
pub(super) mod client_string;
pub(super) mod form;
pub(super) mod given_secret;
pub(super) mod headline;
pub(super) mod host_bucket;
pub(super) mod inconclusive;
mod key_id;
pub(super) mod misplaced_claim;
pub(super) mod missing;
mod places;
mod refusals;
mod s3;
pub(super) mod set_late;
mod signature;
pub(super) mod suspects;
mod token;

pub(super) use before_search::before_search;
pub(crate) use s3::of_scope as s3_scope;
