//! The two sums that OSS keeps of every object.

use crc_fast::CrcAlgorithm;
use md5::{Digest as _, Md5};

/// Sums of a whole content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digests {
    /// MD5, 16 bytes: the `ETag` and `Content-MD5` of a plain object.
    pub md5: [u8; 16],
    /// CRC-64/XZ (ECMA-182 reflected), `x-oss-hash-crc64ecma`.
    pub crc64: u64,
}

/// Sums on the way through a content.
#[derive(Debug, Clone)]
pub struct Hasher {
    md5: Md5,
    crc64: crc_fast::Digest,
}

impl Digests {
    /// The sums of bytes that are all there.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        let mut hasher = Hasher::new();
        hasher.update(bytes);
        hasher.finish()
    }
}

impl Hasher {
    /// Sums of nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self {
            md5: Md5::new(),
            crc64: crc_fast::Digest::new(CrcAlgorithm::Crc64Xz),
        }
    }

    /// Takes the next bytes.
    pub fn update(&mut self, bytes: &[u8]) {
        self.md5.update(bytes);
        self.crc64.update(bytes);
    }

    /// The sums of all bytes taken.
    #[must_use]
    pub fn finish(self) -> Digests {
        Digests {
            md5: self.md5.finalize().into(),
            crc64: self.crc64.finalize(),
        }
    }
}

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}
