//! What the service refuses though the signature holds, and what is likely without a secret.

use harness::diagnosis::{ClockSource, Diagnosis, Evidence, Judge, KeySource, Severity};

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
