//! Captures of real tools against the heads that arrived on the wire in the same run.

use harness::diagnosis::Loss;
use harness::input::{Format, recognise};

use crate::support::fixtures::{Fixture, contradictions, fixtures};

#[test]
fn every_fixture_is_recognised_by_its_content() {
    let wrong: Vec<String> = fixtures()
        .iter()
        .map(|fixture| (fixture, recognise(&fixture.capture())))
        .filter(|(fixture, format)| *format != Some(expected_format(&fixture.name)))
        .map(|(fixture, format)| format!("{}: {format:?}", fixture.name))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_request_on_the_wire_is_captured_once() {
    let counts: Vec<(String, usize, usize)> = fixtures()
        .iter()
        .filter(|fixture| shows_requests(&fixture.name))
        .map(|fixture| {
            let heads = fixture
                .captured()
                .iter()
                .filter(|captured| captured.head.is_some())
                .count();
            (fixture.name.clone(), heads, fixture.wire().len())
        })
        .collect();
    let wrong: Vec<_> = counts
        .iter()
        .filter(|(name, heads, wire)| *heads != wire - unseen(name))
        .collect();
    assert!(wrong.is_empty(), "name, captured, on the wire: {wrong:#?}");
}

#[test]
fn what_a_capture_says_of_a_request_stood_on_the_wire() {
    let mut wrong = Vec::new();
    for fixture in fixtures().iter().filter(|fixture| shows_requests(&fixture.name)) {
        let captured = fixture.captured();
        let heads = captured.iter().filter(|captured| captured.head.is_some());
        for captured in heads {
            let wire = fixture.wire();
            let said: Vec<_> = wire.iter().map(|wire| contradictions(wire, captured)).collect();
            if !said.iter().any(Vec::is_empty) {
                wrong.push(format!("{} at {}: {said:?}", fixture.name, captured.place));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn formats_that_show_every_byte_declare_no_loss() {
    for fixture in fixtures() {
        let exact = matches!(
            expected_format(&fixture.name),
            Format::CurlVerbose | Format::CurlTrace | Format::PythonHttp
        );
        if exact {
            for captured in fixture.captured() {
                assert_eq!(captured.losses, [], "{}", fixture.name);
            }
        }
    }
}

#[test]
fn logs_written_before_the_request_is_sent_say_so() {
    for name in ["ali-oss-6.23.0", "request-pipe"] {
        let losses = Fixture::named(name).upload().losses;
        assert!(losses.contains(&Loss::Later), "{name}: {losses:?}");
    }
}

#[test]
fn an_sdk_log_of_an_upload_that_nothing_changed_shows_the_values_that_arrived() {
    for name in [
        "ali-oss-6.0.0-urllib",
        "ali-oss-6.23.0",
        "ali-oss-6.23.0-v4",
        "ali-oss-6.23.0-head",
    ] {
        let fixture = Fixture::named(name);
        let mut captured = fixture.upload();
        captured.losses.retain(|loss| *loss != Loss::Later);
        assert_eq!(contradictions(&fixture.wire()[0], &captured), [""; 0], "{name}");
    }
}

#[test]
fn lines_that_no_reader_knows_are_counted() {
    for fixture in fixtures() {
        let captured = fixture.captured();
        let unknown: u64 = captured.iter().map(|captured| captured.skipped.unknown).sum();
        let first = captured.iter().find_map(|captured| captured.skipped.first_unknown);
        assert_eq!(unknown > 0, first.is_some(), "{}", fixture.name);
    }
}

/// How many requests of a run its capture cannot show: `DEBUG=ali-oss` shows the SDK's own, not the
/// download by another library.
fn unseen(name: &str) -> usize {
    usize::from(name == "ali-oss-6.0.0-pipe")
}

/// `axios-error` is an exception's text alone. `NODE_DEBUG` prints no target of an `ali-oss` upload,
/// so `node-debug-pipe` shows the download only.
fn shows_requests(name: &str) -> bool {
    !matches!(name, "axios-error" | "node-debug-pipe")
}

fn expected_format(name: &str) -> Format {
    let formats = [
        ("curl-verbose", Format::CurlVerbose),
        ("curl-trace-ascii", Format::CurlTraceAscii),
        ("curl-trace", Format::CurlTrace),
        ("ali-oss", Format::AliOssDebug),
        ("node-debug-and-debug", Format::AliOssDebug),
        ("node-debug", Format::NodeDebug),
        ("request-pipe", Format::NodeDebug),
        ("axios-error", Format::OssError),
        ("oss2-http-client", Format::PythonHttp),
        ("ossv2-http-client", Format::PythonHttp),
        ("oss2", Format::Oss2Log),
        ("ossv2", Format::OssV2Log),
        ("har", Format::Har),
    ];
    let found = formats.iter().find(|(start, _)| name.starts_with(start));
    found.unwrap_or_else(|| panic!("{name}: say its format here")).1
}
