//! Bodies that are not what the upload is named for.

use mock_oss::wire::form::boundary;

use crate::diagnosis::case::World;
use crate::diagnosis::{BodyEvidence, Code, Element, Hazard};
use crate::words::words;

pub(super) fn find(world: &World<'_>, all: &mut Vec<Hazard>) {
    let received = world.received;
    all.extend(form_in_put(world));
    let Some(body) = &world.evidence.body else { return };
    if !matches!(received.method(), b"PUT" | b"POST") {
        return;
    }
    if let Some(kind) = error_text(body).filter(|_| is_named_for_media(world)) {
        all.push(Hazard {
            code: Code::ErrorBodyUploaded,
            element: Some(Element::Body),
            span: None,
            words: words!(
                "the body is {}, and the upload is named for something else: an error answer may be stored",
                kind
            ),
        });
    }
}

/// A form where the file should be, by its body or by its content type alone.
fn form_in_put(world: &World<'_>) -> Option<Hazard> {
    let received = world.received;
    let mut fields = received.named("content-type");
    let typed = fields.find(|field| boundary(&field.value()).is_ok());
    let by_body = world.evidence.body.as_ref().is_some_and(is_form);
    (received.method() == b"PUT" && (by_body || typed.is_some())).then(|| Hazard {
        code: Code::MultipartInPut,
        element: Some(Element::Body),
        span: typed.map(|field| field.line_span()),
        words: "the body is a form: boundary and part headers are stored as part of the object; send the file itself \
                as the body"
            .into(),
    })
}

/// What kind of text a short body is, when services answer errors with such.
fn error_text(body: &BodyEvidence) -> Option<&'static str> {
    let text = body.leading.trim_ascii_start();
    let short = body.length.is_none_or(|length| length <= LONGEST_ERROR);
    let kind = match text {
        [b'{', ..] if has(text, b"\"errcode\"") || has(text, b"\"error\"") || has(text, b"\"message\"") => {
            "a JSON error"
        }
        [b'{', ..] if text.trim_ascii_end().ends_with(b"}") => "a JSON text",
        [b'<', ..] if has(text, b"<Error>") => "an XML error",
        [b'<', ..] if has_prefix(text, b"<!doctype html") || has_prefix(text, b"<html") => "an HTML page",
        _ => return None,
    };
    short.then_some(kind)
}

/// Whether key or content type promise an image, a film, a sound or an archive.
fn is_named_for_media(world: &World<'_>) -> bool {
    let path = world.received.path().to_ascii_lowercase();
    let extension = path.rsplit(|&byte| byte == b'.').next().unwrap_or_default();
    let by_key = path.contains(&b'.') && MEDIA.contains(&extension);
    let types = world.received.named("content-type");
    let mut types = types.map(|field| field.value().to_ascii_lowercase());
    by_key || types.any(|value| MEDIA_TYPES.iter().any(|prefix| value.starts_with(prefix)))
}

fn is_form(body: &BodyEvidence) -> bool {
    body.leading.starts_with(b"--") && has(&body.leading, b"Content-Disposition: form-data")
}

fn has(text: &[u8], part: &[u8]) -> bool {
    text.windows(part.len()).any(|window| window.eq_ignore_ascii_case(part))
}

fn has_prefix(text: &[u8], prefix: &[u8]) -> bool {
    text.get(..prefix.len())
        .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

/// No service's error answer is longer, in bytes.
const LONGEST_ERROR: u64 = 64 * 1024;

const MEDIA: [&[u8]; 16] = [
    b"jpg", b"jpeg", b"png", b"gif", b"webp", b"bmp", b"ico", b"mp4", b"mov", b"mp3", b"wav", b"zip", b"gz", b"pdf",
    b"apk", b"exe",
];

const MEDIA_TYPES: [&[u8]; 5] = [b"image/", b"video/", b"audio/", b"application/zip", b"application/pdf"];
