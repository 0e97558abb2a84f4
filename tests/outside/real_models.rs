//! The modelled client against recorded uploads: same SDK, same source, same answer of the download,
//! same moment, and the head must be the recorded one byte for byte, signature included.

use mock_oss::wire::{Framer, Limits, Received};
use scenarios::catalogue;
use scenarios::client::Client;
use scenarios::credential::Credential;
use scenarios::intent::{Call, Endpoint, Intent, Length};
use scenarios::play::{self, PlayOptions, Sent};
use scenarios::scenario::{Expectation, ExpectedVerdict, Scenario};
use scenarios::sdk::{Generation, NameCase, Sdk};
use scenarios::source::SourceKind;
use scenarios::source::file::File;
use scenarios::source::fold;
use scenarios::source::incoming::Library;
use scenarios::source::request_duplex::{Duplex, DuplexLibrary, Gzip, Route};
use scenarios::source::upstream::fetch::UpstreamResponse;
use tests::real::{
    BUCKET, Capture, Difference, Index, KEY_ID, Origins, Runtime, SECRET, differences, fields_of, judged_at,
};

use crate::support::recorder::Recorder;

/// What the driver's local file holds.
const LOCAL: &[u8] = b"hello";

#[tokio::test]
async fn every_scenario_writes_the_head_that_its_real_counterpart_sent() {
    let index = Index::load().unwrap();
    let mut wrong = Vec::new();
    for scenario in catalogue::all() {
        let Some(capture) = index.find(&format!("catalogue/{}", scenario.name)) else {
            wrong.push(format!("{} has no recorded counterpart", scenario.name));
            continue;
        };
        for difference in difference_from(capture, scenario, &PlayOptions::default()).await {
            wrong.push(format!("{}: {difference}", scenario.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn the_model_writes_every_recorded_head_that_it_has_a_model_for() {
    let (index, origins) = (Index::load().unwrap(), Origins::load().unwrap());
    let mut held = 0;
    let mut wrong = Vec::new();
    for capture in &index.captures {
        let Some((scenario, options)) = model(capture, &index, &origins) else {
            continue;
        };
        held += 1;
        for difference in difference_from(capture, &scenario, &options).await {
            wrong.push(format!("{}: {difference}", capture.case));
        }
    }
    assert!(wrong.is_empty(), "{held} models, wrong are\n{}", wrong.join("\n"));
    assert_eq!(held, 164, "recordings that have a model");
}

#[tokio::test]
async fn every_scenario_sends_as_many_bytes_as_its_real_counterpart() {
    let index = Index::load().unwrap();
    for capture in index.captures.iter().filter(|one| one.group == "catalogue") {
        let scenario = catalogue::named(capture.case.strip_prefix("catalogue/").unwrap()).unwrap();
        let sent = sent(capture, scenario, &PlayOptions::default()).await;
        let mut framer = Framer::new(Limits::default());
        framer.push(&sent.head);
        framer.push(&sent.body);
        let arrival = framer.next_arrival().unwrap();
        assert_eq!(arrival.body.bytes(), capture.body_bytes, "{}", capture.case);
    }
}

/// How the head that the model writes at the moment of the recording differs from it.
async fn difference_from(capture: &Capture, scenario: &Scenario, options: &PlayOptions) -> Vec<Difference> {
    differences(&capture.head().unwrap(), &sent(capture, scenario, options).await.head)
}

/// What the model sends at the moment of the recording.
async fn sent(capture: &Capture, scenario: &Scenario, options: &PlayOptions) -> Sent {
    let now = judged_at(&Received::parse(capture.head().unwrap()).unwrap());
    let store = Recorder::start().await;
    let credential = Credential::new(KEY_ID, SECRET);
    let played = play::play_with(scenario, store.address, &credential, now, options).await;
    let [sent] = <[_; 1]>::try_from(played.unwrap().requests).unwrap();
    sent
}

/// The recorded upload as a scenario; `None` when a client of it has no model.
fn model(capture: &Capture, index: &Index, origins: &Origins) -> Option<(Scenario, PlayOptions)> {
    if capture.group == "catalogue" {
        return None;
    }
    let sdk = sdk(capture)?;
    let source = source(capture)?;
    let host = host_of(&capture.head().unwrap());
    let scenario = Scenario {
        name: "recorded",
        story: "an upload that was recorded",
        client: Client::AliOss(sdk),
        source,
        upstream: None,
        intent: Intent {
            endpoint: Endpoint::Address(host),
            bucket: BUCKET,
            ..Intent::put_stream(forever(capture.case.clone())).by(call(capture))
        },
        expect: Expectation {
            verdict: ExpectedVerdict::Verifies,
            hazards: &[],
            because: "only the head is looked at",
            fixes: None,
        },
    };
    let options = PlayOptions {
        response: Some(response(capture, index, origins)),
        ..PlayOptions::default()
    };
    Some((scenario, options))
}

fn sdk(capture: &Capture) -> Option<Sdk> {
    let (version, generation) = match capture.destination.strip_prefix("ali-oss-")? {
        "4.11.4" => ("4.11.4", Generation::Four),
        "5.3.2" => ("5.3.2", Generation::Six),
        "6.0.0" => ("6.0.0", Generation::Six),
        "6.1.1" => ("6.1.1", Generation::Six),
        "6.2.0" => ("6.2.0", Generation::SixTwo),
        "6.23.0" => ("6.23.0", Generation::SixSeventeen),
        _ => return None,
    };
    let names = if capture.runtime == Runtime::Node8 {
        NameCase::Kept
    } else {
        NameCase::Lowered
    };
    Some(Sdk {
        version,
        node: forever(capture.versions["node"].clone()),
        generation,
        names,
    })
}

fn source(capture: &Capture) -> Option<SourceKind> {
    let library = match capture.source.as_str() {
        "fs" => return Some(SourceKind::File(File { content: LOCAL })),
        "http-get" => return Some(SourceKind::Incoming(Library::NodeHttp)),
        "urllib-2" => return Some(SourceKind::Incoming(Library::Urllib)),
        "get-stream" => return Some(SourceKind::Incoming(Library::SdkGetStream)),
        "request" | "postman-request" | "cypress-request" => DuplexLibrary::Request(Gzip::Off),
        "request-gzip" => DuplexLibrary::Request(Gzip::On),
        "got-9" => DuplexLibrary::Got9,
        _ => return None,
    };
    let route = match capture.via.as_str() {
        "direct" => Route::Direct,
        "headers-deleted" => Route::Scrubbed,
        "passthrough" => Route::PassThrough,
        "response-event" => Route::ResponseEvent,
        "file" => Route::SavedFile,
        "buffer" => Route::Buffered,
        _ => return None,
    };
    Some(SourceKind::Duplex(Duplex { library, route }))
}

fn call(capture: &Capture) -> Call {
    match capture.via.as_str() {
        "path" => Call::PutFile { path: "local" },
        "buffer" => Call::PutBuffer,
        _ if capture.name.starts_with("sized") => Call::PutStream(Length::Given(22)),
        _ => Call::PutStream(Length::Unknown),
    }
}

/// The download's response as it was, or an empty one where there was none.
fn response(capture: &Capture, index: &Index, origins: &Origins) -> UpstreamResponse {
    let head = index.download(capture).unwrap_or_default();
    let fields: Vec<_> = fields_of(&head).collect();
    UpstreamResponse {
        upstream: "recorded",
        request: Vec::new(),
        status: 200,
        folded: fold::fold(&fields),
        body: origins.body(&capture.origin).unwrap_or_default(),
        head,
    }
}

/// The address in `Host`; where the SDK writes the bucket's name there, any address will do.
fn host_of(head: &[u8]) -> &'static str {
    let received = Received::parse(head.to_vec()).unwrap();
    let field = received.named("host").next().unwrap();
    let value = String::from_utf8(field.value().into_owned()).unwrap();
    if value.starts_with("127.0.0.1:") {
        forever(value)
    } else {
        "127.0.0.1:1"
    }
}

/// The catalogue's types hold static text; a test may leak a little.
fn forever(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}
