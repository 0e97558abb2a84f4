//! Where a request is meant to go.

use std::fmt;
use std::str::FromStr;

use crate::serve::{Authority, HostName};

/// A service: scheme, host and port of a URL.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// How it is spoken to.
    pub protocol: Protocol,
    /// Its name or address.
    pub host: HostName,
    /// Its port.
    pub port: u16,
}

/// How a service is spoken to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Protocol {
    /// `http`
    Http,
    /// `https`
    Https,
}

/// Text that is no URL of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not of the form http://HOST[:PORT] or https://HOST[:PORT]")]
pub struct NotAnOrigin;

impl Protocol {
    fn name(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Https => "https",
        }
    }

    /// The port of a URL that names none.
    pub(super) fn usual_port(self) -> u16 {
        match self {
            Self::Http => 80,
            Self::Https => 443,
        }
    }
}

impl Origin {
    /// The service that a target in absolute form names; `authority` is the part of it behind `://`. `None`
    /// where it is none of HTTP, or its authority is no `HOST[:PORT]`.
    pub(super) fn of_target(target: &[u8], authority: &[u8]) -> Option<Self> {
        let scheme = std::str::from_utf8(target).ok()?.split_once("://")?.0;
        let protocol = [Protocol::Http, Protocol::Https];
        let protocol = protocol
            .into_iter()
            .find(|known| scheme.eq_ignore_ascii_case(known.name()))?;
        let authority = Authority::parse(std::str::from_utf8(authority).ok()?)?;
        Some(Self {
            protocol,
            port: authority.port.unwrap_or(protocol.usual_port()),
            host: authority.host,
        })
    }

    /// The service that CONNECT names, `HOST:PORT`, spoken to so.
    pub(super) fn of_connect(target: &[u8], protocol: Protocol) -> Option<Self> {
        let authority = Authority::parse(std::str::from_utf8(target).ok()?)?;
        Some(Self {
            protocol,
            port: authority.port?,
            host: authority.host,
        })
    }

    /// The host as a resolver takes it: an IPv6 address without its brackets.
    pub(super) fn name(&self) -> String {
        match &self.host {
            HostName::Name(name) => name.clone(),
            HostName::Address(address) => address.to_string(),
        }
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let (_, rest) = text.split_once("://").ok_or(NotAnOrigin)?;
        let authority = rest.strip_suffix('/').unwrap_or(rest);
        Self::of_target(text.as_bytes(), authority.as_bytes()).ok_or(NotAnOrigin)
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://{}", self.protocol.name(), self.host)?;
        if self.port == self.protocol.usual_port() {
            Ok(())
        } else {
            write!(f, ":{}", self.port)
        }
    }
}
