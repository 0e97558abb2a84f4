//! Where access keys come from: the environment, the vendor's configuration files, files of other forms.

use std::path::Path;
use std::process::Output;

use crate::support::binary::command;

/// An upload signed with the key `testid:testsecret`.
const VERIFYING: &str = "tests/captures/heads/ali-oss-6.0.0-ip-put-file.http";

#[expect(clippy::disallowed_methods, reason = "the options name files")]
fn write(path: &Path, text: &str) {
    std::fs::write(path, text).unwrap();
}

fn verifies(output: &Output) -> bool {
    String::from_utf8_lossy(&output.stdout).contains(": verifies")
}

#[test]
fn the_variables_of_the_sdks_are_read() {
    for [id, secret] in [
        ["OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET"],
        ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
    ] {
        let asked = |key: &str| {
            command(&["diagnose", "--candidates", "10", VERIFYING])
                .env(id, "testid")
                .env(secret, key)
                .output()
        };
        assert!(verifies(&asked("testsecret").unwrap()), "{id}");
        let wrong = asked("anothersecretword").unwrap();
        assert!(!verifies(&wrong), "{id}");
        let told = [wrong.stdout, wrong.stderr].concat();
        assert!(!String::from_utf8_lossy(&told).contains("anothersecretword"));
    }
}

#[test]
fn a_named_key_counts_before_the_environment() {
    let mut asked = command(&["diagnose", "--credential", "testid:testsecret", VERIFYING]);
    asked
        .env("OSS_ACCESS_KEY_ID", "testid")
        .env("OSS_ACCESS_KEY_SECRET", "other");
    assert!(verifies(&asked.output().unwrap()));
}

#[test]
fn a_credentials_file_may_have_any_form_that_keys_are_kept_in() {
    let folder = tempfile::tempdir().unwrap();
    for text in [
        "testid:testsecret\n",
        "[Credentials]\nlanguage=EN\naccessKeyID=testid\naccessKeySecret = testsecret\n",
        "export OSS_ACCESS_KEY_ID='testid'\nexport OSS_ACCESS_KEY_SECRET=\"testsecret\"\n",
        "{\"current\":\"default\",\"profiles\":[{\"name\":\"default\",\"mode\":\"AK\",\"access_key_id\":\"testid\",\"access_key_secret\":\"testsecret\",\"sts_token\":\"\"}]}",
        "{\"Credentials\":{\"AccessKeyId\":\"testid\",\"AccessKeySecret\":\"testsecret\"}}",
    ] {
        let path = folder.path().join("keys");
        write(&path, text);
        let output = command(&["diagnose", "--credentials-file", path.to_str().unwrap(), VERIFYING])
            .output()
            .unwrap();
        assert!(verifies(&output), "{text}: {output:?}");
    }
}

#[test]
fn a_profile_is_read_from_the_configuration_of_ossutil_and_of_the_cli() {
    for (file, text, name) in [
        (
            ".ossutilconfig",
            "[default]\naccessKeyID=x\naccessKeySecret=y\n[profile dev]\naccessKeyID=testid\naccessKeySecret=testsecret\n",
            "dev",
        ),
        (
            ".ossutilconfig",
            "[Credentials]\naccessKeyID=testid\naccessKeySecret=testsecret\n",
            "default",
        ),
        (
            ".aliyun/config.json",
            "{\"profiles\":[{\"name\":\"dev\",\"access_key_id\":\"testid\",\"access_key_secret\":\"testsecret\"}]}",
            "dev",
        ),
    ] {
        let home = tempfile::tempdir().unwrap();
        let path = home.path().join(file);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        write(&path, text);
        let output = command(&["diagnose", "--profile", name, VERIFYING])
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert!(verifies(&output), "{file} {name}: {output:?}");
        let other = command(&["diagnose", "--profile", "nobody", VERIFYING])
            .env("HOME", home.path())
            .output()
            .unwrap();
        assert_eq!(other.status.code(), Some(2), "{other:?}");
    }
}

#[test]
fn a_file_in_the_place_of_a_command_is_diagnosed() {
    assert!(verifies(&command(&[VERIFYING]).output().unwrap()));
    assert_eq!(command(&["no-such-command"]).output().unwrap().status.code(), Some(2));
}

#[test]
fn a_date_alone_is_a_moment() {
    let output = command(&["diagnose", "--now", "2026-12-01", VERIFYING])
        .output()
        .unwrap();
    assert_ne!(output.status.code(), Some(2), "{output:?}");
}

#[test]
fn a_string_to_sign_may_have_its_line_feeds_escaped() {
    let folder = tempfile::tempdir().unwrap();
    let differing = |string: &str| {
        let path = folder.path().join("string");
        write(&path, string);
        let output = command(&["diagnose", "--string-to-sign", path.to_str().unwrap(), VERIFYING])
            .output()
            .unwrap();
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert_eq!(
        differing("PUT\\n\\ntext/plain\\nx\\n/b/k\n"),
        differing("PUT\n\ntext/plain\nx\n/b/k")
    );
}
