//! An error as OSS writes it.

use std::borrow::Cow;

use super::xml;

/// The parts of an error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ErrorDocument {
    /// HTTP status.
    pub(super) status: u16,
    /// `Code`.
    pub(super) code: &'static str,
    /// `Message`.
    pub(super) message: Cow<'static, str>,
    /// `EC`, where OSS documents one.
    pub(super) ec: Option<&'static str>,
    /// What stands between `HostId` and `EC`: name and unescaped text.
    pub(super) elements: Vec<(&'static str, Vec<u8>)>,
}

impl ErrorDocument {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            ec: None,
            elements: Vec::new(),
        }
    }

    pub(super) fn ec(mut self, ec: &'static str) -> Self {
        self.ec = Some(ec);
        self
    }

    pub(super) fn with(mut self, name: &'static str, text: impl Into<Vec<u8>>) -> Self {
        self.elements.push((name, text.into()));
        self
    }

    /// The body, byte for byte as the service lays it out: declaration, then one element a line,
    /// indented by two blanks. A real `RequestTimeTooSkewed` answer (aliyun/aliyun-oss-android-sdk
    /// issue 167) announces 465 bytes, and this layout of its elements has 465.
    pub(super) fn body(&self, request_id: &str, host: &[u8]) -> Vec<u8> {
        let mut body = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error>\n");
        let mut element = |name: &str, text: &[u8]| {
            let text = xml::text(text);
            body.extend(["  <", name, ">", &text, "</", name, ">\n"]);
        };
        element("Code", self.code.as_bytes());
        element("Message", self.message.as_bytes());
        element("RequestId", request_id.as_bytes());
        element("HostId", host);
        for (name, text) in &self.elements {
            element(name, text);
        }
        if let Some(ec) = self.ec {
            element("EC", ec.as_bytes());
            let link = format!("https://api.aliyun.com/troubleshoot?q={ec}");
            element("RecommendDoc", link.as_bytes());
        }
        body.push_str("</Error>\n");
        body.into_bytes()
    }
}
