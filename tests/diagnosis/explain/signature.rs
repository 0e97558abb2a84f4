//! What is said of a signature whose text is not as it was made.

use harness::diagnosis::Diagnosis;

use crate::support::broken::{V1_DATE, V1_URL, V4, V4_URL, changed, codes, diagnosed, joined, signed};

fn notes(diagnosis: &Diagnosis) -> String {
    joined(&diagnosis.diagnostics[0].notes)
}

/// The head of a signed URL with something before and behind its signature.
fn around(head: &str, before: &str, behind: &str) -> String {
    let head = signed(head);
    let head = head.replacen("ignature=", &format!("ignature={before}"), 1);
    head.replacen(" HTTP/1.1", &format!("{behind} HTTP/1.1"), 1)
}

fn assert_told(head: &str, word: &str) {
    let diagnosis = diagnosed(head);
    assert_eq!(codes(&diagnosis), ["signature-malformed"], "{head}");
    assert!(diagnosis.explanation.is_some(), "{head}");
    assert!(notes(&diagnosis).contains(word), "{word}: {}", notes(&diagnosis));
}

#[test]
fn white_space_at_the_ends_of_a_signature_is_told_as_that() {
    for (before, behind, word) in [
        ("", "%0A", "a line end at its end"),
        ("", "%0D%0A", "a line end at its end"),
        ("", "%20", "a blank at its end"),
        ("", "+", "a blank at its end"),
        ("", "%20%20", "blanks at its end"),
        ("", "%09", "a tab at its end"),
        ("", "%C2%A0", "a no-break space at its end"),
        ("%20", "", "a blank before it"),
        ("%0A", "%20", "a line end before it and a blank at its end"),
    ] {
        assert_told(&around(V1_URL, before, behind), word);
        assert_told(&around(V4_URL, before, behind), word);
    }
}

#[test]
fn a_plus_is_lost_only_where_the_signature_has_one() {
    let head = signed(V1_URL);
    let with_plus = (0..1000)
        .map(|second| signed(&V1_URL.replace("Expires=1795475473", &format!("Expires={}", 1_795_475_473 + second))))
        .find(|head| head.matches("%2B").count() == 1 && !head.contains("=%2B"));
    let with_plus = with_plus.unwrap();
    let lost = diagnosed(&with_plus.replace("%2B", "+"));
    assert_eq!(codes(&lost), ["signature-plus-lost"]);
    let and_a_blank = diagnosed(&with_plus.replace("%2B", "+").replace(" HTTP/1.1", "%20 HTTP/1.1"));
    assert_eq!(codes(&and_a_blank), ["signature-plus-lost"]);
    let inside = head.replacen("ignature=", "ignature=%20", 1);
    assert_eq!(codes(&diagnosed(&inside)), ["signature-malformed"]);
}

/// `+` in a URL is a blank, and hexadecimal has no plus.
#[test]
fn a_hexadecimal_signature_loses_no_plus() {
    let head = signed(V4_URL);
    let at = head.find("x-oss-signature=").unwrap() + "x-oss-signature=".len() + 10;
    let head = [&head[..at], "+", &head[at..]].concat();
    assert_told(&head, "a blank in it");
}

#[test]
fn what_stands_behind_a_signature_is_cut_off_and_counted() {
    for junk in [" ;", ";", " \"", "\\n"] {
        let header = signed(V1_DATE).replace("\n\n", &format!("{junk}\n\n"));
        assert_told(&header, "behind it that base64 has not");
        let header = signed(V4).replace("\n\n", &format!("{junk}\n\n"));
        assert_told(&header, "behind it that hexadecimal has not");
    }
    assert_told(&changed(&signed(V1_DATE), "\n\n", ";x\n\n"), "behind it");
}
