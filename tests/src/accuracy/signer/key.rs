//! The key of a MAC and its variants.

use data_encoding::{BASE64, HEXLOWER};
use hmac::{Hmac, KeyInit, Mac as _};
use sha1::Sha1;
use sha2::Sha256;

use super::Kind;

/// What a signature is keyed with. Every part can be the wrong one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The access key secret.
    pub secret: Vec<u8>,
    /// What V4 puts before the secret.
    pub prefix: Vec<u8>,
    /// The four steps of V4's derivation.
    pub steps: Vec<Vec<u8>>,
    /// The hash.
    pub mac: Mac,
}

/// Which hash a MAC is made with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mac {
    /// HMAC-SHA1 (V1).
    Sha1,
    /// HMAC-SHA256 (V2, V4).
    Sha256,
}

impl Key {
    /// The documented key for a scope (`date/region/product/terminator`; empty before V4).
    #[must_use]
    pub fn new(kind: Kind, secret: &[u8], scope: &[u8]) -> Self {
        let steps = if kind.is_v4() {
            scope.split(|&byte| byte == b'/').map(<[u8]>::to_vec).collect()
        } else {
            Vec::new()
        };
        Self {
            secret: secret.to_vec(),
            prefix: if kind.is_v4() {
                b"aliyun_v4".to_vec()
            } else {
                Vec::new()
            },
            steps,
            mac: if kind.is_v1() { Mac::Sha1 } else { Mac::Sha256 },
        }
    }

    /// The signature of a string, as the protocol writes it.
    #[must_use]
    pub fn signature(&self, kind: Kind, string: &[u8]) -> String {
        let mut key = [self.prefix.as_slice(), &self.secret].concat();
        for step in &self.steps {
            key = self.mac.of(&key, step);
        }
        let mac = self.mac.of(&key, string);
        if kind.is_v4() {
            HEXLOWER.encode(&mac)
        } else {
            BASE64.encode(&mac)
        }
    }
}

impl Mac {
    fn of(self, key: &[u8], text: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha1 => {
                let mut mac = Hmac::<Sha1>::new_from_slice(key).expect("a key of any length is one");
                mac.update(text);
                mac.finalize().into_bytes().to_vec()
            }
            Self::Sha256 => {
                let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length is one");
                mac.update(text);
                mac.finalize().into_bytes().to_vec()
            }
        }
    }
}
