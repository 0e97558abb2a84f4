//! What the options say of the service and of the client.

use std::borrow::Cow;
use std::path::Path;

use anyhow::Context as _;
use mock_oss::keyring::Keyring;
use mock_oss::site::{Site, UnknownHost};
use mock_oss::wire::Received;

use super::args::DiagnoseArgs;
use crate::cli::{echo, files};
use crate::diagnosis::{ClockSource, Evidence, FormEvidence, Judge, KeySource, UpstreamHead, host};
use crate::input::{Captured, Format, read_responses, recognise};

/// What the options say of the service and of the client.
pub(super) struct Known {
    pub(super) keyring: Keyring,
    keys: KeySource,
    clock: ClockSource,
    site: Site,
    /// The bucket that every host is a custom domain of (`--cname`).
    every_host: Option<String>,
    upstream_response: Option<UpstreamHead>,
    client_string_to_sign: Option<Vec<u8>>,
}

impl Known {
    pub(super) fn of(args: &DiagnoseArgs) -> anyhow::Result<Self> {
        let (keyring, keys) = args.credentials.keyring()?;
        echo::learn(&keyring);
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
            clock: args.now.map_or(ClockSource::Request, |_| ClockSource::Given),
            site,
            every_host: args.bucket.clone().filter(|_| args.cname),
            upstream_response: args.upstream_response.as_deref().map(upstream).transpose()?,
            client_string_to_sign: args.string_to_sign.as_deref().map(string_to_sign).transpose()?,
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

    pub(super) fn evidence(&self, captured: &Captured, form: FormEvidence) -> Evidence {
        let known = captured.evidence();
        Evidence {
            upstream_response: self.upstream_response.clone().or(known.upstream_response),
            client_string_to_sign: self.client_string_to_sign.clone().or(known.client_string_to_sign),
            judge: Judge::Reader {
                keys: self.keys,
                clock: self.clock,
            },
            form,
            ..known
        }
    }
}

/// The string of a file. One copied out of a log may have `\n` in the place of its line feeds; no other has none.
fn string_to_sign(path: &Path) -> anyhow::Result<Vec<u8>> {
    let bytes = files::read_bytes(path)?;
    if bytes.trim_ascii_end().contains(&b'\n') {
        return Ok(bytes);
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(if text.contains("\\n") {
        text.trim_end().replace("\\n", "\n").into_bytes()
    } else {
        bytes
    })
}

fn upstream(path: &Path) -> anyhow::Result<UpstreamHead> {
    let bytes = files::read_bytes(path)?;
    let format = recognise(&bytes).unwrap_or(Format::Raw);
    let heads =
        read_responses(format, &bytes).with_context(|| format!("{} has no response head", files::name(path)))?;
    let last = heads
        .last()
        .with_context(|| format!("{} has no response head", files::name(path)))?;
    Ok(last.as_upstream())
}
