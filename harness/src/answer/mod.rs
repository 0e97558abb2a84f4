//! What the service's answers mean: its codes, its numbers for a cause (EC), and its messages, which are all that most
//! reports hold.
//!
//! - `codes`, `numbers`: a row each; `meaning`: words of the service's, explained
//! - `alone`: an answer without its request, as a diagnosis

mod alone;
mod codes;
mod meaning;
mod numbers;

pub use alone::alone;
pub use meaning::{Meaning, list, meaning, told};
