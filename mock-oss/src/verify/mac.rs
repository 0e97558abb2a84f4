//! The MACs, and the only comparison of signatures.

use std::fmt;

use hmac::{Hmac, KeyInit, Mac as _};
use sha1::Sha1;
use sha2::Sha256;
use zeroize::Zeroizing;

/// Which MAC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mac {
    /// HMAC-SHA1, 20 bytes.
    Sha1,
    /// HMAC-SHA256, 32 bytes.
    Sha256,
}

/// A keyed MAC, ready to start over many messages: the key is hashed once.
#[derive(Clone)]
pub struct Keyed(State);

/// A MAC on the way through a message; cloning it shares the work done for a common prefix.
#[derive(Clone)]
pub struct Running(State);

/// A decoded signature, or a derived key: 20 bytes (HMAC-SHA1) or 32 bytes (HMAC-SHA256). Wiped on drop.
#[derive(Clone, PartialEq, Eq)]
pub struct Digest(Bytes);

#[derive(Clone, PartialEq, Eq)]
enum Bytes {
    Sha1(Zeroizing<[u8; 20]>),
    Sha256(Zeroizing<[u8; 32]>),
}

#[derive(Clone)]
enum State {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
}

impl Mac {
    /// Its length in bytes.
    #[must_use]
    pub const fn length(self) -> usize {
        match self {
            Self::Sha1 => 20,
            Self::Sha256 => 32,
        }
    }

    /// The other one.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Sha1 => Self::Sha256,
            Self::Sha256 => Self::Sha1,
        }
    }

    /// With a key.
    #[must_use]
    pub fn keyed(self, key: &[u8]) -> Keyed {
        match self {
            Self::Sha1 => Keyed::sha1(key),
            Self::Sha256 => Keyed::sha256(key),
        }
    }
}

/// The name in messages.
impl Mac {
    /// Its name in messages.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sha1 => "HMAC-SHA1",
            Self::Sha256 => "HMAC-SHA256",
        }
    }
}

impl fmt::Display for Mac {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Keyed {
    /// HMAC-SHA1 (V1, and PostObject V1).
    #[must_use]
    pub fn sha1(key: &[u8]) -> Self {
        Self(State::Sha1(keyed(key)))
    }

    /// HMAC-SHA256 (V2 and V4).
    #[must_use]
    pub fn sha256(key: &[u8]) -> Self {
        Self(State::Sha256(keyed(key)))
    }

    /// A MAC at the beginning of a message.
    #[must_use]
    #[inline]
    pub fn start(&self) -> Running {
        Running(self.0.clone())
    }

    /// The MAC of one message.
    #[must_use]
    pub fn digest(&self, message: &[u8]) -> Digest {
        let mut running = self.start();
        running.update(message);
        running.finish()
    }

    /// Whether `presented` is the MAC of `message`, in constant time.
    #[must_use]
    pub fn verifies(&self, message: &[u8], presented: &Digest) -> bool {
        let mut running = self.start();
        running.update(message);
        running.matches(presented)
    }
}

impl Running {
    /// Takes the next bytes of the message.
    #[inline]
    pub fn update(&mut self, bytes: &[u8]) {
        match &mut self.0 {
            State::Sha1(mac) => mac.update(bytes),
            State::Sha256(mac) => mac.update(bytes),
        }
    }

    /// The MAC of all bytes taken.
    #[must_use]
    pub fn finish(self) -> Digest {
        Digest(match self.0 {
            State::Sha1(mac) => Bytes::Sha1(Zeroizing::new(mac.finalize().into_bytes().into())),
            State::Sha256(mac) => Bytes::Sha256(Zeroizing::new(mac.finalize().into_bytes().into())),
        })
    }

    /// Whether the MAC of all bytes taken is `presented`, in constant time.
    #[must_use]
    #[inline]
    pub fn matches(self, presented: &Digest) -> bool {
        match self.0 {
            State::Sha1(mac) => mac.verify_slice(presented.expose()).is_ok(),
            State::Sha256(mac) => mac.verify_slice(presented.expose()).is_ok(),
        }
    }
}

impl Digest {
    /// A digest from its 20 or 32 bytes.
    #[must_use]
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let sha1 = bytes.try_into().map(|bytes| Bytes::Sha1(Zeroizing::new(bytes)));
        let digest = sha1.or_else(|_| bytes.try_into().map(|bytes| Bytes::Sha256(Zeroizing::new(bytes))));
        digest.ok().map(Self)
    }

    /// The bytes. A signature is a bearer's proof until its time is over: they must reach no report.
    #[must_use]
    pub fn expose(&self) -> &[u8] {
        match &self.0 {
            Bytes::Sha1(bytes) => &**bytes,
            Bytes::Sha256(bytes) => &**bytes,
        }
    }
}

impl fmt::Debug for Keyed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Keyed(..)")
    }
}

impl fmt::Debug for Running {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Running(..)")
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Digest({} bytes)", self.expose().len())
    }
}

fn keyed<M: KeyInit>(key: &[u8]) -> M {
    M::new_from_slice(key).expect("HMAC takes a key of any length (RFC 2104 section 2)")
}
