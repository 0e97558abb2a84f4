//! Mistakes of signers written by hand, each string put together here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use harness::diagnosis::{Confidence, Diagnosis, Space};

use crate::support::broken::{V1, V4, changed, diagnosed};
use crate::support::posted::{chain, sha256};
use crate::support::raw::hmac_sha1;

const V1_LINES: [&str; 8] = [
    "PUT",
    "",
    "text/plain",
    "Mon, 23 Nov 2026 22:11:13 GMT",
    "x-oss-date:Mon, 23 Nov 2026 22:11:13 GMT",
    "x-oss-meta-author:someone",
    "x-oss-object-acl:public-read",
    "/examplebucket/dir/key.txt",
];

#[test]
fn line_feeds_that_were_never_unescaped_are_proven() {
    let diagnosis = diagnosed(&changed(V1, "SIGNATURE", &hmac_sha1(&V1_LINES.join("\\n"))));
    assert_eq!(words(&diagnosis), ["the lines end in the two characters `\\n`"]);
}

#[test]
fn a_missing_line_feed_behind_the_header_lines_is_proven() {
    let string = V1_LINES.join("\n").replace("public-read\n", "public-read");
    let diagnosis = diagnosed(&changed(V1, "SIGNATURE", &hmac_sha1(&string)));
    assert_eq!(words(&diagnosis), ["no line feed behind the last of the header lines"]);
}

#[test]
fn a_line_feed_at_the_end_of_the_canonical_request_alone_is_proven() {
    let request = "PUT\n/examplebucket/dir/key.txt\nversionId=7\ncontent-type:text/plain\n\
                   x-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:20261123T221113Z\nx-oss-meta-author:someone\n\n\n\
                   UNSIGNED-PAYLOAD\n";
    let hash = data_encoding::HEXLOWER.encode(&<sha2::Sha256 as sha2::Digest>::digest(request));
    let string = format!("OSS4-HMAC-SHA256\n20261123T221113Z\n20261123/cn-hangzhou/oss/aliyun_v4_request\n{hash}");
    let scope = ["20261123", "cn-hangzhou", "oss", "aliyun_v4_request"];
    let mac = sha256(&chain("aliyun_v4testsecret", scope), string.as_bytes());
    let diagnosis = diagnosed(&changed(V4, "SIGNATURE", &data_encoding::HEXLOWER.encode(&mac)));
    assert_eq!(
        words(&diagnosis),
        ["the last line of the canonical request has a line feed too"]
    );
}

#[test]
fn the_other_hash_over_the_right_string_is_proven() {
    let mac = sha256(b"testsecret", V1_LINES.join("\n").as_bytes());
    let diagnosis = diagnosed(&changed(V1, "SIGNATURE", &STANDARD.encode(mac)));
    let explanation = diagnosis.explanation.as_ref().unwrap();
    assert_eq!(explanation.confidence, Confidence::Proven);
    assert_eq!(explanation.space, Space::Key);
    assert_eq!(
        words(&diagnosis),
        ["the signature is an HMAC-SHA256; V1 takes HMAC-SHA1"]
    );
}

fn words(diagnosis: &Diagnosis) -> Vec<String> {
    let edits = diagnosis.explanation.iter().flat_map(|found| &found.edits);
    edits
        .filter_map(|edit| Some(edit.words.as_ref()?.to_string()))
        .collect()
}
