//! `docs/schema-1.json` describes what is really written: no member more, none less.

use harness::report::json;
use harness::run::{Run, play, propagate};
use scenarios::catalogue;
use serde_json::{Value, json as value};
use tokio::io::AsyncWriteExt as _;
use tokio::net::TcpStream;

use crate::support::binary::{root, whysig};
use crate::support::served::Served;

#[tokio::test]
async fn a_run_is_as_the_schema_says() {
    let all: Vec<_> = catalogue::all().collect();
    let run = Run {
        outcomes: play(&all).await.unwrap(),
        propagation: propagate(catalogue::upstreams::ALL).await.unwrap(),
    };
    assert_eq!(faults("run", &json::run(&run)), Vec::<String>::new());
}

#[test]
fn a_diagnosed_capture_is_as_the_schema_says() {
    for folder in std::fs::read_dir(root().join("tests/fixtures")).unwrap() {
        let file = folder.unwrap().path().join("capture");
        let output = whysig(&[
            "diagnose",
            file.to_str().unwrap(),
            "--format",
            "ndjson",
            "--candidates",
            "1000",
        ]);
        for line in String::from_utf8(output.stdout).unwrap().lines() {
            let written: Value = serde_json::from_str(line).unwrap();
            assert_eq!(faults("captured", &written), Vec::<String>::new(), "{}", file.display());
        }
    }
}

#[tokio::test]
async fn a_served_request_is_as_the_schema_says() {
    let served = Served::start(&[]).await;
    for request in [
        "PUT /bucket/key HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\nauthorization: OSS testid:AAAA\r\n\r\n",
        "not http\r\n\r\n",
    ] {
        let mut stream = TcpStream::connect(served.oss).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
    }
    for record in served.remembered(2).await {
        assert_eq!(faults("record", &record), Vec::<String>::new());
    }
}

#[test]
fn a_member_too_many_too_few_or_of_another_kind_is_a_fault() {
    let right = value!({"line": 1, "byte": 0, "entry": null});
    assert_eq!(faults("place", &right), Vec::<String>::new());
    for wrong in [
        value!({"line": 1, "byte": 0}),
        value!({"line": 1, "byte": 0, "entry": null, "more": 1}),
        value!({"line": "1", "byte": 0, "entry": null}),
    ] {
        assert_eq!(faults("place", &wrong).len(), 1, "{wrong}");
    }
}

/// Where a document departs from a definition of the schema.
fn faults(definition: &str, written: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_slice(&bytes()).unwrap();
    let mut faults = Vec::new();
    check(&schema, &schema["$defs"][definition], written, definition, &mut faults);
    faults
}

#[expect(clippy::disallowed_methods, reason = "the schema is a file")]
fn bytes() -> Vec<u8> {
    std::fs::read(root().join("docs/schema-1.json")).unwrap()
}

/// The few words of JSON Schema that ours uses.
fn check(root: &Value, schema: &Value, written: &Value, at: &str, faults: &mut Vec<String>) {
    for (word, wanted) in schema.as_object().unwrap() {
        match word.as_str() {
            "description" | "additionalProperties" | "properties" => {}
            "$ref" => {
                let name = wanted.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                check(root, &root["$defs"][name], written, at, faults);
            }
            "anyOf" => {
                let any = wanted.as_array().unwrap().iter().map(|one| {
                    let mut found = Vec::new();
                    check(root, one, written, at, &mut found);
                    found
                });
                // The last way is null.
                let ways: Vec<_> = any.collect();
                if !ways.iter().any(Vec::is_empty) {
                    faults.extend(ways.into_iter().next().unwrap());
                }
            }
            "type" if wanted == kind(written) => {}
            "type" if wanted.as_array().is_some_and(|all| all.contains(&kind(written).into())) => {}
            "type" => faults.push(format!("{at} is no {wanted}: {written}")),
            "const" if wanted == written => {}
            "enum" if wanted.as_array().unwrap().contains(written) => {}
            "const" | "enum" => faults.push(format!("{at} is not of {wanted}: {written}")),
            "items" => {
                for item in written.as_array().into_iter().flatten() {
                    check(root, wanted, item, at, faults);
                }
            }
            "required" => {
                let names = wanted.as_array().unwrap().iter().map(|name| name.as_str().unwrap());
                let absent = names.filter(|name| written.get(name).is_none());
                faults.extend(absent.map(|name| format!("{at} has no `{name}`")));
            }
            _ => panic!("the schema has a word that this test does not know: {word}"),
        }
    }
    for (name, member) in written.as_object().into_iter().flatten() {
        let at = format!("{at}.{name}");
        match (schema["properties"].get(name), schema.get("additionalProperties")) {
            (Some(known), _) => check(root, known, member, &at, faults),
            (None, Some(Value::Bool(false))) => faults.push(format!("{at} is not in the schema")),
            (None, Some(others)) => check(root, others, member, &at, faults),
            (None, None) => {}
        }
    }
}

/// The type of a value as JSON Schema calls it; no document has fractions.
fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}
