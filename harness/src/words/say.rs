//! What may stand in a sentence.

use std::net::{IpAddr, SocketAddr};

use jiff::Timestamp;
use mock_oss::server::HttpRefusal;
use mock_oss::wire::WireError;

use super::{Wire, Words};

/// Anything that may stand in a sentence: words of ours, numbers, our own closed enums, bytes from outside.
/// Not a `String`, of which nobody can tell where it came from.
pub trait Say {
    /// Adds itself.
    fn say(&self, words: &mut Words);
}

impl Say for &'static str {
    fn say(&self, words: &mut Words) {
        words.add(*self);
    }
}

impl Say for Words {
    fn say(&self, words: &mut Words) {
        words.extend(self);
    }
}

impl Say for Wire {
    fn say(&self, words: &mut Words) {
        words.add_wire(self);
    }
}

impl<T: Say> Say for &T {
    fn say(&self, words: &mut Words) {
        (*self).say(words);
    }
}

/// Values that are printed here, so that nothing from outside is in their text.
macro_rules! printed {
    ($($own:ty),*) => {
        $(impl Say for $own {
            fn say(&self, words: &mut Words) {
                words.add(self.to_string());
            }
        })*
    };
}

printed!(
    usize,
    u8,
    u16,
    u32,
    u64,
    u128,
    i64,
    Timestamp,
    IpAddr,
    SocketAddr,
    HttpRefusal,
    WireError
);
