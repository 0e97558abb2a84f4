//! A request as the input shows it.

use crate::diagnosis::Loss;
use crate::input::Place;

/// A request as one line or block of the input shows it.
#[derive(Debug, Default)]
pub(in crate::input) struct Sent {
    pub(in crate::input) place: Place,
    pub(in crate::input) head: Vec<u8>,
    pub(in crate::input) losses: Vec<Loss>,
    /// What the answer is told by (its URL); `None` where answers follow their requests.
    pub(in crate::input) key: Option<Vec<u8>>,
    /// How near to the socket it was logged.
    pub(in crate::input) layer: Layer,
    /// The thread that logged it, where the log says so.
    pub(in crate::input) thread: Option<Vec<u8>>,
}

/// How near to the socket a request was logged. A nearer one tells more and replaces a farther one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(in crate::input) enum Layer {
    Application,
    Library,
    Runtime,
    #[default]
    Wire,
}
