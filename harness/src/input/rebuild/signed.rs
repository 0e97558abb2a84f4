//! What a string to sign tells of a request, and heads made of it.

use mock_oss::wire::Received;

use crate::input::head;

/// Names and values of field lines.
pub(super) type Lines = Vec<(Vec<u8>, Vec<u8>)>;

/// The signed part of a request.
pub(super) struct Signed {
    pub(super) method: Vec<u8>,
    /// `/bucket/key` with the query, escaped for a request line.
    pub(super) target: Vec<u8>,
    /// Signed fields, in the order of the string.
    pub(super) fields: Lines,
    /// The value of `Authorization`; `None` when the signature stands in the query.
    pub(super) authorization: Option<Vec<u8>>,
    /// Names that take part although they are not `x-oss-*`.
    pub(super) others: Vec<Vec<u8>>,
}

impl Signed {
    /// Heads with the unsigned parts of `shown`: under its target, and under ours.
    pub(super) fn over(&self, shown: &Received) -> [Vec<u8>; 2] {
        let mut left = self.fields.clone();
        let mut lines = Vec::new();
        for field in shown.fields() {
            let name = field.name().to_vec();
            let lower = name.to_ascii_lowercase();
            if lower == b"authorization" {
                let value = self.authorization.clone().unwrap_or_else(|| field.value().into_owned());
                lines.push((name, value));
            } else if self.is_signed(&lower) {
                if let Some(at) = left.iter().position(|(known, _)| *known == lower) {
                    lines.push((name, left.remove(at).1));
                }
            } else {
                lines.push((name, field.value().into_owned()));
            }
        }
        let has = lines
            .iter()
            .any(|(name, _)| name.eq_ignore_ascii_case(b"authorization"));
        lines.extend(left);
        if let Some(value) = self.authorization.clone().filter(|_| !has) {
            lines.push((b"Authorization".to_vec(), value));
        }
        [shown.target(), self.target.as_slice()].map(|target| head::from_parts(&self.method, target, &lines))
    }

    /// A head of the signed part alone, addressed to `host`: by its path where the host names no
    /// bucket that the path begins with.
    pub(super) fn alone(&self, host: &str) -> Vec<u8> {
        let path = self.target.strip_prefix(b"/").unwrap_or(&self.target);
        let end = path.iter().position(|byte| b"/?".contains(byte)).unwrap_or(path.len());
        let (bucket, rest) = path.split_at(end);
        let named = !bucket.is_empty() && host.as_bytes().starts_with(&[bucket, b"."].concat());
        let target = match rest.first() {
            _ if !named => self.target.clone(),
            Some(b'/') => rest.to_vec(),
            _ => [b"/", rest].concat(),
        };
        let mut lines = vec![(b"Host".to_vec(), host.as_bytes().to_vec())];
        lines.extend(self.fields.iter().cloned());
        lines.extend(
            self.authorization
                .clone()
                .map(|value| (b"Authorization".to_vec(), value)),
        );
        head::from_parts(&self.method, &target, &lines)
    }

    /// The same for a host whose bucket is masked, as `***.oss-cn-hangzhou.aliyuncs.com`: the string has it.
    pub(super) fn under_mask(&self, host: &str) -> Option<Vec<u8>> {
        let (_, rest) = host.split_once('.').filter(|(label, _)| label.contains(['*', '…']))?;
        let path = self.target.strip_prefix(b"/")?;
        let bucket = path.split(|byte| b"/?".contains(byte)).next()?;
        Some(self.alone(&format!("{}.{rest}", std::str::from_utf8(bucket).ok()?)))
    }

    fn is_signed(&self, lower: &[u8]) -> bool {
        lower.starts_with(b"x-oss-") || self.others.iter().any(|name| name == lower)
    }
}
