//! No circle between the folders of a package: what stands below is not told by what stands on it.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// `folder` of the workspace, without imports between these pairs of its modules.
const LAYERED: &[(&str, &[(&str, &str)])] = &[
    ("harness/src", &[]),
    ("harness/src/diagnosis", &[]),
    ("harness/src/diagnosis/hypothesis", &[]),
    ("mock-oss/src", &[]),
    ("scenarios/src", &[]),
];

#[test]
fn no_folder_imports_what_imports_it() {
    let mut circles = Vec::new();
    for (folder, exceptions) in LAYERED {
        let mut imports = imports(folder);
        imports.retain(|(from, to), _| !exceptions.contains(&(from.as_str(), to.as_str())));
        if let Some(circle) = circle(&imports) {
            circles.push(format!(
                "a circle between the modules of {folder}:\n{}",
                circle.join("\n")
            ));
        }
    }
    assert!(circles.is_empty(), "{}", circles.join("\n"));
}

#[test]
fn a_circle_is_found_over_several_modules_and_its_imports_are_named() {
    let edge = |from: &str, to: &str| ((from.to_owned(), to.to_owned()), format!("{from} > {to}"));
    let mut all = BTreeMap::from([edge("a", "b"), edge("b", "c"), edge("a", "d"), edge("d", "c")]);
    assert_eq!(circle(&all), None);
    all.extend([edge("c", "b")]);
    assert_eq!(circle(&all), Some(vec!["b > c".to_owned(), "c > b".to_owned()]));
}

#[test]
fn the_paths_of_nested_imports_are_read_whole() {
    let text = "use super::a::{self, b::{C, D}};\n// use super::not::this;\nfn f() { crate::x::y(); }\n";
    let all = ["super::a::self", "super::a::b::C", "super::a::b::D", "crate::x::y"];
    assert_eq!(paths(text), all.map(str::to_owned));
}

/// From module to module, with the line of a file that says so.
type Imports = BTreeMap<(String, String), String>;

/// The imports between the modules directly in a folder; what the folder's own `mod.rs` exports anew counts as
/// the module that it comes from.
fn imports(folder: &str) -> Imports {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().join(folder);
    let within = folder.split_once("/src").unwrap().1.split('/').skip(1);
    let within: Vec<String> = within.map(str::to_owned).collect();
    let (modules, exported) = (modules(&root), exported(&root));
    let mut found = Imports::new();
    for file in &files(&root) {
        let own = module(file, &root);
        let Some(from) = own.first() else { continue };
        let whole = [within.as_slice(), &own].concat();
        for path in paths(&read(file)) {
            let Some(target) = absolute(&path, &whole) else {
                continue;
            };
            let Some(name) = target.strip_prefix(within.as_slice()).and_then(<[_]>::first) else {
                continue;
            };
            let to = if modules.contains(name) {
                Some(name)
            } else {
                exported.get(name)
            };
            if let Some(to) = to.filter(|to| *to != from) {
                let line = format!("{}: {path}", file.strip_prefix(&root).unwrap().display());
                found.entry((from.clone(), to.clone())).or_insert(line);
            }
        }
    }
    found
}

/// Which module each name comes from that a folder exports anew.
fn exported(root: &Path) -> BTreeMap<String, String> {
    let modules = modules(root);
    let text = ["mod.rs", "lib.rs"]
        .map(|name| root.join(name))
        .into_iter()
        .find(|path| path.exists());
    let mut all = BTreeMap::new();
    for path in text.iter().flat_map(|path| uses(&read(path))) {
        let mut names = path.split("::").filter(|name| *name != "self");
        let (Some(module), Some(name)) = (names.next(), path.rsplit("::").next()) else {
            continue;
        };
        if modules.contains(module) && name == "*" {
            let names = exported(&root.join(module)).into_keys();
            all.extend(names.map(|name| (name, module.to_owned())));
        } else if modules.contains(module) {
            all.insert(name.to_owned(), module.to_owned());
        }
    }
    all
}

/// The modules directly in a folder.
fn modules(root: &Path) -> BTreeSet<String> {
    let files = files(root);
    files
        .iter()
        .filter_map(|file| module(file, root).into_iter().next())
        .collect()
}

/// The names of a file's module, from the folder's.
fn module(file: &Path, root: &Path) -> Vec<String> {
    let path = file.strip_prefix(root).unwrap().with_extension("");
    let names = path.iter().map(|name| name.to_str().unwrap().to_owned());
    names
        .filter(|name| !["mod", "lib", "main"].contains(&name.as_str()))
        .collect()
}

/// All paths in a text that begin at `crate`, `super` or `self`.
fn paths(text: &str) -> Vec<String> {
    let code = without_comments(text);
    let mut all = Vec::new();
    for (at, _) in code.match_indices("::") {
        let before = &code[..at];
        let start = before.rfind(|c: char| !is_name(c)).map_or(0, |end| end + 1);
        let begins = ["crate", "super", "self"].contains(&&before[start..]) && !before[..start].ends_with("::");
        if begins {
            all.extend(leaves(&code[start..]).0);
        }
    }
    all
}

/// All paths that a text exports anew.
fn uses(text: &str) -> Vec<String> {
    let code = without_comments(text);
    let all = code
        .match_indices("use ")
        .filter(|(at, _)| code[..*at].trim_end().ends_with([')', 'b']));
    all.flat_map(|(at, word)| leaves(&code[at + word.len()..]).0).collect()
}

/// The paths of the import tree that a text begins with, and how long it is.
fn leaves(text: &str) -> (Vec<String>, usize) {
    let end = text
        .find(|c: char| !is_name(c) && c != ':' && c != '*')
        .unwrap_or(text.len());
    let prefix = &text[..end];
    let alone = || (vec![prefix.trim_end_matches(':').to_owned()], end);
    if !text[end..].starts_with('{') {
        return alone();
    }
    let (mut all, mut at) = (Vec::new(), end + 1);
    while !text[at..].starts_with('}') {
        if text[at..].starts_with(|c: char| is_name(c) || c == '*') {
            let (inner, length) = leaves(&text[at..]);
            all.extend(inner.into_iter().map(|path| format!("{prefix}{path}")));
            at += length;
            if let Some(alias) = text[at..].strip_prefix(" as ") {
                at += 4 + alias.find(|c: char| !is_name(c)).unwrap_or(alias.len());
            }
        } else {
            at += 1;
        }
    }
    (all, at + 1)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<&str>>().join("\n")
}

/// A path from the root of the package, read in a module; `None` where it leads out of all modules.
fn absolute(path: &str, module: &[String]) -> Option<Vec<String>> {
    let mut names = path.split("::").peekable();
    let mut at = if names.peek() == Some(&"crate") {
        Vec::new()
    } else {
        module.to_vec()
    };
    while let Some(first) = names.next_if(|name| ["crate", "super", "self"].contains(name)) {
        if first == "super" {
            at.pop()?;
        }
    }
    Some(at.into_iter().chain(names.map(str::to_owned)).collect())
}

/// The lines of a circle of imports.
fn circle(imports: &Imports) -> Option<Vec<String>> {
    let starts: BTreeSet<&String> = imports.keys().map(|(from, _)| from).collect();
    starts.into_iter().find_map(|start| {
        // The shortest way back to where it began.
        let mut ways = vec![(start, Vec::new())];
        let mut seen = BTreeSet::new();
        while !ways.is_empty() {
            let mut next = Vec::new();
            for (at, way) in ways {
                for ((_, to), line) in imports.iter().filter(|((from, _), _)| from == at) {
                    let way = [way.as_slice(), std::slice::from_ref(line)].concat();
                    if to == start {
                        return Some(way);
                    }
                    if seen.insert(to) {
                        next.push((to, way));
                    }
                }
            }
            ways = next;
        }
        None
    })
}

/// All Rust sources below a folder.
fn files(root: &Path) -> Vec<PathBuf> {
    let (mut found, mut folders) = (Vec::new(), vec![root.to_path_buf()]);
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    assert!(!found.is_empty(), "{} has no sources", root.display());
    found
}

#[expect(clippy::disallowed_methods, reason = "this test reads the sources")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}
