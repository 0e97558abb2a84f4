//! Names of buckets and objects.

use std::borrow::Borrow;
use std::fmt;

/// A bucket's name: 3 to 63 lower-case letters, digits and hyphens, beginning and ending with a
/// letter or digit ("Bucket naming conventions").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct BucketName(String);

/// An object's name: 1 to 1023 bytes of UTF-8 that begin with neither `/` nor `\`
/// ("Object naming conventions").
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectKey(String);

/// Where an object lives.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The bucket.
    pub bucket: BucketName,
    /// The object's name in it.
    pub key: ObjectKey,
}

/// Why a name is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// Against the rules for buckets.
    #[error("the bucket name breaks the naming rules")]
    Bucket(Vec<u8>),
    /// Against the rules for objects.
    #[error("the object name breaks the naming rules")]
    Object(Vec<u8>),
}

impl BucketName {
    /// A name that keeps the rules.
    ///
    /// # Errors
    /// [`NameError::Bucket`].
    pub fn new(name: &[u8]) -> Result<Self, NameError> {
        Self::try_from(name.to_vec())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl ObjectKey {
    /// A name that keeps the rules.
    ///
    /// # Errors
    /// [`NameError::Object`].
    pub fn new(name: &[u8]) -> Result<Self, NameError> {
        Self::try_from(name.to_vec())
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// [`BucketName::new`], of bytes that need not be copied.
impl TryFrom<Vec<u8>> for BucketName {
    type Error = NameError;

    fn try_from(name: Vec<u8>) -> Result<Self, NameError> {
        let inner = |byte: &u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || *byte == b'-';
        let ends = !name.starts_with(b"-") && !name.ends_with(b"-");
        if !((3..=63).contains(&name.len()) && ends && name.iter().all(inner)) {
            return Err(NameError::Bucket(name));
        }
        let text = String::from_utf8(name);
        text.map(Self).map_err(|error| NameError::Bucket(error.into_bytes()))
    }
}

/// [`ObjectKey::new`], of bytes that need not be copied.
impl TryFrom<Vec<u8>> for ObjectKey {
    type Error = NameError;

    fn try_from(name: Vec<u8>) -> Result<Self, NameError> {
        let text = String::from_utf8(name).map_err(|error| NameError::Object(error.into_bytes()))?;
        if (1..=1023).contains(&text.len()) && !text.starts_with(['/', '\\']) {
            Ok(Self(text))
        } else {
            Err(NameError::Object(text.into_bytes()))
        }
    }
}

/// Names are ordered by their bytes, as text is.
impl Borrow<[u8]> for ObjectKey {
    fn borrow(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Display for BucketName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
