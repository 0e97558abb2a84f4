//! The upload that a scenario makes.

use jiff::Timestamp;

use crate::{
    by_hand,
    client::Client,
    credential::Credential,
    intent::{Call, Intent, Length},
    sdk::{
        Sdk,
        complete::{self, Body, Request},
        content_type,
        open::{self, OpenError},
        target,
    },
};

/// One call.
pub(super) struct Upload<'a> {
    pub(super) client: &'a Client,
    pub(super) intent: &'a Intent,
    /// The body, as far as the client is given it whole.
    pub(super) body: &'a [u8],
}

impl Upload<'_> {
    /// Completes and signs the request, and opens it.
    pub(super) fn open(&self, by: &Credential, now: Timestamp) -> Result<open::Opened, OpenError> {
        match self.client {
            Client::AliOss(sdk) => self.open_by(sdk, by, now),
            Client::ByHand(client) => by_hand::open::open(client, self.intent, self.body, by, now),
        }
    }

    fn open_by(&self, sdk: &Sdk, by: &Credential, now: Timestamp) -> Result<open::Opened, OpenError> {
        let intent = self.intent;
        let from_path = match intent.call {
            Call::PutFile { path } => content_type::of_path(sdk.generation, path),
            Call::PutStream(_) | Call::PutBuffer => None,
        };
        let request = Request {
            method: "PUT",
            bucket: intent.bucket,
            key: target::object_name(intent.key),
            headers: intent.headers,
            meta: intent.meta,
            mime: intent.mime.or(from_path.as_deref()),
            body: self.known_body(),
            authorization: intent.authorization,
        };
        let headers = complete::complete(sdk, &request, by, now);
        open::open(sdk, intent.endpoint, &request, by, headers)
    }

    fn known_body(&self) -> Body<'_> {
        match self.intent.call {
            Call::PutStream(Length::Unknown) => Body::Stream(None),
            Call::PutStream(Length::Given(length)) => Body::Stream(Some(length)),
            Call::PutFile { .. } => Body::Stream(Some(self.body.len() as u64)),
            Call::PutBuffer => Body::Content(self.body),
        }
    }
}
