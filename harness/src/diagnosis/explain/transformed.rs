//! What software did to a text, in words made of what it was and of where it stands.

use mock_oss::verify::query_decode;

use super::rewriting::Rewriting;
use crate::diagnosis::transformation::{Kind, Made, made};
use crate::diagnosis::{Code, Edit, Element, Op, Space};
use crate::words::{Words, wire, words};

/// What is told of an edit of a text that one transformation leads back to; `named` is its place.
pub(super) fn told(edit: &Edit, named: &Words) -> Option<Words> {
    let texts = Texts::of(edit)?;
    let Made { by, marks, is_undone } = texts.made()?;
    Some(match marks {
        Some((arrived, signed)) => words!(
            "{} arrives with `{}` where `{}` was signed: {}",
            named,
            wire(arrived),
            wire(signed),
            by.undoes()
        ),
        None if is_undone => words!("{} arrives {}", named, by.undoes()),
        None => words!("what was signed of {} is what arrives, {}", named, by.says()),
    })
}

/// What to do about it.
pub(super) fn advice(edit: &Edit) -> Option<&'static str> {
    Some(Texts::of(edit)?.made()?.by.advice())
}

/// The two texts of an edit, decoded where the service decodes them.
struct Texts {
    kind: Kind,
    arrived: Vec<u8>,
    signed: Vec<u8>,
}

impl Texts {
    /// Nothing where other words say what happened.
    fn of(edit: &Edit) -> Option<Self> {
        let is_text = (edit.space, edit.op) == (Space::Request, Op::Replace) && edit.words.is_none();
        let (arrived, signed) = edit
            .received
            .as_deref()
            .zip(edit.signed.as_deref())
            .filter(|_| is_text)?;
        let plain = |kind, decoded: bool| {
            let text = |text: &[u8]| if decoded { query_decode(text) } else { text.to_vec() };
            Self {
                kind,
                arrived: text(arrived),
                signed: text(signed),
            }
        };
        match (edit.code, &edit.element) {
            (Code::FieldChangedAfterSigning, Element::Field(name)) if *name == "content-md5" => {
                Some(plain(Kind::Digest, false))
            }
            (Code::FieldChangedAfterSigning, Element::Field(name)) if *name != "content-type" => {
                Some(plain(Kind::Field, false))
            }
            (Code::QueryChanged, Element::Query(_)) => Some(plain(Kind::Parameter, true)),
            (Code::PathRewritten, Element::Path) if Rewriting::of(signed, arrived).is_none() => {
                Some(plain(Kind::Path, true))
            }
            _ => None,
        }
    }

    fn made(&self) -> Option<Made<'_>> {
        if self.kind != Kind::Path {
            return made(self.kind, &self.arrived, &self.signed);
        }
        // The key stands behind the first slash, or behind that of the bucket.
        let pairs = self.arrived.iter().zip(&self.signed).enumerate();
        let same = pairs.take_while(|(_, (one, other))| one == other);
        let slashes = same.filter(|(_, (byte, _))| **byte == b'/').map(|(at, _)| at + 1);
        let mut starts = slashes.take(2);
        starts.find_map(|start| made(self.kind, &self.arrived[start..], &self.signed[start..]))
    }
}
