//! Whom the inspect address answers: programs on this machine and its own pages, no page from elsewhere.
//!
//! The heads behind it have signatures and tokens as they arrived. A page that a browser loaded from
//! somebody else's name can make that name lead to this machine (DNS rebinding), and then asks as if the
//! address were its own: only `Host` tells.

#![expect(
    clippy::disallowed_methods,
    reason = "the fields that decide are asked for with all their values; nothing here is diagnosed"
)]

use hyper::{Request, StatusCode};

use super::authority::{Authority, HostName};

/// The hosts that a request may name: loopback always, and those that the operator named.
#[derive(Debug, Clone, Default)]
pub struct AllowedHosts(Vec<HostName>);

/// Why a request is not answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum Refusal {
    /// RFC 9112, section 3.2: without exactly one valid `Host` it is a bad request; in HTTP/1.0 too, which
    /// a page cannot be kept from speaking.
    #[error("exactly one valid `Host` is needed: a loopback name or address, or a name that --inspect-host gave")]
    NoHost,
    #[error("`{0}` is not a name of this address; `whysig serve --inspect-host {0}` makes it one")]
    OtherHost(HostName),
    #[error("a page of another origin asks; only pages of this address are answered")]
    OtherOrigin,
}

impl AllowedHosts {
    /// Loopback and these.
    #[must_use]
    pub fn new(named: Vec<HostName>) -> Self {
        Self(named)
    }

    /// Whether a request may be answered.
    pub(super) fn judge<B>(&self, request: &Request<B>) -> Result<(), Refusal> {
        let Field::Once(host) = Field::of(request, "host") else {
            return Err(Refusal::NoHost);
        };
        let host = self.known(host)?;
        if let Some(target) = request.uri().authority() {
            self.known(target.as_str())?;
        }
        let own_origin = match Field::of(request, "origin") {
            Field::Absent => true,
            Field::Once(origin) => is_origin_of(origin, &host),
            Field::Unusable => false,
        };
        // Browsers send it with every request to a loopback address, and no page can change it.
        let own_site = match Field::of(request, "sec-fetch-site") {
            Field::Absent => true,
            Field::Once(site) => site == "same-origin" || site == "none",
            Field::Unusable => false,
        };
        if own_origin && own_site {
            Ok(())
        } else {
            Err(Refusal::OtherOrigin)
        }
    }

    fn known(&self, text: &str) -> Result<Authority, Refusal> {
        let authority = Authority::parse(text).ok_or(Refusal::NoHost)?;
        if authority.host.is_loopback() || self.0.contains(&authority.host) {
            Ok(authority)
        } else {
            Err(Refusal::OtherHost(authority.host))
        }
    }
}

impl Refusal {
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Self::NoHost => StatusCode::BAD_REQUEST,
            Self::OtherHost(_) => StatusCode::MISDIRECTED_REQUEST,
            Self::OtherOrigin => StatusCode::FORBIDDEN,
        }
    }
}

/// A field of a request that may stand once.
enum Field<'r> {
    Absent,
    Once(&'r str),
    /// Twice, or not text.
    Unusable,
}

impl<'r> Field<'r> {
    fn of<B>(request: &'r Request<B>, name: &str) -> Self {
        let mut values = request.headers().get_all(name).iter();
        match (values.next(), values.next()) {
            (None, _) => Self::Absent,
            (Some(value), None) => value.to_str().map_or(Self::Unusable, Self::Once),
            (Some(_), Some(_)) => Self::Unusable,
        }
    }
}

/// Whether an origin is where `host` leads: the same host and the same port. `null` is none. With `https`
/// something in front speaks TLS.
fn is_origin_of(origin: &str, host: &Authority) -> bool {
    let Some((scheme, authority)) = origin.split_once("://") else {
        return false;
    };
    let usual_port = match scheme {
        "http" => 80,
        "https" => 443,
        _ => return false,
    };
    let Some(origin) = Authority::parse(authority) else {
        return false;
    };
    let port = |authority: &Authority| authority.port.unwrap_or(usual_port);
    origin.host == host.host && port(&origin) == port(host)
}
