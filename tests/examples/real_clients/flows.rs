//! Whole flows of the real SDKs against a server in this process: put, get, list, multipart and the
//! rest, presigned URLs by curl, browser forms. The scripts judge what came back
//! (`tests/clients/python/flows.py`, `node/flows.js`), and `flows_reqsign.rs` for Rust.

use std::collections::BTreeMap;

use anyhow::{Result, ensure};
use serde::Deserialize;
use tests::real::Runtime;

use crate::flows_reqsign;
use crate::process::flow_lines;
use crate::server::Store;

/// One flow, as a script tells of it.
#[derive(Debug, Deserialize)]
pub(crate) struct Flow {
    client: String,
    version: String,
    scheme: String,
    #[serde(rename = "flow")]
    name: String,
    /// `None` where the client has no such call.
    ok: Option<bool>,
    error: Option<String>,
}

/// How the flows of one client by one scheme went.
#[derive(Default)]
struct Count {
    passed: usize,
    failed: usize,
    absent: usize,
}

/// Runs the flows and prints each failure and a table. Only flows whose name contains `filter` count.
/// Returns whether all of those passed.
///
/// # Errors
///
/// When a script cannot be run, ends without a table, or no flow is named like `filter`.
pub(crate) async fn flows(filter: &str) -> Result<bool> {
    let store = Store::start().await?;
    let mut table: BTreeMap<String, Count> = BTreeMap::new();
    let mut flows = flows_reqsign::play(store.address()).await;
    for runtime in [Runtime::Python, Runtime::Node20] {
        for line in flow_lines(runtime, &store.url()).await? {
            flows.push(serde_json::from_str(&line)?);
        }
    }
    store.end().await;
    for flow in &flows {
        let who = format!("{} {} {}", flow.client, flow.version, flow.scheme);
        if format!("{who} {}", flow.name).contains(filter) {
            table.entry(who.clone()).or_default().add(flow, &who);
        }
    }
    ensure!(!table.is_empty(), "no flow is named like `{filter}`");
    for (who, count) in &table {
        println!("{who:50} {}", count.told());
    }
    let (passed, failed) = table.values().fold((0, 0), |(passed, failed), count| {
        (passed + count.passed, failed + count.failed)
    });
    println!("{passed} passed, {failed} failed");
    Ok(table.values().all(|count| count.failed == 0))
}

impl Flow {
    /// A flow that was played here.
    pub(crate) fn told(client: &str, version: &str, scheme: &str, name: &str, outcome: Result<()>) -> Self {
        Self {
            client: client.to_owned(),
            version: version.to_owned(),
            scheme: scheme.to_owned(),
            name: name.to_owned(),
            ok: Some(outcome.is_ok()),
            error: outcome.err().map(|error| format!("{error:#}")),
        }
    }
}

impl Count {
    /// Counts a flow, and prints it when it is not a pass.
    fn add(&mut self, flow: &Flow, who: &str) {
        let error = flow.error.as_deref().unwrap_or_default();
        match flow.ok {
            Some(true) => self.passed += 1,
            Some(false) => {
                self.failed += 1;
                println!("failed: {who} {}: {error}", flow.name);
            }
            None => {
                self.absent += 1;
                println!("not run: {who} {}: {error}", flow.name);
            }
        }
    }

    fn told(&self) -> String {
        let run = self.passed + self.failed;
        format!(
            "{:3} of {run:3} passed, {} not in this client",
            self.passed, self.absent
        )
    }
}
