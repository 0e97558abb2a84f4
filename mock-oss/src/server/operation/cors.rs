//! Requests from pages of other origins ("OPTIONS", "CORS").

use super::Call;
use super::call::Done;
use crate::server::error::Fault;
use crate::server::reply::Reply;
use crate::wire::{Pick, Picked, Received};

/// Which pages may use the service from a browser. OSS asks the rules of the bucket, which this mock
/// does not keep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Cors {
    /// All: as with a rule that allows every origin, method and header.
    #[default]
    Open,
    /// None: as without any rule.
    Closed,
}

impl Call<'_> {
    /// Answers a browser that asks before it sends. Such a request is never signed.
    pub(super) fn preflight(&self) -> Done {
        let missing = |what: &'static str| move || Fault::PreflightWithout { what };
        let origin = self.field("origin").ok_or_else(missing("Origin request header"))?;
        let method = self.field("access-control-request-method");
        let method = method.ok_or_else(missing("Request Access-Control-Request-Method header"))?;
        if self.config.cors == Cors::Closed {
            return Err(Fault::CorsClosed);
        }
        let reply = Reply::new(200)
            .field("access-control-allow-origin", origin)
            .field("access-control-allow-methods", method);
        let reply = match self.field("access-control-request-headers") {
            Some(names) => reply.field("access-control-allow-headers", names),
            None => reply,
        };
        Ok(reply.field("access-control-max-age", "600").field("vary", "Origin"))
    }
}

/// The fields that let a page of another origin read an answer.
pub(in crate::server) fn allow_origin(reply: Reply, cors: Cors, received: &Received) -> Reply {
    let origin = match received.pick("origin", Pick::First) {
        Picked::One { value, .. } if cors == Cors::Open && received.method() != b"OPTIONS" => value,
        _ => return reply,
    };
    reply
        .field("access-control-allow-origin", origin.into_owned())
        .field("access-control-expose-headers", EXPOSED)
        .field("vary", "Origin")
}

/// What the documents tell users to expose, and what the browser build of ali-oss reads.
const EXPOSED: &str = "etag, content-md5, x-oss-request-id, x-oss-hash-crc64ecma, x-oss-next-append-position, date";
