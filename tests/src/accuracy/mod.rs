//! The diagnosis, measured: requests are signed, broken in the ways of the field, and diagnosed.
//!
//! The diagnosis is a black box here. Causes are applied as text on the wire, or by signing wrongly
//! with a signer of this folder's own; what is found is compared with what was done.
//!
//! # Running it
//!
//! ```text
//! cargo run --release -p tests --example accuracy -- --at-once 1,2,3 --cases 20 --threads 2
//! ... -- --at-once 2 --seed 1 --cause A8b --case 7 --misses 1   one case, with its head and what was found
//! ... -- --format json                                        the same numbers for programs
//! ... -- --drawn 2000 --at-once 1,2 --threads 2              faults drawn at random from a grammar
//! ... -- --unrelated 2000 --keys 500 --threads 2              a million unrelated keys
//! ```
//!
//! A column each: cases, **equal**, **equiv**alent, **wrong** and **unexp**lained as [`judge`] defines
//! them, **gone** for unexplained cases that cannot be inverted ([`gone`]); **proven%** of those that
//! can; of the proven ones, how many blame the right side (**blamed%**) and have no more edits than
//! undo what was done (**minim.%**); of all that can be inverted, in how many the first thing told is what was
//! done, by element and side (**first%**: where the bytes cannot decide who erred, the other telling counts as
//! not told); candidates and microseconds. It fails when something is wrong, a
//! verdict changed, or a secret is shown. The suite holds a seeded sample to floors
//! (`tests/accuracy/suite.rs`).
//!
//! # Layout
//!
//! - [`rng`]: seeded choices
//! - [`head`]: request heads as text
//! - [`signer`]: the signer, which is also the judge of explanations
//! - [`base`]: requests before anything went wrong
//! - [`cause`]: what goes wrong, a family of the catalogue per file
//! - [`case`]: one broken request
//! - [`done`]: what was done, in the words of the diagnosis
//! - [`gone`]: whether a case can be inverted at all
//! - [`replay`]: an explanation, applied by the signer
//! - [`judge`]: an explanation, held against what was done
//! - [`said`]: what a diagnosis says, as plain texts
//! - [`shown`]: the string to sign that a diagnosis shows
//! - [`measure`]: many cases, counted
//! - [`row`]: the counts
//! - [`unrelated`]: keys that nobody knows
//! - [`drawn`]: faults that no catalogue lists, drawn from a grammar of what software does to text

pub mod base;
pub mod case;
pub mod cause;
pub mod done;
pub mod drawn;
pub mod gone;
pub mod head;
pub mod judge;
pub mod measure;
pub mod replay;
pub mod rng;
pub mod row;
pub mod said;
pub mod shown;
pub mod signer;
pub mod unrelated;
