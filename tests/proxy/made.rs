//! Requests and answers in which everything that the relay must not touch may be odd.

use std::fmt;

use mock_oss::wire::escaped;
use proptest::prelude::*;

/// A request whose target has a place of its own, so that it can be written in several forms.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) method: &'static str,
    pub(super) path: String,
    /// From the blank behind the target to the end of the body.
    pub(super) rest: Vec<u8>,
}

impl Request {
    pub(super) fn bytes(&self, target: &str) -> Vec<u8> {
        [self.method.as_bytes(), b" ", target.as_bytes(), &self.rest].concat()
    }
}

/// Bytes as text: a list of numbers tells nobody what failed.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", escaped(&self.bytes(&self.path)))
    }
}

pub(super) fn requests() -> impl Strategy<Value = Request> {
    let lines = proptest::collection::vec(line(), 0..8);
    (methods(), paths(), versions(), line_ends(), lines, framings()).prop_map(
        |(method, path, version, end, lines, (framing, body))| Request {
            method,
            path: path.to_owned(),
            rest: [
                format!(" {version}{end}").as_bytes(),
                &lines.concat(),
                framing.as_bytes(),
                end.as_bytes(),
                body,
            ]
            .concat(),
        },
    )
}

fn methods() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("PUT"),
        Just("GET"),
        Just("HEAD"),
        Just("DELETE"),
        Just("POST"),
        Just("put"),
        Just("X-ODD")
    ]
}

fn paths() -> impl Strategy<Value = &'static str> {
    prop_oneof![
        Just("/"),
        Just("/key"),
        Just("//a//b"),
        Just("/a/../b/./c"),
        Just("/%2F%2f%zz?x=%"),
        Just("/k?"),
        Just("/k?a&&b=&=c"),
        Just("/k#fragment"),
        Just("/\u{fc}\u{4e2d}"),
        Just("/a b"),
        Just("/k?uploadId=1&Signature=a%2Bb+c"),
        Just("/k?a=http://x/"),
    ]
}

fn versions() -> impl Strategy<Value = &'static str> {
    prop_oneof![8 => Just("HTTP/1.1"), 1 => Just("HTTP/1.0"), 1 => Just("HTTP/1.7")]
}

fn line_ends() -> impl Strategy<Value = &'static str> {
    prop_oneof![6 => Just("\r\n"), 1 => Just("\n")]
}

/// A field line, the names of proxies left out.
fn line() -> impl Strategy<Value = Vec<u8>> {
    let odd: [&[u8]; 22] = [
        b"Host: bucket.oss-cn-hangzhou.aliyuncs.com\r\n",
        b"hOST:bucket.oss-cn-hangzhou.aliyuncs.com\r\n",
        b"Authorization: OSS testid:AAAA\r\n",
        b"x-oss-meta-a: 1\r\n",
        b"X-OSS-Meta-A: 2\r\n",
        b"x-oss-meta-a:  3\t\r\n",
        b"x-oss-meta-fold: a\r\n b\r\n\tc\r\n",
        b"x-oss-meta-lf: a\n",
        b"x-oss-meta-empty:\r\n",
        b"x-oss-meta-blank : a\r\n",
        b"x_under_score: 1\r\n",
        b"no colon\r\n",
        b": no name\r\n",
        b"Expect: 100-continue\r\n",
        b"Connection: close\r\n",
        b"Connection: keep-alive, x-oss-meta-a\r\nKeep-Alive: 5\r\nTE: trailers\r\nUpgrade: h2c\r\n",
        b"Accept-Encoding: gzip\r\nAccept-Encoding: br\r\n",
        b"Range: bytes=0-0\r\nIf-Match: \"a\"\r\n",
        b"Date: Tue, 24 Nov 2026 05:53:31 GMT\r\nx-oss-date: Tue, 24 Nov 2026 05:53:31 GMT\r\n",
        b"Content-Type: text/plain; charset=utf-8\r\ncontent-type: image/jpeg\r\n",
        b"X-Forwarded-For: 1.2.3.4\r\nVia: 1.1 x\r\n",
        b"x-oss-meta-bytes: \xff\xfe\xc3\xbc\x01\r\n",
    ];
    proptest::sample::select(odd.map(<[u8]>::to_vec).to_vec())
}

/// Framing fields and the body behind them.
fn framings() -> impl Strategy<Value = (&'static str, &'static [u8])> {
    let chunks: &[u8] = b"3;a=\"b c\"\r\na\r\n\r\n0000A\r\n0123456789\r\n0\r\nTrailer: x\r\n\r\n";
    prop_oneof![
        3 => Just(("", &b""[..])),
        3 => Just(("Content-Length: 5\r\n", &b"GET /"[..])),
        3 => Just(("Transfer-Encoding: chunked\r\n", chunks)),
        2 => Just(("content-length: 3\r\ntransfer-encoding: chunked\r\n", chunks)),
        1 => Just(("Content-Length: 2\r\nContent-Length: 2\r\n", &b"ab"[..])),
        1 => Just(("Content-Length: 2\r\nContent-Length: 3\r\n", &b"abc and what follows"[..])),
        1 => Just(("Content-Length: 90\r\n", &b"cut off"[..])),
        1 => Just(("Transfer-Encoding: gzip, chunked\r\n", chunks)),
        1 => Just(("Transfer-Encoding: chunked\r\n", &b"no chunks at all"[..])),
    ]
}

/// What a service may answer, right or wrong.
pub(super) fn answers() -> impl Strategy<Value = &'static [u8]> {
    prop_oneof![
        Just(&b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"[..]),
        Just(&b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.1 204 No Content\r\nX: 1\r\n\r\n"[..]),
        Just(&b"HTTP/1.1 403 Forbidden\r\ntransfer-encoding: chunked\r\n\r\n7;x=y\r\n<Error>\r\n1\r\n<\r\n0\r\nT: r\r\n\r\n"[..]),
        Just(&b"HTTP/1.0 200\r\nserver : odd\r\nX-Fold: a\r\n b\r\nX: 1\r\nx: 2\n\r\nuntil the end"[..]),
        Just(&b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd"[..]),
        Just(&b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\ncut off"[..]),
        Just(&b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na and more than was said"[..]),
        Just(&b"\x00\xffno http at all"[..]),
        Just(&b""[..]),
    ]
}
