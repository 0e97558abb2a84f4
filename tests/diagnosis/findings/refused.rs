//! What the service refuses though the signature holds, and what is likely without a secret.

use harness::diagnosis::{Answer, ClockSource, Diagnosis, Evidence, Judge, KeySource, Severity};

use crate::support::broken::{
    V1, V1_DATE, V1_URL, changed, codes, diagnosed, diagnosed_with, joined, signed, with_field,
};

fn read(head: &str) -> Diagnosis {
    let evidence = Evidence {
        judge: Judge::Reader {
            keys: KeySource::Given,
            clock: ClockSource::Request,
        },
        ..Evidence::default()
    };
    diagnosed_with(head, &evidence)
}

#[test]
fn a_bucket_in_the_path_of_the_vendors_host_is_refused_and_its_place_told() {
    let head = changed(V1_DATE, "Host: examplebucket.oss", "Host: oss");
    let head = signed(&changed(&head, "/dir/key.txt", "/examplebucket/dir/key.txt"));
    let found = diagnosed(&head);
    assert_eq!(codes(&found), ["refused-beside-signature"]);
    assert_eq!(found.headline, "refused, though the signature verifies as captured");
    assert!(joined(&found.diagnostics[0].help).contains("`examplebucket.oss-cn-hangzhou.aliyuncs.com`"));
}

#[test]
fn a_bucket_in_the_path_of_a_loopback_host_verifies() {
    let head = changed(
        V1_DATE,
        "Host: examplebucket.oss-cn-hangzhou.aliyuncs.com",
        "Host: 127.0.0.1:8900",
    );
    let head = signed(&changed(&head, "/dir/key.txt", "/examplebucket/dir/key.txt"));
    assert_eq!(diagnosed(&head).headline, "verifies");
}

#[test]
fn a_key_that_begins_with_a_slash_does_not_simply_verify() {
    let found = diagnosed(&signed(&changed(V1_DATE, "/dir/key.txt", "//dir/key.txt")));
    assert_eq!(found.headline, "refused, though the signature verifies as captured");
}

#[test]
fn blanks_around_an_id_are_told_as_such() {
    for (id, place) in [
        (" testid", "in front of"),
        ("testid ", "behind"),
        ("  testid", "in front of"),
    ] {
        let found = diagnosed(&changed(&signed(V1_DATE), "OSS testid", &format!("OSS {id}")));
        let told = &found.diagnostics[0];
        assert_eq!(told.code.name(), "claim-malformed");
        let headline = told.headline.to_string();
        assert!(headline.contains(&format!("a blank {place} it")), "{headline}");
        assert_eq!(found.headline, "refused");
    }
}

#[test]
fn a_skew_of_whole_hours_is_a_time_zone_and_another_is_not() {
    for (time, said) in [
        ("14:11:13", "time zone to the second"),
        ("20:04:51", "a clock that runs wrong"),
    ] {
        let found = diagnosed(&signed(&changed(V1_DATE, "22:11:13", time)));
        let notes = joined(&found.diagnostics[0].notes);
        assert!(notes.contains(said), "{notes}");
    }
}

#[test]
fn an_end_in_milliseconds_is_told_with_its_year() {
    let head = V1_URL;
    let at = head.find("Expires=").unwrap() + "Expires=".len();
    let seconds: String = head[at..].chars().take_while(char::is_ascii_digit).collect();
    let found = diagnosed(&signed(&head.replacen(&seconds, "1796112000461", 1)));
    let told = found
        .hazards
        .iter()
        .find(|hazard| hazard.code.name() == "date-malformed")
        .unwrap();
    assert!(told.words.to_string().contains("the year 58886"), "{}", told.words);
}

#[test]
fn a_preflight_is_said_to_need_no_signature() {
    let found = read(
        "OPTIONS /a.txt HTTP/1.1\nHost: examplebucket.oss-cn-hangzhou.aliyuncs.com\nOrigin: http://localhost\n\
         Access-Control-Request-Method: PUT\n\n",
    );
    let told = &found.diagnostics[0];
    assert_eq!(
        (told.code.name(), told.severity),
        ("refused-beside-signature", Severity::Note)
    );
    assert_eq!(found.diagnostics.len(), 1);
}

#[test]
fn a_private_clouds_host_that_begins_with_the_bucket_names_it() {
    let private = "Host: examplebucket.oss-d01-a.internet.cloud-inner.example.cn";
    let head = changed(
        &signed(V1_DATE),
        "Host: examplebucket.oss-cn-hangzhou.aliyuncs.com",
        private,
    );
    let found = read(&head);
    assert_eq!(found.headline, "verifies");
    assert!(joined(&found.diagnostics[0].help).contains("--bucket"));
}

#[test]
fn a_typed_url_is_suspected_first_where_no_secret_is_known() {
    let head = changed(V1_URL, "GET ", "PUT ").replace("testid", "somebody");
    let head = with_field(&head, "Origin: http://localhost\nContent-Type: text/plain");
    let head = head.replace("SIGNATURE", "AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D");
    let found = read(&head);
    let suspected = found
        .diagnostics
        .iter()
        .find(|one| one.code.name() == "field-added-after-signing")
        .unwrap();
    assert_eq!(suspected.severity, Severity::Warning);
    assert!(suspected.headline.to_string().starts_with("suspected: `content-type: "));
}

#[test]
fn what_stands_behind_the_claim_is_suspected() {
    let head = with_field(&signed(V1), "x-oss-meta-new: v").replace("testid", "somebody");
    let found = read(&head);
    let told: Vec<String> = found.diagnostics.iter().map(|one| one.headline.to_string()).collect();
    assert!(
        told.iter()
            .any(|words| words.contains("`x-oss-meta-new` came after signing")),
        "{told:?}"
    );
}

#[test]
fn what_to_do_about_a_clock_follows_from_how_far_it_is() {
    for (time, advice) in [
        ("14:11:13", "write the date in UTC"),
        ("20:04:51", "set the client's clock"),
    ] {
        let found = diagnosed(&signed(&changed(V1_DATE, "22:11:13", time)));
        let help = joined(&found.diagnostics[0].help);
        assert!(help.contains(advice), "{help}");
    }
}

#[test]
fn a_signature_that_is_no_mac_is_the_whole_cause() {
    let found = diagnosed(&changed(&signed(V1_DATE), "OSS testid:", "OSS testid:cut"));
    assert_eq!(codes(&found), ["signature-malformed"]);
    assert_eq!(found.headline, "mismatch, no signature");
}

/// Without a secret nothing was judged, so that no verdict can be another request's.
#[test]
fn fields_of_a_response_are_the_first_suspects_without_a_secret() {
    let head = with_field(&signed(V1_DATE), "x-oss-request-id: 5C3D9175B6FC201293AD4890");
    let found = read(&head.replace("testid", "somebody"));
    assert_eq!(codes(&found)[..2], ["key-unknown", "field-added-after-signing"]);
    let headline = found.diagnostics[1].headline.to_string();
    assert!(headline.contains("`x-oss-request-id` came after signing"), "{headline}");
    assert_eq!(found.diagnostics[1].severity, Severity::Warning);
}

#[test]
fn a_copys_source_with_a_bare_plus_verifies_and_is_told() {
    let found = read(&signed(&with_field(
        V1_DATE,
        "x-oss-copy-source: /examplebucket/a+b.txt",
    )));
    assert_eq!(found.headline, "verifies");
    let headline = found.diagnostics[0].headline.to_string();
    assert!(headline.contains("a bare `+`"), "{headline}");
    let escaped = read(&signed(&with_field(
        V1_DATE,
        "x-oss-copy-source: /examplebucket/a%2Bb.txt",
    )));
    assert_eq!(codes(&escaped), [""; 0]);
}

#[test]
fn a_key_that_was_encoded_before_it_was_given_verifies_and_is_told() {
    let found = read(&signed(&changed(V1_DATE, "/dir/key.txt", "/dir/a%2520b.txt")));
    let headline = found.diagnostics[0].headline.to_string();
    assert!(
        headline.contains("the key itself has escapes: `dir/a%20b.txt`"),
        "{headline}"
    );
}

/// opendal issue 822. Nobody adds a parameter to a request that is signed in its head.
#[test]
fn a_parameter_that_the_client_did_not_sign_is_the_clients_slip() {
    let head = signed(&changed(V1_DATE, "PUT", "GET"));
    let found = diagnosed(&changed(&head, "/dir/key.txt", "/dir/key.txt?uploads"));
    assert_eq!(codes(&found), ["subresource-list-differs"]);
}

#[test]
fn a_refusal_beside_the_signature_repeats_the_services_words() {
    let answer = Answer {
        status: Some(403),
        code: Some("AccessDenied".to_owned()),
        message: Some("You have no right to access this object because of bucket acl.".to_owned()),
        number: Some("0003-00000001".to_owned()),
    };
    let evidence = Evidence {
        answer: Some(answer),
        ..Evidence::default()
    };
    let found = diagnosed_with(&signed(V1_DATE), &evidence);
    let notes = joined(&found.diagnostics[0].notes);
    assert!(notes.contains("because of bucket acl"), "{notes}");
    assert!(notes.contains("whysig explain 0003-00000001"), "{notes}");
}
