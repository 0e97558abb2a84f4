//! From a request's method, address and query to the operation it asks for.

use crate::store::{BucketName, Location, NameError, ObjectKey};
use crate::verify::v1::is_signed;
use crate::verify::{Address, query_decode};
use crate::wire::Received;

/// What a request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Operation {
    /// `GET /`, the service itself.
    ListBuckets,
    /// `OPTIONS`, on anything.
    Preflight,
    /// Something about a bucket.
    Bucket(BucketName, BucketOperation),
    /// Something about an object.
    Object(Location, ObjectOperation),
    /// Anything else.
    Unknown,
}

/// What can be asked of a bucket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum BucketOperation {
    Put,
    Remove,
    List,
    ListV2,
    Info,
    Location,
    Stat,
    GetAcl,
    PutAcl,
    ListUploads,
    DeleteMany,
    /// A post that is no form; forms have a way of their own.
    Post,
}

/// What can be asked of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ObjectOperation {
    Put,
    Copy,
    Append,
    Get,
    Head,
    Meta,
    Delete,
    GetAcl,
    PutAcl,
    GetTagging,
    PutTagging,
    DeleteTagging,
    GetSymlink,
    PutSymlink,
    Restore,
    BeginUpload,
    PutPart,
    CopyPart,
    ListParts,
    CompleteUpload,
    AbortUpload,
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

impl Operation {
    /// Reads the operation.
    ///
    /// # Errors
    /// [`NameError`] when bucket or key break the naming rules.
    pub(super) fn of(received: &Received, address: Address) -> Result<Self, NameError> {
        if received.method() == b"OPTIONS" {
            return Ok(Self::Preflight);
        }
        let subresource = Subresource::of(received);
        let Some(bucket) = address.bucket else {
            let plain = received.method() == b"GET" && subresource == Subresource::None;
            return Ok(if plain { Self::ListBuckets } else { Self::Unknown });
        };
        let bucket = BucketName::try_from(bucket)?;
        if address.key.is_empty() {
            let operation = on_bucket(received, subresource);
            return Ok(operation.map_or(Self::Unknown, |operation| Self::Bucket(bucket, operation)));
        }
        let key = ObjectKey::try_from(address.key)?;
        let operation = on_object(received, subresource);
        Ok(operation.map_or(Self::Unknown, |operation| {
            Self::Object(Location { bucket, key }, operation)
        }))
    }

    /// What access lists say about it.
    pub(super) fn access(&self) -> Access {
        match self {
            Self::ListBuckets | Self::Unknown => Access::Owner,
            Self::Preflight => Access::Read,
            Self::Bucket(_, operation) => operation.access(),
            Self::Object(_, operation) => operation.access(),
        }
    }
}

impl BucketOperation {
    fn access(self) -> Access {
        match self {
            Self::List | Self::ListV2 => Access::Read,
            Self::DeleteMany | Self::ListUploads | Self::Post => Access::Write,
            Self::Put | Self::Remove | Self::Info | Self::Location | Self::Stat | Self::GetAcl | Self::PutAcl => {
                Access::Owner
            }
        }
    }
}

impl ObjectOperation {
    fn access(self) -> Access {
        match self {
            Self::Get | Self::Head | Self::Meta | Self::GetSymlink => Access::Read,
            Self::Put
            | Self::Copy
            | Self::Append
            | Self::Delete
            | Self::BeginUpload
            | Self::PutPart
            | Self::CopyPart
            | Self::ListParts
            | Self::CompleteUpload
            | Self::AbortUpload
            | Self::PutSymlink => Access::Write,
            Self::GetAcl | Self::PutAcl | Self::GetTagging | Self::PutTagging | Self::DeleteTagging | Self::Restore => {
                Access::Owner
            }
        }
    }
}

/// The query parameter that selects an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Subresource {
    /// There is none.
    None,
    /// One of those that this mock knows.
    Known(&'static str),
    /// Another one.
    Foreign,
}

impl Subresource {
    /// The first known one decides; else one of the service's table that this mock does not know makes
    /// the whole request foreign. Parameters of neither kind select nothing.
    fn of(received: &Received) -> Self {
        let mut found = Self::None;
        for pair in received.query() {
            let name = query_decode(pair.name);
            if let Some(known) = KNOWN.iter().find(|known| known.as_bytes() == name) {
                return Self::Known(known);
            }
            let modifies = MODIFIERS.iter().any(|front| name.starts_with(front.as_bytes()));
            if is_signed(&name) && !modifies {
                found = Self::Foreign;
            }
        }
        found
    }
}

fn on_bucket(received: &Received, subresource: Subresource) -> Option<BucketOperation> {
    let list_v2 = received
        .query()
        .any(|pair| pair.name == b"list-type" && pair.value == Some(b"2"));
    Some(match (received.method(), subresource) {
        (b"PUT", Subresource::None) => BucketOperation::Put,
        (b"DELETE", Subresource::None) => BucketOperation::Remove,
        (b"GET", Subresource::None) if list_v2 => BucketOperation::ListV2,
        (b"GET", Subresource::None) => BucketOperation::List,
        (b"GET", Subresource::Known("bucketInfo")) => BucketOperation::Info,
        (b"GET", Subresource::Known("location")) => BucketOperation::Location,
        (b"GET", Subresource::Known("stat")) => BucketOperation::Stat,
        (b"GET", Subresource::Known("acl")) => BucketOperation::GetAcl,
        (b"PUT", Subresource::Known("acl")) => BucketOperation::PutAcl,
        (b"GET", Subresource::Known("uploads")) => BucketOperation::ListUploads,
        (b"POST", Subresource::Known("delete")) => BucketOperation::DeleteMany,
        (b"POST", Subresource::None) => BucketOperation::Post,
        _ => return None,
    })
}

fn on_object(received: &Received, subresource: Subresource) -> Option<ObjectOperation> {
    let copies = received.named("x-oss-copy-source").next().is_some();
    Some(match (received.method(), subresource) {
        (b"PUT", Subresource::None) if copies => ObjectOperation::Copy,
        (b"PUT", Subresource::None) => ObjectOperation::Put,
        (b"GET", Subresource::None) => ObjectOperation::Get,
        (b"HEAD", Subresource::None) => ObjectOperation::Head,
        (b"DELETE", Subresource::None) => ObjectOperation::Delete,
        (b"HEAD" | b"GET", Subresource::Known("objectMeta")) => ObjectOperation::Meta,
        (b"POST", Subresource::Known("append")) => ObjectOperation::Append,
        (b"GET", Subresource::Known("acl")) => ObjectOperation::GetAcl,
        (b"PUT", Subresource::Known("acl")) => ObjectOperation::PutAcl,
        (b"GET", Subresource::Known("tagging")) => ObjectOperation::GetTagging,
        (b"PUT", Subresource::Known("tagging")) => ObjectOperation::PutTagging,
        (b"DELETE", Subresource::Known("tagging")) => ObjectOperation::DeleteTagging,
        (b"GET", Subresource::Known("symlink")) => ObjectOperation::GetSymlink,
        (b"PUT", Subresource::Known("symlink")) => ObjectOperation::PutSymlink,
        (b"POST", Subresource::Known("restore")) => ObjectOperation::Restore,
        (b"POST", Subresource::Known("uploads")) => ObjectOperation::BeginUpload,
        (b"PUT", Subresource::Known("uploadId")) if copies => ObjectOperation::CopyPart,
        (b"PUT", Subresource::Known("uploadId")) => ObjectOperation::PutPart,
        (b"GET", Subresource::Known("uploadId")) => ObjectOperation::ListParts,
        (b"POST", Subresource::Known("uploadId")) => ObjectOperation::CompleteUpload,
        (b"DELETE", Subresource::Known("uploadId")) => ObjectOperation::AbortUpload,
        _ => return None,
    })
}

/// The parameters that select an operation of this mock.
const KNOWN: &[&str] = &[
    "acl",
    "append",
    "bucketInfo",
    "delete",
    "location",
    "objectMeta",
    "restore",
    "stat",
    "symlink",
    "tagging",
    "uploadId",
    "uploads",
];

/// Names of the service's table that change how an operation answers, and select no other one.
const MODIFIERS: &[&str] = &[
    "callback",
    "continuation-token",
    "partNumber",
    "position",
    "response-",
    "security-token",
    "sequential",
    "versionId",
    "x-oss-",
];
