//! What goes into a string to sign, as values, so that a client's mistakes can be made in it.

use super::Kind;

/// Everything a string to sign is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The protocol.
    pub kind: Kind,
    /// The method.
    pub verb: Vec<u8>,
    /// The line of `Content-MD5` (V1, V2).
    pub md5: Vec<u8>,
    /// The line of `Content-Type` (V1, V2).
    pub content_type: Vec<u8>,
    /// The date line (V1, V2) or the timestamp (V4).
    pub date: Vec<u8>,
    /// The signed fields in order of arrival, each name once, names as sent.
    pub headers: Vec<(Vec<u8>, Vec<u8>)>,
    /// The list of additional headers, lower case, sorted (V2, V4).
    pub additional: Vec<String>,
    /// `/bucket/key`, decoded.
    pub resource: Vec<u8>,
    /// The signed query parameters in order of arrival, decoded.
    pub params: Vec<(Vec<u8>, Vec<u8>)>,
    /// The payload line (V4).
    pub payload: Vec<u8>,
    /// `YYYYMMDD/region/product/aliyun_v4_request` (V4).
    pub scope: Vec<u8>,
    /// The first line of the string to sign (V4).
    pub algorithm: Vec<u8>,
    /// How it is written down.
    pub form: Form,
}

/// How a draft is written down. The default is as documented.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Form {
    /// What ends a line.
    pub line_end: LineEnd,
    /// How header names are spelled.
    pub names: Names,
    /// How header lines are sorted.
    pub order: Order,
    /// How query parameters are sorted.
    pub query_order: Order,
    /// How a query parameter without a value is written.
    pub empty: Empty,
    /// Bytes beyond the unreserved ones that the client leaves unescaped (V2, V4).
    pub kept: &'static [u8],
    /// How many times more than documented the path is escaped.
    pub escapes: u8,
    /// Whether spaces are written `+` where they are escaped.
    pub plus: bool,
    /// What stands between the name and the value of a header line instead of `:`.
    pub colon: Option<&'static str>,
    /// What stands behind the last line.
    pub end: &'static str,
    /// The path as written, whatever the other rules make of it.
    pub path_text: Option<Vec<u8>>,
    /// The query as written, whatever the other rules make of it.
    pub query_text: Option<Vec<u8>>,
}

/// What ends a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum LineEnd {
    /// A line feed.
    #[default]
    Lf,
    /// Carriage return and line feed.
    CrLf,
}

/// How header names are spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Names {
    /// In lower case.
    #[default]
    Lower,
    /// As they are sent.
    AsSent,
}

/// An order of lines or parameters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Order {
    /// By the bytes of the name, as written in the string.
    #[default]
    Bytes,
    /// As sent.
    AsSent,
    /// As a string comparison for people does: `_` before `-` before digits before letters, case ignored.
    Locale,
    /// By the whole line, so that the colon takes part.
    WholeLine,
    /// By the name before it is escaped.
    Unescaped,
}

/// How a parameter without a value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Empty {
    /// `name`
    #[default]
    Bare,
    /// `name=`
    WithEquals,
}
