//! Plays scenarios one after another.

use mock_oss::server::EntryId;
use mock_oss::verify::Request;
use mock_oss::wire::FieldIndex;
use scenarios::play::{PlayOptions, Played, play_with};
use scenarios::scenario::Scenario;
use scenarios::source::fold::Folded;
use scenarios::source::upstream::fetch::UpstreamResponse;

use super::bench::{Bench, client_credential, now};
use super::{FieldAuthor, Outcome, RunError, Upload, judge};
use crate::diagnosis::{BodyEvidence, BodyExtent, Budget, Evidence, SetLate, UpstreamHead};
use crate::judge::{Asked, Clock};
use crate::words::words;

/// Plays scenarios, each against a server of its own.
///
/// # Errors
/// [`RunError`] when a port, a download or a connection fails. An upload that the service turns
/// down is no error, it is an outcome.
pub async fn play(scenarios: &[&'static Scenario]) -> Result<Vec<Outcome>, RunError> {
    let mut outcomes = Vec::with_capacity(scenarios.len());
    for scenario in scenarios {
        let bench = Bench::start().await?;
        let (played, uploads) = play_on(&bench, scenario, &PlayOptions::default()).await?;
        let misses = judge::misses(&scenario.expect, uploads.last());
        outcomes.push(Outcome {
            scenario,
            uploads,
            upstream_head: played.upstream_response.map(|response| response.head),
            misses,
        });
    }
    Ok(outcomes)
}

/// Plays one scenario on a bench and diagnoses every request that reached the store.
pub(super) async fn play_on(
    bench: &Bench,
    scenario: &Scenario,
    options: &PlayOptions,
) -> Result<(Played, Vec<Upload>), RunError> {
    let name = scenario.name;
    let before = bench
        .server
        .ledger()
        .entries()
        .last()
        .map_or(EntryId(0), |entry| entry.id);
    let played = play_with(scenario, bench.server.address(), &client_credential(), now(), options)
        .await
        .map_err(|source| RunError::Play { scenario: name, source })?;
    let mut uploads = Vec::with_capacity(played.requests.len());
    let entries = settled(bench, before, played.requests.len()).await;
    for (index, sent) in played.requests.iter().enumerate() {
        let record = entries
            .get(index)
            .and_then(|entry| Some((entry, entry.arrival.head.as_ref().ok()?)));
        let (entry, received) = record.ok_or(RunError::NoRecord {
            scenario: name,
            request: index + 1,
        })?;
        let authors = FieldAuthor::of_all(received, &sent.journal);
        let evidence = Evidence {
            set_late: set_late(&authors),
            ..evidence(&sent.content, played.upstream_response.as_ref())
        };
        let asked = Asked {
            request: Request::new(received),
            keyring: &bench.keyring,
            site: &bench.site,
            clock: Clock::At(now()),
        };
        uploads.push(Upload {
            received: received.clone(),
            body_bytes: entry.arrival.body.bytes(),
            body_end: entry.arrival.body.end(),
            status: entry.status(),
            code: entry.answer().and_then(|answer| answer.code),
            authors,
            diagnosis: crate::judge::judge(&asked, &evidence, &Budget::default()),
        });
    }
    Ok((played, uploads))
}

/// The entries of `count` requests that were just answered; the server settles each after its answer.
async fn settled(bench: &Bench, before: EntryId, count: usize) -> Vec<std::sync::Arc<mock_oss::server::Entry>> {
    let mut entries = Vec::new();
    let mut last = before;
    while entries.len() < count {
        let more = bench.server.ledger().wait_after(last).await;
        let Some(newest) = more.last() else { break };
        last = newest.id;
        entries.extend(more);
    }
    entries
}

fn evidence(body: &[u8], response: Option<&UpstreamResponse>) -> Evidence {
    let upstream_response = response.map(|response| UpstreamHead {
        fields: fields(response).collect(),
    });
    Evidence {
        upstream_response,
        body: Some(BodyEvidence {
            leading: body.to_vec(),
            length: Some(body.len() as u64),
            extent: BodyExtent::Whole,
        }),
        ..Evidence::default()
    }
}

/// Who set fields after signing, in head order.
fn set_late(authors: &[Option<FieldAuthor>]) -> Vec<SetLate> {
    let all = authors.iter().enumerate();
    let late = all.filter_map(|(index, author)| {
        let author = author.as_ref().filter(|author| author.after_signing.is_some())?;
        Some(SetLate {
            field: FieldIndex(index),
            author: words!("{}", author),
        })
    });
    late.collect()
}

/// The response's fields as the library saw them, a line each.
fn fields(response: &UpstreamResponse) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    let lines = |field: &Folded| {
        let name = field.name.clone().into_bytes();
        field.values.clone().into_iter().map(move |value| (name.clone(), value))
    };
    response.folded.iter().flat_map(lines)
}
