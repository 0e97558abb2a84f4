//! A host that is not known to be anybody's, and begins with the bucket.

use std::net::IpAddr;

use mock_oss::site::{Site, UnknownHost};
use mock_oss::verify::{Request, Service, Verdict, verify};

use crate::diagnosis::case::World;
use crate::diagnosis::case::host::host;
use crate::diagnosis::{Code, Diagnostic, Judge, Severity};
use crate::words::{wire, words};

/// The bucket that a host names, as the signature itself proves.
pub(crate) struct Taken {
    /// The service with that bucket.
    pub(crate) site: Site,
    /// What is said of it.
    pub(crate) told: Diagnostic,
}

/// Takes the first label of a private cloud's host for the bucket, where that makes the signature hold: the
/// signature covers the bucket, so that no other one can be meant.
pub(crate) fn taken(world: &World<'_>, verdict: &Verdict) -> Option<Taken> {
    let reader = matches!(world.evidence.judge, Judge::Reader { .. });
    // A form signs its policy: it verifies whatever the bucket is.
    let open = world.form.is_none()
        && world.site.unknown_host == UnknownHost::Endpoint
        && !matches!(verdict, Verdict::Verified(_));
    let host = host(world.received).filter(|host| reader && open && !host.ends_with(".aliyuncs.com"))?;
    let bare = host.trim_matches(['[', ']']);
    let (label, rest) = host.split_once('.').filter(|_| bare.parse::<IpAddr>().is_err())?;
    if !rest.contains('.') {
        return None;
    }
    let site = Site {
        unknown_host: UnknownHost::Bucket(label.to_owned()),
        ..world.site.clone()
    };
    let service = Service {
        keyring: world.keyring,
        site: &site,
        now: world.now,
    };
    verify(&Request::new(world.received), &service)
        .is_verified()
        .then(|| Taken {
            told: told(&host, label),
            site: site.clone(),
        })
}

fn told(host: &str, label: &str) -> Diagnostic {
    Diagnostic {
        code: Code::EvidenceIncomplete,
        severity: Severity::Note,
        headline: words!("the bucket was read from the host's first label: `{}`", wire(label)),
        labels: Vec::new(),
        notes: vec![words!(
            "`{}` is none of the hosts that are known here; with that bucket the signature verifies",
            wire(host)
        )],
        help: vec!["say so by --bucket NAME".into()],
    }
}
