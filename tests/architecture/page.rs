//! The page about the architecture names what is there.

use super::layers::{read, root};

#[test]
fn every_path_that_the_page_names_exists() {
    let page = read(&root().join("docs/architecture.md"));
    // Between backquotes, where no code block stands.
    let outside = page.split("```").step_by(2);
    let named = outside.flat_map(|text| text.split('`').skip(1).step_by(2));
    let packages = ["harness/", "mock-oss/", "scenarios/", "tests/", "docs/"];
    let paths: Vec<&str> = named
        .filter(|name| packages.iter().any(|start| name.starts_with(start)))
        .collect();
    assert!(paths.len() > 20, "the page names files");
    let missing: Vec<&str> = paths.into_iter().filter(|path| !root().join(path).exists()).collect();
    assert_eq!(missing, Vec::<&str>::new());
}
