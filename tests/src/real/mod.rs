//! Uploads by real clients: which are played, what was recorded of them, and how a new run is held
//! to the recordings.
//!
//! `clients/` has the drivers and the matrix, `captures/real/` the recordings, and the command
//! `real-clients` (`examples/real_clients/`) brings them together. Everything here reads files of the
//! checkout; nothing here starts a process.

mod case;
mod drift;
mod expectation;
mod explain;
mod fields;
mod file;
mod index;
mod judge;
mod leak;
mod matrix;
mod normal;
mod origins;
mod truth;

pub use case::{Case, Runtime};
pub use drift::{Difference, differences};
pub use expectation::{Author, Expectation, ExpectedVerdict};
pub use explain::{Given, faults};
pub use fields::fields_of;
pub use file::{FileError, clients_folder, recordings_folder};
pub use index::{Capture, Index, Reported, told_path};
pub use judge::{BUCKET, Evidence, KEY_ID, SECRET, Surprise, judged_at, keyring, surprises};
pub use leak::leaked_fields;
pub use matrix::Matrix;
pub use normal::{neutral_machine, normal_head, normal_string_to_sign};
pub use origins::Origins;
pub use truth::{TruthError, edits_between, signed_fields};
