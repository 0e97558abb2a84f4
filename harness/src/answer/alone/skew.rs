//! `RequestTimeTooSkewed`: both clocks are in the answer.

use super::finding;
use super::read::Read;
use crate::diagnosis::{Code, Diagnostic, apart, suggests};
use crate::words::words;

/// How far the clocks are apart, which is ahead, and what that comes from; `None` where the answer has not both.
pub(super) fn tell(read: &Read<'_>) -> Option<Diagnostic> {
    let (request, server) = (read.moment("RequestTime")?, read.moment("ServerTime")?);
    let suggestion = suggests(request, server);
    let side = if request < server { "behind" } else { "ahead of" };
    Some(finding(
        Code::ClockSkew,
        words!(
            "the request's date is {} {} the service's clock",
            apart(request, server),
            side
        ),
        vec![
            words!("the request says {}, the service's clock {}", request, server),
            suggestion.cause.into(),
        ],
        vec![
            suggestion.advice.into(),
            "or let the SDK correct it: ali-oss and the SDKs v2 do, by the service's date".into(),
        ],
    ))
}
