//! Why an operation does not do what it was asked.

use jiff::Timestamp;

use crate::server::reply::http_date;
use crate::server::upload::BodyFailure;
use crate::store::{NameError, StoreError};
use crate::wire::form::FormError;

/// A reason that arises behind the verdict.
#[derive(Debug)]
pub(in crate::server) enum Fault {
    /// No claim, and the access lists do not let everybody.
    Anonymous,
    /// No claim, and the operation is for the owner alone.
    AnonymousForbidden,
    /// An operation this mock does not have.
    NotImplemented {
        /// What asked for it.
        by: Vec<u8>,
    },
    /// A bucket or object name.
    Name(NameError),
    /// A parameter or field has a value that means nothing.
    Argument {
        /// Its name.
        name: &'static str,
        /// As it arrived.
        value: Vec<u8>,
    },
    /// Neither `Content-Length` nor `Transfer-Encoding`.
    NoLength,
    /// A body in S3's chunk format.
    AwsChunked {
        /// `Content-Encoding` as it arrived.
        encodings: String,
    },
    /// The body.
    Body(BodyFailure),
    /// `Content-MD5` is no MD5.
    DigestMalformed {
        /// As it arrived.
        presented: Vec<u8>,
    },
    /// `Content-MD5` is not the MD5 of what came.
    DigestDiffers {
        /// As it arrived.
        presented: Vec<u8>,
    },
    /// `x-oss-hash-crc64ecma` is not the sum of what came.
    CrcDiffers,
    /// The body is not the XML that the operation takes.
    MalformedXml,
    /// Tags break the rules for tags.
    InvalidTag,
    /// An append does not say where.
    NoPosition,
    /// `Range` under the standard behaviour.
    Unsatisfiable,
    /// A form cannot be read.
    Form(FormError),
    /// A field of a form that counts stands twice.
    RepeatedField {
        /// Its name.
        name: Vec<u8>,
    },
    /// A form has no file.
    NoFile,
    /// A file in a form is smaller than the policy allows.
    FileTooSmall {
        /// What the policy allows, in bytes.
        least: u64,
    },
    /// Something is posted to a bucket that is no form.
    NotForm,
    /// The object is as the client knows it: 304.
    NotModified {
        /// Its entity tag, in quotes.
        etag: String,
        /// When it was written.
        modified: Timestamp,
    },
    /// A condition does not hold.
    Condition {
        /// The field that names it.
        field: &'static str,
    },
    /// `response-*` parameters without a signature.
    OverridesUnsigned,
    /// A symbolic link was asked for, and the object is none.
    NotSymlink,
    /// A symbolic link to nothing.
    SymlinkToNothing,
    /// A symbolic link to a symbolic link.
    SymlinkToSymlink,
    /// An object that is in no archive is to be restored.
    NotArchived,
    /// A preflight request without a field that it needs.
    PreflightWithout {
        /// What is missing, as the documents call it.
        what: &'static str,
    },
    /// Pages of other origins are not let in.
    CorsClosed,
    /// A tunnel is asked for.
    Tunnel,
    /// The store.
    Store(StoreError),
    /// A fault of ours.
    Internal,
}

impl Fault {
    /// A parameter or field whose value means nothing.
    pub(in crate::server) fn argument(name: &'static str, value: impl Into<Vec<u8>>) -> Self {
        let value = value.into();
        Self::Argument { name, value }
    }

    /// What the answer says in fields beside its document.
    pub(in crate::server) fn fields(&self) -> Vec<(&'static str, String)> {
        if let Self::NotModified { etag, modified } = self {
            let modified = String::from_utf8_lossy(http_date(*modified).as_bytes()).into_owned();
            return vec![("etag", etag.clone()), ("last-modified", modified)];
        }
        if let Self::Store(StoreError::PositionDiffers { length }) = self {
            return vec![("x-oss-next-append-position", length.to_string())];
        }
        Vec::new()
    }

    /// The same fault, met on the way through a symbolic link.
    pub(in crate::server) fn behind_symlink(self) -> Self {
        match self {
            Self::Store(StoreError::NoSuchKey(_)) => Self::SymlinkToNothing,
            other => other,
        }
    }
}

impl From<FormError> for Fault {
    fn from(error: FormError) -> Self {
        Self::Form(error)
    }
}

impl From<NameError> for Fault {
    fn from(error: NameError) -> Self {
        Self::Name(error)
    }
}

impl From<StoreError> for Fault {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<BodyFailure> for Fault {
    fn from(failure: BodyFailure) -> Self {
        match failure {
            BodyFailure::Store(error) => Self::Store(error),
            failure => Self::Body(failure),
        }
    }
}
