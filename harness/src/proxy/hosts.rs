//! Which hosts may be relayed to.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use crate::serve::HostName;

/// Which hosts are opened, and which pass unopened. All others are refused.
#[derive(Debug, Clone, Default)]
pub struct Hosts {
    /// Beside the vendor's storage hosts.
    pub opened: Vec<HostPattern>,
    /// Beside the vendor's account services.
    pub tunnelled: Vec<HostPattern>,
}

/// A host name with `*` in it: a leading `*.` stands for one label or more, any other for letters of one label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HostPattern(String);

/// Text that is no pattern of host names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("neither a host name, with `*` in it or not, nor an address; a port is not part of it")]
pub struct NotAPattern;

/// How a host is relayed to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Passage {
    /// Its requests are read.
    Opened,
    /// Its bytes pass unread.
    Tunnelled,
    /// Not at all.
    Refused,
}

impl Hosts {
    /// How this host is relayed to. What is tunnelled is never opened: the answers of account services hold
    /// secrets.
    pub(super) fn passage(&self, host: &HostName) -> Passage {
        let host = host.to_string();
        let known = |vendor: &[&str], named: &[HostPattern]| {
            vendor.iter().any(|pattern| matches(pattern, &host)) || named.iter().any(|pattern| pattern.matches(&host))
        };
        if known(ACCOUNT_SERVICES, &self.tunnelled) {
            Passage::Tunnelled
        } else if known(STORAGE, &self.opened) {
            Passage::Opened
        } else {
            Passage::Refused
        }
    }
}

impl Hosts {
    /// What a certificate for the hosts that are opened is bound to: names, which stand for all below them too,
    /// and addresses.
    pub(super) fn bound_names(&self) -> impl Iterator<Item = String> {
        let given = self.opened.iter().map(|pattern| certain_labels(&pattern.0));
        let all: BTreeSet<String> = STORAGE
            .iter()
            .map(|pattern| certain_labels(pattern))
            .chain(given)
            .map(|name| name.trim_matches(['[', ']']).to_owned())
            .filter(|name| !name.is_empty())
            .collect();
        all.into_iter()
    }

    /// The names of account services that a certificate is never for.
    pub(super) fn never_opened() -> impl Iterator<Item = &'static str> {
        ACCOUNT_SERVICES.iter().copied().filter(|name| !name.contains('*'))
    }
}

impl HostPattern {
    /// Whether it stands for this host, which is in lower case.
    pub(super) fn matches(&self, host: &str) -> bool {
        matches(&self.0, host)
    }
}

impl FromStr for HostPattern {
    type Err = NotAPattern;

    fn from_str(text: &str) -> Result<Self, NotAPattern> {
        let stand_in: HostName = text.replace('*', "x").parse().map_err(|_| NotAPattern)?;
        match stand_in {
            HostName::Name(_) => Ok(Self(text.to_ascii_lowercase())),
            address @ HostName::Address(_) if !text.contains('*') => Ok(Self(address.to_string())),
            HostName::Address(_) => Err(NotAPattern),
        }
    }
}

impl fmt::Display for HostPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The part behind the last `*` that is whole labels.
fn certain_labels(pattern: &str) -> &str {
    match pattern.rfind('*') {
        None => pattern,
        Some(star) => pattern[star..].split_once('.').map_or("", |(_, rest)| rest),
    }
}

fn matches(pattern: &str, host: &str) -> bool {
    if let Some(rest) = pattern.strip_prefix("*.") {
        let mut tails = host.match_indices('.').filter(|(at, _)| *at > 0);
        return tails.any(|(at, _)| label_by_label(rest, &host[at + 1..]));
    }
    label_by_label(pattern, host)
}

fn label_by_label(pattern: &str, host: &str) -> bool {
    let (mut patterns, mut labels) = (pattern.split('.'), host.split('.'));
    loop {
        match (patterns.next(), labels.next()) {
            (None, None) => return true,
            (Some(pattern), Some(label)) if is_label(pattern, label) => {}
            _ => return false,
        }
    }
}

/// Whether a label with at most one `*` stands for this one.
fn is_label(pattern: &str, label: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == label,
        Some((before, behind)) => {
            label.len() > before.len() + behind.len() && label.starts_with(before) && label.ends_with(behind)
        }
    }
}

/// The vendor's storage ("OSS domain names": public, internal, accelerate, dual-stack, access points).
pub(super) const STORAGE: &[&str] = &["oss-*.aliyuncs.com", "*.oss-*.aliyuncs.com", "*.oss.aliyuncs.com"];

/// Services whose answers are secrets: tokens, keys, log-in.
pub(super) const ACCOUNT_SERVICES: &[&str] = &[
    "sts.aliyuncs.com",
    "sts.*.aliyuncs.com",
    "sts-vpc.*.aliyuncs.com",
    "sts-*.aliyuncs.com",
    "ram.aliyuncs.com",
    "ram.*.aliyuncs.com",
    "ims.aliyuncs.com",
    "ims.*.aliyuncs.com",
    "kms.*.aliyuncs.com",
    "kms-vpc.*.aliyuncs.com",
    "*.kms.aliyuncs.com",
    "*.cryptoservice.kms.aliyuncs.com",
    "eiam.*.aliyuncs.com",
    "oauth.aliyun.com",
    "oauth.alibabacloud.com",
    "signin.aliyun.com",
    "signin.alibabacloud.com",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn passage(host: &str) -> Passage {
        Hosts::default().passage(&host.parse().unwrap())
    }

    #[test]
    fn the_vendor_s_storage_is_opened_and_its_account_services_never() {
        for host in [
            "oss-cn-hangzhou.aliyuncs.com",
            "bucket.oss-cn-hangzhou-internal.aliyuncs.com",
            "bucket.oss-accelerate.aliyuncs.com",
            "cn-hangzhou.oss.aliyuncs.com",
            "bucket.cn-hangzhou.oss.aliyuncs.com",
            "point-123.oss-cn-hangzhou.oss-accesspoint.aliyuncs.com",
            "BUCKET.OSS-cn-hangzhou.aliyuncs.com",
        ] {
            assert_eq!(passage(host), Passage::Opened, "{host}");
        }
        for host in [
            "sts.aliyuncs.com",
            "sts.cn-hangzhou.aliyuncs.com",
            "sts-vpc.cn-hangzhou.aliyuncs.com",
        ] {
            assert_eq!(passage(host), Passage::Tunnelled, "{host}");
            let allowed = Hosts {
                opened: vec![host.parse().unwrap()],
                ..Hosts::default()
            };
            assert_eq!(allowed.passage(&host.parse().unwrap()), Passage::Tunnelled, "{host}");
        }
    }

    #[test]
    fn a_name_that_only_looks_like_the_vendor_s_is_refused() {
        for host in [
            "oss-cn-hangzhou.aliyuncs.com.evil.example",
            "oss-.aliyuncs.com",
            ".oss-cn-hangzhou.aliyuncs.com",
            "evil-oss-cn-hangzhou.aliyuncs.com",
            "oss-cn-hangzhou.evilaliyuncs.com",
            "example.com",
            "127.0.0.1",
        ] {
            let Ok(name) = host.parse() else { continue };
            assert_eq!(Hosts::default().passage(&name), Passage::Refused, "{host}");
        }
    }

    #[test]
    fn what_a_certificate_can_be_bound_to_is_behind_the_last_star() {
        let hosts = Hosts {
            opened: ["static.example.com", "*.files.example", "192.0.2.1"]
                .map(|host| host.parse().unwrap())
                .into(),
            ..Hosts::default()
        };
        let names: Vec<String> = hosts.bound_names().collect();
        assert_eq!(
            names,
            [
                "192.0.2.1",
                "aliyuncs.com",
                "files.example",
                "oss.aliyuncs.com",
                "static.example.com"
            ]
        );
    }
}
