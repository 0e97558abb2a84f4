//! JSON made to fit: what a record shows is bounded, whatever its request was.

use serde_json::Value;

/// Cuts long texts and long lists no more than it takes for the whole to be within `most` bytes. Shapes
/// stay: what was a list is one, shorter. Says whether anything was cut.
pub(super) fn fit(value: &mut Value, most: usize) -> Fit {
    if bytes(value) <= most {
        return Fit::Whole;
    }
    let round = ROUNDS.iter().find(|round| bytes_within(value, round) <= most);
    shorten(value, round.unwrap_or(&ROUNDS[ROUNDS.len() - 1]));
    Fit::Cut
}

/// Whether something had to be cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fit {
    Whole,
    Cut,
}

/// About how many bytes a value holds in memory.
pub(super) fn bytes(value: &Value) -> usize {
    bytes_within(
        value,
        &Round {
            text: usize::MAX,
            items: usize::MAX,
        },
    )
}

/// The most that stays of a text, in bytes, and of a list.
struct Round {
    text: usize,
    items: usize,
}

fn bytes_within(value: &Value, round: &Round) -> usize {
    let inner = match value {
        Value::Null | Value::Bool(_) | Value::Number(_) => 0,
        Value::String(text) if text.len() > round.text => round.text + MARK,
        Value::String(text) => text.len(),
        Value::Array(items) => items
            .iter()
            .take(round.items)
            .map(|item| bytes_within(item, round))
            .sum(),
        // A member has its name, its hash and its place in the order beside its value.
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| 48 + name.len() + bytes_within(value, round))
            .sum(),
    };
    size_of::<Value>() + inner
}

fn shorten(value: &mut Value, round: &Round) {
    match value {
        Value::String(long) if long.len() > round.text => {
            let all = long.len();
            let end = (0..=round.text)
                .rev()
                .find(|&at| long.is_char_boundary(at))
                .unwrap_or(0);
            *long = format!("{}... ({all} bytes in all)", &long[..end]);
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        Value::Array(list) => {
            list.truncate(round.items);
            for value in list {
                shorten(value, round);
            }
        }
        Value::Object(members) => {
            for value in members.values_mut() {
                shorten(value, round);
            }
        }
    }
}

/// What is tried, one after another. After the last, the few dozen texts that a diagnosis has outside of
/// lists are all that counts.
const ROUNDS: [Round; 4] = [
    Round {
        text: 16_384,
        items: 256,
    },
    Round { text: 4096, items: 64 },
    Round { text: 1024, items: 16 },
    Round { text: 256, items: 4 },
];

/// Room for the words at the end of a text that was cut.
const MARK: usize = 40;

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
