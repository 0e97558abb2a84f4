//! Plays cases: one mock-oss for the matrix and one for each scenario, one origin, one driver per
//! runtime, all at the same time.

use std::collections::BTreeMap;

use anyhow::Result;
use serde_json::{Value, json};
use tests::real::{BUCKET, Case, KEY_ID, Origins, Runtime, SECRET};

use crate::catalogue;
use crate::outcome::{Outcome, Witnesses};
use crate::process::{Origin, Played, drive};
use crate::server::{Store, Upload};

/// How long one case may take, in milliseconds.
const CASE_LIMIT: u64 = 30_000;

pub(crate) async fn play(cases: &[Case], origins: &Origins) -> Result<Vec<Outcome>> {
    let stores = Stores::start(cases).await?;
    let origin = Origin::start(origins).await?;
    let mut drivers = Vec::new();
    for runtime in Runtime::ALL {
        let own = cases.iter().filter(|case| case.runtime == runtime);
        let own: Vec<Value> = own.map(|case| case.for_driver(stores.port(case))).collect();
        if !own.is_empty() {
            let job = job(&stores.shared.url(), &origin.url, origins, &own);
            drivers.push(tokio::spawn(drive(runtime, job)));
        }
    }
    let mut played: BTreeMap<String, Played> = BTreeMap::new();
    for driver in drivers {
        played.extend(driver.await??.into_iter().map(|one| (one.case.clone(), one)));
    }
    let dates = origin.end().await?;
    let uploads = stores.end(cases).await;
    let witnesses = Witnesses {
        played: &played,
        uploads: &uploads,
        dates: &dates,
        origins,
    };
    Ok(cases.iter().map(|case| witnesses.outcome(case)).collect())
}

/// The servers. A case of the matrix uploads to a key of its own, so one server is enough for all;
/// scenarios share keys, so each has a server.
struct Stores {
    shared: Store,
    own: BTreeMap<String, Store>,
}

impl Stores {
    async fn start(cases: &[Case]) -> Result<Self> {
        let mut own = BTreeMap::new();
        for case in cases.iter().filter(|case| case.group == catalogue::GROUP) {
            own.insert(case.id.clone(), Store::start().await?);
        }
        let shared = Store::start().await?;
        Ok(Self { shared, own })
    }

    fn port(&self, case: &Case) -> Option<u16> {
        self.own.get(&case.id).map(Store::port)
    }

    /// Stops all servers and tells what each case uploaded.
    async fn end(self, cases: &[Case]) -> BTreeMap<String, Vec<Upload>> {
        let mut shared = self.shared.end().await;
        let mut own = BTreeMap::new();
        for (case, store) in self.own {
            own.insert(case, store.end().await);
        }
        let uploads = cases.iter().map(|case| {
            let store = own.get_mut(&case.id).unwrap_or(&mut shared);
            (case.id.clone(), store.remove(&case.key).unwrap_or_default())
        });
        uploads.collect()
    }
}

fn job(store: &str, origin: &str, origins: &Origins, cases: &[Value]) -> Value {
    json!({
        "endpoint": store,
        "origin": origin,
        "asks": origins.asks(),
        "bucket": BUCKET,
        "id": KEY_ID,
        "secret": SECRET,
        "timeoutMs": CASE_LIMIT,
        "cases": cases,
    })
}
