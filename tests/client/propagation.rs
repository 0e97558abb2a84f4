//! The columns of the propagation tables against the documented sets of signed fields.

use std::sync::Arc;

use harness::run::{
    ACCESS_KEY_ID, ACCESS_KEY_SECRET, LISTED, Notice, OWN_FIELDS, Propagation, SCHEMES, now, propagate,
};
use jiff::SignedDuration;
use mock_oss::clock::FixedClock;
use mock_oss::keyring::{Credential as ServerCredential, Keyring};
use mock_oss::server::{Config, Server};
use scenarios::by_hand::{ByHand, Scheme};
use scenarios::catalogue::upstreams;
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::Intent;
use scenarios::play::{PlayOptions, play_with};
use scenarios::scenario::{Expectation, Scenario};
use scenarios::source::SourceKind;
use scenarios::source::request_duplex::{Duplex, Leak};
use scenarios::source::upstream::Upstream;
use tokio::net::TcpListener;

/// What the vendor's pages say is signed: in V1 "Include a V1 signature in the Authorization header"
/// and "Include a V1 signature in a URL", in V4 the two pages of the same names.
fn is_signed(scheme: Scheme, header: &str) -> bool {
    let by_default = ["content-type", "content-md5"].contains(&header) || header.starts_with("x-oss-");
    match scheme {
        Scheme::V1Header => by_default || header == "date",
        Scheme::V1Url => by_default,
        Scheme::V2Header(listed) | Scheme::V4Header(listed) | Scheme::V4Url(listed) => {
            by_default || listed.contains(&header)
        }
    }
}

#[tokio::test]
async fn a_scheme_notices_the_headers_that_it_signs_and_no_others() {
    let mut cells = 0;
    for (download, header, values, scheme, notice) in cells_of(&tables().await) {
        let changes = values != own(&header);
        let expected = if is_signed(scheme, &header) && changes {
            Notice::Breaks
        } else {
            Notice::Passes
        };
        assert_eq!(notice, expected, "{download}: {header} under {}", scheme.label());
        cells += 1;
    }
    assert!(cells >= 250, "{cells}");
}

#[tokio::test]
async fn only_a_list_notices_metadata_that_a_download_replaces() {
    let tables = tables().await;
    let noticing: Vec<&str> = cells_of(&tables)
        .filter(|(download, header, ..)| *download == "wechat-code" && header == "cache-control")
        .filter(|(.., notice)| *notice == Notice::Breaks)
        .map(|(.., scheme, _)| scheme.label())
        .collect();
    assert_eq!(noticing, [Scheme::V4Header(LISTED).label()]);
}

#[tokio::test]
async fn two_computations_give_the_same_tables() {
    let notices = |tables: &[Propagation]| cells_of(tables).map(|(.., notice)| notice).collect::<Vec<_>>();
    assert_eq!(notices(&tables().await), notices(&tables().await));
}

/// The tables are computed without a socket; over one the service answers the same.
#[tokio::test]
async fn the_service_answers_over_a_socket_what_the_table_says() {
    let object: &'static Upstream = named("oss-object");
    let table = propagate(&[object]).await.unwrap();
    let keyring = Keyring::new().with(ACCESS_KEY_ID, ServerCredential::new(ACCESS_KEY_SECRET));
    let config = Config {
        clock: Arc::new(FixedClock(now())),
        ..Config::new(keyring)
    };
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let server = Server::start(listener, config).unwrap();
    for (_, header, _, scheme, notice) in cells_of(&table) {
        let options = PlayOptions {
            leak: Leak::Only(header.clone()),
            response: None,
        };
        let by = Credential::new(ACCESS_KEY_ID, ACCESS_KEY_SECRET);
        let signed_at = now() - SignedDuration::from_secs(1);
        let played = play_with(&upload(object, scheme), server.address(), &by, signed_at, &options).await;
        let status = played.unwrap().requests[0].reply.as_ref().map(|reply| reply.status);
        let expected = if notice == Notice::Passes { 200 } else { 403 };
        assert_eq!(status, Some(expected), "{header} under {}", scheme.label());
    }
}

fn upload(download: &'static Upstream, scheme: Scheme) -> Scenario {
    Scenario {
        name: "by-hand",
        story: "an upload that a program signs itself",
        client: Client::ByHand(ByHand::with(scheme)),
        source: SourceKind::Duplex(Duplex::DIRECT),
        upstream: Some(download),
        intent: Intent::put_stream("dir/copy.unregistered").with_headers(OWN_FIELDS),
        expect: Expectation::verifies("only the answer is looked at"),
    }
}

fn named(name: &str) -> &'static Upstream {
    upstreams::ALL
        .iter()
        .copied()
        .find(|upstream| upstream.name == name)
        .unwrap()
}

/// What the upload itself sets under this name.
fn own(header: &str) -> Vec<Vec<u8>> {
    let of_that_name = |(name, _): &&(&str, &str)| name.eq_ignore_ascii_case(header);
    OWN_FIELDS
        .iter()
        .filter(of_that_name)
        .map(|(_, value)| value.as_bytes().to_vec())
        .collect()
}

async fn tables() -> Vec<Propagation> {
    propagate(upstreams::ALL).await.unwrap()
}

/// Download, header, its values, scheme, and whether it notices.
fn cells_of(tables: &[Propagation]) -> impl Iterator<Item = (&'static str, String, Vec<Vec<u8>>, Scheme, Notice)> {
    tables.iter().flat_map(|table| {
        let download = table.upstream.name;
        table.rows.iter().flat_map(move |row| {
            let cell = move |(scheme, notice)| (download, row.name.clone(), row.values.clone(), scheme, notice);
            SCHEMES.into_iter().zip(row.schemes).map(cell)
        })
    })
}
