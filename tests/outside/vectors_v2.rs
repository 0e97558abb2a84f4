//! V2 vectors: the tests of reqsign, oss2 and aliyun-oss-go-sdk on the wire and their presigned URLs.

use crate::support::vectors::vectors;
use crate::support::verifying::{Difference, failures};

#[test]
fn every_v2_header_vector_agrees_stage_by_stage() {
    assert_eq!(failures(&vectors("v2-header")), Vec::<(String, Difference)>::new());
}

#[test]
fn every_v2_url_vector_agrees_stage_by_stage() {
    assert_eq!(failures(&vectors("v2-url")), Vec::<(String, Difference)>::new());
}
