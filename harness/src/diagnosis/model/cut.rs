//! Why a search had less time than it might have had.

use super::Diagnosis;
use crate::diagnosis::Code;
use crate::words::{Say, Words, words};

/// Why a search had less time than it might have had. Nothing from outside is in it, so that it may be told of a
/// diagnosis that is finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// So many other requests were waiting.
    OthersWait(usize),
    /// The server was told to end.
    Stopped,
}

impl Diagnosis {
    /// Says of an end without a proof that more time might have found one, and why there was none.
    pub fn tell_of_cut(&mut self, cut: Cut) {
        let after = self.search.elapsed.unwrap_or_default().as_millis();
        let ends = self.diagnostics.iter_mut().filter(|one| one.code == Code::Unexplained);
        for end in ends {
            end.notes
                .push(words!("the search ended after {} ms, because {}", after, cut));
            end.help
                .push("send this request alone: the search then has its whole time".into());
        }
    }
}

impl Say for Cut {
    fn say(&self, words: &mut Words) {
        words.push(&match self {
            Self::OthersWait(count) => words!("{} other requests were waiting", count),
            Self::Stopped => words!("the server was told to end"),
        });
    }
}
