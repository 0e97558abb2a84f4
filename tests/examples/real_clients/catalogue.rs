//! The catalogue's scenarios as cases for real clients, so that every model has its counterpart.

use anyhow::{Result, bail};
use data_encoding::BASE64;
use jiff::Timestamp;
use scenarios::catalogue::{self, upstreams};
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::{Call, Endpoint, Length};
use scenarios::scenario::{ExpectedVerdict as Expected, Scenario};
use scenarios::sdk::{HandOver, Sdk};
use scenarios::source::SourceKind;
use scenarios::source::download::Downloader;
use scenarios::source::incoming::Library;
use scenarios::source::request_duplex::{Duplex, DuplexLibrary, Gzip, Route};
use scenarios::source::upstream::fetch;
use serde_json::{Map, Value};
use tests::real::{Author, BUCKET, Case, Expectation, ExpectedVerdict, KEY_ID, Origins, Runtime, SECRET};

/// The group of these cases in the index.
pub(crate) const GROUP: &str = "catalogue";

/// All scenarios as cases. Their downloads are added to `origins`, with the heads that the models'
/// downloads get.
pub(crate) async fn cases(origins: &mut Origins) -> Result<Vec<Case>> {
    let credential = Credential::new(KEY_ID, SECRET);
    for upstream in upstreams::ALL {
        let by = Downloader::Plain(Library::NodeHttp);
        let response = fetch::fetch(upstream, by, &Sdk::V6_1_1, &credential, Timestamp::UNIX_EPOCH).await?;
        origins.add(&origin_name(upstream.name), &response.head, &response.body);
    }
    catalogue::all().map(case).collect()
}

fn case(scenario: &Scenario) -> Result<Case> {
    let intent = &scenario.intent;
    if intent.bucket != BUCKET {
        bail!("{}: real clients upload to {BUCKET} only", scenario.name);
    }
    let Client::AliOss(sdk) = scenario.client else {
        bail!("{}: no real client of this kind is played yet", scenario.name);
    };
    let (source, via) = source_and_via(&scenario.source, intent.call);
    Ok(Case {
        id: format!("{GROUP}/{}", scenario.name),
        key: intent.key.to_owned(),
        group: GROUP.to_owned(),
        runtime: match sdk.node.split('.').next() {
            Some("8") => Runtime::Node8,
            Some("20") => Runtime::Node20,
            _ => bail!("{}: no runtime for Node {}", scenario.name, sdk.node),
        },
        destination: format!("ali-oss-{}", sdk.version),
        source: source.to_owned(),
        via: via.to_owned(),
        origin: match (source, scenario.upstream) {
            ("get-stream", _) => "stored".to_owned(),
            (_, Some(upstream)) => origin_name(upstream.name),
            (_, None) => "local".to_owned(),
        },
        name: intent.key.rsplit('/').next().unwrap_or_default().to_owned(),
        more: more(scenario),
        expect: expectation(scenario),
    })
}

fn origin_name(upstream: &str) -> String {
    format!("catalogue-{upstream}")
}

fn source_and_via(source: &SourceKind, call: Call) -> (&'static str, &'static str) {
    match source {
        SourceKind::File(_) => match call {
            Call::PutStream(_) => ("fs", "direct"),
            Call::PutFile { .. } => ("fs", "path"),
            Call::PutBuffer => ("fs", "buffer"),
        },
        SourceKind::Incoming(Library::NodeHttp) => ("http-get", "direct"),
        SourceKind::Incoming(Library::Urllib) => ("urllib-2", "direct"),
        SourceKind::Incoming(Library::SdkGetStream) => ("get-stream", "direct"),
        SourceKind::Duplex(Duplex { library, route }) => {
            let source = match library {
                DuplexLibrary::Request(Gzip::Off) => "request",
                DuplexLibrary::Request(Gzip::On) => "request-gzip",
                DuplexLibrary::Got9 => "got-9",
            };
            let via = match (route, call) {
                (Route::Direct, _) => "direct",
                (Route::Scrubbed, _) => "headers-deleted",
                (Route::PassThrough, _) => "passthrough",
                (Route::ResponseEvent, _) => "response-event",
                (Route::SavedFile, Call::PutFile { .. }) => "saved-path",
                (Route::SavedFile, _) => "file",
                (Route::Buffered, _) => "buffer",
            };
            (source, via)
        }
    }
}

/// What the driver needs to know of the intent.
fn more(scenario: &Scenario) -> Map<String, Value> {
    let intent = &scenario.intent;
    let object = |pairs: &[(&str, &str)]| -> Value {
        pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Value::from(*value)))
            .collect()
    };
    let mut options = Map::new();
    if !intent.headers.is_empty() {
        options.insert("headers".to_owned(), object(intent.headers));
    }
    if !intent.meta.is_empty() {
        options.insert("meta".to_owned(), object(intent.meta));
    }
    options.extend(intent.mime.map(|mime| ("mime".to_owned(), mime.into())));
    if let Call::PutStream(Length::Given(length)) = intent.call {
        options.insert("contentLength".to_owned(), length.into());
    }
    let (Endpoint::Region(host) | Endpoint::Address(host) | Endpoint::OwnName(host)) = intent.endpoint;
    let mut more = Map::from_iter([
        ("endpoint".to_owned(), format!("http://{host}").into()),
        (
            "cname".to_owned(),
            matches!(intent.endpoint, Endpoint::OwnName(_)).into(),
        ),
        ("options".to_owned(), options.into()),
    ]);
    if let Call::PutFile { path } = intent.call {
        more.insert("file".to_owned(), path.rsplit('/').next().unwrap_or(path).into());
    }
    // getStream downloads what the driver uploads first.
    let content = match (scenario.source, scenario.upstream) {
        (SourceKind::File(file), _) => Some(file.content),
        (SourceKind::Incoming(Library::SdkGetStream), Some(upstream)) => Some(upstream.answer.body),
        _ => None,
    };
    more.extend(content.map(|content| ("content".to_owned(), BASE64.encode(content).into())));
    more
}

/// The scenario's own claim, in the words of the matrix. The SDK signs a type always and none of the
/// other fields that leak, so that a type is replaced and the others are too many.
fn expectation(scenario: &Scenario) -> Expectation {
    let duplex = matches!(
        scenario.source,
        SourceKind::Duplex(Duplex {
            route: Route::Direct,
            ..
        })
    );
    let edit = |element: &&str| match *element {
        "field:content-type" => format!("replace {element}"),
        _ => format!("remove {element}"),
    };
    let (verdict, author, edits) = match scenario.expect.verdict {
        Expected::Verifies => (ExpectedVerdict::Verified, None, &[][..]),
        Expected::Mismatch { elements } => (ExpectedVerdict::Mismatch, Some(Author::Download), elements),
    };
    Expectation {
        verdict,
        leaks: duplex && scenario.client.hand_over() == HandOver::CallersStream,
        author,
        edits: edits.iter().map(edit).collect(),
    }
}
