//! How many connections fit where only so many files may be open.

use std::fmt;

use mock_oss::server::Bounds;

/// Most connections of either address, so that there are always files left for the other and for objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Room {
    /// Of OSS clients.
    pub oss: usize,
    /// Of the inspect address.
    pub inspect: usize,
    /// How many files may be open, where they are why there are no more.
    pub files: Option<u64>,
}

impl Room {
    /// The room where so many files may be open; without a limit all that there may be.
    #[must_use]
    pub fn of(files: Option<u64>) -> Self {
        let whole = Self::default();
        let Some(limit) = files else { return whole };
        let files = usize::try_from(limit).unwrap_or(usize::MAX);
        let inspect = (files / INSPECT_SHARE).clamp(FEWEST, whole.inspect);
        let left = files.saturating_sub(OURS + inspect);
        let oss = (left / FILES_A_CONNECTION).clamp(FEWEST, whole.oss);
        Self {
            oss,
            inspect,
            files: (oss < whole.oss).then_some(limit),
        }
    }
}

impl Default for Room {
    fn default() -> Self {
        Self {
            oss: Bounds::default().connections,
            inspect: 64,
            files: None,
        }
    }
}

/// What is said on start where there is less room than there may be.
impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(files) = self.files else { return Ok(()) };
        writeln!(
            f,
            "only {files} files may be open: room for {} connections, and {} of the journal; `ulimit -n` sets more",
            self.oss, self.inspect
        )
    }
}

/// One in so many files may be a connection of the inspect address.
const INSPECT_SHARE: usize = 8;

/// The socket, and the file that its body goes to or comes from.
const FILES_A_CONNECTION: usize = 2;

/// Standard streams, listeners, the runtime's own (11 when it was measured), the store's lock and the journal, and
/// the files that are written or listed for a moment.
const OURS: usize = 24;

/// Fewer are of no use.
const FEWEST: usize = 4;

#[cfg(test)]
mod tests {
    use super::{FILES_A_CONNECTION, OURS, Room};

    #[test]
    fn both_addresses_and_the_files_fit_into_what_may_be_open() {
        for files in 40..5000_usize {
            let room = Room::of(Some(files as u64));
            assert!(
                room.oss * FILES_A_CONNECTION + room.inspect + OURS <= files,
                "{files}: {room:?}"
            );
            assert!(room.oss >= 4 && room.inspect >= 4, "{files}: {room:?}");
        }
    }

    #[test]
    fn where_there_is_room_nothing_is_said() {
        for files in [None, Some(4096), Some(u64::MAX)] {
            assert_eq!(Room::of(files), Room::default());
            assert_eq!(Room::of(files).to_string(), "");
        }
        assert!(Room::of(Some(64)).to_string().starts_with("only 64 files may be open"));
    }
}
