//! What a person is told: findings that are certain without any search, and ends without a proof.
//!
//! - `before_search`: a diagnosis before anything is searched
//! - `refusals`, `claim`, `signature`, `token`, `misplaced_claim`: what the head shows by itself; `places`: labels
//! - `client_string`: the client's own string; `form`: what is wrong with a form
//! - `inconclusive`: ends without a proof; `missing`: what was not given; `answered`: what the service said

pub(super) mod answered;
mod before_search;
mod claim;
pub(super) mod client_string;
pub(super) mod form;
pub(super) mod inconclusive;
mod misplaced_claim;
pub(super) mod missing;
mod places;
mod refusals;
mod signature;
mod token;

pub(super) use before_search::before_search;
