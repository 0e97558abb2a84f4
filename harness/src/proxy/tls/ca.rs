//! The authority that vouches for the hosts which are opened.

use std::collections::BTreeMap;
use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DnType, ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, NameConstraints, SanType, date_time_ymd,
};
use rustls::ServerConfig;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

use super::TlsError;
use crate::proxy::Hosts;
use crate::serve::HostName;

/// A certificate authority of one's own: its key is in memory, it is bound to the allowed hosts by name, and it
/// is good for a week.
pub struct Ca {
    issuer: Issuer<'static, KeyPair>,
    pem: String,
    der: CertificateDer<'static>,
    /// When it was made: what it signs is good for a week from then on.
    made: Timestamp,
    /// The key of all hosts.
    key: KeyPair,
    known: Mutex<BTreeMap<HostName, Arc<ServerConfig>>>,
}

impl Ca {
    /// A new authority for these hosts, good for a week. Its key leaves the process by no way.
    ///
    /// # Errors
    /// When the machine has no randomness for a key.
    pub fn new(hosts: &Hosts, now: Timestamp) -> Result<Self, TlsError> {
        Self::with_key(KeyPair::generate()?, hosts, now, WEEK)
    }

    /// An authority with a kept key, good for a year. Who trusts one trusts others with its key too.
    ///
    /// # Errors
    /// When the text is no key.
    pub fn of_key(pem: &str, hosts: &Hosts, now: Timestamp) -> Result<Self, TlsError> {
        Self::with_key(KeyPair::from_pem(pem)?, hosts, now, YEAR)
    }

    /// A key to be kept, in PEM form.
    ///
    /// # Errors
    /// When the machine has no randomness for one.
    pub fn new_key() -> Result<String, TlsError> {
        Ok(KeyPair::generate()?.serialize_pem())
    }

    fn with_key(key: KeyPair, hosts: &Hosts, now: Timestamp, good_for: Duration) -> Result<Self, TlsError> {
        let mut params = lasting(now, good_for);
        params
            .distinguished_name
            .push(DnType::CommonName, "whysig proxy, on this machine alone");
        params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign];
        params.name_constraints = Some(constraints(hosts));
        let certificate = params.self_signed(&key)?;
        Ok(Self {
            pem: certificate.pem(),
            der: certificate.der().clone(),
            issuer: Issuer::new(params, key),
            made: now,
            key: KeyPair::generate()?,
            known: Mutex::default(),
        })
    }

    /// Its certificate.
    #[must_use]
    pub fn pem(&self) -> &str {
        &self.pem
    }

    /// How a host is played: with a certificate made for it, in HTTP/1.1 alone.
    pub(in crate::proxy) fn playing(&self, host: &HostName) -> Result<Arc<ServerConfig>, TlsError> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(config) = known.get(host) {
            return Ok(Arc::clone(config));
        }
        let mut params = lasting(self.made, WEEK);
        params.subject_alt_names = vec![match host {
            HostName::Name(name) => SanType::DnsName(name.as_str().try_into()?),
            HostName::Address(address) => SanType::IpAddress(*address),
        }];
        params.distinguished_name.push(DnType::CommonName, "whysig proxy");
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let certificate = params.signed_by(&self.key, &self.issuer)?;
        let chain = vec![certificate.der().clone(), self.der.clone()];
        let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(self.key.serialize_der()));
        let mut config = ServerConfig::builder_with_provider(super::provider())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_single_cert(chain, key)?;
        config.alpn_protocols = vec![super::HTTP_1_1.to_vec()];
        let config = Arc::new(config);
        if known.len() >= MOST_HOSTS {
            known.pop_first();
        }
        known.insert(host.clone(), Arc::clone(&config));
        Ok(config)
    }
}

/// Neither key.
impl fmt::Debug for Ca {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Ca").field("made", &self.made).finish_non_exhaustive()
    }
}

fn lasting(from: Timestamp, time: Duration) -> CertificateParams {
    let from = date_time_ymd(1970, 1, 1) + Duration::from_secs(u64::try_from(from.as_second()).unwrap_or_default());
    let mut params = CertificateParams::default();
    params.not_before = from - LEEWAY;
    params.not_after = from + time;
    params.distinguished_name = rcgen::DistinguishedName::new();
    params
}

/// The allowed hosts as certificates bind names (RFC 5280 section 4.2.1.10): whole labels and what stands below
/// them. Addresses are excluded unless some are allowed: a kind of name that is not bound is free.
fn constraints(hosts: &Hosts) -> NameConstraints {
    let mut permitted = Vec::new();
    let mut excluded: Vec<GeneralSubtree> = Hosts::never_opened().map(dns).collect();
    let mut addresses = 0;
    for name in hosts.bound_names() {
        match name.parse::<IpAddr>() {
            Ok(address) => {
                addresses += 1;
                let bits = if address.is_ipv4() { 32 } else { 128 };
                permitted.push(GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(address, bits)));
            }
            Err(_) => permitted.push(dns(&name)),
        }
    }
    if addresses == 0 {
        excluded.push(GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([0; 4], 0)));
        excluded.push(GeneralSubtree::IpAddress(CidrSubnet::from_v6_prefix([0; 16], 0)));
    }
    NameConstraints {
        permitted_subtrees: permitted,
        excluded_subtrees: excluded,
    }
}

fn dns(name: &str) -> GeneralSubtree {
    GeneralSubtree::DnsName(name.to_owned())
}

const WEEK: Duration = Duration::from_secs(7 * 86_400);
const YEAR: Duration = Duration::from_secs(365 * 86_400);

/// For clients whose clock is behind.
const LEEWAY: Duration = Duration::from_secs(3600);

/// Most hosts whose certificates are kept; others are made anew.
const MOST_HOSTS: usize = 1000;
