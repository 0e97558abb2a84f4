//! The relay in front of the real service: bytes pass unchanged, and each refusal is explained.
//!
//! - [`Proxying`]: the relay and its inspect address, running
//! - [`Origin`]: where a request is meant to go; [`Hosts`]: which hosts it may; [`Dial`]: which addresses
//! - [`Entry`]: what became of a request, for the ledger
//! - [`Ca`]: the authority for the hosts that are opened; [`Trust`]: which services are believed
//! - `edits`: what may be changed of a head, a closed list
//! - `relay`: connections, each with its requests and their answers in order

mod dial;
mod edits;
mod entry;
mod hosts;
mod origin;
mod proxying;
mod relay;
mod tls;

pub use dial::{Dial, DialError, Resolve};
pub use edits::Edit;
pub use entry::{Answer, Entry, Outcome};
pub use hosts::{HostPattern, Hosts, NotAPattern};
pub use origin::{NotAnOrigin, Origin, Protocol};
pub use proxying::{Plan, Proxying};
pub use tls::{Ca, TlsError, Trust};
