//! One entry of an archive, read leniently: real archives lack members, hold `null`, and add
//! their own.

use serde::Deserialize;
use serde_json::Value;

/// An entry: a request and its answer.
#[derive(Deserialize)]
pub(super) struct Entry {
    pub(super) request: Option<Request>,
    pub(super) response: Option<Response>,
}

/// `request` (HAR 1.2 section "request").
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Request {
    pub(super) method: Option<String>,
    pub(super) url: Option<String>,
    pub(super) http_version: Option<String>,
    pub(super) headers: Option<Vec<Header>>,
    pub(super) post_data: Option<PostData>,
    pub(super) body_size: Option<i64>,
}

/// A member of `headers`.
#[derive(Deserialize)]
pub(super) struct Header {
    pub(super) name: Option<String>,
    pub(super) value: Option<Value>,
}

/// `postData`: writers have `text`, `params`, or both.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PostData {
    pub(super) mime_type: Option<String>,
    pub(super) text: Option<String>,
    pub(super) encoding: Option<String>,
    pub(super) params: Option<Vec<Param>>,
}

/// A member of `params`: a field of a form, taken apart.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Param {
    pub(super) name: Option<String>,
    pub(super) value: Option<String>,
    pub(super) file_name: Option<String>,
}

/// `response`.
#[derive(Deserialize)]
pub(super) struct Response {
    pub(super) status: Option<i64>,
    pub(super) headers: Option<Vec<Header>>,
    pub(super) content: Option<Content>,
}

/// `content`.
#[derive(Deserialize)]
pub(super) struct Content {
    pub(super) text: Option<String>,
    pub(super) encoding: Option<String>,
}

impl Header {
    /// The value as text; a number as it is written.
    pub(super) fn text(&self) -> String {
        match &self.value {
            Some(Value::String(text)) => text.clone(),
            None | Some(Value::Null) => String::new(),
            Some(other) => other.to_string(),
        }
    }
}
