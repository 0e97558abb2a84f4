//! An error as OSS writes it.

use std::borrow::Cow;

use crate::server::reply::Xml;
use crate::wire::{Pick, Picked, Received};

/// The parts of an error answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::server) struct ErrorDocument {
    /// HTTP status.
    pub(in crate::server) status: u16,
    /// `Code`.
    pub(in crate::server) code: &'static str,
    /// `Message`.
    pub(in crate::server) message: Cow<'static, str>,
    /// `EC`, where OSS documents one.
    pub(in crate::server) ec: Option<&'static str>,
    /// What stands between `HostId` and `EC`: name and unescaped text.
    pub(in crate::server) elements: Vec<(&'static str, Vec<u8>)>,
    /// The request's field that stands behind those elements under its own name, if it has it.
    echo: Option<&'static str>,
}

impl ErrorDocument {
    pub(in crate::server) fn new(status: u16, code: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            status,
            code,
            message: message.into(),
            ec: None,
            elements: Vec::new(),
            echo: None,
        }
    }

    pub(in crate::server) fn ec(mut self, ec: &'static str) -> Self {
        self.ec = Some(ec);
        self
    }

    pub(in crate::server) fn with(mut self, name: &'static str, text: impl Into<Vec<u8>>) -> Self {
        self.elements.push((name, text.into()));
        self
    }

    pub(in crate::server) fn echoing(self, field: &'static str) -> Self {
        let echo = Some(field);
        Self { echo, ..self }
    }

    /// The document with the field it echoes.
    pub(in crate::server) fn answering(self, received: &Received) -> Self {
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
    pub(in crate::server) fn body(&self, request_id: &str, host: &[u8]) -> Vec<u8> {
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
