//! The format that a person names.

use std::str::FromStr;

use super::format::UnknownFormat;
use super::{Format, recognise};

/// A format by its name, or a family by the name of a tool: then the content says which of them it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// This one.
    Exactly(Format),
    /// The one of these that the content shows; the first where it shows none.
    OneOf(&'static [Format]),
}

impl Wanted {
    /// The format for an input that begins so.
    #[must_use]
    pub fn format(self, beginning: &[u8]) -> Format {
        match self {
            Self::Exactly(format) => format,
            Self::OneOf(family) => {
                let shown = recognise(beginning).filter(|format| family.contains(format));
                shown.or_else(|| family.first().copied()).unwrap_or(Format::Raw)
            }
        }
    }
}

impl FromStr for Wanted {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        let family = FAMILIES.iter().find(|(known, _)| *known == name);
        match family {
            Some((_, family)) => Ok(Self::OneOf(family)),
            None => name.parse().map(Self::Exactly),
        }
    }
}

/// What people call families of formats.
const FAMILIES: [(&str, &[Format]); 13] = [
    (
        "curl",
        &[
            Format::CurlVerbose,
            Format::CurlCommand,
            Format::CurlTrace,
            Format::CurlTraceAscii,
        ],
    ),
    (
        "json",
        &[Format::Printed, Format::Har, Format::JsonLines, Format::OssError],
    ),
    (
        "browser",
        &[
            Format::Panel,
            Format::CurlCommand,
            Format::Fetch,
            Format::PowerShell,
            Format::Har,
            Format::Raw,
        ],
    ),
    (
        "devtools",
        &[
            Format::Panel,
            Format::CurlCommand,
            Format::Fetch,
            Format::PowerShell,
            Format::Har,
            Format::Raw,
        ],
    ),
    ("http", &[Format::Raw]),
    ("text", &[Format::Raw]),
    ("xml", &[Format::OssError]),
    ("node", &[Format::NodeDebug, Format::AliOssDebug, Format::Printed]),
    (
        "python",
        &[Format::PythonHttp, Format::Oss2Log, Format::OssV2Log, Format::Printed],
    ),
    ("java", &[Format::JavaWire, Format::OkHttp, Format::OssError]),
    ("go", &[Format::GoSdk, Format::Printed, Format::Raw]),
    ("nginx", &[Format::NginxDebug]),
    ("docker", &[Format::Printed, Format::OssError, Format::Raw]),
];
