//! Fields whose names or values some program got wrong.

use mock_oss::wire::Field;

use crate::diagnosis::case::World;
use crate::diagnosis::{Code, Element, Hazard};
use crate::words::{Words, wire, words};

pub(super) fn find(world: &World<'_>, all: &mut Vec<Hazard>) {
    for field in world.received.fields() {
        let name = wire(field.name().to_ascii_lowercase());
        if name.as_bytes().contains(&b'_') {
            let words = words!(
                "`{}` has an underscore; proxies in the manner of nginx drop such fields",
                name
            );
            all.push(hazard(Code::UnderscoreName, &field, words));
        }
        if let Some(text) = printed_by_mistake(&field) {
            let words = words!("`{}` says `{}`, which a program printed that had no value", name, text);
            all.push(hazard(Code::ValueNotText, &field, words));
        }
    }
}

fn hazard(code: Code, field: &Field<'_>, words: Words) -> Hazard {
    Hazard {
        code,
        element: Some(Element::Field(wire(field.name().to_ascii_lowercase()))),
        span: Some(field.line_span()),
        words,
    }
}

/// `content-type: false` is what `request` sets when a lookup fails (minio issue 5031).
fn printed_by_mistake(field: &Field<'_>) -> Option<&'static str> {
    let known = ["false", "undefined", "null", "None", "NaN", "[object Object]"];
    let value = field.value();
    let typed = [
        "content-type",
        "content-md5",
        "date",
        "x-oss-date",
        "content-disposition",
        "cache-control",
    ];
    let watched = typed.iter().any(|name| field.is(name));
    known
        .into_iter()
        .find(|text| watched && value.as_ref() == text.as_bytes())
}
