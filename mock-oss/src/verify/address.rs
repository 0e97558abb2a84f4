//! Which bucket and key a request is for.
//!
//! The host never enters a canonical form by itself, the bucket always does, whatever the
//! addressing style: the same object signs identically on all of them.

use std::borrow::Cow;
use std::net::IpAddr;

use super::canonical::decode::readable;
use super::{Refusal, percent_decode};
use crate::site::{Hosts, Site, UnknownHost};
use crate::wire::{Pick, Picked, Received};

/// Bucket and key of a request, decoded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    /// How the bucket was named.
    pub addressing: Addressing,
    /// The bucket; `None` for the service itself.
    pub bucket: Option<Vec<u8>>,
    /// The object key, decoded; empty for a bucket or the service.
    pub key: Vec<u8>,
}

/// How a request names its bucket ("OSS domain names").
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Addressing {
    /// It names none: the endpoint's own host with path `/`.
    Service,
    /// By the first label of the host.
    VirtualHost,
    /// By the first segment of the path (IP address, `localhost`, or an endpoint's own host).
    Path,
    /// By a custom domain bound to the bucket.
    Cname,
}

impl Address {
    /// Reads bucket and key from host and path.
    ///
    /// # Errors
    /// [`Refusal::HostRepeated`] when several `Host` fields stand in the head.
    pub fn of(received: &Received, site: &Site) -> Result<Self, Refusal> {
        let host = host(received)?;
        let path = received.path();
        let rest = path.strip_prefix(b"/").unwrap_or(path);
        Ok(match bucket_of_host(&host, site) {
            Some((addressing, bucket)) => Self {
                addressing,
                bucket: Some(bucket.into_bytes()),
                key: percent_decode(rest),
            },
            None => Self::by_path(rest),
        })
    }

    /// The resource that all schemes sign: `/`, `/bucket/` or `/bucket/key`, decoded.
    #[must_use]
    pub fn resource(&self) -> Vec<u8> {
        self.pieces().concat()
    }

    /// Refuses a bucket in the path of the vendor's own host ("HTTP 403", `SecondLevelDomainForbidden`). Hosts
    /// that are not the vendor's (loopback names, IP addresses) take it, since clients that are pointed at a
    /// server of one's own send it, and so does whoever reads all paths like that. It is no part of the verdict on
    /// a signature, which is the same on all hosts. unknown: when it is turned away; here after the signature.
    ///
    /// # Errors
    /// [`Refusal::PathStyle`].
    pub fn check_style(&self, received: &Received, site: &Site) -> Result<(), Refusal> {
        let vendors = || host(received).is_ok_and(|host| host.ends_with(VENDOR));
        match (&self.bucket, self.addressing, site.hosts) {
            (Some(bucket), Addressing::Path, Hosts::NameBuckets) if vendors() => {
                Err(Refusal::PathStyle { bucket: bucket.clone() })
            }
            _ => Ok(()),
        }
    }

    /// The resource in pieces.
    pub(in crate::verify) fn pieces(&self) -> [&[u8]; 4] {
        match &self.bucket {
            None => [b"/", b"", b"", b""],
            Some(bucket) => [b"/", bucket, b"/", &self.key],
        }
    }

    fn by_path(rest: &[u8]) -> Self {
        if rest.is_empty() {
            return Self {
                addressing: Addressing::Service,
                bucket: None,
                key: Vec::new(),
            };
        }
        let slash = rest.iter().position(|&byte| byte == b'/');
        let (bucket, key) = match slash {
            Some(at) => (&rest[..at], &rest[at + 1..]),
            None => (rest, &rest[..0]),
        };
        Self {
            addressing: Addressing::Path,
            bucket: Some(percent_decode(bucket)),
            key: percent_decode(key),
        }
    }
}

/// The host without port and root dot, lower case. An absolute-form target outranks the field
/// (RFC 9112 section 3.2.2).
fn host(received: &Received) -> Result<Cow<'_, str>, Refusal> {
    let raw = match received.authority() {
        Some(authority) => Cow::Borrowed(authority),
        None => match received.pick("host", Pick::Only) {
            Picked::One { value, .. } => value,
            Picked::Absent => Cow::Borrowed(b"".as_slice()),
            Picked::Repeated(indices) | Picked::Joined { indices, .. } => return Err(Refusal::HostRepeated(indices)),
        },
    };
    Ok(match raw {
        Cow::Borrowed(bytes) => lowered(readable(bytes)),
        Cow::Owned(bytes) => Cow::Owned(lowered(readable(&bytes)).into_owned()),
    })
}

/// Lower case, without port and root dot.
fn lowered(host: Cow<'_, str>) -> Cow<'_, str> {
    // Without a way out on the first one, many bytes are looked at at once.
    let upper = host
        .bytes()
        .fold(false, |upper, byte| upper | byte.is_ascii_uppercase());
    match host {
        Cow::Borrowed(host) if !upper => Cow::Borrowed(name_of(host)),
        host => Cow::Owned(name_of(&host).to_ascii_lowercase()),
    }
}

/// Without port, and without the root's dot: `a.b.` is the name `a.b`, written in full (RFC 1034 section 3.1).
fn name_of(host: &str) -> &str {
    if host.starts_with('[') {
        return host.split_inclusive(']').next().unwrap_or(host);
    }
    let name = host.split(':').next().unwrap_or(host);
    name.strip_suffix('.').unwrap_or(name)
}

fn bucket_of_host(host: &str, site: &Site) -> Option<(Addressing, String)> {
    if site.hosts == Hosts::PathOnly {
        return None;
    }
    if let Some(bucket) = site.cnames.get(host) {
        return Some((Addressing::Cname, bucket.clone()));
    }
    if is_endpoint(host) {
        return None;
    }
    if let Some((bucket, endpoint)) = host.split_once('.')
        && is_named_endpoint(endpoint)
    {
        return Some((Addressing::VirtualHost, bucket.to_owned()));
    }
    match &site.unknown_host {
        UnknownHost::Endpoint => None,
        UnknownHost::Bucket(bucket) => Some((Addressing::Cname, bucket.clone())),
    }
}

/// Whether a host names the service and no bucket.
fn is_endpoint(host: &str) -> bool {
    let ip = || {
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        bare.parse::<IpAddr>().is_ok()
    };
    is_named_endpoint(host) || (!host.ends_with(VENDOR) && ip())
}

/// The same by name: `localhost`, or one of the vendor's endpoint forms ("Regions and endpoints", the
/// dual-stack form, and the cloud box form `<id>.<region>.oss-cloudbox.aliyuncs.com`).
fn is_named_endpoint(host: &str) -> bool {
    let Some(label) = host.strip_suffix(VENDOR) else {
        return host == "localhost";
    };
    let single = !label.contains('.');
    let dual_stack = label.strip_suffix(".oss").is_some_and(looks_like_region);
    dual_stack || is_cloud_box(label) || (single && (label == "oss" || label.starts_with("oss-")))
}

fn is_cloud_box(label: &str) -> bool {
    let place = label
        .strip_suffix(".oss-cloudbox")
        .or_else(|| label.strip_suffix(".oss-cloudbox-control"));
    let parts = place.and_then(|place| place.split_once('.'));
    parts.is_some_and(|(id, region)| !id.is_empty() && looks_like_region(region))
}

/// The general region id that the host names, if it is one of the vendor's and names one.
///
/// Acceleration hosts name none, and those of the finance cloud name a place that is not the region's
/// id ("Regions and endpoints": `oss-cn-hzjbp-a-internal` is in `cn-hangzhou-finance`).
pub(in crate::verify) fn host_region(received: &Received) -> Option<String> {
    let host = host(received).ok()?;
    let labels = host.strip_suffix(VENDOR)?;
    let (rest, last) = labels.rsplit_once('.').unwrap_or(("", labels));
    let region = match last {
        "oss" => rest.rsplit('.').next()?,
        _ => last.strip_prefix("oss-")?,
    };
    let region = region.strip_suffix("-internal").unwrap_or(region);
    let known = looks_like_region(region) && !["finance", "hzjbp"].iter().any(|mark| region.contains(mark));
    known.then(|| region.to_owned())
}

const VENDOR: &str = ".aliyuncs.com";

/// `cn-hangzhou`, `ap-southeast-1`: two letters, a hyphen, and no dot.
fn looks_like_region(label: &str) -> bool {
    let mut parts = label.splitn(2, '-');
    let area = parts.next().unwrap_or_default();
    let place = parts.next().unwrap_or_default();
    let letters = area.len() == 2 && area.bytes().all(|byte| byte.is_ascii_lowercase());
    letters && !place.is_empty() && !place.contains('.')
}
