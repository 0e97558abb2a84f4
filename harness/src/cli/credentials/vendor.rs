//! Access keys as the vendor's SDKs and tools keep them: in the environment, in ossutil's and the CLI's
//! configuration, in `.env` files and in answers of STS.

use serde_json::Value;

/// The parts of a key that were found together.
#[derive(Clone, Default)]
pub(super) struct Parts {
    /// The section or the profile that they stand in.
    pub(super) profile: Option<String>,
    pub(super) id: Option<String>,
    pub(super) secret: Option<String>,
    pub(super) token: Option<String>,
}

/// Names of variables that hold an id, a secret and a token, the vendor's own first.
pub(super) const VARIABLES: [[&str; 3]; 4] = [
    ["OSS_ACCESS_KEY_ID", "OSS_ACCESS_KEY_SECRET", "OSS_SESSION_TOKEN"],
    [
        "ALIBABA_CLOUD_ACCESS_KEY_ID",
        "ALIBABA_CLOUD_ACCESS_KEY_SECRET",
        "ALIBABA_CLOUD_SECURITY_TOKEN",
    ],
    [
        "ALIBABACLOUD_ACCESS_KEY_ID",
        "ALIBABACLOUD_ACCESS_KEY_SECRET",
        "ALIBABACLOUD_SECURITY_TOKEN",
    ],
    ["ALICLOUD_ACCESS_KEY", "ALICLOUD_SECRET_KEY", "ALICLOUD_SECURITY_TOKEN"],
];

/// What a name is the name of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Named {
    Id,
    Secret,
    Token,
}

/// What a member, an entry or a variable holds, by its name, whatever its case and its joints.
fn named(name: &str) -> Option<Named> {
    let bare: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    let ends = |known: &[&str]| known.iter().any(|known| bare.ends_with(known));
    if ends(&["accesskeysecret", "secretaccesskey", "secretkey", "accesssecret"]) {
        Some(Named::Secret)
    } else if ends(&["ststoken", "securitytoken", "sessiontoken"]) {
        Some(Named::Token)
    } else if ends(&["accesskeyid", "accesskey", "accessid"]) {
        Some(Named::Id)
    } else {
        None
    }
}

impl Parts {
    /// Takes an entry; an empty one is none.
    fn take(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if value.is_empty() {
            return;
        }
        let slot = match named(name) {
            Some(Named::Id) => &mut self.id,
            Some(Named::Secret) => &mut self.secret,
            Some(Named::Token) => &mut self.token,
            None => return,
        };
        slot.get_or_insert_with(|| value.to_owned());
    }

    /// Whether a key can be made of them.
    pub(super) fn are_whole(&self) -> bool {
        self.id.is_some() && self.secret.is_some()
    }
}

/// The keys of a file in one of the vendor's forms; `None` when it has another.
pub(super) fn of_file(text: &str) -> Option<Vec<Parts>> {
    if let Ok(json @ (Value::Object(_) | Value::Array(_))) = serde_json::from_str(text) {
        let mut all = Vec::new();
        of_json(&json, &mut all);
        return Some(all);
    }
    let is_entry = |line: &str| entry(line).is_some_and(|(name, _)| named(name).is_some());
    text.lines().any(is_entry).then(|| of_entries(text))
}

/// Sections of entries: an ini file, or the one section of an environment file.
fn of_entries(text: &str) -> Vec<Parts> {
    let mut all = Vec::new();
    let mut parts = Parts::default();
    for line in text.lines().map(str::trim) {
        if let Some(section) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            all.push(std::mem::take(&mut parts));
            let section = section.trim();
            parts.profile = Some(section.strip_prefix("profile ").unwrap_or(section).trim().to_owned());
        } else if let Some((name, value)) = entry(line) {
            parts.take(name, value);
        }
    }
    all.push(parts);
    all.retain(Parts::are_whole);
    all
}

/// `name = value`, `export NAME='value'`, `set NAME=value`.
fn entry(line: &str) -> Option<(&str, &str)> {
    let line = line.trim();
    if line.starts_with(['#', ';']) {
        return None;
    }
    let line = line
        .strip_prefix("export ")
        .or_else(|| line.strip_prefix("set "))
        .unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    Some((name.trim(), value.trim().trim_matches(['"', '\''])))
}

/// Every object that has a whole key, with the name that it has beside it.
fn of_json(json: &Value, all: &mut Vec<Parts>) {
    match json {
        Value::Object(members) => {
            let mut parts = Parts {
                profile: members.get("name").and_then(Value::as_str).map(str::to_owned),
                ..Parts::default()
            };
            for (name, value) in members {
                match value {
                    Value::String(value) => parts.take(name, value),
                    value => of_json(value, all),
                }
            }
            if parts.are_whole() {
                all.push(parts);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| of_json(item, all)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
