//! 1e and 1g, fields that a claim lists as additionally signed (V2, V4) and that change on the way.

use super::kind::{Cause, V2_V4};
use super::wire::{list, take};
use crate::accuracy::base::Request;
use crate::accuracy::head::Head;
use crate::accuracy::rng::Rng;

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "E2a",
        "default port dropped from the listed Host",
        V2_V4,
        with_port,
        |_, head, _| {
            let host = String::from_utf8_lossy(head.value("host")?).into_owned();
            head.set("Host", host.rsplit_once(':')?.0);
            Some(())
        },
    ),
    Cause::wire(
        "E2b",
        "default port added to the listed Host",
        V2_V4,
        without_port,
        |rng, head, _| {
            let host = [head.value("host")?, rng.one([":80", ":443"]).as_bytes()].concat();
            head.set("Host", host);
            Some(())
        },
    ),
    Cause::wire("E4", "listed Host in capitals", V2_V4, without_port, |_, head, _| {
        let host = head.value("host")?.to_ascii_uppercase();
        head.set("Host", host);
        Some(())
    }),
    Cause::wire(
        "E5",
        "signed for the internal host, used on the public one",
        V2_V4,
        internal,
        |_, head, _| {
            let host = String::from_utf8_lossy(head.value("host")?).replace("-internal.", ".");
            head.set("Host", host);
            Some(())
        },
    ),
    Cause::wire(
        "G7",
        "listed Accept-Encoding rewritten",
        V2_V4,
        with_encoding,
        |rng, head, _| {
            let value = rng.one(["gzip, br", "br", "gzip", "identity", "gzip, deflate, br"]);
            (head.value("accept-encoding") != Some(value.as_bytes())).then(|| head.set("Accept-Encoding", value))
        },
    ),
    Cause::wire(
        "G8a",
        "listed X-Forwarded-For grown by a hop",
        V2_V4,
        with_hops,
        |rng, head, _| grow(head, "x-forwarded-for", rng.one([", 10.0.0.1", ", 172.16.3.4"])),
    ),
    Cause::wire("G8b", "listed Via grown by a hop", V2_V4, with_via, |rng, head, _| {
        grow(
            head,
            "via",
            rng.one([", 1.1 varnish", ", 1.1 cache.example.com (squid)"]),
        )
    }),
    Cause::wire(
        "G9x",
        "listed trace header set anew",
        V2_V4,
        with_trace,
        |rng, head, _| {
            head.set("traceparent", format!("00-{}-01", rng.word(b"0123456789abcdef", 32)));
            Some(())
        },
    )
    .unknown("the trace id that was signed is gone"),
    Cause::wire(
        "G4",
        "listed Expect dropped",
        V2_V4,
        |_, request| field(request, "Expect", "100-continue"),
        |_, head, _| take(head, "expect"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "G10",
        "listed Cookie dropped",
        V2_V4,
        |_, request| field(request, "Cookie", "lb=a1"),
        |_, head, _| take(head, "cookie"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "G11",
        "listed Range dropped",
        V2_V4,
        |_, request| field(request, "Range", "bytes=0-9"),
        |_, head, _| take(head, "range"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "A3",
        "listed field of a response dropped",
        V2_V4,
        |_, request| field(request, "ETag", "\"5B3C1A2E053D763E1B002CC607C5A0FE\""),
        |_, head, _| take(head, "etag"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "A15",
        "listed Content-Language dropped",
        V2_V4,
        |_, request| field(request, "Content-Language", "de"),
        |_, head, _| take(head, "content-language"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "C9b",
        "listed Content-Length of an empty body dropped",
        V2_V4,
        |_, request| field(request, "Content-Length", "0"),
        |_, head, _| take(head, "content-length"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "G5",
        "listed Transfer-Encoding dropped",
        V2_V4,
        |_, request| {
            request.head.drop("content-length");
            field(request, "Transfer-Encoding", "chunked")
        },
        |_, head, _| take(head, "transfer-encoding"),
    )
    .structure("listed-field-absent"),
    Cause::wire(
        "G13",
        "listed field of a proxy's own dropped",
        V2_V4,
        |_, request| field(request, "X-Proxy-Auth", "let-me-in"),
        |_, head, _| take(head, "x-proxy-auth"),
    )
    .structure("listed-field-absent"),
];

fn field(request: &mut Request, name: &str, value: &str) -> Option<()> {
    request.head.set(name, value);
    list(request, &name.to_ascii_lowercase())
}

fn bare_host(request: &Request) -> Option<String> {
    let host = String::from_utf8_lossy(request.head.value("host")?).into_owned();
    (!host.contains(':') && request.head.authority.is_empty()).then_some(host)
}

fn with_port(rng: &mut Rng, request: &mut Request) -> Option<()> {
    let host = bare_host(request)?;
    field(request, "Host", &format!("{host}{}", rng.one([":80", ":443"])))
}

fn without_port(_: &mut Rng, request: &mut Request) -> Option<()> {
    let host = bare_host(request)?;
    field(request, "Host", &host)
}

fn internal(rng: &mut Rng, request: &mut Request) -> Option<()> {
    without_port(rng, request)?;
    request
        .head
        .value("host")?
        .ends_with(b"-internal.aliyuncs.com")
        .then_some(())
}

fn with_encoding(rng: &mut Rng, request: &mut Request) -> Option<()> {
    field(
        request,
        "Accept-Encoding",
        rng.one(["identity", "gzip", "gzip, deflate", "gzip, deflate, br"]),
    )
}

fn with_hops(_: &mut Rng, request: &mut Request) -> Option<()> {
    field(request, "X-Forwarded-For", "203.0.113.7")
}

fn with_via(_: &mut Rng, request: &mut Request) -> Option<()> {
    field(request, "Via", "1.1 gateway")
}

fn with_trace(rng: &mut Rng, request: &mut Request) -> Option<()> {
    field(
        request,
        "traceparent",
        &format!("00-{}-01", rng.word(b"0123456789abcdef", 32)),
    )
}

fn grow(head: &mut Head, name: &str, more: &str) -> Option<()> {
    let value = [head.value(name)?, more.as_bytes()].concat();
    head.set(name, value);
    Some(())
}
