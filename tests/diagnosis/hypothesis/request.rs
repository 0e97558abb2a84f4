//! What was done to a request after it was signed: each cause by hand, and the finding that names it.

use harness::diagnosis::{Confidence, Space, VerdictKind};

use crate::support::broken::{
    V1, V1_DATE, V1_URL, V2, V4, V4_URL, changed, codes, diagnosed, edits, signed, with_field,
};

/// The head is signed, changed by hand, and has to be led back by exactly these edits.
fn assert_led_back(head: &str, expected: &[&str]) {
    let diagnosis = diagnosed(head);
    assert_eq!(edits(&diagnosis), expected, "\n{head}\n{:?}", codes(&diagnosis));
    let explanation = diagnosis.explanation.unwrap();
    assert_eq!(explanation.confidence, Confidence::Proven);
    assert_eq!(explanation.space, Space::Request);
    assert_eq!(diagnosis.verdict, VerdictKind::Mismatch);
}

#[test]
fn a_content_type_changed_after_signing_is_named_in_every_header_scheme() {
    for head in [V1, V2, V4] {
        let head = changed(&signed(head), "text/plain", "image/jpeg");
        assert_led_back(&head, &["replace field:content-type text/plain"]);
    }
}

#[test]
fn a_field_added_after_signing_is_named_in_every_scheme() {
    for head in [V1, V1_URL, V2, V4, V4_URL] {
        let head = with_field(&signed(head), "x-oss-range-behavior: standard");
        assert_led_back(&head, &["remove field:x-oss-range-behavior"]);
    }
}

#[test]
fn a_content_type_that_a_library_added_to_a_signed_url_is_named() {
    for head in [V1_URL, V4_URL] {
        let head = with_field(&signed(head), "Content-Type: application/x-www-form-urlencoded");
        assert_led_back(&head, &["remove field:content-type"]);
    }
}

#[test]
fn a_field_dropped_after_signing_is_named_with_its_value() {
    let head = changed(&signed(V1), "x-oss-object-acl: public-read\n", "");
    assert_led_back(&head, &["insert field:x-oss-object-acl public-read"]);
}

#[test]
fn another_method_is_named_in_every_scheme() {
    for head in [V1_URL, V4_URL] {
        assert_led_back(&changed(&signed(head), "GET", "HEAD"), &["replace method GET"]);
    }
    for head in [V1, V2, V4] {
        assert_led_back(&changed(&signed(head), "PUT", "POST"), &["replace method PUT"]);
    }
}

#[test]
fn a_prefix_that_a_gateway_stripped_is_found_by_what_the_gateway_says() {
    let head = changed(&signed(V1), "/dir/", "/mounted/dir/");
    let head = changed(&head, "/mounted/dir/", "/dir/");
    let prefixed = changed(V1, "/dir/", "/mounted/dir/");
    let stripped = changed(&signed(&prefixed), "/mounted/dir/", "/dir/");
    let stripped = with_field(&stripped, "X-Forwarded-Prefix: /mounted");
    assert_led_back(&stripped, &["replace path /mounted/dir/key.txt"]);
    assert_eq!(diagnosed(&head).verdict, VerdictKind::Verified);
}

#[test]
fn a_prefix_that_a_gateway_added_is_taken_away() {
    let head = changed(&signed(V4), "/dir/", "/oss/dir/");
    assert_led_back(&head, &["replace path /dir/key.txt"]);
}

#[test]
fn slashes_that_a_proxy_merged_are_put_back() {
    let doubled = changed(V1, "/dir/key", "/dir//key");
    let merged = changed(&signed(&doubled), "/dir//key", "/dir/key");
    assert_led_back(&merged, &["replace path /dir//key.txt"]);
}

#[test]
fn a_path_decoded_once_on_its_way_is_encoded_again() {
    let escaped = changed(V4, "/dir/key.txt", "/dir/50%2525.txt");
    let decoded = changed(&signed(&escaped), "50%2525", "50%25");
    assert_led_back(&decoded, &["replace path /dir/50%2525.txt"]);
}

#[test]
fn a_parameter_appended_to_a_v4_url_is_named() {
    let head = changed(&signed(V4_URL), " HTTP", "&utm_source=mail HTTP");
    assert_led_back(&head, &["remove query:utm_source"]);
}

#[test]
fn a_sub_resource_dropped_from_a_v1_request_is_named() {
    let head = changed(&signed(&changed(V1, "key.txt", "key.txt?acl")), "?acl", "");
    assert_led_back(&head, &["insert query:acl"]);
}

#[test]
fn ampersands_escaped_in_a_page_are_undone_together() {
    let head = signed(&changed(
        V4_URL,
        "&x-oss-expires",
        "&response-expires=1&x-oss-process=style&x-oss-expires",
    ));
    let head = changed(&head, "&response-expires", "&amp;response-expires");
    let head = changed(&head, "&x-oss-process", "&amp;x-oss-process");
    let diagnosis = diagnosed(&head);
    assert_eq!(codes(&diagnosis)[0], "query-changed");
    assert_eq!(edits(&diagnosis).len(), 2);
}

#[test]
fn a_date_replaced_on_the_way_is_found_by_the_second() {
    let head = changed(&signed(V1_DATE), "22:11:13", "22:10:40");
    assert_led_back(&head, &["replace field:date Mon, 23 Nov 2026 22:11:13 GMT"]);
}

#[test]
fn metadata_read_as_latin_1_on_the_way_is_led_back_to_utf_8() {
    let head = signed(&changed(V1, "someone", "张三"));
    let mangled: String = "张三".bytes().map(char::from).collect();
    assert_led_back(
        &changed(&head, "张三", &mangled),
        &["replace field:x-oss-meta-author 张三"],
    );
}

#[test]
fn a_name_whose_underscore_became_a_hyphen_is_named() {
    let head = signed(&changed(V4, "x-oss-meta-author", "x-oss-meta-first_author"));
    let head = changed(&head, "first_author", "first-author");
    let diagnosis = diagnosed(&head);
    assert_eq!(edits(&diagnosis), ["replace field:x-oss-meta-first-author someone"]);
    assert_eq!(codes(&diagnosis)[0], "field-renamed-after-signing");
}

#[test]
fn a_line_that_a_proxy_repeated_is_named() {
    let head = signed(V1);
    let head = with_field(&head, "x-oss-meta-author: someone else");
    assert_led_back(&head, &["remove field:x-oss-meta-author"]);
}

#[test]
fn three_changes_at_once_are_named_together() {
    for head in [V1, V4] {
        let head = changed(&signed(head), "text/plain", "image/jpeg");
        let head = with_field(&head, "content-md5: XUFAKrxLKna5cZ2REBfFkg==");
        let head = changed(&head, "PUT", "POST");
        let expected = [
            "replace method PUT",
            "replace field:content-type text/plain",
            "remove field:content-md5",
        ];
        assert_led_back(&head, &expected);
    }
}

#[test]
fn ten_leaked_fields_are_found_as_one_group_and_all_are_named() {
    let mut head = changed(&signed(V1), "text/plain", "image/jpeg");
    let names: Vec<String> = (0..9).map(|number| format!("x-oss-extra-{number}")).collect();
    for name in &names {
        head = with_field(&head, &format!("{name}: 1"));
    }
    let diagnosis = diagnosed(&head);
    assert_eq!(edits(&diagnosis).len(), 10);
    assert!(diagnosis.search.candidates < 5_000, "{}", diagnosis.search.candidates);
}
