//! Both sides' lines beside each other.

use mock_oss::verify::{Canonical, Line, Provenance, Rule, Scheme, StageName};

use crate::diagnosis::case::Case;
use crate::diagnosis::case::layout::{Layout, Piece, PieceKey};
use crate::diagnosis::{Agreement, LineRef, Origin, ShownLine, ShownString};
use crate::words::Wire;

/// The service's string alone.
pub(crate) fn computed(canonical: &Canonical) -> ShownString {
    let stages = canonical.stages.iter();
    let lines = stages.flat_map(|stage| stage.lines.iter().map(|line| (stage.name, line)));
    let lines = lines.map(|(stage, line)| ShownLine {
        stage,
        text: line.without_token().into(),
        rule: Some(line.rule),
        from: Some(line.from.clone()),
        agreement: Agreement::Alone,
    });
    ShownString {
        origin: Origin::Computed,
        lines: lines.collect(),
    }
}

/// The service's string and the recovered one, and the lines that differ.
pub(crate) fn compare(case: &Case<'_>, signed: &Layout) -> (ShownString, ShownString, Vec<LineRef>) {
    let server = of_canonical(&case.examination.canonical);
    let client = of_layout(signed, case.scheme());
    let pairs = aligned(&server, &client);
    let here = |this: Option<usize>, other: Option<usize>| match (this, other) {
        (Some(one), Some(two)) if server[one].text == client[two].text => Agreement::Same,
        (Some(_), Some(_)) => Agreement::Differs,
        _ => Agreement::OnlyHere,
    };
    let on_server = pairs
        .iter()
        .filter_map(|&(one, two)| Some((&server[one?], here(one, two))));
    let on_client = pairs
        .iter()
        .filter_map(|&(one, two)| Some((&client[two?], here(one, two))));
    let strings = (shown(Origin::Computed, on_server), shown(Origin::Recovered, on_client));
    (strings.0, strings.1, different(&pairs, &server, &client))
}

/// A line of either side.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Entry {
    stage: StageName,
    rule: Rule,
    /// The header's name, for header lines.
    name: Vec<u8>,
    text: Vec<u8>,
    from: Option<Provenance>,
}

impl Entry {
    fn is_the_same_place_as(&self, other: &Self) -> bool {
        (self.stage, self.rule, &self.name) == (other.stage, other.rule, &other.name)
    }
}

fn of_canonical(canonical: &Canonical) -> Vec<Entry> {
    let stages = canonical.stages.iter();
    let lines = stages.flat_map(|stage| stage.lines.iter().map(|line| (stage.name, line)));
    lines
        .map(|(stage, line)| Entry {
            stage,
            rule: line.rule,
            name: line.header_name().unwrap_or_default().to_vec(),
            text: line.text.clone(),
            from: Some(line.from.clone()),
        })
        .collect()
}

fn of_layout(layout: &Layout, scheme: Scheme) -> Vec<Entry> {
    let two_stages = !layout.ends.is_empty();
    let first = if two_stages {
        StageName::CanonicalRequest
    } else {
        StageName::StringToSign
    };
    let mut entries: Vec<Entry> = Vec::new();
    let mut goes_on = false;
    for piece in &layout.pieces {
        let Some(text) = &piece.text else { continue };
        match entries.last_mut().filter(|_| goes_on) {
            Some(entry) => entry.text.extend_from_slice(text),
            None => entries.push(entry(first, piece, text, scheme)),
        }
        goes_on = piece.end.is_empty();
    }
    for piece in &layout.ends {
        let text = piece.text.as_deref().unwrap_or_default();
        entries.push(entry(StageName::StringToSign, piece, text, scheme));
    }
    if two_stages {
        let hash = layout.hash();
        entries.push(Entry {
            stage: StageName::StringToSign,
            rule: Rule::RequestHash,
            name: Vec::new(),
            text: hash.into_bytes(),
            from: None,
        });
    }
    entries
}

fn entry(stage: StageName, piece: &Piece, text: &[u8], scheme: Scheme) -> Entry {
    Entry {
        stage,
        rule: piece.key.rule(scheme),
        name: match &piece.key {
            PieceKey::Header(name) => name.clone(),
            _ => Vec::new(),
        },
        text: text.to_vec(),
        from: None,
    }
}

/// The longest common subsequence of places, with what stands between on either side.
fn aligned(server: &[Entry], client: &[Entry]) -> Vec<(Option<usize>, Option<usize>)> {
    let both = server.iter().zip(client);
    let begin = both.take_while(|(one, two)| one.is_the_same_place_as(two)).count();
    let (server, client) = (&server[begin..], &client[begin..]);
    let rest = if server.len() * client.len() > MOST_PAIRS {
        let alone = (0..server.len()).map(|one| (Some(one), None));
        alone.chain((0..client.len()).map(|two| (None, Some(two)))).collect()
    } else {
        longest_common(server, client)
    };
    let shifted = |at: Option<usize>| at.map(|at| at + begin);
    let rest = rest.into_iter().map(|(one, two)| (shifted(one), shifted(two)));
    (0..begin).map(|at| (Some(at), Some(at))).chain(rest).collect()
}

/// Of more pairs of lines than these, none are compared: the table of them would be large.
const MOST_PAIRS: usize = 1 << 20;

fn longest_common(server: &[Entry], client: &[Entry]) -> Vec<(Option<usize>, Option<usize>)> {
    let mut common = vec![vec![0_usize; client.len() + 1]; server.len() + 1];
    for one in (0..server.len()).rev() {
        for two in (0..client.len()).rev() {
            common[one][two] = if server[one].is_the_same_place_as(&client[two]) {
                common[one + 1][two + 1] + 1
            } else {
                common[one + 1][two].max(common[one][two + 1])
            };
        }
    }
    let (mut one, mut two) = (0, 0);
    let mut pairs = Vec::new();
    while one < server.len() || two < client.len() {
        if one < server.len() && two < client.len() && server[one].is_the_same_place_as(&client[two]) {
            pairs.push((Some(one), Some(two)));
            (one, two) = (one + 1, two + 1);
        } else if two == client.len() || (one < server.len() && common[one + 1][two] >= common[one][two + 1]) {
            pairs.push((Some(one), None));
            one += 1;
        } else {
            pairs.push((None, Some(two)));
            two += 1;
        }
    }
    pairs
}

/// The hash line of the second stage differs whenever the first does, and is no difference of its own.
fn different(pairs: &[(Option<usize>, Option<usize>)], server: &[Entry], client: &[Entry]) -> Vec<LineRef> {
    let mut next = 0;
    let mut all = Vec::new();
    // How many lines of each stage stand before, and in all.
    let (mut before, mut counted) = ([0_usize; 2], 0);
    for &(one, two) in pairs {
        next = one.map_or(next, |one| one + 1);
        let line = one.map(|one| &server[one]).or(two.map(|two| &client[two]));
        let same = one
            .zip(two)
            .is_some_and(|(one, two)| server[one].text == client[two].text);
        if let Some(line) = line.filter(|line| !same && line.rule != Rule::RequestHash) {
            for other in &server[counted..one.unwrap_or(next).min(server.len())] {
                counted += 1;
                before[usize::from(other.stage == StageName::StringToSign)] += 1;
            }
            all.push(LineRef {
                stage: line.stage,
                index: before[usize::from(line.stage == StageName::StringToSign)],
                rule: line.rule,
            });
        }
    }
    all
}

fn shown<'e>(origin: Origin, lines: impl Iterator<Item = (&'e Entry, Agreement)>) -> ShownString {
    let lines = lines.map(|(entry, agreement)| ShownLine {
        stage: entry.stage,
        text: without_token(&entry.text, entry.rule),
        rule: Some(entry.rule),
        from: entry.from.clone(),
        agreement,
    });
    ShownString {
        origin,
        lines: lines.collect(),
    }
}

/// A line, the value of a security token left out.
fn without_token(line: &[u8], rule: Rule) -> Wire {
    Line::new(line, rule, Provenance::Fixed).without_token().into()
}

/// A string as given, line by line, the value of a security token left out.
pub(crate) fn given_string(text: &[u8], origin: Origin) -> ShownString {
    let lines = text.split(|&byte| byte == b'\n').map(|line| ShownLine {
        stage: StageName::StringToSign,
        text: without_token(line, Rule::Header),
        rule: None,
        from: None,
        agreement: Agreement::Alone,
    });
    ShownString {
        origin,
        lines: lines.collect(),
    }
}
