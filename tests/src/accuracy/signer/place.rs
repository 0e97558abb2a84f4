//! Whose bucket a request's host and path name ("OSS domain names").

use std::net::IpAddr;

use mock_oss::site::{Hosts, Site};

use super::text::unescaped;
use crate::accuracy::head::Head;

/// What the service was told about hosts.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Place {
    /// A custom domain, and the bucket it is bound to.
    pub domain: Option<(String, String)>,
    /// Whether the bucket is in the path whatever the host (`sldEnable` of ali-oss).
    pub path_only: bool,
}

impl Place {
    /// The same for the service under test.
    #[must_use]
    pub fn site(&self) -> Site {
        Site {
            cnames: self.domain.iter().cloned().collect(),
            hosts: if self.path_only {
                Hosts::PathOnly
            } else {
                Hosts::NameBuckets
            },
            ..Site::default()
        }
    }

    /// `/`, `/bucket/` or `/bucket/key`, decoded.
    pub(super) fn resource(&self, head: &Head) -> Vec<u8> {
        let path = head.path.strip_prefix(b"/").unwrap_or(&head.path);
        match self.bucket(&host(head)) {
            Some(bucket) => [b"/", bucket.as_bytes(), b"/", &unescaped(path)].concat(),
            None if path.is_empty() => b"/".to_vec(),
            None => {
                let slash = if path.contains(&b'/') { b"".as_slice() } else { b"/" };
                [b"/", unescaped(path).as_slice(), slash].concat()
            }
        }
    }

    fn bucket(&self, host: &str) -> Option<String> {
        if self.path_only {
            return None;
        }
        if let Some((_, bucket)) = self.domain.as_ref().filter(|(domain, _)| domain == host) {
            return Some(bucket.clone());
        }
        let (first, rest) = host.split_once('.')?;
        let named = !is_endpoint(host) && is_endpoint(rest) && rest.parse::<IpAddr>().is_err();
        named.then(|| first.to_owned())
    }
}

/// Lower case, without port; an absolute-form target outranks the field (RFC 9112 section 3.2.2).
fn host(head: &Head) -> String {
    let field = head.value("host").unwrap_or_default();
    let absolute = head.authority.windows(3).position(|window| window == b"://");
    let text = absolute.map_or(field, |at| &head.authority[at + 3..]);
    let text = String::from_utf8_lossy(text).to_ascii_lowercase();
    match text.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name.to_owned(),
        _ => text,
    }
}

/// An address, this machine, `oss-REGION.aliyuncs.com` in its spellings, or `ID.REGION.oss-cloudbox`.
fn is_endpoint(host: &str) -> bool {
    let bare = host.trim_matches(['[', ']']);
    let vendor = host.strip_suffix(".aliyuncs.com").is_some_and(|label| {
        let dual_stack = label.strip_suffix(".oss").is_some_and(|region| !region.contains('.'));
        let cloud_box = label
            .strip_suffix(".oss-cloudbox")
            .is_some_and(|place| place.matches('.').count() == 1);
        dual_stack || cloud_box || (!label.contains('.') && (label == "oss" || label.starts_with("oss-")))
    });
    vendor || host == "localhost" || bare.parse::<IpAddr>().is_ok()
}
