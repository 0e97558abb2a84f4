//! Colours and columns.

use crate::support::binary::whysig;

const HEAD: &str = "tests/captures/heads/ali-oss-6.0.0-ip-put-file.http";

fn printed(arguments: &[&str]) -> String {
    let all = [&["diagnose", "--credential", "testid:anotherone", HEAD], arguments].concat();
    String::from_utf8(whysig(&all).stdout).unwrap()
}

#[test]
fn colours_are_had_for_the_asking() {
    assert!(printed(&["--color", "always"]).contains("\x1b["));
    assert!(!printed(&["--color", "never"]).contains("\x1b["));
    assert!(!printed(&[]).contains("\x1b["));
}

/// The places in a head are drawn as they are, and cut by the drawer.
#[test]
fn notes_and_headlines_are_folded_to_the_columns_that_are_asked_for() {
    let folded = printed(&["--width", "60"]);
    let notes = folded
        .lines()
        .filter(|line| line.starts_with("error[") || line.starts_with("   "));
    let longest = notes.map(|line| line.chars().count()).max();
    assert!(longest.is_some_and(|longest| longest <= 60), "{folded}");
    assert!(printed(&[]).lines().any(|line| line.chars().count() > 100));
}

#[test]
fn what_is_folded_says_the_same() {
    let words = |text: String| text.split_whitespace().collect::<String>();
    let before = |text: String| text.split("string to sign").next().unwrap_or_default().to_owned();
    assert_eq!(words(before(printed(&["--width", "60"]))), words(before(printed(&[]))));
}

#[test]
fn the_head_is_printed_where_the_input_does_not_have_its_lines() {
    let har = "tests/captures/answers/page.har";
    let output = whysig(&[
        "diagnose",
        "--credential",
        "LTAI5tOutsiderKey0001:Zk9wQ3rXv7Lm2Tn8Yb5Hd1Gf4Js6Pa",
        har,
    ]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("the head that is pointed into"), "{told}");
    assert!(!printed(&[]).contains("the head that is pointed into"));
}
