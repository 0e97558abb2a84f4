//! Which addresses may be connected to.

use std::fmt;
use std::io;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use super::relay::Connection;
use super::{HostPattern, Origin, Protocol, Trust};
use crate::serve::HostName;
use crate::words::{Say, Words, wire, words};

/// How upstreams are reached.
#[derive(Debug, Clone, Default)]
pub struct Dial {
    /// Addresses that the operator gave for names.
    pub resolve: Vec<Resolve>,
    /// The upstream that the operator named: where it is an address itself, or this machine, that is meant.
    pub named: Option<Origin>,
    /// Which services are believed; without it none that speaks TLS is.
    pub trust: Option<Trust>,
    /// Our own sockets, which no request may be sent to.
    pub own: Vec<SocketAddr>,
}

/// `HOST:PORT:ADDR[:PORT]`: what a host and a port lead to, whatever a name server says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolve {
    host: HostPattern,
    port: u16,
    address: IpAddr,
    to_port: u16,
}

/// Why an upstream could not be connected to.
#[derive(Debug)]
pub enum DialError {
    /// No name server knows it.
    NoAddress(String, io::Error),
    /// It leads into this machine or its network.
    Forbidden {
        /// The upstream.
        name: Origin,
        /// Its host.
        host: HostName,
        /// Its port.
        port: u16,
        /// What it leads to.
        address: IpAddr,
        /// What kind of address that is.
        kind: &'static str,
    },
    /// It leads to ourselves.
    Own(Origin),
    /// It does not prove to be the service.
    Tls(Origin, io::Error),
    /// Nobody answers there.
    Connect(SocketAddr, io::Error),
}

/// What the client itself said is told apart.
impl Say for DialError {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::NoAddress(name, error) => {
                words!("`{}` has no address: {}", wire(name), wire(error.to_string()))
            }
            Self::Forbidden {
                name,
                host,
                port,
                address,
                kind,
            } => words!(
                "`{}` leads to {}, which is {}; if that is meant: --resolve {}:{}:{}",
                wire(name.to_string()),
                address,
                kind,
                wire(host.to_string()),
                port,
                address
            ),
            Self::Tls(name, error) => words!(
                "{} does not prove that it is the service: {} (--upstream-ca FILE adds an authority to the system's)",
                wire(name.to_string()),
                wire(error.to_string())
            ),
            Self::Own(name) => words!("`{}` leads back to whysig itself", wire(name.to_string())),
            Self::Connect(address, error) => {
                words!("{} cannot be connected to: {}", address, wire(error.to_string()))
            }
        });
    }
}

impl fmt::Display for DialError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        words!("{}", self).fmt(f)
    }
}

impl std::error::Error for DialError {}

impl Dial {
    /// Connects to an upstream, and has it prove that it is the one where its protocol has proofs.
    pub(super) async fn connect(&self, origin: &Origin) -> Result<Connection, DialError> {
        let stream = self.reach(origin).await?;
        match (origin.protocol, &self.trust) {
            (Protocol::Http, _) => Ok(Box::new(stream)),
            (Protocol::Https, None) => Err(DialError::Tls(origin.clone(), io::ErrorKind::Unsupported.into())),
            (Protocol::Https, Some(trust)) => {
                let shaking = timeout(PATIENCE, trust.connect(stream, &origin.name())).await;
                let shaken = shaking.unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()));
                match shaken {
                    Ok(stream) => Ok(Box::new(stream)),
                    Err(error) => Err(DialError::Tls(origin.clone(), error)),
                }
            }
        }
    }

    /// Connects to the first of an upstream's addresses that answers.
    pub(super) async fn reach(&self, origin: &Origin) -> Result<TcpStream, DialError> {
        let addresses = self.addresses(origin).await?;
        let mut failed = DialError::NoAddress(origin.name(), io::ErrorKind::NotFound.into());
        for address in addresses {
            if self.is_own(address) {
                return Err(DialError::Own(origin.clone()));
            }
            match timeout(PATIENCE, TcpStream::connect(address)).await {
                Ok(Ok(stream)) => {
                    // Without it small pieces wait for acknowledgements that the far end delays.
                    let _ = stream.set_nodelay(true);
                    return Ok(stream);
                }
                Ok(Err(error)) => failed = DialError::Connect(address, error),
                Err(_) => failed = DialError::Connect(address, io::ErrorKind::TimedOut.into()),
            }
        }
        Err(failed)
    }

    /// Where an upstream may be.
    async fn addresses(&self, origin: &Origin) -> Result<Vec<SocketAddr>, DialError> {
        let host = origin.host.to_string();
        let given = self
            .resolve
            .iter()
            .filter(|given| given.port == origin.port && given.host.matches(&host));
        let given: Vec<SocketAddr> = given
            .map(|given| SocketAddr::new(given.address, given.to_port))
            .collect();
        if !given.is_empty() {
            return Ok(given);
        }
        let name = origin.name();
        let found = lookup_host((name.as_str(), origin.port)).await;
        let found: Vec<SocketAddr> = found
            .map_err(|error| DialError::NoAddress(origin.name(), error))?
            .collect();
        let says_where = matches!(origin.host, HostName::Address(_)) || origin.host.is_loopback();
        let is_meant = says_where && self.named.as_ref() == Some(origin);
        match found
            .iter()
            .find_map(|address| Some((address.ip(), kind(address.ip())?)))
        {
            Some((address, kind)) if !is_meant => Err(DialError::Forbidden {
                name: origin.clone(),
                host: origin.host.clone(),
                port: origin.port,
                address,
                kind,
            }),
            _ => Ok(found),
        }
    }

    fn is_own(&self, address: SocketAddr) -> bool {
        let ip = address.ip().to_canonical();
        self.own.iter().any(|own| {
            let listens_everywhere = own.ip().is_unspecified();
            own.port() == address.port() && (own.ip().to_canonical() == ip || ip.is_unspecified() || listens_everywhere)
        })
    }
}

impl FromStr for Resolve {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        const FORM: &str = "not of the form HOST:PORT:ADDR or HOST:PORT:ADDR:PORT";
        let (host, rest) = match text.strip_prefix('[') {
            None => text.split_once(':').ok_or(FORM)?,
            Some(bracketed) => {
                let (address, rest) = bracketed.split_once("]:").ok_or(FORM)?;
                (&text[..address.len() + 2], rest)
            }
        };
        let (port, to) = rest.split_once(':').ok_or(FORM)?;
        let port = port.parse().map_err(|_| FORM)?;
        let bare = to.strip_prefix('[').and_then(|to| to.strip_suffix(']')).unwrap_or(to);
        let (address, to_port) = match (bare.parse::<IpAddr>(), to.parse::<SocketAddr>()) {
            (Ok(address), _) => (address, port),
            (Err(_), Ok(socket)) => (socket.ip(), socket.port()),
            (Err(_), Err(_)) => return Err(FORM),
        };
        Ok(Self {
            host: host.parse().map_err(|_| FORM)?,
            port,
            address,
            to_port,
        })
    }
}

/// What makes an address one that is not reached by accident; `None` for all others.
fn kind(address: IpAddr) -> Option<&'static str> {
    let address = address.to_canonical();
    if address.is_loopback() {
        return Some("a loopback address");
    }
    if address.is_unspecified() || address.is_multicast() {
        return Some("no address of one host");
    }
    match address {
        IpAddr::V4(METADATA) => Some("the metadata service of a machine in the cloud"),
        IpAddr::V4(v4) if v4.is_private() => Some("a private address"),
        IpAddr::V4(v4) if v4.is_link_local() => Some("a link-local address"),
        IpAddr::V4(v4) if v4.is_broadcast() => Some("no address of one host"),
        IpAddr::V6(v6) if v6.is_unique_local() => Some("a private address"),
        IpAddr::V6(v6) if v6.is_unicast_link_local() => Some("a link-local address"),
        IpAddr::V4(_) | IpAddr::V6(_) => None,
    }
}

/// The vendor's metadata service, whose answers hold keys; it is in the range that internal endpoints of the
/// storage are in too.
const METADATA: Ipv4Addr = Ipv4Addr::new(100, 100, 100, 200);

/// How long one address may take to answer.
const PATIENCE: Duration = Duration::from_secs(10);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_this_machine_and_its_network_are_told_apart() {
        for address in [
            "127.0.0.1",
            "127.9.9.9",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "0.0.0.0",
            "100.100.100.200",
            "::1",
            "fe80::1",
            "fd00::1",
            "::ffff:127.0.0.1",
            "::ffff:10.0.0.1",
            "255.255.255.255",
        ] {
            assert!(kind(address.parse().unwrap()).is_some(), "{address}");
        }
        // The last is an internal endpoint of the storage (RFC 6598 space).
        for address in ["8.8.8.8", "2001:db8::1", "100.118.28.1"] {
            assert_eq!(kind(address.parse().unwrap()), None, "{address}");
        }
    }

    #[test]
    fn what_leads_to_an_address_is_read_as_curl_reads_it_and_with_a_port() {
        let read = |text: &str| {
            text.parse::<Resolve>()
                .map(|given| SocketAddr::new(given.address, given.to_port))
        };
        assert_eq!(read("a.example:443:127.0.0.1"), Ok("127.0.0.1:443".parse().unwrap()));
        assert_eq!(read("a.example:443:[::1]"), Ok("[::1]:443".parse().unwrap()));
        assert_eq!(
            read("*.example:80:127.0.0.1:8900"),
            Ok("127.0.0.1:8900".parse().unwrap())
        );
        assert_eq!(read("[::1]:80:[::1]:8900"), Ok("[::1]:8900".parse().unwrap()));
        for text in [
            "a.example",
            "a.example:443",
            "a.example:x:127.0.0.1",
            "a.example:443:b.example",
            ":1:1.1.1.1",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
    }

    #[test]
    fn our_own_sockets_are_known_by_every_name() {
        let dial = Dial {
            own: vec!["127.0.0.1:8902".parse().unwrap(), "0.0.0.0:8901".parse().unwrap()],
            ..Dial::default()
        };
        for own in [
            "127.0.0.1:8902",
            "[::ffff:127.0.0.1]:8902",
            "0.0.0.0:8902",
            "192.0.2.1:8901",
        ] {
            assert!(dial.is_own(own.parse().unwrap()), "{own}");
        }
        assert!(!dial.is_own("127.0.0.1:8903".parse().unwrap()));
    }
}
