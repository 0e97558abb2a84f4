//! Why bytes are not a form.

/// A body that cannot be read as `multipart/form-data`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormError {
    /// The content type is another one.
    #[error("the content type is not multipart/form-data")]
    NotForm,
    /// The content type has no boundary of 1 to 70 characters (RFC 2046 section 5.1.1).
    #[error("the content type has no boundary")]
    NoBoundary,
    /// A part whose head names no field (RFC 7578 section 4.2).
    #[error("byte {offset}: the part has no `Content-Disposition: form-data` with a name")]
    NoName {
        /// Where the part's head begins.
        offset: usize,
    },
    /// The head of the file's part does not begin with `Content-Disposition`. RFC 7578 allows any order; the
    /// service does not (cfug/dio issue 534, dart-lang/http issue 676).
    #[error("byte {offset}: the file's part does not begin with `Content-Disposition`")]
    DispositionNotFirst {
        /// Where the part's head begins.
        offset: usize,
    },
    /// A delimiter that is followed by neither a line end nor `--`.
    #[error("byte {offset}: the line does not end after the boundary")]
    Delimiter {
        /// Where the delimiter ends.
        offset: usize,
    },
    /// More bytes before the file than the server keeps.
    #[error("the fields before the file are longer than {limit} bytes")]
    TooLong {
        /// The limit, in bytes.
        limit: usize,
    },
    /// The body ended before its closing delimiter.
    #[error("byte {offset}: the form ends before its closing delimiter")]
    CutOff {
        /// How many bytes there were.
        offset: usize,
    },
}
