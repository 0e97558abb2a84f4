//! `GetObject`, `HeadObject`, `GetObjectMeta`.

use std::sync::Arc;

use hyper::StatusCode;

use super::call::Done;
use super::conditions::Conditions;
use super::{Call, Caller};
use crate::server::error::Fault;
use crate::server::reply::{Outside, Wanted, wanted};
use crate::server::reply::{Reply, ReplyBody};
use crate::store::{Location, Object, ObjectKind};

impl Call<'_> {
    pub(super) async fn get_object(&self, at: Location) -> Done {
        let overrides = self.overrides()?;
        let object = self.found(at).await?;
        self.check(Conditions::OfDownload, &object)?;
        let length = object.content.len();
        let (status, part) = match self.range(length) {
            Wanted::Whole => (StatusCode::OK, 0..length),
            Wanted::Part(part) => (StatusCode::PARTIAL_CONTENT, part),
            Wanted::Unsatisfiable => return Err(Fault::Unsatisfiable),
        };
        let mut reply = self.download(status, &object);
        if status == StatusCode::PARTIAL_CONTENT {
            let (first, last) = (part.start, part.end - 1);
            reply = reply.field("content-range", format!("bytes {first}-{last}/{length}"));
        }
        let reply = overrides
            .into_iter()
            .fold(reply, |reply, (name, value)| reply.instead(name, value));
        Ok(reply.body(ReplyBody::of(&object.content, part)))
    }

    pub(super) async fn head_object(&self, at: Location) -> Done {
        let object = self.found(at).await?;
        self.check(Conditions::OfDownload, &object)?;
        let body = ReplyBody::Announced(object.content.len());
        Ok(self.download(StatusCode::OK, &object).body(body))
    }

    /// Tag, length and time alone.
    pub(super) async fn object_meta(&self, at: Location) -> Done {
        let object = self.store(move |store| store.get(&at)).await?;
        let reply = self.tagged(Reply::new(200), &object);
        Ok(match self.received.method() {
            b"HEAD" => reply.body(ReplyBody::Announced(object.content.len())),
            _ => reply,
        })
    }

    /// The object, or the one that a symbolic link names: its bytes, under the link's own description
    /// ("PutSymlink").
    async fn found(&self, at: Location) -> Result<Arc<Object>, Fault> {
        let found = self.store(move |store| Ok((store.get(&at)?, at)));
        let (object, at) = found.await?;
        let ObjectKind::Symlink { target } = &object.kind else {
            return Ok(object);
        };
        let key = target.clone();
        let target = Location { key, ..at };
        let pointed = self.read(target).await.map_err(Fault::behind_symlink)?;
        if matches!(pointed.kind, ObjectKind::Symlink { .. }) {
            return Err(Fault::SymlinkToSymlink);
        }
        let mut through = Object::clone(&pointed);
        through.kind = object.kind.clone();
        through.etag = object.etag.clone();
        through.modified = object.modified.max(pointed.modified);
        if object.field("content-type").is_some() {
            through.attributes.fields.clone_from(&object.attributes.fields);
        }
        Ok(Arc::new(through))
    }

    fn range(&self, length: u64) -> Wanted {
        let Some(field) = self.field("range") else {
            return Wanted::Whole;
        };
        let standard = self.field("x-oss-range-behavior").as_deref() == Some(b"standard");
        let outside = if standard { Outside::Standard } else { Outside::Ignored };
        wanted(&field, length, outside)
    }

    /// The fields that the query asks to be answered instead of the stored ones. Only the owner may
    /// ("GetObject": a request with them must be signed).
    fn overrides(&self) -> Result<Vec<(&'static str, String)>, Fault> {
        let asked = OVERRIDES
            .iter()
            .filter_map(|(parameter, field)| Some((*field, self.parameter(parameter)?)));
        let asked: Vec<_> = asked.collect();
        if self.caller == Caller::Anonymous && !asked.is_empty() {
            return Err(Fault::OverridesUnsigned);
        }
        Ok(asked)
    }
}

const OVERRIDES: &[(&str, &str)] = &[
    ("response-content-type", "content-type"),
    ("response-content-language", "content-language"),
    ("response-expires", "expires"),
    ("response-cache-control", "cache-control"),
    ("response-content-disposition", "content-disposition"),
    ("response-content-encoding", "content-encoding"),
];
