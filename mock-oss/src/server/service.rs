//! What all connections share: from a head to a verdict, and from a verdict to an answer.

use std::sync::Arc;

use jiff::Timestamp;

use super::config::Config;
use super::connection::{Frames, Inbound};
use super::error::{Failure, Fault, Refused};
use super::ledger::Ledger;
use super::operation::{Call, Caller, Posted, decoded_md5};
use super::reply::Reply;
use super::upload::{Receiver, UploadBounds};
use crate::store::BucketName;
use crate::verify::{self, Address, FILE, Request, Verdict, Verified, is_form_upload, verify};
use crate::wire::form::{self, Form, FormReader, Progress};
use crate::wire::{Pick, Picked, Received};

/// What all connections of a server share.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) config: Config,
    pub(super) ledger: Ledger,
    receiver: Receiver,
}

/// A verdict, and the form it was read from, if it was.
#[derive(Debug)]
pub(super) struct Judged {
    pub(super) verdict: Verdict,
    pub(super) form: Option<Arc<Form>>,
    /// A file that is still to come, behind its form.
    file: Option<Frames>,
}

impl Service {
    pub(super) fn new(config: Config) -> Self {
        let bounds = UploadBounds {
            idle: config.bounds.idle,
            object_bytes: config.bounds.object_bytes,
            spool_above: config.bounds.spool_above,
        };
        Self {
            ledger: Ledger::new(config.bounds.ledger),
            receiver: Receiver::new(Arc::clone(&config.store), bounds),
            config,
        }
    }

    /// Judges a request by its head, or a browser upload by its form, for which the body is taken and
    /// read as far as the file.
    pub(super) async fn judge(
        &self,
        received: &Received,
        now: Timestamp,
        body: &mut Option<Inbound>,
    ) -> Result<Judged, Refused> {
        let Config { keyring, site, .. } = &self.config;
        let verdict = match verify(&Request::new(received), &verify::Service { keyring, site, now }) {
            Verdict::Verified(verified) => match verified.address.check_style(received, site) {
                Ok(()) => Verdict::Verified(verified),
                Err(refusal) => Verdict::Refused(refusal),
            },
            other => other,
        };
        let (Verdict::Anonymous(address), Some(_)) = (&verdict, &body) else {
            return Ok(Judged::by_head(verdict));
        };
        if !is_form_upload(received, address) {
            return Ok(Judged::by_head(verdict));
        }
        let body = body.take().ok_or(Fault::Internal)?;
        let (form, file) = Box::pin(self.read_form(received, body)).await?;
        Ok(Judged {
            verdict: verify(
                &Request::with_form(received, &form),
                &verify::Service { keyring, site, now },
            ),
            form: Some(Arc::new(form)),
            file,
        })
    }

    /// Does what was asked for, or says why not.
    pub(super) async fn respond(
        &self,
        received: &Received,
        judged: Judged,
        now: Timestamp,
        body: &mut Option<Inbound>,
    ) -> Result<Reply, Refused> {
        let Judged { verdict, form, file } = judged;
        let Permitted {
            address,
            policy,
            caller,
        } = permitted(verdict).map_err(|refused| *refused)?;
        let mut call = Call {
            config: &self.config,
            receiver: &self.receiver,
            now,
            received,
            caller,
            body,
        };
        if let Some(form) = form {
            let bucket = BucketName::try_from(address.bucket.unwrap_or_default()).map_err(Fault::from)?;
            let posted = Posted {
                bucket,
                form: &form,
                file,
                policy: policy.as_deref(),
            };
            return Ok(Box::pin(call.post_object(posted)).await?);
        }
        Ok(call.perform(address).await?)
    }

    /// Reads a form up to its file.
    async fn read_form(&self, received: &Received, body: Inbound) -> Result<(Form, Option<Frames>), Fault> {
        let content_type = match received.pick("content-type", Pick::First) {
            Picked::One { value, .. } => value.into_owned(),
            Picked::Absent | Picked::Joined { .. } | Picked::Repeated(_) => Vec::new(),
        };
        let boundary = form::boundary(&content_type)?;
        let mut reader = FormReader::new(boundary, FILE, MOST_FIELDS);
        let mut frames = self.receiver.frames(body);
        // It covers the whole body ("PostObject").
        if let Picked::One { value, .. } = received.pick("content-md5", Pick::First) {
            frames = frames.with_md5(decoded_md5(&value)?, value.into_owned());
        }
        loop {
            let Some(bytes) = frames.next().await? else {
                return Err(reader.cut_off().into());
            };
            if let Progress::Fields { form, rest } = reader.push(&bytes)? {
                let has_file = form.file().is_some();
                let most = self.receiver.most();
                let file = has_file.then(|| frames.inside_form(boundary, &rest, most));
                return Ok((form, file));
            }
        }
    }
}

impl Judged {
    fn by_head(verdict: Verdict) -> Self {
        Self {
            verdict,
            form: None,
            file: None,
        }
    }
}

/// What an operation wants to know of a verdict that lets it begin.
struct Permitted {
    address: Address,
    /// The policy that was signed, base64.
    policy: Option<Vec<u8>>,
    caller: Caller,
}

/// When the request may go on to an operation. Whether somebody without a signature may do it, the
/// operation decides.
fn permitted(verdict: Verdict) -> Result<Permitted, Box<Refused>> {
    match verdict {
        Verdict::Verified(Verified { presented, address }) => Ok(Permitted {
            address,
            policy: presented.policy,
            caller: Caller::Owner,
        }),
        Verdict::Anonymous(address) => Ok(Permitted {
            address,
            policy: None,
            caller: Caller::Anonymous,
        }),
        Verdict::Mismatch(mismatch) => Err(Box::new(Failure::Mismatch(&mismatch).into())),
        Verdict::Refused(refusal) => Err(Box::new(Failure::Refused(&refusal).into())),
    }
}

/// Most bytes of a form before its file. unknown: the service's own bound.
const MOST_FIELDS: usize = 1 << 20;
