//! Advice that follows from what was signed and what arrived beside each other.

use harness::diagnosis::Diagnosis;

use crate::support::broken::{V1, V1_DATE, V1_URL, V4, changed, codes, diagnosed, edits, joined, signed, with_field};

fn help(diagnosis: &Diagnosis) -> String {
    joined(&diagnosis.diagnostics[0].help)
}

fn assert_advised(head: &str, code: &str, word: &str) {
    let diagnosis = diagnosed(head);
    assert_eq!(codes(&diagnosis)[0], code, "{head}");
    assert!(help(&diagnosis).contains(word), "{word}: {}", help(&diagnosis));
}

#[test]
fn dates_a_second_apart_are_a_clock_read_twice() {
    for head in [signed(V1), signed(V1_DATE)] {
        let head = changed(&head, "22:11:13 GMT", "22:11:14 GMT");
        assert_advised(&head, "date-changed-after-signing", "read the clock once");
    }
    let head = changed(&signed(V4), "date: 20261123T221113Z", "date: 20261123T221115Z");
    assert_advised(&head, "date-changed-after-signing", "read the clock once");
}

#[test]
fn a_head_request_that_a_cache_fetches_is_the_caches() {
    let head = signed(&V1_DATE.replacen("PUT", "HEAD", 1)).replacen("HEAD", "GET", 1);
    for (mark, who) in [
        ("Via: 1.1 edge", "by its mark"),
        ("Ali-CDN-Real-IP: 192.0.2.1", "Alibaba Cloud"),
    ] {
        let head = with_field(&head, mark);
        assert_advised(&head, "verb-changed", "the CDN or cache");
        let notes = joined(&diagnosed(&head).diagnostics[0].notes);
        assert!(notes.contains(who), "{notes}");
    }
    assert_advised(&head, "verb-changed", "where a CDN or cache stands between");
}

#[test]
fn a_rewritten_path_is_advised_by_what_was_done_to_it() {
    for (signed_as, arrived, word) in [
        ("/dir//key.txt", "/dir/key.txt", "merge_slashes"),
        ("/dir/a%2Bb.txt", "/dir/a%20b.txt", "proxy_pass"),
        ("/dir/a%257Bb.txt", "/dir/a%25257Bb.txt", "already encoded"),
        ("/dir/what%3F.png", "/dir/what?.png", "`%3F`"),
        ("/dir/a%231.png", "/dir/a#1.png", "`%23`"),
        ("/dir/a%231.png", "/dir/a", "`%23`"),
    ] {
        let head = signed(&changed(V1_DATE, "/dir/key.txt", signed_as));
        let head = changed(&head, signed_as, arrived);
        if arrived == "/dir/a" {
            // Nothing of the key's end is left to find it by.
            assert_eq!(codes(&diagnosed(&head)), ["unexplained"]);
        } else {
            assert_advised(&head, "path-rewritten", word);
        }
    }
}

#[test]
fn the_rest_of_a_key_behind_its_question_mark_is_no_parameter() {
    let head = signed(&changed(V1_DATE, "/dir/key.txt", "/dir/what%3F.png"));
    let diagnosis = diagnosed(&changed(&head, "%3F", "?"));
    assert_eq!(edits(&diagnosis), ["replace path /dir/what%3F.png"]);
}

/// `/bucket/bucket/key` is what `OpenDAL` 0.55 signs with `addressing_style("path")`.
#[test]
fn a_bucket_signed_twice_is_the_clients_own_and_told_first() {
    let host = "examplebucket.oss-cn-hangzhou.aliyuncs.com";
    let head = signed(&changed(V1_DATE, "/dir/key.txt", "/examplebucket/dir/key.txt"));
    let head = changed(&head, host, "127.0.0.1:9000");
    let diagnosis = diagnosed(&head);
    assert_eq!(codes(&diagnosis)[0], "resource-differs");
    assert!(help(&diagnosis).contains("path style"), "{}", help(&diagnosis));
}

#[test]
fn two_claims_are_told_as_two_before_anything_of_either() {
    let head = with_field(
        &signed(V1_URL),
        "Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
    );
    let diagnosis = diagnosed(&head);
    assert_eq!(codes(&diagnosis), ["claim-repeated"]);
    let first = &diagnosis.diagnostics[0];
    assert!(first.headline.to_string().contains("twice"), "{}", first.headline);
}

#[test]
fn a_dropped_field_with_an_underscore_is_to_be_renamed() {
    let head = signed(&with_field(V1_DATE, "x-oss-meta-user_id: 7"));
    let head = changed(&head, "x-oss-meta-user_id", "x-oss-meta-user-id");
    let diagnosis = diagnosed(&head);
    assert!(
        help(&diagnosis).contains("underscores_in_headers on"),
        "{}",
        help(&diagnosis)
    );
}
