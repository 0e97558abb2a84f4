//! Taking what a client still sends when nobody wants it: closing under it would reset the connection, and the
//! client would lose the answer (RFC 9112 section 9.6).

use std::time::Duration;

use tokio::time::timeout;

use super::inbound::{Inbound, Next};

/// Takes what is left of the body on its way, and drops it.
pub(super) async fn rest_of_body(inbound: &mut Inbound) {
    let taking = async {
        while inbound.is_inside_body() {
            if !matches!(inbound.next().await, Ok(Next::Raw(_))) {
                return;
            }
        }
    };
    let _ = timeout(PATIENCE, taking).await;
}

/// Takes what comes for a moment, whatever it is.
pub(super) async fn linger(inbound: &mut Inbound) {
    let taking = async { while matches!(inbound.next().await, Ok(Next::Raw(_) | Next::Head(_))) {} };
    let _ = timeout(MOMENT, taking).await;
}

/// Most time for a body that nobody wants.
const PATIENCE: Duration = Duration::from_secs(60);

/// Most time for a client that was told that the end has come.
const MOMENT: Duration = Duration::from_secs(1);
