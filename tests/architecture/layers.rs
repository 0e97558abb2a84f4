//! The layers of the workspace, held by its manifests and its sources.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use cargo_metadata::{Metadata, MetadataCommand, Package};

#[test]
fn the_workspace_has_four_packages() {
    let names: BTreeSet<String> = metadata()
        .workspace_packages()
        .into_iter()
        .map(|package| package.name.to_string())
        .collect();
    assert_eq!(
        names,
        BTreeSet::from(["mock-oss", "scenarios", "tests", "whysig"].map(String::from))
    );
}

#[test]
fn client_and_server_have_no_edge_and_no_common_crate_of_ours() {
    let edges = edges();
    assert_eq!(
        edges["scenarios"],
        BTreeSet::new(),
        "scenarios stands on no crate of ours"
    );
    assert_eq!(
        edges["mock-oss"],
        BTreeSet::new(),
        "mock-oss stands on no crate of ours"
    );
}

#[test]
fn the_harness_stands_on_both_sides_and_on_nothing_else_of_ours() {
    assert_eq!(
        edges()["whysig"],
        BTreeSet::from(["mock-oss", "scenarios"].map(String::from))
    );
}

#[test]
fn the_diagnosis_knows_neither_the_client_side_nor_the_server_nor_the_runtime() {
    for (path, text) in sources("harness/src/diagnosis") {
        for forbidden in [
            "scenarios::",
            "mock_oss::server",
            "mock_oss::store",
            "tokio::",
            "hyper::",
            "crate::run",
            "crate::report",
            "crate::cli",
        ] {
            assert!(!text.contains(forbidden), "{} names `{forbidden}`", path.display());
        }
    }
}

/// All faces go one way, so that they tell the same.
#[test]
fn nobody_but_the_judge_asks_the_diagnosis_about_a_request() {
    for folder in ["run", "serve", "proxy", "cli", "report", "view"] {
        for (path, text) in sources(&format!("harness/src/{folder}")) {
            for forbidden in ["diagnosis::diagnose", " diagnose(&", "diagnose}"] {
                assert!(!text.contains(forbidden), "{} names `{forbidden}`", path.display());
            }
        }
    }
    for (path, text) in sources("harness/src/judge") {
        for forbidden in [
            "tokio::",
            "hyper::",
            "std::fs",
            "crate::report",
            "crate::cli",
            "crate::serve",
        ] {
            assert!(!text.contains(forbidden), "{} names `{forbidden}`", path.display());
        }
    }
}

#[test]
fn verification_is_pure() {
    for (path, text) in sources("mock-oss/src/verify") {
        for forbidden in [
            "tokio::",
            "hyper::",
            "std::fs",
            "std::net::Tcp",
            "crate::server",
            "crate::store",
            "crate::clock",
        ] {
            assert!(!text.contains(forbidden), "{} names `{forbidden}`", path.display());
        }
    }
}

/// A scheme answers what is to be known of it. Which protocol and place it is cannot be asked outside its
/// folder, since `Protocol` and `Place` are private there; its names are for people and other programs.
#[test]
fn nobody_outside_its_folder_tells_schemes_apart() {
    let value = sources("mock-oss/src/verify/scheme");
    for private in ["pub(super) enum Protocol", "pub(super) enum Place"] {
        assert!(value.iter().any(|(_, text)| text.contains(private)), "`{private}`");
    }
    for folder in ["mock-oss/src", "harness/src"] {
        for (path, text) in sources(folder) {
            let inside = path.starts_with(root().join("mock-oss/src/verify/scheme"));
            for forbidden in SCHEMES_TOLD_APART {
                assert!(
                    inside || !text.contains(forbidden),
                    "{} tells schemes apart: `{forbidden}`",
                    path.display()
                );
            }
        }
    }
}

/// How a scheme would be told apart all the same: by its name, or by another one.
const SCHEMES_TOLD_APART: &[&str] = &[
    "scheme.id() ==",
    "scheme().id() ==",
    "scheme.name() ==",
    "scheme().name() ==",
    "match scheme.id()",
    "match scheme.name()",
    "match case.scheme().id()",
    "match case.scheme().name()",
    "scheme ==",
    "scheme() ==",
    "scheme !=",
    "scheme() !=",
    "-header\"",
    "-url\" =>",
    "\"oss-post-",
];

/// The files of each protocol, and the same in all of them.
#[test]
fn the_folders_of_the_protocols_are_parallel() {
    let entries = std::fs::read_dir(root().join("mock-oss/src/verify/scheme")).unwrap();
    let folders = entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        for file in ["mod", "description", "claim", "error", "canonical", "key"] {
            let file = folder.join(file).with_extension("rs");
            assert!(file.is_file(), "{} is missing", file.display());
        }
    }
}

#[test]
fn the_wire_layer_knows_nothing_above_it() {
    for (path, text) in sources("mock-oss/src/wire") {
        for forbidden in ["crate::verify", "crate::server", "crate::store", "hyper::", "x-oss-"] {
            assert!(!text.contains(forbidden), "{} names `{forbidden}`", path.display());
        }
    }
}

#[test]
fn reports_render_values_and_compute_nothing() {
    for (path, text) in sources("harness/src/report") {
        for forbidden in [
            "mock_oss::server",
            "mock_oss::verify::verify",
            "diagnose(",
            "scenarios::play",
            "tokio::",
            "std::fs",
        ] {
            assert!(!text.contains(forbidden), "{} names `{forbidden}`", path.display());
        }
    }
}

/// clippy bans ambient time, environment and files; an exception is an `#[expect(clippy::disallowed_..)]`
/// with a reason, and may stand only in these places.
#[test]
fn ambient_time_environment_and_files_are_opened_only_in_the_places_named() {
    let allowed = [
        "mock-oss/src/clock.rs",
        "mock-oss/src/store/",
        "mock-oss/benches/",
        "harness/src/cli/",
        "harness/src/serve/archive.rs",
        "harness/src/serve/inspect/access.rs",
        "harness/benches/",
        "scenarios/src/source/file.rs",
    ];
    for folder in ["mock-oss", "scenarios", "harness"] {
        for (path, text) in sources(folder) {
            let named = allowed.iter().any(|place| path.to_string_lossy().contains(place));
            let opened = text.contains("clippy::disallowed_methods") || text.contains("clippy::disallowed_types");
            assert!(named || !opened, "{} opens what clippy.toml bans", path.display());
        }
    }
}

#[test]
fn only_the_command_line_prints_and_uses_anyhow() {
    for folder in ["mock-oss/src", "scenarios/src", "harness/src"] {
        for (path, text) in sources(folder) {
            let cli = path.to_string_lossy().contains("harness/src/cli/") || path.ends_with("harness/src/main.rs");
            let prints = ["println!", "eprintln!", "print!(", "anyhow"]
                .iter()
                .any(|word| text.contains(word));
            assert!(cli || !prints, "{} prints or uses anyhow", path.display());
        }
    }
}

#[test]
fn the_layout_section_of_each_crate_names_its_modules() {
    for krate in ["mock-oss", "scenarios", "harness"] {
        let root = root().join(krate).join("src");
        let text = read(&root.join("lib.rs"));
        for module in text.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
            let module = module.trim_end_matches(';');
            assert!(
                text.contains(&format!("[`{module}`]")),
                "{krate}: the layout does not name `{module}`"
            );
        }
    }
}

/// The table names in backquotes, behind the last bar but one, the files in which its choices are made.
#[test]
fn every_file_with_a_choice_about_the_service_is_in_its_readme() {
    let marked: BTreeSet<String> = sources("mock-oss/src")
        .into_iter()
        .filter(|(_, text)| text.contains("unknown:"))
        .map(|(path, _)| {
            path.strip_prefix(root().join("mock-oss/src"))
                .unwrap()
                .display()
                .to_string()
        })
        .collect();
    let readme = read(&root().join("mock-oss/README.md"));
    let rows = readme
        .lines()
        .filter_map(|line| line.strip_suffix(" |")?.rsplit_once(" | "));
    let files = rows.flat_map(|(_, cell)| cell.split('`').filter(|piece| piece.strip_suffix(".rs").is_some()));
    assert_eq!(files.map(str::to_owned).collect::<BTreeSet<_>>(), marked);
}

#[test]
fn source_files_keep_their_size_budget() {
    for folder in ["mock-oss/src", "scenarios/src", "harness/src"] {
        for (path, text) in sources(folder) {
            let lines = text.lines().count();
            let most = if path.ends_with("lib.rs") || path.ends_with("mod.rs") {
                80
            } else {
                400
            };
            assert!(
                lines <= most,
                "{} has {lines} lines, {most} are allowed",
                path.display()
            );
        }
    }
}

fn edges() -> BTreeMap<String, BTreeSet<String>> {
    let metadata = metadata();
    let ours: Vec<&Package> = metadata.workspace_packages();
    let names: BTreeSet<String> = ours.iter().map(|package| package.name.to_string()).collect();
    let within = |package: &Package| {
        package
            .dependencies
            .iter()
            .map(|dependency| dependency.name.clone())
            .filter(|name| names.contains(name))
            .collect()
    };
    ours.iter()
        .map(|package| (package.name.to_string(), within(package)))
        .collect()
}

fn metadata() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .exec()
        .unwrap()
}

pub(super) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_path_buf()
}

/// All Rust sources below a folder of the workspace. A folder without any is an error: a rule over
/// nothing would hold for ever.
pub(super) fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push((path.clone(), read(&path)));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no sources");
    found
}

#[expect(clippy::disallowed_methods, reason = "this test reads the sources")]
pub(super) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
