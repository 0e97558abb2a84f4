//! An error as OSS writes it.

use std::borrow::Cow;

use super::xml::Xml;
use crate::wire::{Pick, Picked, Received};

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
    /// The request's field that stands behind those elements under its own name, if it has it.
    echo: Option<&'static str>,
}

impl ErrorDocument {
    pub(super) fn new(status: u16, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            ec: None,
            elements: Vec::new(),
            echo: None,
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

    pub(super) fn echoing(self, field: &'static str) -> Self {
        let echo = Some(field);
        Self { echo, ..self }
    }

    /// The document with the field it echoes.
    pub(super) fn answering(self, received: &Received) -> Self {
        let Some(name) = self.echo else {
            return self;
        };
        match received.pick(name, Pick::First) {
            Picked::One { value, .. } => self.with(name, value.into_owned()),
            Picked::Absent | Picked::Joined { .. } | Picked::Repeated(_) => self,
        }
    }

    /// The body, byte for byte as the service lays it out: declaration, then one element a line,
    /// indented by two blanks. A real `RequestTimeTooSkewed` answer (aliyun/aliyun-oss-android-sdk
    /// issue 167) announces 465 bytes, and this layout of its elements has 465.
    pub(super) fn body(&self, request_id: &str, host: &[u8]) -> Vec<u8> {
        let xml = Xml::new("Error")
            .leaf("Code", self.code)
            .leaf("Message", self.message.as_bytes())
            .leaf("RequestId", request_id)
            .leaf("HostId", host)
            .each(&self.elements, |xml, (name, text)| xml.leaf(name, text));
        let xml = match self.ec {
            Some(ec) => xml.leaf("EC", ec).leaf("RecommendDoc", format!("{TROUBLESHOOT}{ec}")),
            None => xml,
        };
        xml.finish()
    }
}

const TROUBLESHOOT: &str = "https://api.aliyun.com/troubleshoot?q=";
