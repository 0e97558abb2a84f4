//! What stands around a text: compression, records of container runtimes, files of other tools.

use std::io::{Read as _, Write as _};

use flate2::Compression;
use flate2::write::GzEncoder;
use harness::input::{Format, InputError, Unwrapped, recognise, unpacked};

const ERROR: &str = "upload failed\n<?xml version=\"1.0\"?>\n<Error>\n  <Code>SignatureDoesNotMatch</Code>\n  \
                     <StringToSign>PUT\n\n\nx\n/b/k</StringToSign>\n</Error>\n";

fn unwrapped(text: &str) -> String {
    let mut out = String::new();
    Unwrapped::new(text.as_bytes()).read_to_string(&mut out).unwrap();
    out
}

#[test]
fn lines_of_docker_are_the_text_that_the_program_wrote() {
    let record = |line: &str| {
        format!(
            "{}\n",
            serde_json::json!({"log": line, "stream": "stderr", "time": "2026-12-01T10:05:23Z"})
        )
    };
    let by_line: String = ERROR.split_inclusive('\n').map(record).collect();
    assert_eq!(unwrapped(&by_line), ERROR);
    assert_eq!(unwrapped(&record(ERROR)), ERROR);
}

#[test]
fn a_line_that_docker_cut_in_pieces_is_one_line() {
    let record = |part: &str| format!("{}\n", serde_json::json!({"log": part, "stream": "stdout"}));
    assert_eq!(
        unwrapped(&[record("PUT /a "), record("HTTP/1.1\n")].concat()),
        "PUT /a HTTP/1.1\n"
    );
}

#[test]
fn lines_of_kubernetes_are_the_text_that_the_program_wrote() {
    let record = |line: &str| format!("2026-12-01T10:05:23.911223344Z stderr F {line}");
    let text: String = ERROR.split_inclusive('\n').map(record).collect();
    assert_eq!(unwrapped(&text), ERROR);
    let cut = "2026-12-01T10:05:23.911Z stdout P PUT /a \n2026-12-01T10:05:23.911Z stdout F HTTP/1.1\n";
    assert_eq!(unwrapped(cut), "PUT /a HTTP/1.1\n");
}

#[test]
fn the_message_of_a_json_log_is_read_as_lines_where_it_has_evidence() {
    let record =
        serde_json::json!({"@timestamp": "2026-12-01T10:05:23Z", "level": "error", "message": ERROR}).to_string();
    assert_eq!(unwrapped(&record), format!("{ERROR}\n"));
    let other = "{\"message\":\"started\",\"level\":\"info\"}\n";
    assert_eq!(unwrapped(other), other);
}

#[test]
fn lines_that_are_no_records_pass_as_they_are() {
    let text = "PUT /a HTTP/1.1\r\nHost: h\r\n\r\n{\"log\": 1\n2026-12-01 no record\n";
    assert_eq!(unwrapped(text), text);
}

#[test]
fn a_member_of_the_name_log_makes_no_archive() {
    let docker = br#"{"log":"com.aliyun.oss.OSSException: <Error>","stream":"stderr"}"#;
    assert_ne!(recognise(docker), Some(Format::Har));
    for other in [
        &br#"{"entries":3}"#[..],
        br#"{"request":"PUT /a HTTP/1.1"}"#,
        br#"{"a":{"b":{"c":{"log":{}}}}}"#,
    ] {
        assert_ne!(recognise(other), Some(Format::Har), "{}", other.escape_ascii());
    }
    assert_eq!(
        recognise(br#"{ "log" : { "version": "1.2", "entries": [] } }"#),
        Some(Format::Har)
    );
}

#[test]
fn a_member_of_the_name_head_inside_another_makes_no_json_lines() {
    assert_ne!(recognise(br#"{"git":{"head":"abc"}}"#), Some(Format::JsonLines));
    assert_ne!(recognise(br#"{"head":3}"#), Some(Format::JsonLines));
}

#[test]
fn what_is_compressed_with_gzip_is_opened() {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(ERROR.as_bytes()).unwrap();
    let packed = packed.finish().unwrap();
    let mut out = String::new();
    unpacked(&packed, Box::new(packed.as_slice()))
        .unwrap()
        .read_to_string(&mut out)
        .unwrap();
    assert_eq!(out, ERROR);
}

#[test]
fn a_file_that_is_not_opened_is_named_with_what_to_do() {
    for (beginning, what) in [
        (&b"PK\x03\x04\x14\x00"[..], "unzip"),
        (b"\xD4\xC3\xB2\xA1\x02\x00", "tcpdump -A"),
        (b"\x0A\x0D\x0D\x0A\x1C\x00", "tcpdump -A"),
        (b"1204:4:type;4:http;", "hardump"),
        (b"\x28\xB5\x2F\xFD", "zstd -dc"),
    ] {
        let Err(failure) = unpacked(beginning, Box::new(beginning)) else {
            panic!("{what} was opened");
        };
        assert!(matches!(failure, InputError::Packed { .. }));
        assert!(failure.to_string().contains(what), "{failure}");
    }
}
