//! Reasons to be refused that are no mismatch: what the service says 403 or 400 to though the signature holds.

use mock_oss::verify::{Address, Claim, Verdict, Verified};
use mock_oss::wire::Received;
use mock_oss::wire::form::Form;

use super::places::at_fields;
use crate::diagnosis::case::World;
use crate::diagnosis::case::host::host;
use crate::diagnosis::{Answer, Code, Diagnosis, Diagnostic, Judge, Severity};
use crate::words::{Words, wire, words};

/// Adds what else the service may turn the request away for.
pub(crate) fn add(world: &World<'_>, verdict: &Verdict, found: &mut Diagnosis) {
    match verdict {
        Verdict::Verified(verified) => {
            found.diagnostics.extend(path_style(world, verified));
            found.diagnostics.extend(name(&verified.address, world.form));
            found.diagnostics.extend(copy_source(world));
            found.diagnostics.extend(encoded_key(world, &verified.address));
            found.diagnostics.extend(bucket_twice(world.received, verified));
            if matches!(world.evidence.judge, Judge::Reader { .. }) {
                found.diagnostics.extend(end_of_token(verified));
            }
        }
        Verdict::Mismatch(_) | Verdict::Refused(_) | Verdict::Anonymous(_) => {}
    }
}

/// A question of a browser, which asks before it sends a request that a page makes (Fetch standard, "CORS
/// protocol"). It has no signature, and needs none.
pub(super) fn is_preflight(received: &Received) -> bool {
    received.method() == b"OPTIONS" && received.named("access-control-request-method").next().is_some()
}

/// What is said of a preflight; the service's answer to it decides whether the page may go on.
pub(super) fn preflight(world: &World<'_>) -> Diagnostic {
    let refused = world
        .evidence
        .answer
        .as_ref()
        .is_some_and(|answer| answer.status.is_some_and(|status| status >= 400));
    let headline = if refused {
        "the bucket's CORS rules refuse this preflight; it has no signature and needs none"
    } else {
        "a CORS preflight, which browsers send without a signature"
    };
    Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: if refused { Severity::Error } else { Severity::Note },
        headline: headline.into(),
        labels: at_fields(world.received, "access-control-request-method", "asks whether it may"),
        notes: vec![
            "where it is refused the browser never sends the request itself, so that no signature is at fault".into(),
        ],
        help: vec![
            "allow the page's origin, the method and each of the asked headers (`*`) in the bucket's CORS rules: \
             AllowedOrigin, AllowedMethod, AllowedHeader"
                .into(),
        ],
    }
}

/// A bucket in the path of the vendor's own host.
fn path_style(world: &World<'_>, verified: &Verified) -> Option<Diagnostic> {
    let refusal = verified.address.check_style(world.received, world.site).err()?;
    let bucket = verified.address.bucket.as_deref().unwrap_or_default();
    let host = host(world.received).unwrap_or_default();
    Some(Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Error,
        headline: words!("{}", refusal),
        labels: at_fields(world.received, "host", "names no bucket"),
        notes: vec![
            "the service answers 403 SecondLevelDomainForbidden to path style; `whysig serve` takes it from loopback \
             names and IP addresses, so that clients can be pointed at it"
                .into(),
        ],
        help: vec![words!(
            "address the bucket in the host: `{}.{}`",
            wire(bucket),
            wire(host)
        )],
    })
}

/// A key that the naming rules forbid ("Object naming conventions", EC 0016-00000005).
fn name(address: &Address, form: Option<&Form>) -> Option<Diagnostic> {
    let posted = form.and_then(|form| form.named("key").next());
    let key = posted.as_ref().map_or(&*address.key, |field| field.value());
    let first = match key.first()? {
        b'/' => "a slash",
        b'\\' => "a backslash",
        _ => return None,
    };
    Some(Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Error,
        headline: words!(
            "the key begins with {}: the service answers 400 InvalidObjectName",
            first
        ),
        labels: Vec::new(),
        notes: vec![words!("the key is `{}`; its signature holds", wire(key))],
        help: vec!["leave out what stands before the first name of the key".into()],
    })
}

/// A key that has escapes in it, as one that was encoded before a client was given it (ali-oss issue 681).
fn encoded_key(world: &World<'_>, address: &Address) -> Option<Diagnostic> {
    let key = &*address.key;
    let is_escape = |rest: &[u8]| rest.len() >= 2 && rest[..2].iter().all(u8::is_ascii_hexdigit);
    let mut marked = key.split(|&byte| byte == b'%').skip(1);
    let escaped = key.contains(&b'%') && marked.all(is_escape);
    let reader = matches!(world.evidence.judge, Judge::Reader { .. });
    (reader && escaped).then(|| Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Note,
        headline: words!("the key itself has escapes: `{}`", wire(key)),
        labels: Vec::new(),
        notes: vec![
            "it was encoded before the client was given it, or the URL was encoded once more: another object than the one \
             that is meant, and 404 NoSuchKey where there is none of that name"
                .into(),
        ],
        help: vec!["give the client the key as it is: it encodes keys itself; open a signed URL as it was made".into()],
    })
}

/// A source of a copy that is not percent-encoded as the service reads it ("`CopyObject`": the value is URL-encoded).
fn copy_source(world: &World<'_>) -> Option<Diagnostic> {
    let received = world.received;
    let field = received.named("x-oss-copy-source").next()?;
    let value = field.value();
    let bare = value.iter().find(|&&byte| byte == b'+' || !byte.is_ascii_graphic())?;
    let headline: Words = if *bare == b'+' {
        "the source of the copy has a bare `+`, which percent-decoding may take for a blank".into()
    } else {
        "the source of the copy is not percent-encoded".into()
    };
    Some(Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Note,
        headline,
        labels: at_fields(received, "x-oss-copy-source", "decoded by the service"),
        notes: vec!["where it names another object than is meant, the answer is 404 NoSuchKey, and no mismatch".into()],
        help: vec![
            "percent-encode the key in it before signing: `+` as `%2B`, a blank as `%20`; keep the slashes".into(),
        ],
    })
}

/// A host of `bucket.bucket.endpoint`.
fn bucket_twice(received: &Received, verified: &Verified) -> Option<Diagnostic> {
    let host = host(received)?;
    let mut labels = host.split('.');
    let (first, second) = (labels.next()?, labels.next()?);
    let bucket = verified.address.bucket.as_deref()?;
    (first == second && first.as_bytes() == bucket).then(|| Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Warning,
        headline: words!("the host begins with the bucket `{}` twice", wire(first)),
        labels: at_fields(received, "host", "here"),
        notes: vec!["the client put the bucket before an endpoint that has it already".into()],
        help: vec!["give the client the endpoint without the bucket, or tell it that it is a custom domain".into()],
    })
}

/// A URL holds no longer than the temporary key that signed it ("Temporary access authorization";
/// aliyun-oss-android-sdk issue 190).
fn end_of_token(verified: &Verified) -> Option<Diagnostic> {
    let presented = &verified.presented;
    let of_url = matches!(presented.claim, Claim::Query(_));
    (of_url && presented.token.is_some()).then(|| Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Note,
        headline: "the URL is good no longer than its security token is valid, whatever its own end says".into(),
        labels: Vec::new(),
        notes: vec![
            "after the token's end the service answers 403 InvalidAccessKeyId or InvalidSecurityToken; the end is in \
             the answer of AssumeRole (`Expiration`), not in the token"
                .into(),
        ],
        help: vec!["sign with a token that lives longer than the URL".into()],
    })
}

/// The service's own word for a request that it refused, and not for its signature.
pub(super) fn answered(code: &str, answer: &Answer) -> Diagnostic {
    let (note, help): (&str, &str) = match code {
        "SecondLevelDomainForbidden" => (
            "the bucket stands in the path (path style), which the service's own hosts refuse",
            "address the bucket in the host: `bucket.oss-REGION.aliyuncs.com`",
        ),
        "AccessForbidden" => (
            "a rule of the bucket does not allow it: for a page, its CORS rules",
            "allow the page's origin, method and headers in the bucket's CORS rules",
        ),
        _ => (
            "a policy of the bucket, the account or the role, an access list, a rule of referers or addresses, or an \
             endpoint that only takes HTTPS may say so",
            "look for what the answer's message and EC name; the signature needs no change",
        ),
    };
    let mut notes: Vec<Words> = answer
        .message
        .iter()
        .map(|message| words!("the service says: {}", wire(message)))
        .collect();
    let number = answer.number.as_ref();
    notes.extend(number.map(|number| {
        words!(
            "its number for the cause is {}: `whysig explain {}`",
            wire(number),
            wire(number)
        )
    }));
    notes.push(note.into());
    Diagnostic {
        code: Code::RefusedBesideSignature,
        severity: Severity::Error,
        headline: headline(code),
        labels: Vec::new(),
        notes,
        help: vec![help.into()],
    }
}

fn headline(code: &str) -> Words {
    words!(
        "the service refused this for another reason than its signature: {}",
        wire(code)
    )
}
