//! What is read of an answer while it passes.

use mock_oss::verify::parse_date;
use mock_oss::wire::Response;

use crate::input::ServerError;
use crate::proxy::Answer;

/// An answer on its way to the client.
#[derive(Debug)]
pub(super) struct Answering {
    answer: Answer,
    /// The beginning of an error's body.
    body: Vec<u8>,
}

impl Answering {
    pub(super) fn new(head: &Response) -> Self {
        let one = |name| head.named(name).next().map(|field| field.value().into_owned());
        Self {
            answer: Answer {
                status: head.status(),
                date: one("date").and_then(|date| parse_date(&date)),
                error: one("x-oss-err").and_then(|value| ServerError::from_base64(&value)),
                remarks: Vec::new(),
            },
            body: Vec::new(),
        }
    }

    /// Takes a piece of the body; of an error the beginning is kept.
    pub(super) fn push(&mut self, data: &[u8]) {
        if self.answer.status >= 400 {
            let room = MOST_OF_AN_ERROR - self.body.len();
            self.body.extend_from_slice(&data[..data.len().min(room)]);
        }
    }

    /// The answer, once all of it has passed.
    pub(super) fn finish(self) -> Answer {
        let Self { mut answer, body } = self;
        answer.error = ServerError::from_xml(&body).or(answer.error);
        answer
    }
}

/// Error bodies of the service have a few hundred bytes, and two strings to sign.
const MOST_OF_AN_ERROR: usize = 64 << 10;
