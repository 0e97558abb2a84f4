//! Lines missing, added, or ended in another way.

use mock_oss::verify::Rule;

use crate::diagnosis::case::Case;
use crate::diagnosis::search::slot::{Layout, Slot, SlotKey};

pub(super) fn is_empty_header(slot: &Slot) -> bool {
    let SlotKey::Header(name) = &slot.key else { return false };
    slot.text.as_ref().is_some_and(|text| text.len() == name.len() + 1)
}

pub(super) fn end_lines(layout: &mut Layout, end: &'static [u8]) {
    let all = layout.slots.iter_mut().chain(&mut layout.ends);
    for slot in all.filter(|slot| !slot.end.is_empty()) {
        slot.end = end;
    }
}

/// A signer that puts line feeds between header lines, and not behind each.
pub(super) fn join_last_header(layout: &mut Layout) {
    let is_header = |slot: &Slot| matches!(slot.key, SlotKey::Header(_)) && slot.text.is_some();
    if let Some(last) = layout.slots.iter().rposition(is_header) {
        layout.slots[last].end = b"";
    }
}

/// Of both stages, where there are two.
pub(super) fn end_last(layout: &mut Layout, end: &'static [u8]) {
    if let Some(last) = layout.slots.last_mut() {
        last.end = end;
    }
    layout.tail = end;
}

pub(super) fn insert_empty_line(layout: &mut Layout) {
    let Some(at) = layout.slots.iter().position(|slot| slot.key == SlotKey::Address) else {
        return;
    };
    layout.slots.insert(
        at,
        Slot {
            key: SlotKey::Line(Rule::HeadersEnd),
            text: Some(Vec::new()),
            end: b"\n",
        },
    );
}

pub(super) fn drop_if_empty(layout: &mut Layout, rule: Rule) {
    layout.slots.retain(|slot| {
        let empty = slot.text.as_ref().is_none_or(Vec::is_empty);
        slot.key != SlotKey::Line(rule) || !empty
    });
}

pub(super) fn list_all(layout: &mut Layout) {
    let names = layout.slots.iter().filter_map(|slot| match (&slot.key, &slot.text) {
        (SlotKey::Header(name), Some(_)) => Some(name.clone()),
        _ => None,
    });
    let list = names.collect::<Vec<_>>().join(&b';');
    layout.replace(&[(SlotKey::Line(Rule::AdditionalHeaders), Some(list))]);
}

pub(super) fn add_host(layout: &mut Layout, case: &Case<'_>) {
    let Some(host) = case.value("host") else { return };
    let two_stages = layout.text(&SlotKey::Line(Rule::HeadersEnd)).is_some();
    if !two_stages {
        return;
    }
    let key = SlotKey::Header(b"host".to_vec());
    layout.make_room(&key);
    layout.replace(&[(key, Some([b"host:", host.as_ref()].concat()))]);
}
