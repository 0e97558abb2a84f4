//! The bytes of a body as they come, counted and timed.

use std::collections::VecDeque;
use std::time::Duration;

use bytes::Bytes;
use md5::{Digest as _, Md5};
use tokio::time::timeout;

use super::Inbound;
use crate::server::upload::BodyFailure;
use crate::wire::form::PartBody;

/// A body on its way in: the whole of it, or the file in a form.
#[derive(Debug)]
pub(in crate::server) struct Frames {
    body: Inbound,
    idle: Duration,
    most: u64,
    seen: u64,
    form: Option<InForm>,
    whole: Option<Whole>,
}

/// A sum over all of a body, whatever part of it is given on.
#[derive(Debug)]
struct Whole {
    md5: Md5,
    claimed: [u8; 16],
    /// As it arrived.
    presented: Vec<u8>,
}

/// A file between the delimiters of a form.
#[derive(Debug)]
struct InForm {
    part: PartBody,
    /// Content that is known and not yet given.
    ready: VecDeque<Bytes>,
}

impl Frames {
    /// All of a body. `idle` is the most time without a byte, `most` the most bytes.
    pub(in crate::server) fn new(body: Inbound, idle: Duration, most: u64) -> Self {
        Self {
            body,
            idle,
            most,
            seen: 0,
            form: None,
            whole: None,
        }
    }

    /// The same, which at its end has to have this MD5, `presented` as the text that it was decoded from.
    pub(in crate::server) fn with_md5(self, claimed: [u8; 16], presented: Vec<u8>) -> Self {
        let whole = Whole {
            md5: Md5::new(),
            claimed,
            presented,
        };
        Self {
            whole: Some(whole),
            ..self
        }
    }

    /// From here on only the content of the form part that begins with `rest`, which was read before,
    /// and ends at the boundary.
    pub(in crate::server) fn inside_form(self, boundary: &[u8], rest: &Bytes, most: u64) -> Self {
        let mut part = PartBody::new(boundary);
        let ready = part.push(rest).into();
        Self {
            most,
            seen: 0,
            form: Some(InForm { part, ready }),
            ..self
        }
    }

    /// The same, with no more than `most` bytes in all.
    pub(in crate::server) fn at_most(self, most: u64) -> Self {
        Self { most, ..self }
    }

    /// Bytes given so far.
    pub(in crate::server) fn seen(&self) -> u64 {
        self.seen
    }

    /// The next bytes; `None` at the end.
    pub(in crate::server) async fn next(&mut self) -> Result<Option<Bytes>, BodyFailure> {
        let next = if self.form.is_some() {
            self.next_of_form().await?
        } else {
            self.next_raw().await?
        };
        if let Some(bytes) = &next {
            self.seen += bytes.len() as u64;
            if self.seen > self.most {
                return Err(BodyFailure::TooLarge { limit: self.most });
            }
        }
        Ok(next)
    }

    async fn next_of_form(&mut self) -> Result<Option<Bytes>, BodyFailure> {
        loop {
            if let Some(form) = &mut self.form
                && let Some(ready) = form.ready.pop_front()
            {
                return Ok(Some(ready));
            }
            let raw = self.next_raw().await?;
            let Some(form) = &mut self.form else {
                return Ok(raw);
            };
            match raw {
                // What follows the file is read and ignored ("PostObject").
                Some(_) if form.part.is_over() => {}
                Some(bytes) => form.ready = form.part.push(&bytes).into(),
                None if form.part.is_over() => return Ok(None),
                None => return Err(BodyFailure::Incomplete),
            }
        }
    }

    async fn next_raw(&mut self) -> Result<Option<Bytes>, BodyFailure> {
        loop {
            let Ok(frame) = timeout(self.idle, self.body.frame()).await else {
                self.body.give_up();
                return Err(BodyFailure::TimedOut);
            };
            let Some(frame) = frame else {
                return self.whole.take().map_or(Ok(()), Whole::check).map(|()| None);
            };
            if let Ok(bytes) = frame.map_err(|_| BodyFailure::Incomplete)?.into_data() {
                if let Some(whole) = &mut self.whole {
                    whole.md5.update(&bytes);
                }
                return Ok(Some(bytes));
            }
        }
    }
}

impl Whole {
    fn check(self) -> Result<(), BodyFailure> {
        if self.md5.finalize().as_slice() == self.claimed {
            return Ok(());
        }
        let presented = self.presented;
        Err(BodyFailure::DigestDiffers { presented })
    }
}
