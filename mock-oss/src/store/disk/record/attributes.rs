//! What is written of what is said about an object.

use data_encoding::BASE64;
use serde::{Deserialize, Serialize};

use super::Wrong;
use super::words::acl;
use crate::store::{Attributes, StorageClass, StoredField, Tag};

/// What is said about an object.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct AttributesRecord {
    fields: Vec<FieldRecord>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    acl: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tags: Vec<(String, String)>,
    storage_class: String,
}

/// A field's value is text where it can be, else base64.
#[derive(Debug, Serialize, Deserialize)]
struct FieldRecord {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    base64: Option<String>,
}

impl AttributesRecord {
    pub(super) fn of(attributes: &Attributes) -> Self {
        let tags = attributes.tags.iter();
        Self {
            fields: attributes.fields.iter().map(FieldRecord::of).collect(),
            acl: attributes.acl.map(|acl| acl.word().to_owned()),
            tags: tags.map(|tag| (tag.key.clone(), tag.value.clone())).collect(),
            storage_class: attributes.storage_class.word().to_owned(),
        }
    }

    pub(super) fn attributes(&self) -> Result<Attributes, Wrong> {
        let class = StorageClass::from_word(&self.storage_class);
        let tag = |(key, value): &(String, String)| Tag {
            key: key.clone(),
            value: value.clone(),
        };
        Ok(Attributes {
            fields: self.fields.iter().map(FieldRecord::field).collect::<Result<_, _>>()?,
            acl: self.acl.as_deref().map(acl).transpose()?,
            tags: self.tags.iter().map(tag).collect(),
            storage_class: class.ok_or_else(|| format!("no storage class is called {}", self.storage_class))?,
        })
    }
}

impl FieldRecord {
    fn of(field: &StoredField) -> Self {
        let text = std::str::from_utf8(&field.value).ok().map(str::to_owned);
        Self {
            name: field.name.clone(),
            base64: text.is_none().then(|| BASE64.encode(&field.value)),
            text,
        }
    }

    fn field(&self) -> Result<StoredField, Wrong> {
        let value = match (&self.text, &self.base64) {
            (Some(text), _) => text.clone().into_bytes(),
            (None, Some(base64)) => BASE64.decode(base64.as_bytes()).map_err(|error| error.to_string())?,
            (None, None) => return Err(format!("the field {} has no value", self.name)),
        };
        Ok(StoredField {
            name: self.name.clone(),
            value,
        })
    }
}
