//! Fields of a download's response that travel on with the upload.

use mock_oss::wire::{Field, Received};

use crate::diagnosis::case::World;
use crate::diagnosis::leak::{Leak, is_response_only};
use crate::diagnosis::{Code, Element, Hazard, VerdictKind};
use crate::words::{Words, wire, words};

pub(super) fn find(world: &World<'_>, verdict: VerdictKind, all: &mut Vec<Hazard>) {
    let received = world.received;
    for field in received.fields() {
        if is_response_only(&field.name().to_ascii_lowercase()) {
            all.push(response_only(&field));
        }
    }
    let Some(leak) = Leak::seen(received, world.evidence) else {
        return;
    };
    for field in received.fields().filter(|field| leak.has(field.index())) {
        let name = field.name().to_ascii_lowercase();
        if is_kept_with_the_object(&name) {
            all.push(of_field(
                Code::LeakBecomesMetadata,
                &field,
                words!(
                    "the download's `{}` is stored with the object and served with it",
                    wire(field.name().to_ascii_lowercase())
                ),
            ));
        }
        if is_hop_by_hop(&name) && has_upstream(world, &name) {
            all.push(of_field(
                Code::HopByHopLeaked,
                &field,
                words!(
                    "`{}` is about the download's connection and now governs the upload's",
                    wire(field.name().to_ascii_lowercase())
                ),
            ));
        }
    }
    if verdict == VerdictKind::Verified {
        all.push(masked(received, &leak));
    }
}

fn masked(received: &Received, leak: &Leak) -> Hazard {
    let first = leak.fields.first().and_then(|&index| received.field(index));
    let plural = if leak.fields.len() == 1 { "" } else { "s" };
    Hazard {
        code: Code::MaskedLeak,
        element: None,
        span: first.map(|field| field.line_span()),
        words: words!(
            "{} field{} of the download's response came along; the signature verifies because none of them \
             changes a signed value, which another download may do",
            leak.fields.len(),
            plural
        ),
    }
}

fn response_only(field: &Field<'_>) -> Hazard {
    let name = wire(field.name().to_ascii_lowercase());
    if field.is("set-cookie") {
        let words = "a cookie that was set for the downloader is sent to the object store".into();
        return of_field(Code::CookieSentUpstream, field, words);
    }
    of_field(
        Code::ResponseOnlyField,
        field,
        words!("`{}` means nothing in a request; it was copied from a response", name),
    )
}

fn of_field(code: Code, field: &Field<'_>, words: Words) -> Hazard {
    Hazard {
        code,
        element: Some(Element::Field(wire(field.name().to_ascii_lowercase()))),
        span: Some(field.line_span()),
        words,
    }
}

/// Without the response nobody can tell a leaked `connection` from the client's own.
fn has_upstream(world: &World<'_>, name: &[u8]) -> bool {
    let upstream = world.evidence.upstream_response.as_ref();
    name == b"keep-alive" || upstream.is_some_and(|head| head.named(name).next().is_some())
}

/// What PutObject stores with the object and every download gets again ("PutObject", request headers).
fn is_kept_with_the_object(name: &[u8]) -> bool {
    let kept = [
        b"cache-control".as_slice(),
        b"content-disposition",
        b"content-encoding",
        b"content-language",
        b"expires",
    ];
    kept.contains(&name) || name.starts_with(b"x-oss-meta-")
}

/// RFC 9110 section 7.6.1, without `transfer-encoding`, which the framing hazard is about.
fn is_hop_by_hop(name: &[u8]) -> bool {
    let fields = [
        b"connection".as_slice(),
        b"keep-alive",
        b"proxy-connection",
        b"te",
        b"trailer",
        b"upgrade",
    ];
    fields.contains(&name)
}
