//! Which names the service answers to.

use std::collections::BTreeMap;

/// What the service knows of itself: its region and whose bucket a host name means.
///
/// Addresses of the vendor's own form need no entry.
#[derive(Debug, Clone, Default)]
pub struct Site {
    /// The general region id without `oss-` (`cn-hangzhou`). `None` accepts every region.
    pub region: Option<String>,
    /// Custom domain (lower case, without port) to the bucket it is bound to.
    pub cnames: BTreeMap<String, String>,
    /// Whether a host may name a bucket at all.
    pub hosts: Hosts,
    /// How to read a host that is neither the vendor's, nor an IP address, nor a CNAME.
    pub unknown_host: UnknownHost,
}

/// Whether a host may name a bucket.
///
/// `PathOnly` is for clients that write the bucket into the path whatever host they name, as ali-oss
/// 6.17 and later do with `sldEnable` and an IP endpoint: their `Host` still names the bucket, their
/// path begins with it, and they sign it once. The real service refuses such requests
/// (`SecondLevelDomainForbidden`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Hosts {
    /// It may: virtual hosts and custom domains.
    #[default]
    NameBuckets,
    /// It may not: the bucket is always the first path segment.
    PathOnly,
}

/// How to read a host that nothing is known about.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum UnknownHost {
    /// As an endpoint: the bucket is the first path segment.
    #[default]
    Endpoint,
    /// As a custom domain bound to this bucket.
    Bucket(String),
}
