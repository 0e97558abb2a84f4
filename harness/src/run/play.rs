//! Plays scenarios one after another.

use std::collections::BTreeMap;

use mock_oss::server::EntryId;
use mock_oss::verify::Request;
use mock_oss::wire::Received;
use scenarios::journal::Journal;
use scenarios::play::{PlayOptions, Played, play_with};
use scenarios::scenario::Scenario;
use scenarios::source::fold::Folded;
use scenarios::source::upstream::fetch::UpstreamResponse;

use super::bench::{Bench, client_credential, now};
use super::{FieldAuthor, Outcome, RunError, Upload, judge};
use crate::diagnosis::{BodyEvidence, BodyExtent, Budget, Diagnosis, Evidence, UpstreamHead, diagnose};
use crate::words::{Words, wire, words};

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
        let evidence = evidence(&sent.content, played.upstream_response.as_ref());
        let diagnosis = diagnose(&Request::new(received), &bench.service(), &evidence, &Budget::default());
        uploads.push(Upload {
            received: received.clone(),
            body_bytes: entry.arrival.body.bytes(),
            body_end: entry.arrival.body.end(),
            status: entry.status(),
            code: entry.answer().and_then(|answer| answer.code),
            authors: FieldAuthor::of_all(received, &sent.journal),
            diagnosis: with_authors(diagnosis, received, &sent.journal),
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

/// The response's fields as the library saw them, a line each.
fn fields(response: &UpstreamResponse) -> impl Iterator<Item = (Vec<u8>, Vec<u8>)> {
    let lines = |field: &Folded| {
        let name = field.name.clone().into_bytes();
        field.values.clone().into_iter().map(move |value| (name.clone(), value))
    };
    response.folded.iter().flat_map(lines)
}

/// Joins the journal on: under each finding that points at a field, who set that field and when.
fn with_authors(mut diagnosis: Diagnosis, received: &Received, journal: &Journal) -> Diagnosis {
    let authors = FieldAuthor::of_all(received, journal);
    for diagnostic in &mut diagnosis.diagnostics {
        let pointed = received.fields().zip(&authors).filter(|(field, _)| {
            let line = field.line_span();
            diagnostic
                .labels
                .iter()
                .any(|label| line.start <= label.span.start && label.span.end <= line.end)
        });
        let late = pointed
            .filter_map(|(field, author)| Some((field, author.as_ref()?)))
            .filter(|(_, author)| author.after_signing.is_some());
        let mut by_author: BTreeMap<Words, Vec<Words>> = BTreeMap::new();
        for (field, author) in late {
            by_author
                .entry(words!("{}", author))
                .or_default()
                .push(words!("`{}`", wire(field.name().to_ascii_lowercase())));
        }
        let notes = by_author
            .into_iter()
            .map(|(author, fields)| words!("{}: {}", Words::joined(fields, ", "), author));
        diagnostic.notes.extend(notes);
    }
    diagnosis
}
