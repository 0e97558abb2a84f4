//! `fetch(url, options)`, as browsers copy a request for their console and for Node.js.

use super::request::Request;
use crate::diagnosis::Loss;
use crate::input::literal::{Value, parse};
use crate::input::server_error::find;

/// The request of a call; `None` when its arguments cannot be read.
pub(super) fn request(text: &[u8]) -> Option<Request> {
    let at = find(text, b"fetch(")? + b"fetch".len();
    let (Value::List(arguments), _) = parse(text, at)? else {
        return None;
    };
    let mut request = Request {
        url: arguments.first()?.string()?.to_vec(),
        method: b"GET".to_vec(),
        losses: vec![Loss::Order, Loss::Repeats, Loss::Case, Loss::Fields],
        ..Request::default()
    };
    let Some(options) = arguments.get(1) else {
        return Some(request);
    };
    if let Some(method) = options.entry("method").and_then(Value::string) {
        request.method = method.to_vec();
    }
    if let Some(Value::Map(fields)) = options.entry("headers") {
        for (name, value) in fields {
            if let Some(value) = value.text() {
                request.field(name, value);
            }
        }
    }
    request.body = options.entry("body").and_then(Value::string).map(<[u8]>::to_vec);
    Some(request)
}
