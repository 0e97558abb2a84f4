//! The last step of a diagnosis: what must be seen by nobody is taken out of all that is shown.
//!
//! Each part leaves out what it knows to be confidential by itself; a text that quotes a whole query
//! or a whole line cannot know. So every text of a finished diagnosis is searched for the secrets and
//! tokens of the keyring, for the tokens and signatures of the request, and for whatever else looks like
//! a claim; and the places of the head that hold them are noted, so that who prints the head needs to
//! know no secret.
//!
//! - `names`: the one list of names whose values are a bearer's proof
//! - `claim`: where signatures stand, read from the claim
//! - `looks`: claims known by what a text looks like, where none belongs; `shapes`: the looks of names and values
//! - `levels`: escapes undone, with the places of what was found under them
//! - `spellings`: the ways in which a value is written; `hidden`: what is to be hidden, and finding it
//! - `policy`: security tokens inside a form's policy
//! - `masks`: the places of a head; `texts`: the texts of a diagnosis

mod claim;
mod hidden;
mod levels;
mod looks;
mod masks;
mod names;
mod policy;
mod shapes;
mod spellings;
mod texts;

pub(super) use names::is_confidential;
pub use texts::Masker;
pub(super) use texts::redact;
pub(crate) use texts::redacted;
