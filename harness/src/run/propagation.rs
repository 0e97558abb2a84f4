//! What each header of a download does when it leaks into the upload, found by replaying the upload.

use std::collections::BTreeSet;

use mock_oss::store::{BucketName, Location, Object, ObjectKey, ObjectStore as _};
use scenarios::client::Client;
use scenarios::play::PlayOptions;
use scenarios::scenario::{Expectation, ExpectedVerdict, Scenario};
use scenarios::sdk::Sdk;
use scenarios::source::SourceKind;
use scenarios::source::request_duplex::{Duplex, Leak};
use scenarios::source::upstream::Upstream;
use scenarios::source::upstream::fetch::UpstreamResponse;

use super::bench::Bench;
use super::play::play_on;
use super::schemes::{self, Notice, SCHEMES};
use super::{RunError, Upload};
use crate::diagnosis::{Code, VerdictKind};

/// What the headers of one download do.
#[derive(Debug, Clone)]
pub struct Propagation {
    /// The download.
    pub upstream: &'static Upstream,
    /// The key of the upload.
    pub key: &'static str,
    /// A row a header, in the order of the response.
    pub rows: Vec<Row>,
}

/// What one header does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The header, lower case.
    pub name: String,
    /// Its values, one a line.
    pub values: Vec<Vec<u8>>,
    /// The upload with this header alone leaked.
    pub alone: LeakOutcome,
    /// The upload with all headers leaked but this one.
    pub all_but: LeakOutcome,
    /// Whether each of [`SCHEMES`] notices this header alone.
    pub schemes: [Notice; SCHEMES.len()],
}

/// What came of an upload with some headers leaked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeakOutcome {
    /// Whether the signature held.
    pub verdict: VerdictKind,
    /// What else it did, worst first; empty when nothing.
    pub effects: Vec<Effect>,
}

/// What a leaked header does to an upload.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// The presented signature does not cover the request any more.
    BreaksSignature,
    /// The head says in two ways how long the body is, or the service's HTTP layer refuses it.
    EndangersFraming,
    /// A secret of the download's server travels to the store.
    LeaksSecret,
    /// Fields kept with the object differ from those of an upload without a leak.
    ChangesObject(Vec<String>),
    /// The connection to the store is closed after the upload.
    ClosesConnection,
}

/// Replays one upload a few times for every header of a download's response.
///
/// # Errors
/// [`RunError`], as for [`play`](super::play).
pub async fn propagate(upstreams: &[&'static Upstream]) -> Result<Vec<Propagation>, RunError> {
    let mut all = Vec::with_capacity(upstreams.len());
    for upstream in upstreams {
        all.push(propagation(upstream).await?);
    }
    Ok(all)
}

/// The key has an extension without a registered type, so that the upload's own type
/// (`application/octet-stream`) differs from every download's.
const KEY: &str = "dir/copy.unregistered";

async fn propagation(upstream: &'static Upstream) -> Result<Propagation, RunError> {
    let scenario = &upload_of(upstream);
    let bench = Bench::start().await?;
    let first = PlayOptions {
        leak: Leak::Only(String::new()),
        response: None,
    };
    let (played, _) = play_on(&bench, scenario, &first).await?;
    let response = played.upstream_response.ok_or(RunError::NoRecord {
        scenario: scenario.name,
        request: 0,
    })?;
    let clean = stored(&bench, scenario);
    let mut rows = Vec::with_capacity(response.folded.len());
    for field in &response.folded {
        let name = field.name.clone();
        rows.push(Row {
            alone: replay(&bench, scenario, &response, Leak::Only(name.clone()), clean.as_ref()).await?,
            all_but: replay(&bench, scenario, &response, Leak::AllBut(name.clone()), clean.as_ref()).await?,
            schemes: schemes::notices(&bench, scenario, &response, &name)?,
            name,
            values: field.values.clone(),
        });
    }
    Ok(Propagation {
        upstream,
        key: KEY,
        rows,
    })
}

/// ali-oss 6.1.1 and the `request` stream: the pair that leaks.
fn upload_of(upstream: &'static Upstream) -> Scenario {
    Scenario {
        name: upstream.name,
        story: "",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::DIRECT),
        upstream: Some(upstream),
        intent: scenarios::intent::Intent::put_stream(KEY),
        expect: Expectation {
            verdict: ExpectedVerdict::Verifies,
            hazards: &[],
            because: "",
            fixes: None,
        },
    }
}

async fn replay(
    bench: &Bench,
    scenario: &Scenario,
    response: &UpstreamResponse,
    leak: Leak,
    clean: Option<&Fields>,
) -> Result<LeakOutcome, RunError> {
    let options = PlayOptions {
        leak,
        response: Some(response.clone()),
    };
    let (_, uploads) = play_on(bench, scenario, &options).await?;
    let upload = uploads.last().ok_or(RunError::NoRecord {
        scenario: scenario.name,
        request: 1,
    })?;
    let verdict = upload.diagnosis.verdict;
    let stored = (verdict == VerdictKind::Verified)
        .then(|| stored(bench, scenario))
        .flatten();
    Ok(LeakOutcome {
        verdict,
        effects: effects(upload, clean, stored.as_ref()),
    })
}

fn effects(upload: &Upload, clean: Option<&Fields>, stored: Option<&Fields>) -> Vec<Effect> {
    let mut effects = Vec::new();
    if upload.diagnosis.verdict == VerdictKind::Mismatch {
        effects.push(Effect::BreaksSignature);
    }
    let has = |code: Code| upload.diagnosis.hazards.iter().any(|hazard| hazard.code == code);
    if has(Code::TwoFramings) || upload.diagnosis.verdict == VerdictKind::Refused {
        effects.push(Effect::EndangersFraming);
    }
    if has(Code::CookieSentUpstream) {
        effects.push(Effect::LeaksSecret);
    }
    if let (Some(clean), Some(stored)) = (clean, stored) {
        let differing: BTreeSet<String> = clean
            .symmetric_difference(stored)
            .map(|(name, _)| name.clone())
            .collect();
        if !differing.is_empty() {
            effects.push(Effect::ChangesObject(differing.into_iter().collect()));
        }
    }
    let mut connection = upload.received.named("connection");
    if connection.any(|field| field.value().eq_ignore_ascii_case(b"close")) {
        effects.push(Effect::ClosesConnection);
    }
    effects
}

/// The fields kept with an object.
type Fields = BTreeSet<(String, Vec<u8>)>;

/// What the store keeps with the uploaded object; it is removed, so that the next upload starts clean.
fn stored(bench: &Bench, scenario: &Scenario) -> Option<Fields> {
    let at = Location {
        bucket: BucketName::new(scenario.intent.bucket.as_bytes()).ok()?,
        key: ObjectKey::new(scenario.intent.key.as_bytes()).ok()?,
    };
    let object = bench.store.get(&at).ok()?;
    bench.store.delete(&at).ok()?;
    Some(fields(&object))
}

fn fields(object: &Object) -> Fields {
    object
        .attributes
        .fields
        .iter()
        .map(|field| (field.name.clone(), field.value.clone()))
        .collect()
}
