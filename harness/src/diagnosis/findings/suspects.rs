//! Without the secret: what is likely, likeliest first. Nothing here is proven, and all of it says so.

use mock_oss::keyring::{Credential, Keyring};
use mock_oss::verify::names::{Part, is_own_header, part_of};
use mock_oss::verify::{Refusal, Verdict};
use mock_oss::wire::{Field, Received};

use super::client_string::other_string;
use super::places::at_fields;
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::leak::is_response_only;
use crate::diagnosis::{Code, Diagnosis, Diagnostic, Judge, Label, Severity};
use crate::words::{Words, wire, words};

/// Adds what may be wrong with a request whose key is not known.
pub(crate) fn add(world: &World<'_>, verdict: &Verdict, found: &mut Diagnosis) {
    let (Judge::Reader { .. }, Verdict::Refused(Refusal::UnknownKey { key_id })) = (world.evidence.judge, verdict)
    else {
        return;
    };
    if found.explanation.is_some() {
        return;
    }
    if let Some(differ) = head_and_string(world, key_id) {
        found.diagnostics.insert(0, differ);
    }
    let all = [leaked(world), typed_url(world), behind_the_claim(world), marks(world)];
    found.diagnostics.extend(all.into_iter().flatten().take(MOST));
}

/// What the service signed against what the head makes: that needs no secret.
fn head_and_string(world: &World<'_>, key_id: &str) -> Option<Diagnostic> {
    let keyring = Keyring::new().with(key_id, Credential::new(""));
    let stand_in = World {
        keyring: &keyring,
        ..*world
    };
    let case = Case::new(stand_in, &[])?;
    other_string(&case, world.evidence)
}

/// Fields that only responses have, of which the service signs those of its own: a download's response was piped into
/// the upload, and its type stands there as well.
fn leaked(world: &World<'_>) -> Option<Diagnostic> {
    let received = world.received;
    let is_leaked = |field: &Field<'_>| is_response_only(&field.name().to_ascii_lowercase());
    let (signed, others): (Vec<_>, Vec<_>) = received
        .fields()
        .filter(is_leaked)
        .map(|field| field.name().to_ascii_lowercase())
        .partition(|name| name.starts_with(b"x-oss-"));
    let is_typed = received.named("content-type").next().is_some();
    if signed.is_empty() && (others.len() < 2 || !is_typed) {
        return None;
    }
    let first = signed
        .first()
        .map_or("content-type".into(), |name| String::from_utf8_lossy(name));
    let names: Vec<Words> = signed
        .iter()
        .take(MOST_NAMES)
        .map(|name| words!("`{}`", wire(name)))
        .collect();
    let what = if names.is_empty() {
        "`content-type` is the download's, not the one that was signed".into()
    } else {
        words!(
            "{} came after signing, out of a download's response",
            Words::joined(&names, ", ")
        )
    };
    Some(suspected(
        Code::FieldAddedAfterSigning,
        words!("suspected: {}", what),
        at_fields(received, &first, "of a response"),
        "only responses have such fields: a library that pipes a download into an upload copies them (request and got do)"
            .into(),
        "keep the download from writing to the upload's head: pipe it through a `PassThrough`",
    ))
}

/// A type on a signed URL that a page sends: whoever signs a URL seldom names one, and browsers set one by
/// themselves (Fetch standard, "extract a body": the type of a Blob, a form, a text).
fn typed_url(world: &World<'_>) -> Option<Diagnostic> {
    let received = world.received;
    let signed_url = received.query().any(|pair| part_of(pair.name) == Some(Part::Signature));
    let writes = matches!(received.method(), b"PUT" | b"POST");
    let field = received.named("content-type").next().filter(|_| signed_url && writes)?;
    let browser = is_of_browser(received);
    let who = if browser {
        "it came from a page: fetch and XMLHttpRequest set the type of a Blob or File, axios one of a form"
    } else {
        "HTTP clients set one by themselves: fetch the type of a Blob, axios and libcurl that of a form"
    };
    Some(suspected(
        Code::FieldAddedAfterSigning,
        words!(
            "suspected: `content-type: {}` was not there when the URL was signed",
            wire(field.value())
        ),
        at_fields(received, "content-type", "part of what is signed"),
        who.into(),
        "sign the URL with this very type, or send the body without a type: `new Blob([data])`, no `Content-Type` header",
    ))
}

/// Fields that are signed and stand behind the claim: clients that sign last put the claim last.
fn behind_the_claim(world: &World<'_>) -> Option<Diagnostic> {
    let received = world.received;
    let claim = received.named("authorization").next()?.index();
    let behind = |field: &Field<'_>| field.index() > claim && is_signed(&field.name().to_ascii_lowercase());
    let names: Vec<Words> = received
        .fields()
        .filter(behind)
        .take(MOST_NAMES)
        .map(|field| words!("`{}`", wire(field.name().to_ascii_lowercase())))
        .collect();
    (!names.is_empty()).then(|| {
        suspected(
            Code::FieldAddedAfterSigning,
            words!("suspected: {} came after signing", Words::joined(&names, ", ")),
            at_fields(
                received,
                "authorization",
                "what stands behind may have been added later",
            ),
            "signers put `authorization` last; what follows it was often added by the HTTP client".into(),
            "compare with what the signer was given: each of these is part of what is signed",
        )
    })
}

/// Marks of what stood between client and service.
fn marks(world: &World<'_>) -> Option<Diagnostic> {
    let fields = world.received.fields();
    let names: Vec<Words> = fields
        .filter(|field| BETWEEN.iter().any(|name| field.is(name)))
        .take(MOST_NAMES)
        .map(|field| words!("`{}`", wire(field.name().to_ascii_lowercase())))
        .collect();
    (!names.is_empty()).then(|| {
        suspected(
            Code::EvidenceIncomplete,
            words!(
                "suspected: a proxy or CDN changed the request ({} shows that one stood between)",
                Words::joined(&names, ", ")
            ),
            Vec::new(),
            "they turn HEAD into GET, decode or merge the path, drop names with `_`, and add or rewrite fields that are \
             signed"
                .into(),
            "send to the service without it once: where that works it is the cause",
        )
    })
}

fn is_of_browser(received: &Received) -> bool {
    let mark = |field: &Field<'_>| field.is("origin") || field.lower_name().starts_with("sec-fetch-");
    received.fields().any(|field| mark(&field))
}

/// Names that some scheme signs by default.
fn is_signed(name: &[u8]) -> bool {
    let known: [&[u8]; 3] = [b"content-type", b"content-md5", b"date"];
    known.contains(&name) || is_own_header(name)
}

fn suspected(code: Code, headline: Words, labels: Vec<Label>, note: Words, help: &'static str) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Warning,
        headline,
        labels,
        notes: vec![note],
        help: vec![help.into()],
    }
}

/// What proxies and CDNs say of themselves (RFC 9110 section 7.6.3, RFC 8586, RFC 7239 and the vendors' own).
const BETWEEN: &[&str] = &[
    "via",
    "cdn-loop",
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-host",
    "x-real-ip",
    "ali-cdn-real-ip",
    "ali-swift-stat-host",
    "cf-ray",
    "x-amz-cf-id",
    "fastly-client",
];

const MOST: usize = 3;
const MOST_NAMES: usize = 6;
