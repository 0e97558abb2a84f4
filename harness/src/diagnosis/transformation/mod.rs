//! What software does to text: one table of named transformations, each with what undoes it, how often the field
//! shows it, its words and its advice.
//!
//! A hypothesis is a transformation at a place: what arrived, led back. Nothing here knows of heads and strings.
//!
//! - `cost`: how unlikely a cause is
//! - `pair`: what a transformation is; `variants`: what a text may have been
//! - `percent`: percent-encoding; `markup`: escapes of formats; `fields`: encoded words and lists
//! - `marks`: quotes, blanks, cuts; `letters`: case and character encodings; `path`: keys as paths
//! - `bodies`: whole bodies, for the hash of one; `date`: moments, with names of `language`s
//! - `number`: numbers, truth values, base64; `told`: a transformation in words; `bytes`: rewriting texts

mod bodies;
mod bytes;
pub(crate) mod cost;
pub(crate) mod date;
mod fields;
mod language;
mod letters;
mod marks;
mod markup;
mod number;
mod pair;
mod path;
mod percent;
mod told;
mod variants;

pub(crate) use bodies::bodies;
pub(crate) use pair::Transformation;
pub(crate) use told::{Made, made};
pub(crate) use variants::{Kind, Variant, encodings, variants};

use pair::Pair;

/// Of so many kinds of escapes in one text each is undone by itself.
const MOST_KINDS: usize = 32;
