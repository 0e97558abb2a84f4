//! Security tokens whose `+` was lost in a URL.

use mock_oss::verify::names::{Part, is_url_parameter};
use mock_oss::verify::{Refusal, query_decode};

use crate::diagnosis::case::Case;
use crate::diagnosis::case::edit::Step;
use crate::diagnosis::case::text::{percent_encoded, replaced};
use crate::words::Words;

/// What is said of a token that arrived with blanks.
pub(super) struct Blanks {
    pub(super) notes: Vec<Words>,
    pub(super) help: Vec<Words>,
}

/// The words for a token in a URL that is the key's own but for blanks where it has `+`; `None` for any
/// other token. In a query `+` stands for a blank (URL standard, `application/x-www-form-urlencoded`).
pub(super) fn with_blanks(case: &Case<'_>, refusal: &Refusal) -> Option<Blanks> {
    if !matches!(refusal, Refusal::WrongToken { .. } | Refusal::TokenOfOtherKey { .. }) {
        return None;
    }
    let token = case.credential()?.token.as_ref()?.expose();
    let mut parameters = case.received().query();
    let pair = parameters.find(|pair| is_url_parameter(&query_decode(pair.name), Part::Token))?;
    let arrived = query_decode(pair.value?);
    if arrived == token || replaced(&arrived, b" ", b"+") != token {
        return None;
    }
    let mended = [pair.name, b"=", &percent_encoded(token)].concat();
    let holds = case
        .after(&[Step::QuerySet(pair.index, mended)])
        .is_some_and(|case| case.holds());
    Some(Blanks {
        notes: vec![
            "its `+` arrived as blanks: in a query `+` stands for a blank".into(),
            if holds {
                "with the token percent-encoded the presented signature verifies".into()
            } else {
                "the signature does not verify with the right token either".into()
            },
        ],
        help: vec!["percent-encode the token in the URL: `+` as `%2B`, `/` as `%2F`, `=` as `%3D`".into()],
    })
}
