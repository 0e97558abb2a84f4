//! What the options say of the service and of the client.

use std::borrow::Cow;
use std::path::Path;

use anyhow::Context as _;
use mock_oss::keyring::Keyring;
use mock_oss::site::{Site, UnknownHost};
use mock_oss::wire::Received;

use super::args::DiagnoseArgs;
use crate::cli::credentials::KeySource;
use crate::cli::files;
use crate::diagnosis::{Evidence, UpstreamHead};
use crate::input::{Captured, Format, read_responses, recognise};

/// What the options say of the service and of the client.
pub(super) struct Known {
    pub(super) keyring: Keyring,
    pub(super) keys: KeySource,
    site: Site,
    /// The bucket that every host is a custom domain of (`--cname`).
    every_host: Option<String>,
    upstream_response: Option<UpstreamHead>,
    client_string_to_sign: Option<Vec<u8>>,
}

impl Known {
    pub(super) fn of(args: &DiagnoseArgs) -> anyhow::Result<Self> {
        let (keyring, keys) = args.credentials.keyring()?;
        let mut site = Site {
            region: args.region.clone(),
            ..Site::default()
        };
        if let Some(bucket) = &args.bucket {
            site.unknown_host = UnknownHost::Bucket(bucket.clone());
        }
        Ok(Self {
            keyring,
            keys,
            site,
            every_host: args.bucket.clone().filter(|_| args.cname),
            upstream_response: args.upstream_response.as_deref().map(upstream).transpose()?,
            client_string_to_sign: args.string_to_sign.as_deref().map(files::read_bytes).transpose()?,
        })
    }

    /// The service's names for one request.
    pub(super) fn site(&self, received: &Received) -> Cow<'_, Site> {
        let Some((bucket, host)) = self.every_host.as_ref().zip(host(received)) else {
            return Cow::Borrowed(&self.site);
        };
        let mut site = self.site.clone();
        site.cnames.insert(host, bucket.clone());
        Cow::Owned(site)
    }

    pub(super) fn evidence(&self, captured: &Captured) -> Evidence {
        let known = captured.evidence();
        Evidence {
            upstream_response: self.upstream_response.clone().or(known.upstream_response),
            client_string_to_sign: self.client_string_to_sign.clone().or(known.client_string_to_sign),
            ..known
        }
    }
}

/// The host that a request is for, lower case, without its port; `None` when it names none.
pub(super) fn host(received: &Received) -> Option<String> {
    let raw = match received.authority() {
        Some(authority) => authority.to_vec(),
        None => received.named("host").next()?.value().into_owned(),
    };
    let host = String::from_utf8_lossy(&raw).to_ascii_lowercase();
    let end = match host.find(']') {
        Some(bracket) => bracket + 1,
        None => host.find(':').unwrap_or(host.len()),
    };
    Some(host[..end].to_owned()).filter(|host| !host.is_empty())
}

fn upstream(path: &Path) -> anyhow::Result<UpstreamHead> {
    let bytes = files::read_bytes(path)?;
    let format = recognise(&bytes).unwrap_or(Format::Raw);
    let heads = read_responses(format, &bytes).with_context(|| format!("{} has no response head", path.display()))?;
    let last = heads
        .last()
        .with_context(|| format!("{} has no response head", path.display()))?;
    Ok(last.as_upstream())
}
