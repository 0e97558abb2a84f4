//! The V1 string to sign, line by line ("Include a V1 signature in the Authorization header").

use super::is_signed;
use crate::verify::canonical::headers::{self, push_date, push_value};
use crate::verify::canonical::lines::{Lines, Stages};
use crate::verify::canonical::parameters::{Parameter, Parameters};
use crate::verify::{Address, Presented, Provenance, Rule, Slot, TimeClaim};
use crate::wire::Received;

/// Builds the V1 form of a request: verb, Content-MD5, Content-Type, date, `x-oss-*` headers, resource.
pub(super) fn build<L: Lines>(received: &Received, presented: &Presented, address: &Address) -> Stages<L> {
    let mut lines = L::default();
    push_first(&mut lines, received, presented);
    headers::push(&mut lines, received, |name| presented.scheme.own_headers().has(name));
    push_resource(&mut lines, received, address);
    Stages::single(lines)
}

/// Verb, Content-MD5, Content-Type and date: V2 begins with the same four.
pub(in crate::verify::scheme) fn push_first(lines: &mut impl Lines, received: &Received, presented: &Presented) {
    lines.line(Rule::Verb, received.method(), || Provenance::Method);
    push_value(lines, received, "content-md5", Rule::ContentMd5);
    push_value(lines, received, "content-type", Rule::ContentType);
    push_time(lines, received, presented);
}

/// The request's date, or the end of a URL's validity; then neither `Date` nor `x-oss-date` changes
/// this line ("Include a V1 signature in a URL"). An `x-oss-date` takes part among the headers as well.
fn push_time(lines: &mut impl Lines, received: &Received, presented: &Presented) {
    match &presented.time {
        TimeClaim::Expires { text, .. } => {
            lines.line(Rule::DateLine, text, || Provenance::Presented(Slot::Time));
        }
        TimeClaim::Signed { .. } | TimeClaim::InPolicy => push_date(lines, received, presented.scheme, Rule::DateLine),
    }
}

/// The resource and the signed query parameters, sorted by name in byte order, values decoded and
/// not encoded again, a parameter without value as its bare name.
fn push_resource(lines: &mut impl Lines, received: &Received, address: &Address) {
    let mut signed: Vec<Parameter<'_>> = Parameters::of(received)
        .into_iter()
        .filter(|parameter| is_signed(&parameter.name))
        .collect();
    signed.sort_by(|left, right| left.name.cmp(&right.name));
    lines.begin(Rule::Resource, || Provenance::Resource {
        path: received.path_span(),
        query: signed.iter().map(|parameter| parameter.index).collect(),
    });
    for piece in address.pieces() {
        lines.text(piece);
    }
    for (place, parameter) in signed.iter().enumerate() {
        lines.text(if place == 0 { b"?" } else { b"&" });
        lines.text(&parameter.name);
        if !parameter.value.is_empty() {
            lines.text(b"=");
            lines.text(&parameter.value);
        }
    }
}
