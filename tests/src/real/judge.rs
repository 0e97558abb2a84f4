//! Holds one upload to its expectation, by the verifier and by what the client signed.

use jiff::Timestamp;
use mock_oss::keyring::{Credential, Keyring};
use mock_oss::site::Site;
use mock_oss::verify::{Request, Service, Verdict, examine, parse_date, verify};
use mock_oss::wire::{Received, WireError};

use super::{Expectation, ExpectedVerdict, TruthError, edits_between, leaked_fields};

/// The key pair that every client here signs with.
pub const KEY_ID: &str = "testid";
/// Its secret.
pub const SECRET: &str = "testsecret";
/// The bucket that every client here uploads to.
pub const BUCKET: &str = "examplebucket";

/// One upload, as it arrived and as it was made.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The upload's head.
    pub head: &'a [u8],
    /// What the client put under its HMAC.
    pub string_to_sign: &'a str,
    /// The head of the download's response, where there was a download.
    pub download: Option<&'a [u8]>,
}

/// Why an upload is not what was expected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Surprise {
    /// The head is none.
    #[error("the head cannot be read: {0}")]
    Unreadable(#[from] WireError),
    /// The server gave no verdict on the signature.
    #[error("no verdict: {0}")]
    NoVerdict(String),
    /// The verdict is another one.
    #[error("the signature is {is:?}, expected {expected:?}")]
    Verdict {
        /// What the verifier says.
        is: ExpectedVerdict,
        /// What the matrix says.
        expected: ExpectedVerdict,
    },
    /// Another set of fields changed between signing and arrival.
    #[error("what was signed and what arrived differ by {is}, expected {expected}")]
    Edits {
        /// By the client's own string to sign.
        is: String,
        /// What the matrix says.
        expected: String,
    },
    /// The client's string to sign cannot be compared.
    #[error(transparent)]
    Truth(#[from] TruthError),
    /// Fields of the download are there and should not be, or the reverse.
    #[error("of the download's fields the upload has: {is}; a leak was expected: {expected}")]
    Leak {
        /// Their names.
        is: String,
        /// What the matrix says.
        expected: bool,
    },
}

/// Everything that is not as expected; empty when all is.
#[must_use]
pub fn surprises(evidence: &Evidence<'_>, expect: &Expectation) -> Vec<Surprise> {
    let mut found = Vec::new();
    let leaked = leaked_fields(evidence.head, evidence.download.unwrap_or_default());
    if leaked.is_empty() == expect.leaks {
        let is = leaked.into_iter().collect::<Vec<_>>().join(", ");
        found.push(Surprise::Leak {
            is,
            expected: expect.leaks,
        });
    }
    match judged(evidence.head) {
        Err(surprise) => found.push(surprise),
        Ok((is, server)) => {
            if is != expect.verdict {
                let expected = expect.verdict;
                found.push(Surprise::Verdict { is, expected });
            }
            match edits_between(evidence.string_to_sign, &server) {
                Err(error) => found.push(error.into()),
                Ok(edits) if edits == expect.edits => {}
                Ok(edits) => found.push(Surprise::Edits {
                    is: format!("{edits:?}"),
                    expected: format!("{:?}", expect.edits),
                }),
            }
        }
    }
    found
}

/// The keys that the clients' uploads are judged with.
#[must_use]
pub fn keyring() -> Keyring {
    Keyring::new().with(KEY_ID, Credential::new(SECRET))
}

/// When to judge a head: at its own date, because recordings grow old.
#[must_use]
pub fn judged_at(received: &Received) -> Timestamp {
    let mut dates = received.named("x-oss-date").chain(received.named("date"));
    let own = dates.find_map(|field| parse_date(&field.value()));
    own.unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The verdict on a head, and the server's string to sign.
fn judged(head: &[u8]) -> Result<(ExpectedVerdict, String), Surprise> {
    let received = Received::parse(head.to_vec())?;
    let verdict = match verify(
        &Request::new(&received),
        &Service {
            keyring: &keyring(),
            site: &Site::default(),
            now: judged_at(&received),
        },
    ) {
        Verdict::Verified(_) => ExpectedVerdict::Verified,
        Verdict::Mismatch(_) => ExpectedVerdict::Mismatch,
        Verdict::Refused(refusal) => return Err(Surprise::NoVerdict(refusal.to_string())),
        Verdict::Anonymous(_) => return Err(Surprise::NoVerdict("the request makes no claim".to_owned())),
    };
    let examined = examine(&Request::new(&received), &keyring(), &Site::default());
    let canonical = examined.map(|examined| examined.map(|examined| examined.canonical));
    let canonical = canonical
        .map_err(|refusal| Surprise::NoVerdict(refusal.to_string()))?
        .ok_or_else(|| Surprise::NoVerdict("the request makes no claim".to_owned()))?;
    let text = String::from_utf8_lossy(&canonical.string_to_sign().bytes()).into_owned();
    Ok((verdict, text))
}
