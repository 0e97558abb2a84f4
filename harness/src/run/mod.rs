//! Plays scenarios against a mock OSS in the same process, and joins what arrived (the server's
//! ledger) to who put it there (the client's journal).
//!
//! - [`Run`], [`Outcome`]: what came of it, as values without ports or wall-clock times
//! - [`play`]: one scenario after another
//! - [`propagate`]: what each header of a download does to the upload, by replay
//! - [`SCHEMES`]: the ways to sign that are held against each other there

mod author;
mod bench;
mod judge;
mod outcome;
mod play;
mod propagation;
mod schemes;

pub use author::FieldAuthor;
pub use bench::{ACCESS_KEY_ID, ACCESS_KEY_SECRET, RunError, now};
pub use judge::Miss;
pub use outcome::{Outcome, Run, Upload};
pub use play::play;
pub use propagation::{Effect, LeakOutcome, Propagation, Row, propagate};
pub use schemes::{LISTED, Notice, OWN_FIELDS, SCHEMES};
