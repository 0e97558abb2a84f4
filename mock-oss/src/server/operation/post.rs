//! `PostObject`: uploads from a browser's form.

use bytes::Bytes;

use super::call::Done;
use super::row::Target;
use super::sending::{checked_tags, parsed_tags, stored_name};
use super::{Call, table, understood};
use crate::server::connection::Frames;
use crate::server::error::Fault;
use crate::server::reply::{Reply, ReplyBody, Xml};
use crate::server::upload::Upload;
use crate::store::{Acl, Attributes, BucketName, Location, Object, ObjectKey, Overwrite, StorageClass, StoredField};
use crate::verify::policy::{Policy, posted_key, posted_types};
use crate::verify::{Slash, uri_encode};
use crate::wire::form::Form;

/// A form whose claim holds, or that makes none.
pub(in crate::server) struct Posted<'a> {
    pub(in crate::server) bucket: BucketName,
    pub(in crate::server) form: &'a Form,
    /// The file, still to come; `None` when the form has none.
    pub(in crate::server) file: Option<Frames>,
    /// The policy that was signed, base64.
    pub(in crate::server) policy: Option<&'a [u8]>,
}

impl Call<'_> {
    pub(in crate::server) async fn post_object(&mut self, posted: Posted<'_>) -> Done {
        let Posted {
            bucket,
            form,
            file,
            policy,
        } = posted;
        let target = Target::Bucket(bucket.clone());
        let row = table::row(self.received, &target).ok_or_else(|| self.not_implemented())?;
        self.begin(row, &target).await?;
        if let Some(by) = understood::foreign_form_field(form) {
            return Err(Fault::NotImplemented { by });
        }
        self.open_bucket(&bucket).await?;
        check_repeated(form)?;
        let key = ObjectKey::try_from(posted_key(form))?;
        let at = Location { bucket, key };
        self.permit_writes(vec![at.clone()]).await?;
        let attributes = attributes(form)?;
        if attributes.acl.is_some() || !attributes.tags.is_empty() {
            self.permit_owner()?;
        }
        let length = policy
            .and_then(|policy| Policy::parse(policy).ok())
            .and_then(|policy| policy.length_range());
        let (least, most) = length.unwrap_or((0, self.receiver.most()));
        let file = file.ok_or(Fault::NoFile)?.at_most(most.min(self.receiver.most()));
        let Upload { content, digests } = self.receiver.receive(file).await?;
        if content.len() < least {
            return Err(Fault::FileTooSmall { least });
        }
        let object = Object::normal(content, digests, self.now, attributes);
        let place = at.clone();
        let overwrite = match field(form, "x-oss-forbid-overwrite") {
            Some(word) if word.eq_ignore_ascii_case(b"true") => Overwrite::Forbidden,
            Some(_) | None => Overwrite::Allowed,
        };
        let object = self.store(move |store| store.put(&place, object, overwrite)).await?;
        Ok(self.success(form, &at, &object))
    }

    /// `success_action_redirect`, else `success_action_status`, else 204 ("PostObject").
    ///
    /// unknown: the status of the redirect; 303, which makes a browser ask with GET.
    fn success(&self, form: &Form, at: &Location, object: &Object) -> Reply {
        let etag = self.quoted(&object.etag);
        let host = self.field("host").unwrap_or_default();
        let key = uri_encode(at.key.as_str().as_bytes(), Slash::Kept);
        let location = [b"http://".as_slice(), &host, self.received.path(), &key].concat();
        let described = |reply: Reply| {
            reply
                .field("etag", etag.clone())
                .field("x-oss-hash-crc64ecma", object.crc64)
        };
        let is_url = |url: &&[u8]| !url.is_empty() && !url.iter().any(u8::is_ascii_control);
        // What cannot stand in a field leads nowhere.
        if let Some(url) = field(form, "success_action_redirect").filter(is_url) {
            let encoded = uri_encode(at.key.as_str().as_bytes(), Slash::Encoded);
            let tag = uri_encode(etag.as_bytes(), Slash::Encoded);
            let mark: &[u8] = if url.contains(&b'?') { b"&" } else { b"?" };
            let bucket = at.bucket.as_str().as_bytes();
            let target = [url, mark, b"bucket=", bucket, b"&etag=", &tag, b"&key=", &encoded].concat();
            return described(Reply::new(303)).field("location", target);
        }
        match field(form, "success_action_status") {
            Some(b"200") => described(Reply::new(200)).field("location", location),
            Some(b"201") => {
                let xml = Xml::new("PostResponse")
                    .leaf("Bucket", at.bucket.as_str())
                    .leaf("ETag", &etag)
                    .leaf("Key", at.key.as_str())
                    .leaf("Location", &location);
                described(Reply::new(201))
                    .field("content-type", "application/xml")
                    .field("location", location)
                    .body(ReplyBody::Bytes(Bytes::from(xml.finish())))
            }
            Some(_) | None => described(Reply::new(204)).field("location", location),
        }
    }
}

/// The first value of a field, whatever the case of its name: one page says that names are
/// case-sensitive, another that they are not.
fn field<'a>(form: &'a Form, name: &str) -> Option<&'a [u8]> {
    form.named(name).next().map(|field| field.value())
}

/// No field that says something of the object may stand twice, since the policy's conditions are held against
/// each of them and one is stored. unknown: what the service does with one that does.
fn check_repeated(form: &Form) -> Result<(), Fault> {
    let counts = |name: &[u8]| {
        let known = FIELDS.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()));
        known || stored_name(name).is_some()
    };
    let mut seen: Vec<&[u8]> = Vec::new();
    for field in form.fields().filter(|field| counts(field.name())) {
        if seen.iter().any(|name| name.eq_ignore_ascii_case(field.name())) {
            let name = field.name().to_ascii_lowercase();
            return Err(Fault::RepeatedField { name });
        }
        seen.push(field.name());
    }
    Ok(())
}

/// What is kept beside the bytes.
fn attributes(form: &Form) -> Result<Attributes, Fault> {
    let text = |name| field(form, name).map(String::from_utf8_lossy);
    let mut fields: Vec<StoredField> = Vec::new();
    if let Some(value) = posted_types(form).first() {
        fields.push(StoredField {
            name: "content-type".to_owned(),
            value: value.to_vec(),
        });
    }
    for part in form.fields() {
        if let Some(name) = stored_name(part.name()).filter(|name| name != "content-type") {
            let value = part.value().to_vec();
            fields.push(StoredField { name, value });
        }
    }
    let acl = match text("x-oss-object-acl").as_deref() {
        None | Some("" | "default") => None,
        Some(word) => Some(Acl::from_word(word).ok_or_else(|| Fault::argument("x-oss-object-acl", word))?),
    };
    let storage_class = match text("x-oss-storage-class").as_deref() {
        None => StorageClass::default(),
        Some(word) => StorageClass::from_word(word).ok_or_else(|| Fault::argument("x-oss-storage-class", word))?,
    };
    let tags = parsed_tags(&text("x-oss-tagging").unwrap_or_default());
    Ok(Attributes {
        fields,
        acl,
        tags: checked_tags(tags)?,
        storage_class,
    })
}

/// The fields that say how to store the object or what to answer, beside those that are kept with it.
const FIELDS: [&str; 7] = [
    "success_action_redirect",
    "success_action_status",
    "x-oss-content-type",
    "x-oss-forbid-overwrite",
    "x-oss-object-acl",
    "x-oss-storage-class",
    "x-oss-tagging",
];
