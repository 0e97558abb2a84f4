//! What a cache does that fills itself.

use crate::diagnosis::case::World;
use crate::diagnosis::{Attribution, Author, Edit, Element, Ground};
use crate::words::wire;

/// The cache that asked with `GET` for what a client asked with `HEAD`, where the head has its mark (RFC 9110
/// section 9.3.2: a cache may fill itself with what `GET` gives).
pub(super) fn author(world: &World<'_>, edit: &Edit) -> Option<Attribution> {
    let filled = edit.signed.as_deref() == Some(b"HEAD") && edit.received.as_deref() == Some(b"GET");
    if edit.element != Element::Method || !filled {
        return None;
    }
    let mut fields = world.received.fields();
    let (name, who) = fields.find_map(|field| {
        let name = field.lower_name();
        let mark = MARKS.iter().find(|(mark, _)| name.starts_with(mark))?;
        Some((name, mark.1))
    })?;
    Some(Attribution {
        who: Author::Cdn(who),
        rests_on: vec![Ground::Marker { name: wire(name) }],
    })
}

/// Beginnings of field names that caches add on their way to the origin, most telling first.
const MARKS: &[(&str, &str)] = &[
    ("ali-", "of Alibaba Cloud"),
    ("eagleeye-", "of Alibaba Cloud"),
    ("cf-", "Cloudflare"),
    ("x-amz-cf-", "CloudFront"),
    ("x-akamai-", "Akamai"),
    ("akamai-", "Akamai"),
    ("fastly-", "Fastly"),
    ("x-tencent-", "of Tencent Cloud"),
    ("cdn-", "that left its mark"),
    ("x-cdn-", "that left its mark"),
    ("x-varnish", "or cache, Varnish"),
    ("via", "or cache, by its mark"),
    ("x-forwarded-for", "or cache, by its mark"),
];
