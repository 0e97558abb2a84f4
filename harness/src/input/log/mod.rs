//! Debug logs of SDKs and runtimes, which in practice share one stream: every line is offered to
//! every dialect, whatever the format is called.

mod ali_oss;
mod block;
mod exception;
mod node;
mod oss2;
mod python_http;
mod reader;
mod urllib3;

pub(super) use reader::Log;
