//! Claims that stand where the service reads none, and requests that lost theirs.

use harness::diagnosis::{Diagnosis, Diagnostic, Evidence, Loss, VerdictKind};

use crate::support::broken::{
    V1, V1_DATE, V1_URL, V2, V4, V4_URL, changed, codes, diagnosed, diagnosed_with, received, signed, with_field,
};

const PROVEN: &str = "with this put right the presented signature verifies";

fn misplaced(diagnosis: &Diagnosis) -> &Diagnostic {
    let mut told = diagnosis.diagnostics.iter();
    told.find(|told| told.code.name() == "claim-misplaced")
        .unwrap_or_else(|| panic!("{:?}", codes(diagnosis)))
}

/// The finding about a head: its place as bytes, and whether it is proven.
fn told(head: &str) -> (String, bool) {
    let diagnosis = diagnosed(head);
    assert_eq!(diagnosis.explanation, None);
    let told = misplaced(&diagnosis);
    assert_eq!(told.severity.to_string(), "error");
    assert_eq!(told.help.len(), 1);
    let place = received(head).bytes_of(told.labels[0].span).to_vec();
    (
        String::from_utf8(place).unwrap(),
        told.notes.iter().any(|note| note == PROVEN),
    )
}

/// The head with its target rewritten.
fn with_target(head: &str, rewrite: impl Fn(&str) -> String) -> String {
    let target = head.split(' ').nth(1).unwrap();
    changed(head, target, &rewrite(target))
}

fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.!~*'()/".contains(&byte);
    let each = text.bytes().map(|byte| match byte {
        byte if plain(byte) => char::from(byte).to_string(),
        byte => format!("%{byte:02X}"),
    });
    each.collect()
}

#[test]
fn a_url_escaped_for_html_is_told_at_its_first_reference() {
    for head in [V1_URL, V4_URL] {
        let head = with_target(&signed(head), |target| target.replace('&', "&amp;"));
        assert_eq!(told(&head), ("&amp;".to_owned(), true));
    }
}

#[test]
fn a_url_escaped_for_json_is_told_before_what_that_implies() {
    for escape in ["\\u0026", "%5Cu0026", "u0026"] {
        for head in [V1_URL, V4_URL] {
            let head = with_target(&signed(head), |target| target.replace('&', escape));
            assert_eq!(told(&head), (escape.to_owned(), true));
            assert_eq!(codes(&diagnosed(&head))[0], "claim-misplaced");
        }
    }
}

#[test]
fn one_parameter_of_a_signed_url_is_what_a_shell_leaves_of_it() {
    for head in [V1_URL, V4_URL] {
        let head = with_target(&signed(head), |target| target.split('&').next().unwrap().to_owned());
        let diagnosis = diagnosed(&head);
        let told = misplaced(&diagnosis);
        assert!(told.headline.to_string().contains("a shell cut"), "{}", told.headline);
        assert_eq!(told.severity.to_string(), "warning");
    }
}

#[test]
fn an_encoded_question_mark_is_told() {
    for head in [V1_URL, V4_URL] {
        let head = with_target(&signed(head), |target| target.replace('?', "%3F"));
        assert_eq!(told(&head), ("%3F".to_owned(), true));
    }
}

#[test]
fn a_query_that_is_encoded_with_its_question_mark_is_told() {
    for head in [V1_URL, V4_URL] {
        let head = with_target(&signed(head), escaped);
        assert!(!head.contains('?'), "{head}");
        assert_eq!(told(&head), ("%3F".to_owned(), true));
    }
}

#[test]
fn a_query_that_is_encoded_as_a_whole_is_told() {
    for head in [V1_URL, V4_URL] {
        let head = with_target(&signed(head), |target| escaped(target).replacen("%3F", "?", 1));
        assert_eq!(told(&head), ("?".to_owned(), true));
    }
}

#[test]
fn parameters_in_another_case_are_told() {
    let head = with_target(&signed(V4_URL), |target| target.replace("x-oss-", "X-Oss-"));
    assert_eq!(told(&head), ("X-Oss-signature-version".to_owned(), true));
    let head = with_target(&signed(V1_URL), |target| {
        let target = target.replace("OSSAccessKeyId", "ossaccesskeyid");
        target.replace("Expires", "expires").replace("Signature", "signature")
    });
    assert_eq!(told(&head), ("ossaccesskeyid".to_owned(), true));
}

#[test]
fn a_claim_in_the_fragment_is_told() {
    for head in [V1_URL, V4_URL] {
        let head = with_target(&signed(head), |target| target.replace('?', "#"));
        assert_eq!(told(&head), ("#".to_owned(), true));
    }
}

#[test]
fn an_authorization_under_another_name_is_told() {
    for head in [V1, V2, V4] {
        for name in [
            "Proxy-Authorization",
            "x-authorization",
            "X-Forwarded-Authorization",
            "Authorisation",
        ] {
            let head = changed(&signed(head), "Authorization:", &format!("{name}:"));
            assert_eq!(told(&head), (name.to_owned(), true));
        }
    }
}

#[test]
fn a_misplaced_claim_that_does_not_verify_is_not_proven() {
    let moved = changed(&signed(V1), "Authorization:", "X-Authorization:");
    let head = changed(&moved, "text/plain", "image/png");
    assert_eq!(told(&head), ("X-Authorization".to_owned(), false));
}

#[test]
fn a_misplaced_signature_is_shown_nowhere() {
    let own = signed(V1);
    let signature = own.split("testid:").nth(1).unwrap().trim();
    let head = changed(&own, "Authorization:", "X-Authorization:");
    let hidden = diagnosed(&head).masks;
    let start = head.replace('\n', "\r\n").find(signature).unwrap();
    let covers = |start, end| {
        hidden
            .iter()
            .any(|mask| mask.span.start <= start && mask.span.end >= end)
    };
    assert!(covers(start, start + signature.len()), "{hidden:?}");
}

#[test]
fn a_request_for_oss_without_any_claim_is_told_what_drops_it() {
    let bare = changed(V1_DATE, "Authorization: OSS testid:SIGNATURE\n", "");
    let own_field = changed(&with_field(&bare, "x-oss-meta-a: b"), "PUT ", "GET ");
    for head in [
        bare.clone(),
        changed(&bare, "PUT ", "GET "),
        changed(&bare, "examplebucket.oss-cn-hangzhou.aliyuncs.com", "127.0.0.1"),
        changed(&own_field, "examplebucket.oss-cn-hangzhou.aliyuncs.com", "127.0.0.1"),
    ] {
        let diagnosis = diagnosed(&head);
        assert_eq!(diagnosis.verdict, VerdictKind::Unsigned);
        let told = misplaced(&diagnosis);
        assert_eq!(told.severity.to_string(), "note");
        assert!(told.notes[0].to_string().contains("redirect"), "{:?}", told.notes);
    }
}

#[test]
fn reading_from_elsewhere_and_posting_a_form_need_no_claim_in_the_head() {
    let get = "GET /a HTTP/1.1\nHost: 127.0.0.1\n\n";
    let form = "POST / HTTP/1.1\nHost: examplebucket.oss-cn-hangzhou.aliyuncs.com\n\
        Content-Type: multipart/form-data; boundary=X\n\n";
    for head in [get, form] {
        assert_eq!(codes(&diagnosed(head)), Vec::<String>::new());
    }
}

#[test]
fn a_claim_that_the_capture_may_have_lost_is_not_said_to_be_missing() {
    let bare = changed(V1_DATE, "Authorization: OSS testid:SIGNATURE\n", "");
    let evidence = Evidence {
        losses: vec![Loss::Signature],
        ..Evidence::default()
    };
    assert_eq!(codes(&diagnosed_with(&bare, &evidence)), ["evidence-incomplete"]);
}

#[test]
fn a_url_without_all_of_its_claim_is_told_what_belongs_together() {
    let head = "GET /a?OSSAccessKeyId=testid HTTP/1.1\nHost: examplebucket.oss-cn-hangzhou.aliyuncs.com\n\n";
    let diagnosis = diagnosed(head);
    assert_eq!(codes(&diagnosis)[0], "claim-malformed");
    assert!(diagnosis.diagnostics[0].help[0].to_string().contains("`Signature`"));
}
