//! Values as words.

use data_encoding::HEXLOWER;
use jiff::Timestamp;

use super::Wrong;
use crate::store::{Acl, ObjectKey};

pub(super) fn time(text: &str) -> Result<Timestamp, Wrong> {
    text.parse().map_err(|error| format!("{text}: {error}"))
}

pub(super) fn acl(word: &str) -> Result<Acl, Wrong> {
    Acl::from_word(word).ok_or_else(|| format!("no access list is called {word}"))
}

pub(super) fn key(name: &str) -> Result<ObjectKey, Wrong> {
    ObjectKey::new(name.as_bytes()).map_err(|error| error.to_string())
}

pub(super) fn md5(hex: &str) -> Result<[u8; 16], Wrong> {
    let bytes = HEXLOWER.decode(hex.as_bytes()).map_err(|error| error.to_string())?;
    bytes.try_into().map_err(|_| format!("{hex} is no md5"))
}
