//! A response's head and body.

use tokio::io::{AsyncRead, AsyncReadExt as _};

use super::TransportError;

/// A response as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// Status line, fields and blank line.
    pub head: Vec<u8>,
    /// The status code.
    pub status: u16,
    /// The fields in order, with repeats; names in the case that came.
    pub fields: Vec<(Vec<u8>, Vec<u8>)>,
    /// The body without its framing.
    pub body: Vec<u8>,
}

impl Reply {
    /// The values of all fields of this name, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a [u8]> {
        self.fields
            .iter()
            .filter(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()))
            .map(|(_, value)| value.as_slice())
    }
}

/// Reads one response; interim ones (`100 Continue`) are passed over. `None` when the
/// connection ends before the first byte.
///
/// # Errors
///
/// When the connection fails or what comes is not a response.
pub async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Option<Reply>, TransportError> {
    let mut input = Input {
        stream,
        buffer: Vec::new(),
    };
    loop {
        let Some(head) = input.head().await? else {
            return Ok(None);
        };
        let (status, fields) = parse(&head)?;
        let mut reply = Reply {
            head,
            status,
            fields,
            body: Vec::new(),
        };
        if (100..200).contains(&status) {
            continue;
        }
        reply.body = input.body(&reply).await?;
        return Ok(Some(reply));
    }
}

type Head = (u16, Vec<(Vec<u8>, Vec<u8>)>);

fn parse(head: &[u8]) -> Result<Head, TransportError> {
    let mut slots = [httparse::EMPTY_HEADER; FIELD_LIMIT];
    let mut response = httparse::Response::new(&mut slots);
    response
        .parse(head)
        .map_err(|reason| TransportError::NotAResponse { reason })?;
    let fields = response
        .headers
        .iter()
        .map(|field| (field.name.as_bytes().to_vec(), field.value.to_vec()))
        .collect();
    Ok((response.code.unwrap_or_default(), fields))
}

struct Input<'a, S> {
    stream: &'a mut S,
    buffer: Vec<u8>,
}

impl<S: AsyncRead + Unpin> Input<'_, S> {
    async fn more(&mut self) -> Result<usize, TransportError> {
        self.stream
            .read_buf(&mut self.buffer)
            .await
            .map_err(|source| TransportError::Read { source })
    }

    fn take(&mut self, length: usize) -> Vec<u8> {
        self.buffer.drain(..length).collect()
    }

    async fn head(&mut self) -> Result<Option<Vec<u8>>, TransportError> {
        loop {
            if let Some(end) = position(&self.buffer, b"\r\n\r\n") {
                return Ok(Some(self.take(end + 4)));
            }
            if self.buffer.len() > HEAD_LIMIT {
                return Err(TransportError::TooLong { limit: HEAD_LIMIT });
            }
            if self.more().await? == 0 {
                return if self.buffer.is_empty() {
                    Ok(None)
                } else {
                    Err(TransportError::CutOff)
                };
            }
        }
    }

    /// RFC 9112, 6.3: no body for 204 and 304; chunks before a length; otherwise to the end.
    async fn body(&mut self, reply: &Reply) -> Result<Vec<u8>, TransportError> {
        if matches!(reply.status, 204 | 304) {
            return Ok(Vec::new());
        }
        if reply
            .all("transfer-encoding")
            .any(|value| value.to_ascii_lowercase().ends_with(b"chunked"))
        {
            return self.chunks().await;
        }
        let length = reply.all("content-length").find_map(decimal);
        match length {
            Some(length) => self.exactly(length).await,
            None => self.rest().await,
        }
    }

    async fn exactly(&mut self, length: usize) -> Result<Vec<u8>, TransportError> {
        if length > BODY_LIMIT {
            return Err(TransportError::TooLong { limit: BODY_LIMIT });
        }
        while self.buffer.len() < length {
            if self.more().await? == 0 {
                return Err(TransportError::CutOff);
            }
        }
        Ok(self.take(length))
    }

    async fn rest(&mut self) -> Result<Vec<u8>, TransportError> {
        while self.more().await? != 0 {
            if self.buffer.len() > BODY_LIMIT {
                return Err(TransportError::TooLong { limit: BODY_LIMIT });
            }
        }
        Ok(std::mem::take(&mut self.buffer))
    }

    async fn line(&mut self) -> Result<Vec<u8>, TransportError> {
        loop {
            if let Some(end) = position(&self.buffer, b"\r\n") {
                let mut line = self.take(end + 2);
                line.truncate(end);
                return Ok(line);
            }
            if self.buffer.len() > HEAD_LIMIT {
                return Err(TransportError::BadChunk);
            }
            if self.more().await? == 0 {
                return Err(TransportError::CutOff);
            }
        }
    }

    async fn chunks(&mut self) -> Result<Vec<u8>, TransportError> {
        let mut body = Vec::new();
        loop {
            let line = self.line().await?;
            let digits = line.split(|byte| *byte == b';').next().unwrap_or_default();
            let size = hexadecimal(digits).ok_or(TransportError::BadChunk)?;
            if size == 0 {
                break;
            }
            if body.len().saturating_add(size) > BODY_LIMIT {
                return Err(TransportError::TooLong { limit: BODY_LIMIT });
            }
            body.extend(self.exactly(size).await?);
            if self.exactly(2).await? != b"\r\n" {
                return Err(TransportError::BadChunk);
            }
        }
        while !self.line().await?.is_empty() {}
        Ok(body)
    }
}

fn position(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len()).position(|window| window == needle)
}

fn decimal(value: &[u8]) -> Option<usize> {
    std::str::from_utf8(value).ok()?.trim().parse().ok()
}

fn hexadecimal(value: &[u8]) -> Option<usize> {
    usize::from_str_radix(std::str::from_utf8(value).ok()?.trim(), 16).ok()
}

/// The longest head that is read, in bytes; Node's own limit is 16 KiB.
const HEAD_LIMIT: usize = 64 * 1024;
/// The longest body that is read, in bytes.
const BODY_LIMIT: usize = 64 * 1024 * 1024;
/// The most fields that are read.
const FIELD_LIMIT: usize = 128;
