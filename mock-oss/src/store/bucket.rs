//! What is known of a bucket.

use jiff::Timestamp;

/// A bucket, but for its objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bucket {
    /// When it was made.
    pub created: Timestamp,
    /// Who may use it without a signature.
    pub acl: Acl,
}

/// Who may read or write without a signature ("Bucket ACLs", "Object ACLs").
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Acl {
    /// Nobody.
    Private,
    /// Everybody may read.
    PublicRead,
    /// Everybody may read and write.
    PublicReadWrite,
}

/// What came of making a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Made {
    /// It is new.
    Now,
    /// It was there.
    Before,
}

impl Acl {
    /// The word of the API.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::PublicRead => "public-read",
            Self::PublicReadWrite => "public-read-write",
        }
    }

    /// The list that a word of the API means.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [Self::Private, Self::PublicRead, Self::PublicReadWrite];
        all.into_iter().find(|acl| acl.word() == word)
    }
}
