//! The host that a request is for.

use mock_oss::wire::Received;

/// The host that a request is for, lower case, without its port and the root's dot; `None` when it names none.
pub fn host(received: &Received) -> Option<String> {
    let raw = match received.authority() {
        Some(authority) => authority.to_vec(),
        None => received.named("host").next()?.value().into_owned(),
    };
    let host = String::from_utf8_lossy(&raw).to_ascii_lowercase();
    let end = match host.find(']') {
        Some(bracket) => bracket + 1,
        None => host.find(':').unwrap_or(host.len()),
    };
    let name = host[..end].strip_suffix('.').unwrap_or(&host[..end]);
    Some(name.to_owned()).filter(|host| !host.is_empty())
}
