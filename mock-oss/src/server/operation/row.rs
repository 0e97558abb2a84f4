//! What a row of the table of operations says.

use std::future::Future;
use std::pin::Pin;

use super::Call;
use super::call::Done;
use crate::server::error::Fault;
use crate::store::{BucketName, Location, NameError, ObjectKey};
use crate::verify::{Address, query_decode};
use crate::wire::Received;

/// One operation of the API.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) method: Method,
    pub(super) selector: Selector,
    /// What access lists have to grant on the target of the URL. What an operation reaches beside it (the source
    /// of a copy, the target of a link, the keys of a list) its handler asks for with [`Call::read`] and
    /// [`Call::permit_writes`].
    pub(super) access: Access,
    /// Doing it; its kind says which level of the API the operation is on.
    pub(super) handler: Handler,
    /// The query parameters that it understands, beside the selector's and those of a claim.
    pub(super) parameters: &'static [&'static str],
    /// The fields `x-oss-*` that it understands, in lower case, beside those that every operation does.
    pub(super) fields: &'static [&'static str],
}

/// The methods of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Method {
    Get,
    Head,
    Put,
    Post,
    Delete,
}

/// What tells one operation from the others of its method and level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Selector {
    /// No sub-resource.
    Plain,
    /// A sub-resource.
    Of(Subresource),
    /// No sub-resource, and a mark.
    PlainWith(Mark),
    /// A sub-resource and a mark.
    OfWith(Subresource, Mark),
}

/// The query parameters that select an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subresource {
    Acl,
    Append,
    BucketInfo,
    Delete,
    Location,
    ObjectMeta,
    Restore,
    Stat,
    Symlink,
    Tagging,
    UploadId,
    Uploads,
}

/// What selects an operation and is no sub-resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// The field `x-oss-copy-source`.
    CopySource,
    /// The parameter `list-type=2`.
    ListType2,
}

/// What an operation does, as far as access lists go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Access {
    /// It reads objects or their names.
    Read,
    /// It writes objects.
    Write,
    /// It is for the owner alone.
    Owner,
}

/// An operation at work.
pub(super) type Running<'a> = Pin<Box<dyn Future<Output = Done> + Send + 'a>>;

/// What does an operation, by the level of its target.
#[derive(Debug, Clone, Copy)]
pub(super) enum Handler {
    /// The service itself.
    Service(for<'a> fn(&'a mut Call<'_>) -> Running<'a>),
    /// A bucket as such, which need not be there and does not spring up.
    BucketItself(for<'a> fn(&'a mut Call<'_>, BucketName) -> Running<'a>),
    /// Something in a bucket, or about it.
    Bucket(for<'a> fn(&'a mut Call<'_>, BucketName) -> Running<'a>),
    /// Something about an object.
    Object(for<'a> fn(&'a mut Call<'_>, Location) -> Running<'a>),
}

/// What the URL of a request names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) enum Target {
    /// The service.
    Service,
    /// A bucket.
    Bucket(BucketName),
    /// An object.
    Object(Location),
}

impl Target {
    /// What an address names.
    ///
    /// # Errors
    /// [`NameError`] when bucket or key break the naming rules.
    pub(in crate::server) fn from_address(address: Address) -> Result<Self, NameError> {
        let Some(bucket) = address.bucket else {
            return Ok(Self::Service);
        };
        let bucket = BucketName::try_from(bucket)?;
        if address.key.is_empty() {
            return Ok(Self::Bucket(bucket));
        }
        let key = ObjectKey::try_from(address.key)?;
        Ok(Self::Object(Location { bucket, key }))
    }
}

impl Row {
    /// Whether a request asks for this operation.
    pub(super) fn is_asked(&self, received: &Received, target: &Target, subresource: Option<Subresource>) -> bool {
        self.method.name() == received.method()
            && self.handler.is_of(target)
            && self.selector.subresource() == subresource
            && self.selector.mark().is_none_or(|mark| mark.stands_in(received))
    }

    /// Whether it answers with an object or what is known of one.
    pub(super) fn is_download(&self) -> bool {
        let is_plain = self.selector == Selector::Plain;
        is_plain && self.method.only_reads() && matches!(self.handler, Handler::Object(_))
    }
}

impl Handler {
    fn is_of(&self, target: &Target) -> bool {
        match self {
            Self::Service(_) => matches!(target, Target::Service),
            Self::BucketItself(_) | Self::Bucket(_) => matches!(target, Target::Bucket(_)),
            Self::Object(_) => matches!(target, Target::Object(_)),
        }
    }

    /// Does it. The bucket is there from now on, or springs up, unless the operation is about the bucket itself.
    pub(super) async fn run(&self, call: &mut Call<'_>, target: Target) -> Done {
        match (self, target) {
            (Self::Service(run), Target::Service) => run(call).await,
            (Self::BucketItself(run), Target::Bucket(bucket)) => run(call, bucket).await,
            (Self::Bucket(run), Target::Bucket(bucket)) => {
                call.open_bucket(&bucket).await?;
                run(call, bucket).await
            }
            (Self::Object(run), Target::Object(at)) => {
                call.open_bucket(&at.bucket).await?;
                run(call, at).await
            }
            // The row was found for this target.
            (Self::Service(_) | Self::BucketItself(_) | Self::Bucket(_) | Self::Object(_), _) => Err(Fault::Internal),
        }
    }
}

impl Method {
    fn name(self) -> &'static [u8] {
        match self {
            Self::Get => b"GET",
            Self::Head => b"HEAD",
            Self::Put => b"PUT",
            Self::Post => b"POST",
            Self::Delete => b"DELETE",
        }
    }

    /// Whether it changes nothing.
    pub(super) fn only_reads(self) -> bool {
        match self {
            Self::Get | Self::Head => true,
            Self::Put | Self::Post | Self::Delete => false,
        }
    }
}

impl Selector {
    /// The sub-resource that it asks for.
    pub(super) fn subresource(self) -> Option<Subresource> {
        match self {
            Self::Plain | Self::PlainWith(_) => None,
            Self::Of(subresource) | Self::OfWith(subresource, _) => Some(subresource),
        }
    }

    fn mark(self) -> Option<Mark> {
        match self {
            Self::Plain | Self::Of(_) => None,
            Self::PlainWith(mark) | Self::OfWith(_, mark) => Some(mark),
        }
    }
}

impl Subresource {
    /// Its name in a query.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Acl => "acl",
            Self::Append => "append",
            Self::BucketInfo => "bucketInfo",
            Self::Delete => "delete",
            Self::Location => "location",
            Self::ObjectMeta => "objectMeta",
            Self::Restore => "restore",
            Self::Stat => "stat",
            Self::Symlink => "symlink",
            Self::Tagging => "tagging",
            Self::UploadId => "uploadId",
            Self::Uploads => "uploads",
        }
    }
}

impl Mark {
    fn stands_in(self, received: &Received) -> bool {
        match self {
            Self::CopySource => received.named("x-oss-copy-source").next().is_some(),
            Self::ListType2 => received
                .query()
                .any(|pair| query_decode(pair.name) == b"list-type" && pair.value == Some(b"2")),
        }
    }
}
