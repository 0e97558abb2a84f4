//! The mini-program code: the case of the original report.

use super::upstreams;
use crate::{
    client::Client,
    intent::Intent,
    scenario::{
        Expectation, Scenario,
        hazard::{BECOMES_METADATA, ERROR_BODY, HOP_BY_HOP, MASKED_LEAK, TWO_FRAMINGS},
    },
    sdk::Sdk,
    source::{
        SourceKind,
        request_duplex::{Duplex, Route},
    },
};

const SOURCE: SourceKind = SourceKind::Duplex(Duplex::DIRECT);

/// The family.
pub const FAMILY: &[Scenario] = &[
    Scenario {
        name: "wechat-code-to-png",
        story: "WeChat draws a mini-program code, request downloads it, and its stream is handed to putStream \
                under a key that ends in .png.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream("codes/1562054400000.png"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "WeChat answers image/jpeg, the SDK signed image/png, and the stream put the first in the place of \
             the second",
        )
        .with_hazards(&[BECOMES_METADATA, HOP_BY_HOP, TWO_FRAMINGS]),
    },
    Scenario {
        name: "wechat-code-to-jpg",
        story: "The same under a key that ends in .jpg. The upload succeeds; the object keeps WeChat's \
                Content-disposition and Cache-Control.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::WECHAT_CODE),
        intent: Intent::put_stream("codes/1562054400000.jpg"),
        expect: Expectation::verifies(
            "the types agree, so that the leak breaks nothing that is signed; it turns the image into an \
             attachment all the same",
        )
        .with_hazards(&[BECOMES_METADATA, HOP_BY_HOP, MASKED_LEAK, TWO_FRAMINGS]),
    },
    Scenario {
        name: "wechat-error-to-jpg",
        story: "The access token has expired: WeChat answers 200 with a JSON text, and the same code uploads it \
                as a .jpg.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SOURCE,
        upstream: Some(&upstreams::WECHAT_ERROR),
        intent: Intent::put_stream("codes/1562054400000.jpg"),
        expect: Expectation::fails_on(
            &["field:content-type"],
            "the error is application/json and the SDK signed image/jpeg: the leak, for once, stops the wrong \
             body from being stored",
        )
        .with_hazards(&[ERROR_BODY, HOP_BY_HOP, TWO_FRAMINGS]),
    },
    Scenario {
        name: "wechat-error-through-pass-through",
        story: "The same expired token after the leak was repaired with a PassThrough: the JSON text is stored \
                under the .jpg key, and nobody notices.",
        client: Client::AliOss(Sdk::V6_1_1),
        source: SourceKind::Duplex(Duplex::by(Route::PassThrough)),
        upstream: Some(&upstreams::WECHAT_ERROR),
        intent: Intent::put_stream("codes/1562054400000.jpg"),
        expect: Expectation::verifies(
            "nothing leaks and nothing looks at the download's status or type: a pipe needs a check before it",
        )
        .with_hazards(&[ERROR_BODY]),
    },
];
