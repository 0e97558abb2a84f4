//! What a slip is called. The characters of a secret are never named.

use zeroize::Zeroizing;

use crate::words::{Words, words};

/// A secret with one slip in it. No `Debug`: it is one.
pub(crate) struct Slip {
    /// The secret that may have been used.
    pub(crate) secret: Zeroizing<Vec<u8>>,
    kind: Kind,
    place: Place,
}

/// What went wrong.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    /// A character is not there.
    Lost,
    /// A character stands twice.
    Doubled,
    /// Two neighbours stand in the other order.
    Swapped,
    /// A character was taken for another that looks like it.
    LookAlike,
    /// A letter has the other case.
    OtherCase,
    /// A blank stands for a character.
    Blank,
    /// Another character stands for one.
    Other,
    /// A character too many.
    Added,
    /// A blank, a tab or a line end too many.
    WhiteAdded,
    /// Only a beginning is there.
    EndCut,
    /// Only an end is there.
    BeginningCut,
    /// It was written in another way, which these words say.
    Spelled(&'static str),
    /// It was made another text, which is so.
    Made(&'static str),
}

/// Where, roughly: more would say too much of a secret.
#[derive(Clone, Copy)]
enum Place {
    First,
    Middle,
    Last,
}

impl Slip {
    /// A slip at one of the characters, or behind the last.
    pub(super) fn at(kind: Kind, at: usize, known: &[u8], secret: Zeroizing<Vec<u8>>) -> Self {
        let place = match at {
            0 => Place::First,
            at if at + 1 >= known.len() => Place::Last,
            _ => Place::Middle,
        };
        Self { secret, kind, place }
    }

    /// A slip that is about no one character.
    pub(super) fn whole(kind: Kind, secret: Vec<u8>) -> Self {
        let secret = Zeroizing::new(secret);
        Self {
            secret,
            kind,
            place: Place::Middle,
        }
    }

    /// The slip in words.
    pub(crate) fn words(&self) -> Words {
        let character = match self.place {
            Place::First => "its first character",
            Place::Middle => "a character in its middle",
            Place::Last => "its last character",
        };
        match self.kind {
            Kind::Lost => words!("the secret was used without {}", character),
            Kind::Doubled => words!("the secret was used with {} doubled", character),
            Kind::Swapped => words!("the secret was used with {} swapped with its neighbour", character),
            Kind::LookAlike => words!("the secret was used with a look-alike instead of {}", character),
            Kind::OtherCase => words!("the secret was used with {} in the other case", character),
            Kind::Blank => words!("the secret was used with a blank instead of {}", character),
            Kind::Other => words!("the secret was used with another character instead of {}", character),
            Kind::Added => words!("the secret was used with a character too many, at {}", character),
            Kind::WhiteAdded => words!(
                "the secret was used with a blank or line end too many, at {}",
                character
            ),
            Kind::EndCut => "the secret was used without its last characters".into(),
            Kind::BeginningCut => "the secret was used without its first characters".into(),
            Kind::Spelled(words) => words.into(),
            Kind::Made(says) => words!("the secret was used {}", says),
        }
    }
}
