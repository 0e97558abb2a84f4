//! A file of this package that no root mounts is silently not run.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::layers::{read, root, sources};

#[test]
fn every_file_of_the_suite_is_mounted() {
    let tests = root().join("tests");
    let mut mounted = BTreeSet::new();
    for file in roots(&tests) {
        mount(&file, &mut mounted);
    }
    // Installed packages of the real clients may bring sources of their own.
    let installed = tests.join("clients/installed");
    let all = sources("tests").into_iter().map(|(path, _)| path);
    let all = all.filter(|path| !path.starts_with(&installed));
    let forgotten: Vec<PathBuf> = all.filter(|path| !mounted.contains(path)).collect();
    assert_eq!(forgotten, Vec::<PathBuf>::new(), "no `mod` line leads to these");
}

/// The files that the manifest names.
fn roots(tests: &Path) -> Vec<PathBuf> {
    let manifest = read(&tests.join("Cargo.toml"));
    let paths = manifest.lines().filter_map(|line| line.strip_prefix("path = "));
    paths.map(|path| tests.join(path.trim_matches('"'))).collect()
}

/// Adds a file and those that its `mod` lines lead to.
fn mount(file: &Path, mounted: &mut BTreeSet<PathBuf>) {
    mounted.insert(file.to_path_buf());
    let folder = file.parent().unwrap();
    let stem = file.file_stem().unwrap().to_str().unwrap();
    let beside = ["main", "lib", "mod"].contains(&stem) || folder.ends_with("examples");
    let below = if beside {
        folder.to_path_buf()
    } else {
        folder.join(stem)
    };
    for line in read(file).lines() {
        let Some(name) = declared(line) else { continue };
        let flat = below.join(format!("{name}.rs"));
        let found = if flat.exists() {
            flat
        } else {
            below.join(name).join("mod.rs")
        };
        mount(&found, mounted);
    }
}

/// The name in `mod NAME;`, whatever its visibility.
fn declared(line: &str) -> Option<&str> {
    let line = line.strip_suffix(';')?;
    let (visibility, name) = line.split_once("mod ")?;
    ["", "pub ", "pub(crate) ", "pub(super) "]
        .contains(&visibility)
        .then_some(name)
}
