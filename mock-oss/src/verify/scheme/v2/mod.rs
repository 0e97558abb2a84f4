//! OSS V2: HMAC-SHA256 over the lines of V1, a list of additional headers, and all query parameters.
//!
//! The vendor's pages keep only its errors; the rules stand in the SDKs that still sign so: oss2
//! 2.19.1 (`oss2/auth.py`), aliyun-oss-go-sdk 3.0.2 (`oss/auth.go`), aliyun-oss-java-sdk
//! (`OSSV2Signer.java`), apache/opendal-reqsign.

mod canonical;
mod claim;
mod description;
mod error;
mod key;

pub(super) use description::DESCRIPTION;
pub use error::{HeaderError, UrlError};

/// The value of `x-oss-signature-version`.
pub const VERSION: &str = "OSS2";
