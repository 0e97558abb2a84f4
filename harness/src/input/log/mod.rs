//! Debug logs of SDKs and runtimes, which in practice share one stream: every line is offered to
//! every dialect, whatever the format is called.

mod ali_oss;
mod apache;
mod block;
mod dotnet;
mod exception;
mod go_sdk;
mod nginx;
mod node;
mod okhttp;
mod oss2;
mod python_http;
mod reader;
mod urllib3;

use super::copied::{command, panel, printed, quoted, url};
use super::dialect::Dialect;

pub(super) use exception::error_in;
pub(super) use reader::Log;

/// The dialects, the one that shows most first.
fn dialects() -> Vec<Box<dyn Dialect>> {
    vec![
        Box::<command::Command>::default(),
        Box::<panel::Panel>::default(),
        Box::<nginx::Nginx>::default(),
        Box::<apache::Apache>::default(),
        Box::<okhttp::OkHttp>::default(),
        Box::<go_sdk::GoSdk>::default(),
        Box::<dotnet::DotNet>::default(),
        Box::<quoted::Quoted>::default(),
        Box::<printed::Printed>::default(),
        Box::<url::Url>::default(),
    ]
}
