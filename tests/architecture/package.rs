//! What people install: whole without the checkout around it, on other systems, and with the Rust it names.

use std::path::{Path, PathBuf};

use cargo_metadata::MetadataCommand;
use tests::real::{Index, told_path};

use crate::support::binary::root;

#[test]
fn the_recordings_that_the_report_tells_of_are_those_of_the_index() {
    assert_eq!(read(&told_path()), Index::load().unwrap().told().unwrap());
}

#[test]
fn no_package_reaches_outside_of_its_folder() {
    for (folder, path, text) in sources() {
        let included = text
            .split("include_str!(\"")
            .chain(text.split("include_bytes!(\""))
            .filter_map(|piece| piece.split_once("\")"))
            .filter(|(included, _)| included.starts_with(".."));
        for (included, _) in included {
            let target = path.parent().unwrap().join(included).canonicalize().unwrap();
            assert!(target.starts_with(&folder), "{} includes {included}", path.display());
        }
    }
}

/// The nearest condition above it is `cfg(unix)`, and the file says what holds elsewhere.
#[test]
fn what_only_unix_has_is_behind_a_condition_and_has_an_answer_for_other_systems() {
    let mut found = 0;
    for (_, path, text) in sources() {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for (at, line) in lines.iter().enumerate() {
            if !(line.contains("::unix::") && line.starts_with("use ")) {
                continue;
            }
            found += 1;
            let condition = lines[..at].iter().rev().find(|line| line.starts_with("#[cfg("));
            assert_eq!(condition, Some(&"#[cfg(unix)]"), "{}: {line}", path.display());
            let elsewhere = ["#[cfg(not(unix))]", "#[cfg(windows)]"];
            assert!(
                elsewhere.iter().any(|condition| lines.contains(condition)),
                "{} has no answer for other systems",
                path.display()
            );
        }
    }
    assert!(found > 0, "nothing of unix was found");
}

#[test]
fn no_dependency_asks_for_a_newer_rust_than_the_workspace_says() {
    let metadata = MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .other_options(["--offline".to_owned(), "--locked".to_owned()])
        .exec()
        .unwrap();
    let own = metadata.workspace_packages()[0].rust_version.clone().unwrap();
    let newer = metadata.packages.iter().filter(|package| {
        let asked = package.rust_version.as_ref();
        asked.is_some_and(|asked| *asked > own)
    });
    let newer: Vec<&str> = newer.map(|package| package.name.as_str()).collect();
    assert_eq!(newer, [""; 0], "the workspace says {own}");
}

/// The folder of the package, the file and its text.
fn sources() -> Vec<(PathBuf, PathBuf, String)> {
    let mut found = Vec::new();
    for package in ["mock-oss", "scenarios", "harness"] {
        let package = root().join(package).canonicalize().unwrap();
        let mut folders = vec![package.join("src")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(&folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else if path.extension().is_some_and(|extension| extension == "rs") {
                    found.push((package.clone(), path.clone(), read(&path)));
                }
            }
        }
    }
    found
}

#[expect(clippy::disallowed_methods, reason = "this test reads the checkout")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
