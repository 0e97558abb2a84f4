//! A case of some faults, drawn.

use std::collections::BTreeSet;

use harness::diagnosis::{Element, Op, Space};

use super::place::Place;
use super::rule::{Kind, Rule, leads, rules};
use super::texts;
use crate::accuracy::base::{Facts, Request};
use crate::accuracy::case::Case;
use crate::accuracy::cause::Done;
use crate::accuracy::done;
use crate::accuracy::head::Head;
use crate::accuracy::rng::Rng;
use crate::accuracy::signer::{Draft, Key, Part, changed, draft};

/// One thing that was done to a request.
#[derive(Debug, Clone)]
pub struct Fault {
    /// What.
    pub rule: Rule,
    /// Where.
    pub at: At,
    /// The text that the place had before.
    before: Vec<u8>,
    /// The text that was made of it.
    after: Vec<u8>,
}

/// Where something is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// To what is sent.
    Sent(Place),
    /// To what the client signs.
    Signed(Place),
    /// To the secret that it signs with.
    Secret,
}

/// A broken request, and what was done to it.
#[derive(Debug, Clone)]
pub struct Drawn {
    /// The request.
    pub case: Case,
    /// What was done.
    pub faults: Vec<Fault>,
    /// Whether the grammar leads back, fault by fault.
    pub within_reach: bool,
}

/// Draws a case of so many faults at places of their own. `None` when this draw gives none.
#[must_use]
pub fn draw(number: u64, rng: &mut Rng, at_once: usize, real: &[Request]) -> Option<Drawn> {
    let mut request = rng.pick(real)?.clone();
    let mut places: Vec<At> = Vec::new();
    while places.len() < at_once {
        let at = match rng.below(20) {
            0..=1 => At::Secret,
            2..=12 => At::Sent(Place::any(rng)),
            _ => At::Signed(Place::any(rng)),
        };
        places.iter().all(|known| !known.meets(at)).then_some(())?;
        places.push(at);
    }
    for at in &places {
        match at {
            At::Sent(place) | At::Signed(place) => place.prepare(rng, &mut request)?,
            At::Secret => request.facts.secret = texts::secret(rng),
        }
    }
    let mut faults = Vec::new();
    for at in places {
        faults.push(fault(rng, &request, at)?);
    }
    built(number, request, faults)
}

fn fault(rng: &mut Rng, request: &Request, at: At) -> Option<Fault> {
    let (kind, before) = match at {
        At::Sent(place) | At::Signed(place) => (place.kind(), place.text(request)?),
        At::Secret => (Kind::Secret, request.facts.secret.clone()),
    };
    let mut made: Vec<(Rule, Vec<Vec<u8>>)> = rules(kind).into_iter().map(|rule| (rule, rule.made(&before))).collect();
    made.retain(|(_, texts)| !texts.is_empty());
    let families: BTreeSet<&str> = made.iter().map(|(rule, _)| rule.family).collect();
    let families: Vec<&str> = families.into_iter().collect();
    let family = *rng.pick(&families)?;
    made.retain(|(rule, _)| rule.family == family);
    let (rule, texts) = rng.pick(&made)?;
    let after = rng.pick(texts)?.clone();
    Some(Fault {
        rule: *rule,
        at,
        before,
        after,
    })
}

impl At {
    fn meets(self, other: Self) -> bool {
        match (self, other) {
            (Self::Sent(one) | Self::Signed(one), Self::Sent(two) | Self::Signed(two)) => one.meets(two),
            (Self::Secret, Self::Secret) => true,
            _ => false,
        }
    }
}

impl Fault {
    /// The text that the place had before, and the one that was made of it; not those of a secret.
    #[must_use]
    pub fn texts(&self) -> (&[u8], &[u8]) {
        match self.at {
            At::Sent(_) | At::Signed(_) => (&self.before, &self.after),
            At::Secret => (b"", b""),
        }
    }

    /// Whether the grammar leads from what is known to what was signed. What a client made of the text that it
    /// sends is one step by its nature.
    fn is_within_reach(&self) -> bool {
        match self.at {
            At::Sent(place) => leads(place.kind(), &self.after, &self.before),
            At::Signed(_) | At::Secret => true,
        }
    }
}

fn built(number: u64, request: Request, faults: Vec<Fault>) -> Option<Drawn> {
    let mut made = Made::default();
    let mut signed = request.draft();
    for fault in &faults {
        if let At::Signed(place) = fault.at {
            let before = signed.clone();
            place.sign(&mut signed, &request.facts, &fault.after)?;
            made.add(vec![in_string(place, &fault.after)], changed(&signed, &before))?;
        }
    }
    let mut key = request.facts.key_for(&signed);
    for fault in faults.iter().filter(|fault| fault.at == At::Secret) {
        key = Key {
            secret: fault.after.clone(),
            ..key
        };
        made.add(vec![done::key()], BTreeSet::from([Part::Key]))?;
    }
    let signature = key.signature(signed.kind, &signed.string());
    let sent = request.signed(&signature)?;
    let received = sent_on(&sent, &request.facts, &faults, &mut made)?;
    let (facts, kind) = (request.facts, signed.kind);
    let mut parts = changed(&signed, &draft(&received, kind, &facts.place));
    parts.extend(made.parts.contains(&Part::Key).then_some(Part::Key));
    // What is signed differs in just what was done.
    (parts == made.parts && key.signature(kind, &draft(&received, kind, &facts.place).string()) != signature
        || made.parts.contains(&Part::Key))
    .then_some(())?;
    let within_reach = faults.iter().all(Fault::is_within_reach);
    let case = Case {
        number,
        facts,
        causes: Vec::new(),
        signed,
        key,
        signature,
        received,
        done: made.done,
        parts,
    };
    Some(Drawn {
        case,
        faults,
        within_reach,
    })
}

fn sent_on(sent: &Head, facts: &Facts, faults: &[Fault], made: &mut Made) -> Option<Head> {
    let mut head = sent.clone();
    let read = |head: &Head| -> Draft { draft(head, facts.kind, &facts.place) };
    for fault in faults {
        if let At::Sent(place) = fault.at {
            let before = head.clone();
            place.send(&mut head, facts, &fault.after)?;
            made.add(done::between(&before, &head), changed(&read(&before), &read(&head)))?;
        }
    }
    Some(head)
}

/// What was done so far.
#[derive(Debug, Default)]
struct Made {
    done: Vec<Done>,
    parts: BTreeSet<Part>,
}

impl Made {
    /// `None` when nothing that is signed changed, or something did that had changed already.
    fn add(&mut self, done: Vec<Done>, parts: BTreeSet<Part>) -> Option<()> {
        (!parts.is_empty() && parts.is_disjoint(&self.parts)).then_some(())?;
        self.done.extend(done);
        self.parts.extend(parts);
        Some(())
    }
}

fn in_string(place: Place, signed: &[u8]) -> Done {
    Done {
        op: Op::Replace,
        element: match place {
            Place::Field(name) | Place::Listed(name) | Place::FieldName(name) => Element::Field(name.into()),
            Place::Query(name) | Place::QueryName(name) => Element::Query(name.into()),
            Place::Key | Place::Segment(_) => Element::Resource,
            Place::Date => Element::Date,
        },
        signed: Some(signed.to_vec()),
        space: Space::Client,
    }
}
