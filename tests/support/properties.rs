//! How property tests remember what once failed.

use proptest::test_runner::{Config, FileFailurePersistence};

/// Failing cases go into a committed file beside the test's source and are tried first ever after.
pub(crate) fn beside_the_source() -> Config {
    Config {
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..Config::default()
    }
}
