//! The long texts of the codes, and `whysig explain`.

use std::collections::BTreeSet;
use std::path::Path;

use clap::Parser as _;
use clap::error::ErrorKind;
use harness::cli::explain::ExplainArgs;
use harness::diagnosis::Code;

const HEADINGS: [&str; 5] = [
    "What it means",
    "How it comes about",
    "How to confirm",
    "How to fix",
    "Source",
];

/// `whysig explain`, with the options as the command line has them.
#[derive(Debug, clap::Parser)]
#[command(name = "explain")]
struct Explain {
    #[command(flatten)]
    args: ExplainArgs,
}

fn explain(args: &[&str]) -> Result<String, clap::Error> {
    let args = ["explain"].iter().chain(args);
    Explain::try_parse_from(args).map(|explain| explain.args.words())
}

#[test]
fn every_text_has_the_five_headings_in_order() {
    for code in Code::ALL {
        let headings: Vec<&str> = code
            .text()
            .lines()
            .filter(|line| !line.is_empty() && !line.starts_with(' '))
            .collect();
        assert_eq!(headings, HEADINGS, "{code}");
    }
}

#[test]
fn every_section_says_something() {
    for code in Code::ALL {
        let lines: Vec<&str> = code.text().lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| HEADINGS.contains(line)) {
            let next = lines.get(at + 1).copied().unwrap_or_default();
            assert!(next.starts_with("  "), "{code}: nothing stands under `{line}`");
        }
    }
}

#[test]
fn no_line_of_a_text_is_wider_than_78_columns() {
    for code in Code::ALL {
        for line in code.text().lines() {
            assert!(line.chars().count() <= 78, "{code}: {line}");
        }
    }
}

#[test]
fn no_text_has_a_tab_a_cr_or_a_blank_at_the_end_of_a_line() {
    for code in Code::ALL {
        for line in code.text().split('\n') {
            assert!(
                !line.contains(['\t', '\r']) && line.trim_end() == line,
                "{code}: {line}"
            );
        }
    }
}

#[test]
fn every_text_has_eight_to_twenty_five_lines_below_its_headings() {
    for code in Code::ALL {
        let lines = code.text().lines().filter(|line| line.starts_with(' ')).count();
        assert!((8..=25).contains(&lines), "{code} has {lines} lines");
    }
}

#[test]
fn every_text_ends_with_one_line_feed() {
    for code in Code::ALL {
        let text = code.text();
        assert!(text.ends_with('\n') && !text.ends_with("\n\n"), "{code}");
    }
}

#[test]
fn a_text_that_names_another_code_names_one_that_exists() {
    for code in Code::ALL {
        let text = code.text().split_whitespace().collect::<Vec<_>>().join(" ");
        for rest in text.split("see ").skip(1) {
            let name: String = rest
                .chars()
                .take_while(|c| c.is_ascii_lowercase() || *c == '-')
                .collect();
            if name.contains('-') {
                assert!(
                    name.parse::<Code>().is_ok(),
                    "{code} refers to `{name}`, which is no code"
                );
            }
        }
    }
}

#[test]
fn the_texts_are_those_of_the_codes_and_no_others() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../harness/src/diagnosis/code/texts");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    let codes: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.txt")).collect();
    assert_eq!(files, codes);
}

#[test]
fn no_two_codes_have_the_same_text() {
    let texts: BTreeSet<&str> = Code::ALL.iter().map(|code| code.text()).collect();
    assert_eq!(texts.len(), Code::ALL.len());
}

#[test]
fn a_code_is_explained_by_its_name_a_blank_line_and_its_text() {
    let words = explain(&["clock-skew"]).unwrap();
    assert!(
        words.starts_with("clock-skew\n\nWhat it means\n  The date is too far from the server's clock."),
        "{words}"
    );
    assert!(words.ends_with(Code::ClockSkew.text()));
}

#[test]
fn the_list_has_every_code_with_its_first_sentence() {
    let words = explain(&["--list"]).unwrap();
    let lines: Vec<&str> = words.lines().take_while(|line| !line.is_empty()).collect();
    assert_eq!(lines.len(), Code::ALL.len());
    for (line, code) in lines.into_iter().zip(Code::ALL) {
        let (name, sentence) = line.split_once(' ').unwrap();
        assert_eq!(name, code.name());
        assert!(
            sentence.ends_with('.') && !sentence.trim_end_matches('.').contains(". "),
            "{line}"
        );
    }
}

#[test]
fn an_unknown_code_is_an_error_of_usage() {
    let error = explain(&["no-such-finding-at-all"]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ValueValidation);
    assert_eq!(error.exit_code(), 2);
}

#[test]
fn a_mistyped_code_names_the_nearest() {
    let error = explain(&["feild-changed-after-signing"]).unwrap_err().to_string();
    assert!(
        error.contains("the nearest is `field-changed-after-signing`"),
        "{error}"
    );
}

#[test]
fn the_beginning_of_a_code_names_it() {
    let error = explain(&["field-chang"]).unwrap_err().to_string();
    assert!(
        error.contains("the nearest is `field-changed-after-signing`"),
        "{error}"
    );
}

#[test]
fn a_code_in_capitals_with_underscores_names_the_one_that_is_meant() {
    let error = explain(&["CLOCK_SKEW"]).unwrap_err().to_string();
    assert!(error.contains("the nearest is `clock-skew`"), "{error}");
}

#[test]
fn a_text_that_is_far_from_every_code_names_the_list_and_none_of_them() {
    let error = explain(&["no-such-finding-at-all"]).unwrap_err().to_string();
    assert!(
        !error.contains("nearest") && error.contains("`whysig explain --list`"),
        "{error}"
    );
}

#[test]
fn neither_a_code_nor_the_list_is_an_error_of_usage() {
    assert_eq!(explain(&[]).unwrap_err().exit_code(), 2);
}

#[test]
fn a_code_beside_the_list_is_an_error_of_usage() {
    assert_eq!(explain(&["clock-skew", "--list"]).unwrap_err().exit_code(), 2);
}

/// The README says why: with `http` alone Node prints pieces of a head, and `diagnose` refuses them.
#[test]
fn no_text_says_that_node_debug_http_alone_prints_the_head() {
    let text = Code::EvidenceIncomplete.text();
    assert!(text.contains("NODE_DEBUG=request,http"), "{text}");
    for code in Code::ALL {
        assert!(!code.text().contains("NODE_DEBUG=http prints"), "{code}");
    }
}
