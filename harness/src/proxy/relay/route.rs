//! Where a request goes, if anywhere.

use std::sync::Arc;

use mock_oss::wire::{Arrival, Received, TargetForm};

use super::Relay;
use super::pending::Taken;
use super::refusal::{Refusal, asks_for_tunnel};
use crate::proxy::edits::for_the_service;
use crate::proxy::hosts::Passage;
use crate::proxy::{Origin, Protocol};

/// Where a request goes.
pub(super) enum Route {
    /// To a service, which it knows.
    Service(Taken),
    /// Into a tunnel to a host.
    Tunnel(Taken, Origin, Passage),
    /// Nowhere.
    Nowhere(Taken, Refusal),
}

impl Relay {
    /// Decides upon a request. `inside` is the service that the tunnel around it leads to, if there is one:
    /// inside everything goes there as it came.
    pub(super) fn route(&self, arrival: &Arc<Arrival>, inside: Option<&Origin>) -> Route {
        let taken = self.recorder.take(Arc::clone(arrival));
        let received = match &arrival.head {
            Ok(received) => received,
            Err(error) => return Route::Nowhere(taken, Refusal::of_unreadable(arrival, error)),
        };
        match self.destination(received, inside) {
            Ok(Destination::Service(origin)) => {
                let changed = if inside.is_none() {
                    for_the_service(received)
                } else {
                    None
                };
                Route::Service(taken.bound_for(Some(origin), changed))
            }
            Ok(Destination::Tunnel(origin, passage)) => {
                Route::Tunnel(taken.bound_for(Some(origin.clone()), None), origin, passage)
            }
            Err(refusal) => Route::Nowhere(taken, refusal),
        }
    }

    fn destination(&self, received: &Received, inside: Option<&Origin>) -> Result<Destination, Refusal> {
        if received.version() == b"HTTP/2.0" && received.method() == b"PRI" {
            return Err(Refusal::Http2);
        }
        if let Some(origin) = inside {
            return if received.method() == b"CONNECT" {
                Err(Refusal::TunnelInTunnel)
            } else {
                Ok(Destination::Service(origin.clone()))
            };
        }
        if asks_for_tunnel(received) {
            let origin = Origin::of_connect(received.target(), Protocol::Https).ok_or(Refusal::NoService)?;
            return match self.hosts.passage(&origin.host) {
                Passage::Refused => Err(Refusal::OtherHost(origin.host)),
                passage => Ok(Destination::Tunnel(origin, passage)),
            };
        }
        let origin = match (received.target_form(), received.authority()) {
            (TargetForm::Absolute, Some(authority)) => {
                Origin::of_target(received.target(), authority).ok_or(Refusal::NoService)?
            }
            (TargetForm::Origin | TargetForm::Asterisk, _) if received.method() != b"CONNECT" => {
                self.upstream.clone().ok_or(Refusal::NoUpstream)?
            }
            _ => return Err(Refusal::NoService),
        };
        match self.hosts.passage(&origin.host) {
            Passage::Opened => Ok(Destination::Service(origin)),
            Passage::Tunnelled => Err(Refusal::NeverOpened(origin.host)),
            Passage::Refused => Err(Refusal::OtherHost(origin.host)),
        }
    }
}

enum Destination {
    Service(Origin),
    Tunnel(Origin, Passage),
}
