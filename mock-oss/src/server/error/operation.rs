//! From every fault of an operation to OSS's code, status, message, EC and elements: exhaustive
//! matches, no wildcard.
//!
//! Sources: "OSS error codes" (EC pages, named by number), "HTTP 400", "HTTP 403" and their siblings, and
//! the page of each operation. unknown: the EC where none stands.

use crate::server::error::Fault;
use crate::server::reply::ErrorDocument;
use crate::server::upload::BodyFailure;
use crate::store::{NameError, StoreError};
use crate::wire::form::FormError;

#[expect(
    clippy::too_many_lines,
    reason = "one arm a reason, side by side as in the documents"
)]
pub(in crate::server) fn of_fault(fault: &Fault) -> ErrorDocument {
    match fault {
        Fault::Anonymous => {
            let message = "You have no right to access this object because of bucket acl.";
            ErrorDocument::new(403, "AccessDenied", message).ec("0003-00000001")
        }
        Fault::AnonymousForbidden => {
            ErrorDocument::new(403, "AccessDenied", "Anonymous access is forbidden for this operation.")
        }
        Fault::NotImplemented { by } => {
            let message = "A header you provided implies functionality that is not implemented.";
            ErrorDocument::new(501, "NotImplemented", message).with("Header", by.clone())
        }
        Fault::Name(error) => of_name(error),
        Fault::Argument { name, value } => {
            // unknown: the message for most arguments; the elements are those of a real answer.
            ErrorDocument::new(400, "InvalidArgument", "Invalid Argument")
                .with("ArgumentName", *name)
                .with("ArgumentValue", value.clone())
        }
        Fault::NoLength => {
            let message = "You must provide the Content-Length HTTP header.";
            ErrorDocument::new(411, "MissingContentLength", message).ec("0017-00000101")
        }
        Fault::AwsChunked { encodings } => {
            let message = "aws-chunked encoding is not supported with the specified x-amz-content-sha256 value.";
            ErrorDocument::new(400, "InvalidArgument", message)
                .ec("0017-00000804")
                .with("ArgumentName", "Content-Encoding")
                .with("ArgumentValue", encodings.as_str())
        }
        Fault::Body(failure) => of_body(failure),
        Fault::DigestMalformed { presented } => invalid_digest(presented).ec("0017-00000502"),
        Fault::DigestDiffers { presented } => invalid_digest(presented).ec("0017-00000503"),
        Fault::CrcDiffers => {
            let message = "The x-oss-hash-crc64ecma you specified does not match what we calculated.";
            ErrorDocument::new(400, "InvalidCRC64", message)
        }
        Fault::MalformedXml => ErrorDocument::new(
            400,
            "MalformedXML",
            "The XML you provided was not well-formed or did not validate against our published schema.",
        ),
        Fault::InvalidTag => ErrorDocument::new(400, "InvalidTag", "The tag you provided is invalid."),
        Fault::NoPosition => {
            ErrorDocument::new(400, "MissingArgument", "Missing Some Required Arguments.").ec("0016-00000501")
        }
        Fault::Unsatisfiable => ErrorDocument::new(416, "InvalidRange", "The requested range cannot be satisfied"),
        Fault::Form(error) => of_form(error),
        // unknown: the answer; that to a field of the claim that stands twice.
        Fault::RepeatedField { name } => ErrorDocument::new(400, "InvalidArgument", "The form has a repeated field.")
            .with("ArgumentName", name.clone()),
        // unknown: what the service says to a form without a file.
        Fault::NoFile => ErrorDocument::new(
            400,
            "InvalidArgument",
            "POST requires exactly one file upload per request.",
        )
        .with("ArgumentName", "file"),
        Fault::FileTooSmall { least } => {
            let message = "Your proposed upload is smaller than the minimum allowed size.";
            ErrorDocument::new(400, "EntityTooSmall", message).with("MinSizeAllowed", least.to_string())
        }
        Fault::NotForm => of_form(&FormError::NotForm),
        Fault::NotModified { .. } => ErrorDocument::new(304, "NotModified", "Not Modified"),
        Fault::Condition { field } => {
            let message = "At least one of the pre-conditions you specified did not hold.";
            ErrorDocument::new(412, "PreconditionFailed", message).with("Condition", *field)
        }
        Fault::OverridesUnsigned => {
            let message = "Request specific response headers cannot be used for anonymous GET requests.";
            ErrorDocument::new(400, "InvalidRequest", message)
        }
        Fault::NotSymlink => ErrorDocument::new(400, "NotSymlink", "The object is not symlink."),
        Fault::SymlinkToNothing => {
            ErrorDocument::new(404, "SymlinkTargetNotExist", "The symlink target object does not exist")
        }
        Fault::SymlinkToSymlink => {
            ErrorDocument::new(400, "InvalidTargetType", "The symbolic's target object type is invalid")
        }
        Fault::NotArchived => {
            let message = "The operation is not supported for this resource";
            ErrorDocument::new(400, "OperationNotSupported", message)
        }
        Fault::PreflightWithout { what } => {
            ErrorDocument::new(400, "BadRequest", format!("Insufficient information. {what} needed"))
        }
        Fault::CorsClosed => {
            let message = "CORSResponse: CORS is not enabled for this bucket.";
            ErrorDocument::new(403, "AccessForbidden", message)
        }
        // unknown: what the service says to CONNECT.
        Fault::Tunnel => {
            let message = "The specified method is not allowed against this resource.";
            ErrorDocument::new(405, "MethodNotAllowed", message)
        }
        Fault::Store(error) => of_store(error),
        Fault::Internal => internal(),
    }
}

fn of_form(error: &FormError) -> ErrorDocument {
    match error {
        FormError::NotForm => {
            let message = "Bucket POST must be of the enclosure-type multipart/form-data.";
            ErrorDocument::new(400, "RequestIsNotMultiPartContent", message)
        }
        FormError::NoBoundary
        | FormError::NoName { .. }
        | FormError::DispositionNotFirst { .. }
        | FormError::Delimiter { .. }
        | FormError::CutOff { .. } => {
            let message = "The body of your POST request is not well-formed multipart/form-data.";
            ErrorDocument::new(400, "MalformedPOSTRequest", message)
        }
        FormError::TooLong { limit } => {
            let message = "Your POST request fields preceding the upload file were too large.";
            ErrorDocument::new(400, "MaxPOSTPreDataLengthExceeded", message).with("MaxSizeAllowed", limit.to_string())
        }
    }
}

fn of_name(error: &NameError) -> ErrorDocument {
    match error {
        NameError::Bucket(name) => ErrorDocument::new(400, "InvalidBucketName", "The specified bucket is not valid.")
            .with("BucketName", name.clone()),
        NameError::Object(name) => ErrorDocument::new(400, "InvalidObjectName", "The specified object is not valid.")
            .ec("0016-00000005")
            .with("ObjectName", name.clone()),
    }
}

fn of_body(failure: &BodyFailure) -> ErrorDocument {
    match failure {
        BodyFailure::Incomplete => ErrorDocument::new(
            400,
            "IncompleteBody",
            "You did not provide the number of bytes specified by the Content-Length HTTP header.",
        ),
        BodyFailure::TimedOut => ErrorDocument::new(
            400,
            "RequestTimeout",
            "Your socket connection to the server was not read from or written to within the timeout period.",
        ),
        BodyFailure::TooLarge { limit } => {
            let message = "Your proposed upload exceeds the maximum allowed object size.";
            ErrorDocument::new(400, "EntityTooLarge", message).with("MaxSizeAllowed", limit.to_string())
        }
        BodyFailure::DigestDiffers { presented } => invalid_digest(presented).ec("0017-00000503"),
        BodyFailure::Store(error) => of_store(error),
    }
}

fn of_store(error: &StoreError) -> ErrorDocument {
    match error {
        StoreError::NoSuchBucket(bucket) => {
            ErrorDocument::new(404, "NoSuchBucket", "The specified bucket does not exist.")
                .ec("0015-00000101")
                .with("BucketName", bucket.as_str())
        }
        StoreError::BucketNotEmpty(bucket) => ErrorDocument::new(
            409,
            "BucketNotEmpty",
            "The bucket has objects. Please delete them first.",
        )
        .with("BucketName", bucket.as_str()),
        StoreError::NoSuchKey(key) => ErrorDocument::new(404, "NoSuchKey", "The specified key does not exist.")
            .ec("0026-00000001")
            .with("Key", key.as_str()),
        StoreError::ObjectExists(key) => {
            let message = "The object you specified already exists and can not be overwritten.";
            ErrorDocument::new(409, "FileAlreadyExists", message).with("Key", key.as_str())
        }
        StoreError::NotAppendable(_) => ErrorDocument::new(409, "ObjectNotAppendable", "The object is not appendable"),
        StoreError::PositionDiffers { .. } => {
            ErrorDocument::new(409, "PositionNotEqualToLength", "Position is not equal to file length")
        }
        StoreError::NoSuchUpload(id) => {
            let message = "The specified upload does not exist. The upload ID may be invalid, or the upload may have \
                           been aborted or completed.";
            ErrorDocument::new(404, "NoSuchUpload", message).with("UploadId", id.as_str())
        }
        StoreError::NoSuchPart(number) => {
            let message = "One or more of the specified parts could not be found or the specified entity tag might \
                           not have matched the part's entity tag.";
            ErrorDocument::new(400, "InvalidPart", message).with("PartNumber", number.get().to_string())
        }
        StoreError::PartsOutOfOrder => {
            let message = "The list of parts was not in ascending order. Parts list must specified in order by part \
                           number.";
            ErrorDocument::new(400, "InvalidPartOrder", message)
        }
        StoreError::NoParts => ErrorDocument::new(400, "InvalidPart", "The upload has no parts."),
        StoreError::PartTooSmall => {
            let message = "Your proposed upload smaller than the minimum allowed size.";
            ErrorDocument::new(400, "EntityTooSmall", message).with("MinSizeAllowed", "102400")
        }
        StoreError::UploadExists(_) | StoreError::Io(_) | StoreError::InUse(_) | StoreError::Corrupt { .. } => {
            internal()
        }
    }
}

fn invalid_digest(presented: &[u8]) -> ErrorDocument {
    ErrorDocument::new(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
        .with("Content-MD5", presented)
}

fn internal() -> ErrorDocument {
    ErrorDocument::new(
        500,
        "InternalError",
        "We encountered an internal error. Please try again.",
    )
}
