//! The V1 string to sign, line by line ("Include a V1 signature in the Authorization header").

use super::is_signed;
use crate::verify::headers::{self, is_oss, value_line};
use crate::verify::parameters::{Parameter, Parameters};
use crate::verify::signed_date::date_line;
use crate::verify::{Address, Canonical, Line, Presented, Provenance, Rule, Slot, TimeClaim};
use crate::wire::Received;

/// Builds the V1 form of a request: verb, Content-MD5, Content-Type, date, `x-oss-*` headers, resource.
pub(in crate::verify) fn build(received: &Received, presented: &Presented, address: &Address) -> Canonical {
    let mut lines = first_lines(received, presented);
    headers::push(&mut lines, received, is_oss);
    lines.push(resource(received, address));
    Canonical::single(lines)
}

/// Verb, Content-MD5, Content-Type and date: V2 begins with the same four.
pub(in crate::verify) fn first_lines(received: &Received, presented: &Presented) -> Vec<Line> {
    let mut lines = Vec::with_capacity(8);
    lines.push(Line::new(received.method(), Rule::Verb, Provenance::Method));
    lines.push(value_line(received, "content-md5", Rule::ContentMd5));
    lines.push(value_line(received, "content-type", Rule::ContentType));
    lines.push(date(received, presented));
    lines
}

/// The request's date, or the end of a URL's validity; then neither `Date` nor `x-oss-date` changes
/// this line ("Include a V1 signature in a URL"). An `x-oss-date` takes part among the headers as well.
fn date(received: &Received, presented: &Presented) -> Line {
    match &presented.time {
        TimeClaim::Expires { text, .. } => Line::new(text.clone(), Rule::DateLine, Provenance::Presented(Slot::Time)),
        TimeClaim::Signed { .. } | TimeClaim::InPolicy => date_line(received, Rule::DateLine),
    }
}

/// The resource and the signed query parameters, sorted by name in byte order, values decoded and
/// not encoded again, a parameter without value as its bare name.
fn resource(received: &Received, address: &Address) -> Line {
    let mut signed: Vec<Parameter<'_>> = Parameters::of(received)
        .into_iter()
        .filter(|parameter| is_signed(&parameter.name))
        .collect();
    signed.sort_by(|left, right| left.name.cmp(&right.name));
    let mut text = address.resource();
    let mut mark = b'?';
    for parameter in &signed {
        text.push(mark);
        text.extend_from_slice(&parameter.name);
        if !parameter.value.is_empty() {
            text.push(b'=');
            text.extend_from_slice(&parameter.value);
        }
        mark = b'&';
    }
    let from = Provenance::Resource {
        path: received.path_span(),
        query: signed.iter().map(|parameter| parameter.index).collect(),
    };
    Line::new(text, Rule::Resource, from)
}
