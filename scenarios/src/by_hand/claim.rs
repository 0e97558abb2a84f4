//! The signature of a hand-written upload: computed as the SDKs compute it, by whose code or page
//! the program was written.

use jiff::Timestamp;

use super::Scheme;
use crate::{
    credential::Credential,
    intent::Intent,
    sdk::target,
    signer::{
        Library, Presigned, Request, Signed, v1, v2,
        v4::{self, AbsentField, Scope},
    },
};

/// A claim, in one of its two places.
pub(super) enum Claim {
    /// The value of `Authorization`.
    Field { value: String, signed: Signed },
    /// What follows the `?`.
    Query { text: String, signed: Signed },
}

/// How long a signed URL is good for, in seconds: an hour.
const GOOD_FOR: u32 = 3600;

/// Signs an upload with these fields.
pub(super) fn claim(
    scheme: Scheme,
    intent: &Intent,
    fields: &[(String, String)],
    by: &Credential,
    now: Timestamp,
) -> Result<Claim, AbsentField> {
    let request = Request {
        method: "PUT",
        bucket: Some(intent.bucket),
        key: Some(target::object_name(intent.key)),
        query: &[],
        fields,
    };
    let id = by.access_key_id();
    let time = v4::timestamp(now);
    let day = time.split('T').next().unwrap_or_default();
    let scope = Scope::region(day, intent.endpoint.signing_region());
    Ok(match scheme {
        Scheme::V1Header => {
            let signed = v1::sign(LIBRARY, &request, by);
            let value = v1::authorization(id, &signed.signature);
            Claim::Field { value, signed }
        }
        Scheme::V2Header(names) => {
            let additional = v2::additional(&request, names);
            let signed = v2::sign(&request, by, &additional);
            let value = v2::authorization(id, &additional, &signed.signature);
            Claim::Field { value, signed }
        }
        Scheme::V4Header(names) => {
            let additional = v4::additional(LIBRARY, &request, names)?;
            let signed = v4::sign(LIBRARY, &request, by, &scope, &additional);
            let value = v4::authorization(LIBRARY, id, &scope, &additional, &signed.signature);
            Claim::Field { value, signed }
        }
        Scheme::V1Url => in_query(v1::presign(
            LIBRARY,
            &request,
            by,
            now.as_second() + i64::from(GOOD_FOR),
        )),
        Scheme::V4Url(names) => {
            let additional = v4::additional(LIBRARY, &request, names)?;
            let validity = (time.as_str(), u64::from(GOOD_FOR));
            in_query(v4::presign(LIBRARY, &request, by, &scope, validity, &additional))
        }
    })
}

fn in_query(presigned: Presigned) -> Claim {
    Claim::Query {
        text: LIBRARY.query(&presigned.query),
        signed: presigned.signed,
    }
}

/// Whose habits the program has: JavaScript's. No parameter of an upload makes a difference.
const LIBRARY: Library = Library::AliOss;
