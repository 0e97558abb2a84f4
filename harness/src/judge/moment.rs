//! The moment that a request itself names, so that an old capture is judged for its signature alone.

use jiff::Timestamp;
use mock_oss::keyring::Keyring;
use mock_oss::site::Site;
use mock_oss::verify::policy::Policy;
use mock_oss::verify::{Examination, Request, examine, parse_date, query_decode};
use mock_oss::wire::Received;

/// The moment of the presented claim, or the last one at which a form's policy holds; where the claim cannot be
/// read, any date that the head has.
///
/// `x-oss-expires` is a moment in a V2 URL only. In a V4 URL, which has an `x-oss-date`, it is a number of
/// seconds ("Include a V4 signature in a URL").
pub(super) fn own_moment(request: &Request<'_>, keyring: &Keyring, site: &Site) -> Option<Timestamp> {
    let examined = examine(request, keyring, site).ok().flatten();
    let claimed = examined.and_then(|Examination { presented, .. }| {
        let until = || Some(Policy::parse(presented.policy.as_deref()?).ok()?.expiration);
        presented.time.moment().or_else(until)
    });
    let head = request.head;
    claimed.or_else(|| of_field(head)).or_else(|| of_query(head))
}

fn of_field(received: &Received) -> Option<Timestamp> {
    let field = received.named("x-oss-date").chain(received.named("date")).next();
    field.and_then(|field| parse_date(&field.value()))
}

fn of_query(received: &Received) -> Option<Timestamp> {
    let value = |name: &[u8]| received.query().find(|pair| pair.name == name)?.value;
    let dated = value(b"x-oss-date").and_then(|text| parse_date(&query_decode(text)));
    dated.or_else(|| {
        let undated = value(b"x-oss-date").is_none();
        let expires = value(b"Expires").or_else(|| value(b"x-oss-expires").filter(|_| undated))?;
        let seconds = std::str::from_utf8(expires).ok()?.parse().ok()?;
        Timestamp::from_second(seconds).ok()
    })
}
