//! A value that is signed in one place and sent in another; bodies that were written anew under a signed hash; dates
//! that another value tells of.

use data_encoding::HEXLOWER;
use harness::diagnosis::{BodyEvidence, BodyExtent, Confidence, Diagnosis, Evidence};

use crate::support::broken::{
    V1, V1_DATE, V1_URL, V4_URL, changed, codes, diagnosed, diagnosed_with, edits, joined, signed, with_field,
};

#[test]
fn a_type_that_is_signed_in_the_query_and_sent_as_a_field_is_named() {
    let version = "x-oss-signature-version";
    let signed = signed(&changed(
        V4_URL,
        version,
        &format!("content-type=image%2Fjpeg&{version}"),
    ));
    let sent = with_field(
        &changed(&signed, "content-type=image%2Fjpeg&", ""),
        "content-type: image/jpeg",
    );
    let diagnosis = diagnosed(&sent);
    let expected = ["remove field:content-type", "insert query:content-type image%2Fjpeg"];
    assert_eq!(edits(&diagnosis), expected, "{:?}", codes(&diagnosis));
}

#[test]
fn a_field_that_is_signed_as_one_and_sent_in_the_query_is_named() {
    let sent = changed(&signed(V1), "x-oss-meta-author: someone\n", "");
    let diagnosis = diagnosed(&changed(&sent, "key.txt", "key.txt?x-oss-meta-author=someone"));
    let expected = [
        "remove query:x-oss-meta-author",
        "insert field:x-oss-meta-author someone",
    ];
    assert_eq!(edits(&diagnosis), expected, "{:?}", codes(&diagnosis));
}

/// The MD5 that was signed, the one that is sent or none, and the body that arrives. The hashes were computed with
/// Python's `hashlib`, over texts that its `json` and `gzip` made.
fn with_body(before: &str, after: Option<&str>, body: &[u8]) -> Diagnosis {
    let sent = signed(&with_field(V1, &format!("Content-MD5: {before}")));
    let field = |value: &str| format!("Content-MD5: {value}\n");
    let sent = changed(&sent, &field(before), &after.map(field).unwrap_or_default());
    let evidence = Evidence {
        body: Some(BodyEvidence {
            leading: body.to_vec(),
            length: Some(body.len() as u64),
            extent: BodyExtent::Whole,
        }),
        ..Evidence::default()
    };
    diagnosed_with(&sent, &evidence)
}

#[test]
fn a_body_that_was_written_anew_under_a_signed_md5_is_named() {
    const EMPTY: &str = "1B2M2Y8AsgTpgAmY7PhCfg==";
    let packed = HEXLOWER.decode(b"1f8b0800000000000203cb48cdc9c9d75148ca4fa9e40200411fbfd20c000000");
    let packed = packed.unwrap();
    for (md5, body, words) in [
        // `{"b":1,"a":[true,null]}`
        (
            "e8HNJ39Vr1YcaWfhk/QdxQ==",
            &b"{\n  \"b\": 1,\n  \"a\": [true, null]\n}\n"[..],
            "another program writes its JSON",
        ),
        // `json.dumps(..., indent=2, sort_keys=True)` of the same.
        (
            "arnBQJ5iITDFdtJ/j9SzTQ==",
            b"{\"b\":1,\"a\":[true,null]}",
            "its names sorted",
        ),
        // `hello, body\n`
        ("51SNzMp6c2i8UF0LdWjByA==", &packed, "before it was packed by gzip"),
        // `one\r\ntwo\r\n`
        (
            "TgPdXwX2jKT4lB/YDGPgsg==",
            b"one\ntwo\n",
            "with CR LF for its line ends",
        ),
    ] {
        for sent in [None, Some(EMPTY)] {
            let diagnosis = with_body(md5, sent, body);
            let op = if sent.is_some() { "replace" } else { "insert" };
            assert_eq!(edits(&diagnosis), [format!("{op} field:content-md5 {md5}")], "{words}");
            let notes = joined(&diagnosis.diagnostics[0].notes);
            assert!(notes.contains(words), "{words}: {notes}");
        }
    }
}

#[test]
fn a_lost_date_is_found_by_the_digits_of_the_key() {
    // 1795471860123 are the milliseconds of Mon, 23 Nov 2026 22:11:00 GMT; the client read its clock 13 seconds later.
    let with_key = changed(V1_DATE, "dir/key.txt", "dir/1795471860123.txt");
    let now = "Mon, 23 Nov 2026 22:11:13 GMT";
    let diagnosis = diagnosed(&changed(&signed(&with_key), now, "Sun, 01 Mar 2026 08:00:00 GMT"));
    assert_eq!(edits(&diagnosis), [format!("replace field:date {now}")]);
    assert_eq!(diagnosis.explanation.unwrap().confidence, Confidence::Proven);
}

#[test]
fn a_url_from_the_source_of_a_mail_is_told() {
    let url = signed(V1_URL);
    let (line, rest) = url.split_once('\n').unwrap();
    let diagnosis = diagnosed(&format!("{}\n{rest}", line.replace('=', "=3D")));
    let told: Vec<String> = diagnosis
        .diagnostics
        .iter()
        .map(|told| told.headline.to_string())
        .collect();
    assert!(
        joined(&diagnosis.diagnostics[0].notes).contains("quoted-printable")
            || told.join(" ").contains("quoted-printable"),
        "{told:?}"
    );
}
