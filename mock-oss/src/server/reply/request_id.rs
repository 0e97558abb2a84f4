//! `x-oss-request-id`.

use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};

use data_encoding::HEXUPPER;
use jiff::Timestamp;

/// A source of request ids.
pub trait RequestIds: fmt::Debug + Send + Sync {
    /// The id of a request that is answered at `now`.
    fn next(&self, now: Timestamp) -> String;
}

/// Ids that follow from a seed and a counter: two runs with one seed and one clock give the same.
///
/// The form is that of 15 real ids: 24 upper-case hex digits, of which the first 8 are the Unix time
/// in seconds and digits 15 to 18 are two ASCII decimal digits. What the rest means is not known.
#[derive(Debug)]
pub struct SequentialIds {
    seed: u64,
    next: AtomicU64,
}

impl SequentialIds {
    /// Ids from a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self {
            seed,
            next: AtomicU64::new(0),
        }
    }
}

impl RequestIds for SequentialIds {
    fn next(&self, now: Timestamp) -> String {
        let count = self.next.fetch_add(1, Ordering::Relaxed);
        let mut id = [0; 12];
        id[4..].copy_from_slice(&mixed(self.seed ^ count).to_be_bytes());
        for byte in &mut id[7..9] {
            *byte = b'0' + *byte % 10;
        }
        // The field has 32 bits; a clock beyond 2106 wraps, as the real one must.
        id[..4].copy_from_slice(&now.as_second().to_be_bytes()[4..]);
        HEXUPPER.encode(&id)
    }
}

/// The finaliser of `SplitMix64` (Steele, Lea, Flood 2014): spreads a counter over 64 bits.
fn mixed(count: u64) -> u64 {
    let mut z = count.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
