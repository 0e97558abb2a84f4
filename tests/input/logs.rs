//! Debug logs of SDKs and runtimes.

use harness::input::{Captured, Format, read};
use mock_oss::wire::Received;

use crate::support::fixtures::Fixture;

#[test]
fn the_string_that_oss2_says_it_signs_is_the_clients() {
    let captured = Fixture::named("oss2-v1").upload();
    let received = Received::parse(Fixture::named("oss2-v1").wire().remove(0)).unwrap();
    let date = received.named("date").next().unwrap().value().into_owned();
    let expected = [
        b"PUT\n\ntext/plain\n",
        date.as_slice(),
        "\nx-oss-meta-note:it's\n/examplebucket/dir/k\u{fc}che 1.txt".as_bytes(),
    ];
    assert_eq!(captured.client_string_to_sign, Some(expected.concat()));
}

#[test]
fn both_strings_of_a_v4_client_are_read_over_several_lines() {
    let captured = Fixture::named("oss2-v4-refused").upload();
    let server = captured.server_error.unwrap();
    assert_eq!(captured.client_canonical_request, server.canonical_request);
    assert_eq!(captured.client_string_to_sign, server.string_to_sign);
}

#[test]
fn the_target_that_urllib3_logs_is_the_one_that_was_sent() {
    let fixture = Fixture::named("oss2-v1-refused");
    let wire = Received::parse(fixture.wire().remove(0)).unwrap();
    assert_eq!(fixture.upload().received().unwrap().target(), wire.target());
}

#[test]
fn parameters_of_oss2_become_the_query() {
    let line = "oss2.http [DEBUG] 1 : Send request, method: GET, url: http://h/b/k, params: {'acl': '', 'x-oss-process': 'a/b c', 'no': None}, headers: {'date': 'd'}, timeout: 60, proxies: None\n";
    let captured = read(Format::Oss2Log, line.as_bytes()).unwrap();
    assert_eq!(
        captured[0].received().unwrap().target(),
        b"/b/k?acl=&x-oss-process=a%2Fb+c"
    );
}

#[test]
fn strings_of_two_threads_go_to_their_own_requests() {
    let string = |thread: u8, key: &str| {
        format!("oss2.auth [DEBUG] {thread} : Make signature: string to be signed = b'PUT\\n{key}'\n")
    };
    let sent = |thread: u8, key: &str| {
        format!(
            "oss2.http [DEBUG] {thread} : Send request, method: PUT, url: http://h/{key}, params: {{}}, headers: {{}}, timeout: 60, proxies: None\n"
        )
    };
    let log = [string(1, "one"), string(2, "two"), sent(2, "two"), sent(1, "one")].concat();
    let captured = read(Format::Oss2Log, log.as_bytes()).unwrap();
    let strings: Vec<_> = captured
        .iter()
        .map(|captured| captured.client_string_to_sign.clone().unwrap())
        .collect();
    assert_eq!(strings, [b"PUT\ntwo", b"PUT\none"]);
}

#[test]
fn http_client_debugging_gives_the_body_too() {
    let captured = Fixture::named("ossv2-http-client").upload();
    assert_eq!(captured.body.prefix, b"hello");
    assert_eq!(captured.response.unwrap().status, 200);
}

#[test]
fn quotes_inside_a_value_of_a_json_map_are_kept() {
    let received = Fixture::named("ali-oss-6.23.0").upload().received().unwrap();
    let note = received.named("x-oss-meta-note").next().unwrap().value().into_owned();
    assert_eq!(note, b"it's \"quoted\"");
}

#[test]
fn terminal_colours_do_not_hide_a_request() {
    let captured = Fixture::named("ali-oss-6.23.0-colours").upload();
    assert!(captured.is_signed());
}

#[test]
fn the_line_of_a_library_nearer_to_the_socket_replaces_the_sdks() {
    let fixture = Fixture::named("ali-oss-6.0.0-urllib");
    let captured = fixture.captured();
    assert_eq!(captured.len(), 1);
    let received = captured[0].received().unwrap();
    assert!(
        received.fields().any(|field| field.name() == b"content-md5"),
        "{received:?}"
    );
}

#[test]
fn a_runtimes_log_shows_the_fields_that_a_pipe_has_set() {
    let fixture = Fixture::named("request-pipe");
    let upload = fixture.upload().received().unwrap();
    let wire = Received::parse(fixture.wire().pop().unwrap()).unwrap();
    for name in ["content-type", "x-oss-object-type", "content-md5", "set-cookie"] {
        let values = |received: &Received| -> Vec<Vec<u8>> {
            received.named(name).map(|field| field.value().into_owned()).collect()
        };
        assert_eq!(values(&upload), values(&wire), "{name}");
    }
}

#[test]
fn a_download_logged_by_request_is_evidence_for_the_upload() {
    for name in ["request-pipe", "node-debug-and-debug"] {
        let upload = Fixture::named(name)
            .captured()
            .into_iter()
            .rfind(Captured::is_signed)
            .unwrap();
        let download = upload.evidence().upstream_response.unwrap_or_else(|| panic!("{name}"));
        assert_eq!(
            download.named(b"content-type").next(),
            Some(&b"image/jpeg"[..]),
            "{name}"
        );
    }
}

#[test]
fn a_dump_of_a_whole_library_object_gives_its_fields() {
    let log = "HTTP 1: createConnection h:80: [Object: null prototype] {\n  a: [Function (anonymous)],\n  b: <ref *1> Agent {\n    c: [Circular *1],\n    [Symbol(d)]: false\n  },\n  buffer: <Buffer 68 65>,\n  uri: Url { path: '/b/k' },\n  headers: { date: 'x', 'set-cookie': [ 'a=1', 'b=2' ] },\n  method: 'PUT',\n  path: null\n}\n";
    let captured = read(Format::NodeDebug, log.as_bytes()).unwrap();
    let head = String::from_utf8(captured[0].head.clone().unwrap()).unwrap();
    assert!(
        head.ends_with("date: x\r\nset-cookie: a=1\r\nset-cookie: b=2\r\n\r\n"),
        "{head}"
    );
    assert!(head.starts_with("PUT /b/k HTTP/1.1\r\n"), "{head}");
}

#[test]
fn a_runtimes_log_without_the_target_says_what_to_add() {
    let log = "HTTP 1: createConnection h:80: { headers: { date: 'x' }, method: 'PUT', path: null }\n";
    let error = read(Format::NodeDebug, log.as_bytes()).unwrap_err().to_string();
    assert!(
        error.ends_with("add `DEBUG=ali-oss` or `NODE_DEBUG=request`"),
        "{error}"
    );
}
