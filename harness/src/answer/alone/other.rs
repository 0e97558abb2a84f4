//! Codes whose meaning is told by the table.

use super::finding;
use super::read::Read;
use crate::answer::meaning::{number, of_message};
use crate::diagnosis::{Code, Diagnostic};
use crate::words::{Words, wire, words};

/// What the table says of the answer's code.
pub(super) fn tell(read: &Read<'_>) -> Diagnostic {
    let code = read.error.code.as_deref().unwrap_or_default();
    let kind = KINDS.iter().find(|(known, _)| *known == code);
    of_code(read, kind.map_or(Code::RefusedBesideSignature, |(_, kind)| *kind), code)
}

/// What the table says of a code, as a finding of this kind.
pub(super) fn of_code(read: &Read<'_>, kind: Code, code: &str) -> Diagnostic {
    let message = read.error.message.as_deref();
    let around = String::from_utf8_lossy(read.text);
    let known = of_message(code, message.unwrap_or(&around));
    let headline = known.map_or_else(
        || words!("the service refused it with {}, which is not known here", wire(code)),
        |known| words!("{}: {}", wire(code), known.summary),
    );
    let mut notes: Vec<Words> = message
        .map(|message| words!("the service says: {}", wire(message)))
        .into_iter()
        .collect();
    let number = read.error.ec.as_deref().and_then(number);
    notes.extend(number.map(|(number, meaning)| words!("EC {}: {}", wire(number), meaning)));
    let help = known.map_or(UNKNOWN, |known| known.text);
    finding(kind, headline, notes, vec![help.into()])
}

const UNKNOWN: &str =
    "look the code up in the vendor's reference (OSS error codes), by the EC number where there is one";

/// What the codes are about that the table explains.
const KINDS: &[(&str, Code)] = &[
    ("InvalidSecurityToken", Code::SecurityTokenWrong),
    ("SecurityTokenExpired", Code::SecurityTokenWrong),
    ("AccessKeyIdAndSecurityTokenNotMatch", Code::SecurityTokenWrong),
    ("MissingSecurityHeader", Code::ClaimMalformed),
    ("RequestTimeTooSkewed", Code::ClockSkew),
    ("RequestExpired", Code::UrlExpired),
    ("InvalidAccessKeyId", Code::KeyUnknown),
    ("InvalidPolicyDocument", Code::PolicyRefused),
    ("MalformedPOSTRequest", Code::ClaimMalformed),
];
