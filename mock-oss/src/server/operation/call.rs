//! What operations work with.

use bytes::Bytes;
use jiff::Timestamp;
use tokio::task::spawn_blocking;

use super::markup::Element;
use super::row::{Row, Target};
use super::{table, understood};
use crate::server::connection::Inbound;
use crate::server::error::Fault;
use crate::server::reply::{Reply, ReplyBody, Xml};
use crate::server::upload::{Receiver, Upload};
use crate::server::{Buckets, Config, EtagCase};
use crate::store::{BucketName, Etag, ObjectStore, Pace, StoreError};
use crate::verify::Address;
use crate::wire::{Framing, Pick, Picked, Received};

/// One request at work.
pub(in crate::server) struct Call<'a> {
    pub(in crate::server) config: &'a Config,
    pub(in crate::server) receiver: &'a Receiver,
    pub(in crate::server) now: Timestamp,
    pub(in crate::server) received: &'a Received,
    pub(in crate::server) caller: Caller,
    /// The body, until an operation takes it.
    pub(in crate::server) body: &'a mut Option<Inbound>,
}

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::server) enum Caller {
    /// The owner of everything, as a valid signature shows.
    Owner,
    /// Somebody without a signature.
    Anonymous,
}

/// What an operation comes to.
pub(super) type Done = Result<Reply, Fault>;

impl Call<'_> {
    /// Does what was asked for.
    pub(in crate::server) async fn perform(&mut self, address: Address) -> Done {
        if self.received.method() == b"OPTIONS" {
            // It asks what may be asked, of whatever there is, and does nothing.
            return self.preflight();
        }
        let target = Target::from_address(address)?;
        let Some(row) = table::row(self.received, &target) else {
            self.permit_owner()?;
            return Err(self.not_implemented());
        };
        self.begin(row, &target).await?;
        row.handler.run(self, target).await
    }

    /// Whether an operation may begin: the caller may do it, and all that the request says can be done.
    pub(super) async fn begin(&self, row: &Row, target: &Target) -> Result<(), Fault> {
        self.permit(target, row.access).await?;
        match understood::foreign(row, self.received) {
            Some(by) => Err(Fault::NotImplemented { by }),
            None => Ok(()),
        }
    }

    /// Asks the store, on another thread when it may block.
    pub(super) async fn store<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&dyn ObjectStore) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, Fault> {
        match self.config.store.pace() {
            Pace::Instant => Ok(ask(&*self.config.store)?),
            Pace::Blocking => {
                let store = std::sync::Arc::clone(&self.config.store);
                let asked = spawn_blocking(move || ask(&*store)).await;
                Ok(asked.map_err(|_| Fault::Internal)??)
            }
        }
    }

    /// A body of object bytes, which must say its length.
    pub(super) async fn receive(&mut self) -> Result<Upload, Fault> {
        if !Framing::is_said(self.received) {
            return Err(Fault::NoLength);
        }
        let body = self.body.take().ok_or(Fault::Internal)?;
        Ok(self.receiver.receive(self.receiver.frames(body)).await?)
    }

    /// A body that is text, in memory.
    pub(super) async fn receive_text(&mut self) -> Result<Bytes, Fault> {
        let body = self.body.take().ok_or(Fault::Internal)?;
        Ok(self.receiver.receive_text(body).await?)
    }

    /// A body that is XML with this root.
    pub(super) async fn receive_xml(&mut self, root: &str) -> Result<Element, Fault> {
        let text = self.receive_text().await?;
        match Element::parse(&text) {
            Ok(element) if element.name() == root => Ok(element),
            Ok(_) | Err(_) => Err(Fault::MalformedXml),
        }
    }

    /// The value of a field that says how to do the operation. unknown: what the service does with a
    /// repeated one; here the first counts.
    #[inline]
    pub(super) fn field(&self, name: &str) -> Option<Vec<u8>> {
        match self.received.pick(name, Pick::First) {
            Picked::One { value, .. } => Some(value.into_owned()),
            Picked::Absent | Picked::Joined { .. } | Picked::Repeated(_) => None,
        }
    }

    /// The same as text; a value that is no UTF-8 has no meaning to any operation.
    #[inline]
    pub(super) fn word(&self, name: &str) -> Option<String> {
        String::from_utf8(self.field(name)?).ok()
    }

    /// An entity tag in quotes, in the case that the server was told to use.
    pub(super) fn quoted(&self, etag: &Etag) -> String {
        let mut quoted = ["\"", etag.as_str(), "\""].concat();
        if self.config.etag_case == EtagCase::Lower {
            quoted.make_ascii_lowercase();
        }
        quoted
    }

    pub(super) async fn open_bucket(&self, bucket: &BucketName) -> Result<(), Fault> {
        let buckets = match self.caller {
            Caller::Owner => self.config.buckets,
            Caller::Anonymous => Buckets::MustExist,
        };
        if self.config.store.pace() == Pace::Instant && self.config.store.bucket(bucket).is_ok() {
            // As nearly always.
            return Ok(());
        }
        let (bucket, now) = (bucket.clone(), self.now);
        match buckets {
            Buckets::SpringUp => self.store(move |store| store.ensure_bucket(&bucket, now)).await,
            Buckets::MustExist => self.store(move |store| store.bucket(&bucket).map(|_| ())).await,
        }
    }

    /// What asked for it: the first query parameter, else the method.
    pub(super) fn not_implemented(&self) -> Fault {
        let query = self.received.query().next().map(|pair| pair.name.to_vec());
        Fault::NotImplemented {
            by: query.unwrap_or_else(|| self.received.method().to_vec()),
        }
    }
}

/// An answer that is a document.
pub(super) fn document(xml: Xml) -> Reply {
    Reply::new(200)
        .field("content-type", "application/xml")
        .body(ReplyBody::Bytes(Bytes::from(xml.finish())))
}
