//! JSON made to fit: what a record shows is bounded, whatever its request was.

use serde_json::Value;

/// Cuts long texts and long lists, more with every round, until the whole is within `most` bytes. Shapes
/// stay: what was a list is one, shorter. Says whether anything was cut.
pub(super) fn fit(value: &mut Value, most: usize) -> Fit {
    let mut fits = Fit::Whole;
    for (text, items) in ROUNDS {
        if bytes(value) <= most {
            break;
        }
        shorten(value, text, items);
        fits = Fit::Cut;
    }
    fits
}

/// Whether something had to be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Whole,
    Cut,
}

/// About how many bytes a value holds in memory.
pub(super) fn bytes(value: &Value) -> usize {
    let inner = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) => text.len(),
        Value::Array(items) => items.iter().map(bytes).sum(),
        // A member has its name, its hash and its place in the order beside its value.
        Value::Object(members) => members.iter().map(|(name, value)| 48 + name.len() + bytes(value)).sum(),
    };
    size_of::<Value>() + inner
}

fn shorten(value: &mut Value, text: usize, items: usize) {
    match value {
        Value::String(long) if long.len() > text => {
            let all = long.len();
            let end = (0..=text).rev().find(|&at| long.is_char_boundary(at)).unwrap_or(0);
            *long = format!("{}... ({all} bytes in all)", &long[..end]);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Array(list) => {
            list.truncate(items);
            for value in list {
                shorten(value, text, items);
            }
        }
        Value::Object(members) => {
            for value in members.values_mut() {
                shorten(value, text, items);
            }
        }
    }
}

/// Most bytes of a text and most items of a list, by round. After the last, the few dozen texts that a
/// diagnosis has outside of lists are all that counts.
const ROUNDS: [(usize, usize); 4] = [(16_384, 256), (4096, 64), (1024, 16), (256, 4)];

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_fits_stays_as_it_is() {
        let mut value = json!({ "a": ["b", 1, null] });
        assert_eq!(fit(&mut value, 1000), Fit::Whole);
        assert_eq!(value, json!({ "a": ["b", 1, null] }));
    }

    #[test]
    fn long_texts_and_long_lists_are_cut_and_keep_their_shape() {
        let long = "é".repeat(100_000);
        let mut value = json!({ "text": long, "list": vec![json!({ "code": long }); 1000] });
        assert_eq!(fit(&mut value, 100_000), Fit::Cut);
        assert!(bytes(&value) <= 100_000, "{} bytes", bytes(&value));
        assert!(value["text"].as_str().unwrap().ends_with("é... (200000 bytes in all)"));
        assert!(value["list"][0]["code"].is_string());
    }
}
