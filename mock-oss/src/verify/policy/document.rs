//! The policy that a form's signature covers: until when, and for which forms.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use serde_json::Value;

use super::condition::{Condition, Match};
use crate::verify::Presented;
use crate::wire::form::Form;

/// A policy, read ("PostObject", policy).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    /// Until when it allows anything.
    pub expiration: Timestamp,
    /// What it asks of a form, in its own order.
    pub conditions: Vec<Condition>,
}

/// Why a policy cannot be read, or does not allow a form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// Not base64, not JSON, not an object, or a condition of an unknown form (EC 0006-00000201).
    #[error("the policy is not what the document describes: {what}")]
    Invalid {
        /// What is wrong with it.
        what: &'static str,
    },
    /// A key beside `expiration` and `conditions` (EC 0006-00000206).
    #[error("the policy has the key {name:?}")]
    UnknownKey {
        /// The key.
        name: String,
    },
    /// No `expiration` (EC 0006-00000208).
    #[error("the policy has no expiration")]
    NoExpiration,
    /// Neither `expiration` nor `conditions` (EC 0006-00000209).
    #[error("the policy has neither expiration nor conditions")]
    Empty,
    /// `expiration` is no string (EC 0006-00000210).
    #[error("the policy's expiration is not a string")]
    ExpirationNotString,
    /// `expiration` is an empty string (EC 0006-00000211).
    #[error("the policy's expiration is empty")]
    ExpirationEmpty,
    /// The policy's time is over.
    #[error("the policy expired")]
    Expired {
        /// When.
        until: Timestamp,
        /// The server's clock.
        server: Timestamp,
    },
    /// The form does not meet a condition.
    #[error("the form does not meet the condition {condition}")]
    ConditionFailed {
        /// The condition as the policy writes it.
        condition: String,
    },
    /// A V4 field that no condition names (EC 0006-00000228).
    #[error("the policy has no condition for {name}")]
    Uncovered {
        /// The field.
        name: &'static str,
    },
}

impl Policy {
    /// Reads a policy as a form carries it, in base64.
    ///
    /// # Errors
    /// [`PolicyError`] but for its last three.
    pub fn parse(text: &[u8]) -> Result<Self, PolicyError> {
        let json = STANDARD.decode(text).map_err(|_| invalid("it is not base64"))?;
        let value = serde_json::from_slice(&undollared(&json)).map_err(|_| invalid("it is not json"))?;
        let Value::Object(mut object) = value else {
            return Err(invalid("it is not an object"));
        };
        let expiration = object.remove("expiration");
        let conditions = object.remove("conditions");
        if let Some(name) = object.into_iter().map(|(name, _)| name).next() {
            return Err(PolicyError::UnknownKey { name });
        }
        let expiration = match (expiration, &conditions) {
            (None, None) => return Err(PolicyError::Empty),
            (None, Some(_)) => return Err(PolicyError::NoExpiration),
            (Some(expiration), _) => moment(&expiration)?,
        };
        let conditions = match conditions {
            None => Vec::new(),
            Some(Value::Array(conditions)) => {
                let conditions: Option<_> = conditions.iter().map(Condition::parse).collect();
                conditions.ok_or(invalid("a condition has none of the documented forms"))?
            }
            Some(_) => return Err(invalid("its conditions are not an array")),
        };
        // unknown: the answer; that the service turns such a policy away is reported.
        if conditions
            .iter()
            .any(|condition| condition.wants_nothing_of("x-oss-security-token"))
        {
            return Err(invalid("it asks for an empty security token"));
        }
        Ok(Self { expiration, conditions })
    }

    /// Whether the policy allows a form to be posted to a bucket now. The length of the file is left
    /// to [`length_range`](Self::length_range), since it is not known yet.
    ///
    /// # Errors
    /// [`PolicyError::Expired`], [`PolicyError::ConditionFailed`], [`PolicyError::Uncovered`].
    pub fn allows(&self, form: &Form, presented: &Presented, bucket: &[u8], now: Timestamp) -> Result<(), PolicyError> {
        if self.expiration < now {
            return Err(PolicyError::Expired {
                until: self.expiration,
                server: now,
            });
        }
        if let Some(failed) = self.conditions.iter().find(|condition| !condition.is_met(form, bucket)) {
            return Err(PolicyError::ConditionFailed {
                condition: failed.text.clone(),
            });
        }
        self.covers(form, presented)
    }

    /// The lengths in bytes that the file may have, both ends included; the narrowest when several
    /// conditions say one.
    #[must_use]
    pub fn length_range(&self) -> Option<(u64, u64)> {
        let ranges = self.conditions.iter().filter_map(|condition| match condition.asks {
            Match::Length { min, max } => Some((min, max)),
            Match::Equal { .. } | Match::StartsWith { .. } | Match::In { .. } | Match::NotIn { .. } => None,
        });
        ranges.reduce(|narrow, next| (narrow.0.max(next.0), narrow.1.min(next.1)))
    }

    /// The fields of a V4 claim have to stand among the conditions. unknown: whether other fields do;
    /// V1 forms of real SDKs go through without (ali-oss 6.23.0, `calculatePostSignature.js`).
    fn covers(&self, form: &Form, presented: &Presented) -> Result<(), PolicyError> {
        let uncovered = presented.scheme.fields_to_cover().iter().find(|name| {
            let stands = form.named(name).next().is_some();
            stands && !self.conditions.iter().any(|condition| condition.names(name))
        });
        uncovered.map_or(Ok(()), |&name| Err(PolicyError::Uncovered { name }))
    }
}

/// ISO 8601 in GMT, with or without milliseconds.
fn moment(expiration: &Value) -> Result<Timestamp, PolicyError> {
    match expiration {
        Value::String(text) if text.is_empty() => Err(PolicyError::ExpirationEmpty),
        Value::String(text) => text.parse().map_err(|_| invalid("its expiration is not iso 8601")),
        _ => Err(PolicyError::ExpirationNotString),
    }
}

/// `\$` stands for a dollar in a policy and for nothing in JSON.
fn undollared(json: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(json.len());
    let mut rest = json;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        match (byte, after) {
            (b'\\', [b'$', ..]) => {}
            (b'\\', [escaped, after @ ..]) => {
                plain.extend_from_slice(&[byte, *escaped]);
                rest = after;
            }
            _ => plain.push(byte),
        }
    }
    plain
}

fn invalid(what: &'static str) -> PolicyError {
    PolicyError::Invalid { what }
}
