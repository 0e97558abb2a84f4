//! All requests as one JSON array, made while it is sent.

use std::collections::VecDeque;
use std::convert::Infallible;

use bytes::Bytes;
use http_body_util::{BodyExt as _, StreamBody};
use hyper::body::Frame;

use super::reply::ReplyBody;
use crate::report::json::lines;
use crate::serve::RequestLog;

/// The array of these requests. A client that does not read holds their numbers in memory, never the
/// requests; those that are forgotten meanwhile are left out.
pub(super) fn array(log: RequestLog, ids: VecDeque<u64>) -> ReplyBody {
    let state = State {
        log,
        ids,
        place: Place::Start,
    };
    StreamBody::new(futures_util::stream::unfold(state, |mut state| async move {
        let text = state.next()?;
        Some((Ok::<_, Infallible>(Frame::data(Bytes::from(text))), state))
    }))
    .boxed_unsync()
}

struct State {
    log: RequestLog,
    ids: VecDeque<u64>,
    place: Place,
}

/// How much of the array is sent.
enum Place {
    Start,
    Inside,
    End,
}

impl State {
    fn next(&mut self) -> Option<String> {
        let before = match self.place {
            Place::Start => "[\n",
            Place::Inside => ",\n",
            Place::End => return None,
        };
        while let Some(id) = self.ids.pop_front() {
            if let Some(record) = self.log.find(id) {
                self.place = Place::Inside;
                // No line end stands inside a JSON string.
                let item = lines(&record.view).replace('\n', "\n  ");
                return Some(format!("{before}  {item}"));
            }
        }
        let end = match self.place {
            Place::Start => "[]\n",
            Place::Inside | Place::End => "\n]\n",
        };
        self.place = Place::End;
        Some(end.to_owned())
    }
}
