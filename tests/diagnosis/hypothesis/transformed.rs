//! What software does to text, by hand: the head is signed with one text and arrives with another, both written out
//! from the description of the format or the library.

use harness::diagnosis::{Confidence, Space};

use tests::accuracy::signer::{Key, Kind};

use crate::support::broken::{V1, V1_DATE, V1_URL, V4, changed, codes, diagnosed, edits, joined, signed};

/// A head that was signed with `signed` in its metadata arrives with `arrived`. What is told of it.
fn told(before: &str, after: &str) -> String {
    let head = signed(&changed(V1, "someone", before));
    let head = changed(&head, before, after);
    let diagnosis = diagnosed(&head);
    let expected = [format!("replace field:x-oss-meta-author {before}")];
    assert_eq!(edits(&diagnosis), expected, "{head}\n{:?}", codes(&diagnosis));
    let explanation = diagnosis.explanation.as_ref().unwrap();
    assert_eq!(explanation.confidence, Confidence::Proven);
    assert_eq!(explanation.space, Space::Request);
    joined(&diagnosis.diagnostics[0].notes)
}

#[test]
fn what_escaped_a_value_is_named_with_the_marks_that_arrive() {
    for (before, after, words) in [
        // HTML, "named character references".
        (
            "Tom & Jerry",
            "Tom &amp; Jerry",
            "arrives with `&amp;` where `&` was signed",
        ),
        // RFC 8259 section 7.
        (
            "a \"b\" c",
            "a \\\"b\\\" c",
            "arrives with `\\\\\"` where `\"` was signed",
        ),
        // RFC 2045 section 6.7.
        ("k=v w", "k=3Dv w", "arrives with `=3D` where `=` was signed"),
        // CommonMark, "backslash escapes".
        (
            "snake_case",
            "snake\\_case",
            "arrives with `\\\\_` where `_` was signed",
        ),
    ] {
        let told = told(before, after);
        assert!(told.contains(words), "{before} to {after}: {told}");
    }
}

#[test]
fn what_was_done_to_a_whole_value_is_named() {
    for (before, after, words) in [
        ("plain", "'plain'", "in quotes"),
        ("photo 1", "photo\t1", "arrives with `\\t` where ` ` was signed"),
        // RFC 2047 section 2; base64 of `plain text`.
        ("plain text", "=?UTF-8?B?cGxhaW4gdGV4dA==?=", "an encoded word of mail"),
        ("true", "True", "a truth value of another kind"),
        ("007", "7", "without the zeros before it"),
        // Unicode's chart of form NFKC: U+FB01 is `fi`.
        ("fi\u{e9}", "\u{fb01}\u{e9}", ""),
    ] {
        let told = told(before, after);
        assert!(told.contains(words), "{before} to {after}: {told}");
    }
}

#[test]
fn a_file_name_inside_a_value_is_led_back_alone() {
    for (before, after) in [
        ("attachment; filename=photo.jpg", "attachment; filename=\"photo.jpg\""),
        ("attachment; filename=\"a b.txt\"", "attachment; filename=\"a%20b.txt\""),
    ] {
        told(before, after);
    }
}

#[test]
fn utf8_that_was_misread_twice_is_led_back() {
    // U+00E9 is C3 A9; read as Latin-1 and written as UTF-8 it is C3 83 C2 A9, and once more C3 83 C2 83 C3 82 C2 A9.
    let told = told("caf\u{e9}", "caf\u{c3}\u{83}\u{c2}\u{a9}");
    assert!(told.contains("UTF-8 that was read as Latin-1 twice"), "{told}");
}

#[test]
fn no_false_direction_is_told_of_what_cannot_be_undone() {
    // Of `SomeOne` nobody can tell that it is `someone` in upper case.
    let told = told("someone!", "SomeOne!");
    assert!(!told.contains("arrives in upper case"), "{told}");
}

#[test]
fn keys_are_led_back_from_what_servers_and_systems_make_of_paths() {
    for (before, after) in [
        ("dir/key.txt", "dir/key.txt/index.html"),
        ("dir/key.txt", "dir/key.txt;jsessionid=1A530637"),
        ("dir/key.txt", "dir%5Ckey.txt"),
        ("dir/key.txt", "dir/dir/key.txt"),
        ("dir/a%20%26%20b.txt", "dir/a%20%26amp%3B%20b.txt"),
    ] {
        let head = signed(&changed(V4, "dir/key.txt", before));
        let diagnosis = diagnosed(&changed(&head, before, after));
        let signed = format!("replace path /{before}");
        let found = edits(&diagnosis);
        let is_led_back = found == [signed.replace("%26", "&")] || found == [signed];
        assert!(is_led_back, "{after}: {found:?} {:?}", codes(&diagnosis));
    }
}

#[test]
fn a_date_in_another_language_is_led_back() {
    // CLDR: Monday is `lun.` and November `nov.` in French.
    let string = "PUT\n\ntext/plain\nlun., 23 nov. 2026 22:11:13 GMT\n/examplebucket/dir/key.txt";
    let signature = Key::new(Kind::V1Header, b"testsecret", b"").signature(Kind::V1Header, string.as_bytes());
    let diagnosis = diagnosed(&changed(V1_DATE, "SIGNATURE", &signature));
    assert_eq!(diagnosis.explanation.unwrap().confidence, Confidence::Proven);
}

#[test]
fn two_things_at_two_places_are_found_together() {
    let before = ["snake_case & co", "image/jpeg"];
    let head = changed(&changed(V1, "someone", before[0]), "text/plain", before[1]);
    let head = changed(&signed(&head), before[0], "snake\\_case & co");
    let diagnosis = diagnosed(&changed(&head, before[1], "IMAGE/JPEG"));
    assert_eq!(
        edits(&diagnosis),
        [
            "replace field:x-oss-meta-author snake_case & co",
            "replace field:content-type image/jpeg"
        ]
    );
}

#[test]
fn a_parameter_is_led_back_in_the_url_that_carries_the_claim() {
    let with = |value: &str| changed(V1_URL, "?", &format!("?x-oss-process={value}&"));
    let head = signed(&with("image%2Fresize"));
    let diagnosis = diagnosed(&changed(&head, "image%2Fresize", "%22image%2Fresize%22"));
    assert_eq!(edits(&diagnosis), ["replace query:x-oss-process image%2Fresize"]);
}
