//! Which line is to blame: requests signed by hand with one rule of a canonical form broken.

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Rule, Service, Verdict, verify};
use mock_oss::wire::Received;

/// The date of all requests signed by hand.
pub(crate) const DATE: &str = "Tue, 24 Nov 2026 05:53:31 GMT";

/// What the service says to a request that `ak` with the secret `sk` signed by hand.
pub(crate) fn judged(head: &str) -> Verdict {
    let keyring = Keyring::new().with("ak", Credential::new("sk"));
    let now: Timestamp = "2026-11-24T05:53:31Z".parse().unwrap();
    verify(
        &Request::new(&Received::parse(head.to_owned()).unwrap()),
        &Service {
            keyring: &keyring,
            site: &Site::default(),
            now,
        },
    )
}

/// The rule of the first line that the service makes otherwise than the client did, in whose words the
/// stages are given.
pub(crate) fn blamed(verdict: &Verdict, stages: &[String]) -> Rule {
    let Verdict::Mismatch(mismatch) = verdict else {
        panic!("{verdict:?}");
    };
    assert_eq!(mismatch.canonical.stages.len(), stages.len());
    let ours = mismatch.canonical.stages.iter().flat_map(|stage| &stage.lines);
    let theirs = stages.iter().flat_map(|stage| stage.split('\n'));
    let mut pairs = ours.zip(theirs);
    let (line, _) = pairs
        .find(|(line, text)| line.text != text.as_bytes())
        .expect("a line that differs");
    line.rule
}

/// `text` with one piece of it made otherwise.
pub(crate) fn broken(text: &str, from: &str, to: &str) -> String {
    assert!(text.contains(from), "{from:?} is not in the text");
    text.replacen(from, to, 1)
}
