//! `AccessDenied` that is about a claim or a policy of a form, by its message.

use super::read::Read;
use super::{finding, other};
use crate::diagnosis::{Code, Diagnostic, apart};
use crate::words::words;

/// What a message of `AccessDenied` says; `None` where it is about no claim.
pub(super) fn tell(read: &Read<'_>) -> Option<Diagnostic> {
    if read.says("Request has expired") {
        return Some(expired(read));
    }
    if read.says("security token") && read.says("expired") {
        return Some(other::of_code(read, Code::SecurityTokenWrong, "SecurityTokenExpired"));
    }
    let code = if read.says("valid Date") {
        Code::DateMissing
    } else if read.says("seconds since epoch") {
        Code::DateMalformed
    } else if read.says("Query string authentication requires") {
        Code::ClaimMalformed
    } else if read.says("according to Policy") {
        Code::PolicyRefused
    } else {
        return None;
    };
    Some(other::of_code(read, code, "AccessDenied"))
}

/// The URL's own end, and the service's clock, where the answer has both.
fn expired(read: &Read<'_>) -> Diagnostic {
    let mut notes = Vec::new();
    if let (Some(end), Some(server)) = (read.moment("Expires"), read.moment("ServerTime")) {
        notes.push(words!("it ended at {}; the service's clock says {}", end, server));
        notes.push(words!("that is {} ago", apart(end, server)));
    }
    notes.push(
        "what was signed says nothing of it: `Expires` is a moment in seconds since 1970 UTC, `x-oss-expires` of V4 a number \
         of seconds after `x-oss-date`"
            .into(),
    );
    finding(
        Code::UrlExpired,
        "the signed URL is past its end".into(),
        notes,
        vec![
            "sign a new URL, or one that holds longer; look at the clock and the time zone of the host that signs"
                .into(),
        ],
    )
}
