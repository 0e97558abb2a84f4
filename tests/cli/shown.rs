//! What the whole output of a command may hold of a request: no secret, no control byte, our own words.

use crate::support::binary::whysig_with_input;

/// Everything that the command prints, in every format.
fn printed(options: &[&str], head: &str) -> Vec<String> {
    let formats = ["terminal", "json", "ndjson"];
    let all = formats.map(|format| {
        let arguments = [&["diagnose", "--candidates", "50", "--format", format], options].concat();
        let output = whysig_with_input(&arguments, head.as_bytes());
        let [out, err] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).unwrap());
        format!("{out}{err}")
    });
    all.to_vec()
}

fn head(host: &str, path: &str, agent: &str) -> String {
    format!(
        "PUT {path} HTTP/1.1\r\nHost: {host}\r\nDate: Tue, 24 Nov 2026 05:53:31 GMT\r\nUser-Agent: {agent}\r\n\
         Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=\r\n\r\n"
    )
}

#[test]
fn a_secret_in_host_and_path_is_nowhere_in_the_output() {
    let head = head("topsecretvalue.example.com", "/topsecretvalue/key.txt", "x");
    for text in printed(&["--credential", "testid:topsecretvalue"], &head) {
        assert!(!text.contains("topsecretvalue"), "{text}");
        assert!(
            text.contains("the host `[secret].example.com` is no OSS host"),
            "{text}"
        );
    }
}

#[test]
fn controls_of_a_request_do_not_reach_the_terminal() {
    let agent = "axios/1.0\x1b]52;c;eA==\x07";
    let head = head("\x1b[31mevil\x07.example.com", "/b/k\u{202e}txt", agent);
    for text in printed(&[], &head) {
        let bad = |character: char| (character.is_control() && character != '\n') || character == '\u{202e}';
        assert!(!text.contains(bad), "{text:?}");
    }
}

#[test]
fn a_secret_that_is_a_word_masks_no_sentence_of_ours() {
    let head = head("b.oss-cn-hangzhou.aliyuncs.com", "/k", "x");
    let plain = printed(&["--credential", "testid:0123456789"], &head);
    for word in ["nothing", "secret", "verify", "signature"] {
        let key = format!("testid:{word}");
        assert_eq!(printed(&["--credential", &key], &head)[0], plain[0], "{word}");
    }
}

#[test]
fn text_that_can_be_shown_is_shown() {
    let head = head("b.oss-cn-hangzhou.aliyuncs.com", "/dir/报告1.txt", "x");
    assert!(printed(&[], &head)[0].contains("PUT /dir/报告1.txt"));
}

#[test]
fn a_signature_under_a_garbled_name_is_hidden() {
    let signature = "q83vEjRWeJC6u8zd7v8AESIzRFU=";
    for name in ["Signat\u{b}re", "SignatureProvided", "x-oss-signatur"] {
        let path = format!("/k?{name}={}", signature.replace('=', "%3D"));
        let head = head("b.oss-cn-hangzhou.aliyuncs.com", &path, "x");
        for text in printed(&[], &head) {
            assert!(!text.contains(&signature[..27]), "{name}: {text}");
        }
    }
}

#[test]
fn a_field_full_of_names_of_signatures_is_hidden_in_time() {
    let plain = head("b.oss-cn-hangzhou.aliyuncs.com", "/k", "x");
    let full = format!("Authorization: OSS4-HMAC-SHA256 {}", "Signature=".repeat(5_000));
    let head = plain.replace("Authorization: OSS testid:AAAAAAAAAAAAAAAAAAAAAAAAAAA=", &full);
    let output = whysig_with_input(&["diagnose", "--candidates", "50"], head.as_bytes());
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.contains("OSS4-HMAC-SHA256 [signature]\n"), "{text}");
}
