//! How unlikely a cause is.

/// How unlikely a change is: the sum over a combination's changes is its place in the search.
///
/// The scale follows how often a cause is reported: 2 for the everyday ones, 3 and 4 for known
/// ones, 5 and 6 for rare ones.
pub(crate) type Cost = u8;

/// An everyday cause.
pub(crate) const EVERYDAY: Cost = 2;
/// A known cause.
pub(crate) const KNOWN: Cost = 3;
/// A cause seen now and then.
pub(crate) const SELDOM: Cost = 4;
/// A cause seen once or twice.
pub(crate) const RARE: Cost = 5;
/// Not seen, but of a kind that was.
pub(crate) const FAR: Cost = MANY;
/// The cost from which proposals are many.
pub(crate) const MANY: Cost = 6;
