//! A given text beside the service's, stage beside stage.

use memchr::memmem;
use mock_oss::verify::StageName;
use mock_oss::verify::names::algorithms;

use super::judge::spellings;
use super::layout::{Shape, Text};
use super::v4::strings_in;
use crate::diagnosis::case::Case;
use crate::diagnosis::explain::{compare, computed, given_string};
use crate::diagnosis::{Agreement, Evidence, Origin, ShownString, Strings};

/// Both strings, before anything is searched.
///
/// V4 has two stages, and a text may be either of them or both: the canonical request is held against
/// the service's, and the four lines of the string to sign against its four. Of a text that is neither,
/// nothing is shown.
pub(crate) fn beside(case: &Case<'_>, text: &[u8]) -> Strings {
    if case.has_two_stages() {
        let mut all = spellings(text).into_iter();
        return all.find_map(|text| staged(case, &text)).unwrap_or_else(|| Strings {
            server: Some(computed(&case.examination.canonical)),
            client: None,
        });
    }
    Strings {
        server: Some(computed(&case.examination.canonical)),
        client: Some(given_string(text, Origin::Given)),
    }
}

/// What client and service say of their strings, where no key is known to compute one with: of V4 the
/// canonical requests, where both are told, else the four lines.
pub(crate) fn given_strings(evidence: &Evidence) -> (Option<&[u8]>, Option<Vec<u8>>) {
    let server = evidence.server_string_to_sign.as_deref();
    let Some(client) = evidence.client_string_to_sign.as_deref() else {
        return (server, None);
    };
    let Some(string) = strings_in(client).into_iter().next() else {
        return (server, Some(client.to_vec()));
    };
    let request = before_string(client);
    match evidence.server_canonical_request.as_deref() {
        Some(server) if !request.is_empty() => (Some(server), Some(request.to_vec())),
        _ => (server, Some(string)),
    }
}

/// What a text has of the two stages; `None` when it has neither.
fn staged(case: &Case<'_>, text: &[u8]) -> Option<Strings> {
    let string = strings_in(text).into_iter().next();
    let before = match &string {
        Some(_) => before_string(text),
        None => text,
    };
    let request = Text::read(case, before);
    let is_request = request.shape == Shape::Regular;
    if string.is_none() && !is_request {
        return None;
    }
    let layout = if is_request { &request.layout } else { &case.layout };
    let (mut server, mut client, _) = compare(case, layout);
    client.origin = Origin::Given;
    if let Some(string) = string {
        give(&string, &mut server, &mut client);
    }
    if !is_request {
        for shown in [&mut server, &mut client] {
            shown.lines.retain(|line| line.stage == StageName::StringToSign);
        }
    }
    Some(Strings {
        server: Some(server),
        client: Some(client),
    })
}

/// Puts the four lines of a given string to sign in the place of those that were made here.
fn give(string: &[u8], server: &mut ShownString, client: &mut ShownString) {
    let given = given_string(string, Origin::Given).lines.into_iter();
    let of_string = |shown: &ShownString| -> Vec<usize> {
        let lines = shown.lines.iter().enumerate();
        let last = lines.filter(|(_, line)| line.stage == StageName::StringToSign);
        last.map(|(at, _)| at).collect()
    };
    let places = of_string(client).into_iter().zip(of_string(server));
    for (line, (here, there)) in given.zip(places) {
        let agreement = if line.text == server.lines[there].text {
            Agreement::Same
        } else {
            Agreement::Differs
        };
        client.lines[here].text = line.text;
        client.lines[here].agreement = agreement;
        server.lines[there].agreement = agreement;
    }
}

/// The lines before the string to sign, as a text.
fn before_string(text: &[u8]) -> &[u8] {
    let at = algorithms()
        .filter_map(|algorithm| memmem::find(text, algorithm.as_bytes()))
        .min();
    let before = &text[..at.unwrap_or(text.len())];
    before.strip_suffix(b"\n").unwrap_or(before)
}
