//! Logs of other languages and of servers, by lines of their known shapes.

use harness::input::{Captured, Format, read, recognise};

const HEAD: &str = "PUT /a%20b.txt HTTP/1.1\r\nHost: examplebucket.oss-cn-hangzhou.aliyuncs.com\r\n\
                    Date: Tue, 01 Dec 2026 08:00:00 GMT\r\nAuthorization: OSS id:c2ln\r\n\r\n";

/// The one request of a text, recognised by its content.
fn only(format: Format, text: &str) -> Captured {
    assert_eq!(recognise(text.as_bytes()), Some(format), "{text}");
    let captured = read(format, text.as_bytes()).unwrap();
    let [only] = captured
        .try_into()
        .unwrap_or_else(|all: Vec<Captured>| panic!("{} requests", all.len()));
    only
}

fn head(captured: &Captured) -> String {
    String::from_utf8_lossy(captured.head.as_deref().unwrap()).into_owned()
}

/// The lines of the head, each after `prefix` and before `suffix`.
fn lines(prefix: &str, suffix: &str) -> String {
    let lines = HEAD.trim_end().split("\r\n").chain([""]);
    let lines: Vec<String> = lines.map(|line| format!("{prefix}{line}{suffix}\n")).collect();
    lines.concat()
}

#[test]
fn the_wire_log_of_java_is_the_head_byte_for_byte() {
    for prefix in [
        "2026-12-01 16:00:00.000 DEBUG [main] org.apache.http.wire - http-outgoing-0 >> \"",
        "2026-12-01T16:00:00 DEBUG org.apache.hc.client5.http.wire:84 - http-outgoing-0000000001 >> \"",
    ] {
        let captured = only(Format::JavaWire, &lines(prefix, "[\\r][\\n]\""));
        assert_eq!(head(&captured), HEAD);
        assert_eq!(captured.losses, []);
    }
}

#[test]
fn the_wire_log_and_the_headers_log_of_one_request_are_one_request() {
    let headers = lines("DEBUG org.apache.http.headers - http-outgoing-0 >> ", "");
    let headers = headers.trim_end_matches("DEBUG org.apache.http.headers - http-outgoing-0 >> \n");
    let wire = lines("DEBUG org.apache.http.wire - http-outgoing-0 >> \"", "[\\r][\\n]\"");
    assert_eq!(head(&only(Format::JavaWire, &format!("{headers}{wire}"))), HEAD);
}

#[test]
fn the_headers_log_of_java_is_a_head() {
    let text = lines("DEBUG org.apache.http.headers - http-outgoing-0 >> ", "");
    assert_eq!(
        head(&only(
            Format::JavaWire,
            text.trim_end_matches("DEBUG org.apache.http.headers - http-outgoing-0 >> \n")
        )),
        HEAD
    );
}

#[test]
fn bytes_that_are_no_text_come_back_from_the_wire_log() {
    let text = "http-outgoing-0 >> \"PUT /a HTTP/1.1[\\r][\\n]\"\nhttp-outgoing-0 >> \"x-oss-meta-a: [0xe6][0x8a][0xa5][\\r][\\n]\"\n\
                http-outgoing-0 >> \"[\\r][\\n]\"\n";
    assert_eq!(
        head(&only(Format::JavaWire, text)),
        "PUT /a HTTP/1.1\r\nx-oss-meta-a: 报\r\n\r\n"
    );
}

#[test]
fn the_error_in_an_answer_of_the_wire_log_belongs_to_its_request() {
    let wire = lines("http-outgoing-0 >> \"", "[\\r][\\n]\"");
    let answer = "http-outgoing-0 << \"HTTP/1.1 403 Forbidden[\\r][\\n]\"\nhttp-outgoing-0 << \"[\\r][\\n]\"\n\
                  http-outgoing-0 << \"<Error>[\\n]\"\nhttp-outgoing-0 << \"  <Code>SignatureDoesNotMatch</Code>[\\n]\"\n\
                  http-outgoing-0 << \"</Error>\"\n";
    let captured = only(Format::JavaWire, &format!("{wire}{answer}"));
    assert_eq!(
        captured.server_error.unwrap().code.as_deref(),
        Some("SignatureDoesNotMatch")
    );
    assert_eq!(captured.response.unwrap().status, 403);
}

#[test]
fn the_interceptor_of_okhttp_shows_request_and_answer() {
    for prefix in [
        "",
        "D/OkHttp: ",
        "2026-12-01 18:05:23.911 INFO 1 --- [nio-1] okhttp3.OkHttpClient : ",
    ] {
        let text = [
            "--> PUT https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt h2",
            "Date: Tue, 01 Dec 2026 08:00:00 GMT",
            "Authorization: OSS id:c2ln",
            "--> END PUT (3-byte body)",
            "<-- 403 Forbidden https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt (12ms)",
            "Server: AliyunOSS",
            "",
            "<Error><Code>SignatureDoesNotMatch</Code></Error>",
            "<-- END HTTP (49-byte body)",
        ];
        let text: Vec<String> = text.iter().map(|line| format!("{prefix}{line}\n")).collect();
        let text = text.concat();
        let captured = only(Format::OkHttp, &text);
        assert_eq!(head(&captured), HEAD, "{prefix}");
        assert_eq!(captured.response.unwrap().first("server"), Some(&b"AliyunOSS"[..]));
        assert!(captured.server_error.is_some());
    }
}

#[test]
fn the_log_of_the_go_sdk_has_head_and_string() {
    let text = "[2026/12/01 16:00:00][debug]:[Req:0xc0001a2000]signStr:PUT\\n\\n\\nTue, 01 Dec 2026 08:00:00 GMT\\n/examplebucket/a b.txt\n\
                [2026/12/01 16:00:00][debug]:[Req:0xc0001a2000]Method:PUT\tHost:examplebucket.oss-cn-hangzhou.aliyuncs.com\t\
                Path:/a b.txt\tQuery:\tHeader info:\tDate:Tue, 01 Dec 2026 08:00:00 GMT\tAuthorization:OSS id:c2ln\n\
                [2026/12/01 16:00:00][debug]:[Resp:0xc0001a2000]StatusCode:403\tHeader info:\tServer:AliyunOSS\n";
    let captured = only(Format::GoSdk, text);
    assert_eq!(head(&captured), HEAD);
    assert_eq!(
        captured.client_string_to_sign.as_deref(),
        Some(&b"PUT\n\n\nTue, 01 Dec 2026 08:00:00 GMT\n/examplebucket/a b.txt"[..])
    );
    assert_eq!(captured.response.unwrap().status, 403);
}

#[test]
fn a_request_of_dotnet_printed_is_a_request() {
    let text = "Method: PUT, RequestUri: 'https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a%20b.txt', Version: 1.1, \
                Content: <null>, Headers:\n{\n  Date: Tue, 01 Dec 2026 08:00:00 GMT\n  Authorization: OSS id:c2ln\n}\n";
    assert_eq!(head(&only(Format::Printed, text)), HEAD);
}

/// A line of nginx's log at level `debug`.
fn nginx(text: &str) -> String {
    format!("2026/12/01 10:02:59 [debug] 28818#28818: *1 {text}\n")
}

#[test]
fn the_head_that_nginx_sends_on_is_the_request_and_what_came_is_kept() {
    let text = [
        nginx("http request line: \"PUT /examplebucket/a%2F%2Fb.txt HTTP/1.1\""),
        nginx("http header: \"Host: 127.0.0.1:8095\""),
        nginx("http header done"),
        nginx("http proxy header:"),
        "\"PUT /examplebucket/a/b.txt HTTP/1.0\r\nHost: up\r\nConnection: close\r\n\r\n\"\n".to_owned(),
        nginx("http upstream send request"),
    ];
    let captured = only(Format::NginxDebug, &text.concat());
    assert_eq!(
        head(&captured),
        "PUT /examplebucket/a/b.txt HTTP/1.0\r\nHost: up\r\nConnection: close\r\n\r\n"
    );
    assert_eq!(
        captured.before_gateway.as_deref(),
        Some(&b"PUT /examplebucket/a%2F%2Fb.txt HTTP/1.1\r\nHost: 127.0.0.1:8095\r\n\r\n"[..])
    );
}

#[test]
fn a_head_that_nginx_did_not_send_on_is_a_request_of_its_own() {
    let text = [
        nginx("http request line: \"PUT /a HTTP/1.1\""),
        nginx("http header: \"Host: h\""),
    ];
    assert_eq!(
        head(&only(Format::NginxDebug, &text.concat())),
        "PUT /a HTTP/1.1\r\nHost: h\r\n\r\n"
    );
}
