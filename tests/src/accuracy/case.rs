//! A case: a request, what was done to it, and the bytes that arrive.

use std::collections::BTreeSet;

use harness::diagnosis::{Op, Space};

use super::base::{Facts, Request, made};
use super::cause::{Act, Cause, Done, Ends};
use super::done;
use super::head::Head;
use super::rng::Rng;
use super::signer::{Draft, Key, Kind, Order, Part, changed, draft};

/// A broken request and everything that is known of how it broke.
#[derive(Debug, Clone)]
pub struct Case {
    /// Its place in the run, to draw it again.
    pub number: u64,
    /// What is known of the request.
    pub facts: Facts,
    /// The causes.
    pub causes: Vec<Cause>,
    /// What the client signed.
    pub signed: Draft,
    /// The key it signed with.
    pub key: Key,
    /// The signature it presents.
    pub signature: String,
    /// What arrives.
    pub received: Head,
    /// What was done, as far as it changes what is signed.
    pub done: Vec<Done>,
    /// The parts that it changes.
    pub parts: BTreeSet<Part>,
}

impl Case {
    /// What the service takes for signed.
    #[must_use]
    pub fn received_draft(&self) -> Draft {
        draft(&self.received, self.facts.kind, &self.facts.place)
    }
}

/// Draws a case for some causes, from the heads of real clients and made ones. `None` when this draw
/// gives no request on which every cause has an effect of its own.
#[must_use]
pub fn draw(number: u64, rng: &mut Rng, causes: &[Cause], kind: Kind, real: &[Request]) -> Option<Case> {
    let request = base(rng, kind, real)?;
    build(number, rng, causes, request)
}

/// An unsigned request of a kind: a real head in three of ten draws.
#[must_use]
pub fn base(rng: &mut Rng, kind: Kind, real: &[Request]) -> Option<Request> {
    let of_kind: Vec<&Request> = real.iter().filter(|request| request.facts.kind == kind).collect();
    if rng.chance(30) && !of_kind.is_empty() {
        return rng.pick(&of_kind).map(|request| (*request).clone());
    }
    Some(made(rng, kind))
}

fn build(number: u64, rng: &mut Rng, causes: &[Cause], request: Request) -> Option<Case> {
    let request = shaped(rng, causes, request)?;
    let mut effects = Effects::default();
    let signed = sign(rng, causes, &request, &mut effects)?;
    let key = key(rng, causes, &request.facts, &signed, &mut effects)?;
    let signature = key.signature(signed.kind, &signed.string());
    let sent = request.signed(&signature)?;
    let received = send(rng, causes, sent.clone(), &request.facts, &mut effects)?;
    let (facts, kind) = (request.facts, signed.kind);
    let mut parts = changed(&signed, &draft(&received, kind, &facts.place));
    parts.extend(effects.parts.contains(&Part::Key).then_some(Part::Key));
    let structural = causes.iter().any(|cause| matches!(cause.ends, Ends::Structure(_)));
    let held = effects.each_changed_its_own && parts == effects.parts;
    effects
        .done
        .retain(|done| parts.iter().any(|part| done::covers(&done.element, part, kind)));
    let case = Case {
        number,
        facts,
        causes: causes.to_vec(),
        signed,
        key,
        signature,
        received,
        done: effects.done,
        parts,
    };
    (structural || (held && can_be_told(&case, &sent))).then_some(case)
}

/// The request as every cause needs it. Causes that give it another key come first, because others
/// take a media type from the key.
fn shaped(rng: &mut Rng, causes: &[Cause], mut request: Request) -> Option<Request> {
    let gives_a_key = |cause: &&Cause| {
        let mut probe = request.clone();
        (cause.shape)(&mut rng.clone(), &mut probe).is_some() && probe.facts.key != request.facts.key
    };
    let (first, then): (Vec<&Cause>, Vec<&Cause>) = causes.iter().partition(gives_a_key);
    for cause in first.into_iter().chain(then) {
        (cause.shape)(rng, &mut request)?;
    }
    Some(request)
}

/// Whether what was done, told one element at a time, leads back. It does not when one cause takes
/// away what another one's form rests on: the place of a dropped line in a string that has its lines
/// as sent, or the spelling of a dropped name where names are signed as sent.
fn can_be_told(case: &Case, sent: &Head) -> bool {
    let read = |head: &Head| Draft {
        form: case.signed.form.clone(),
        ..draft(head, case.facts.kind, &case.facts.place)
    };
    let adds_a_parameter = |done: &Done| (done.op, done.space) == (Op::Insert, Space::Client);
    let in_its_place = case.signed.form.query_order == Order::Bytes || !case.done.iter().any(adds_a_parameter);
    in_its_place && read(&done::undone(&case.received, &case.done)).string() == read(sent).string()
}

/// What causes did so far.
#[derive(Debug)]
struct Effects {
    done: Vec<Done>,
    parts: BTreeSet<Part>,
    each_changed_its_own: bool,
}

impl Default for Effects {
    fn default() -> Self {
        Self {
            done: Vec::new(),
            parts: BTreeSet::new(),
            each_changed_its_own: true,
        }
    }
}

impl Effects {
    fn add(&mut self, done: Vec<Done>, parts: BTreeSet<Part>) {
        let lines = |parts: &BTreeSet<Part>| parts.iter().map(line).collect::<BTreeSet<Part>>();
        self.each_changed_its_own &= !parts.is_empty() && lines(&parts).is_disjoint(&lines(&self.parts));
        self.done.extend(done);
        self.parts.extend(parts);
    }
}

/// A path and how it is written down stand on one line, and could undo one another.
fn line(part: &Part) -> Part {
    match part {
        Part::PathForm => Part::Path,
        other => other.clone(),
    }
}

fn sign(rng: &mut Rng, causes: &[Cause], request: &Request, effects: &mut Effects) -> Option<Draft> {
    let mut signed = request.draft();
    for cause in causes {
        let before = signed.clone();
        let done = match cause.act {
            Act::Form(act) => {
                act(&mut signed.form);
                Done::whole()
            }
            Act::Sign(act) => act(rng, &mut signed, &request.facts)?,
            Act::Wire(_) | Act::Key(_) => continue,
        };
        effects.add(done, changed(&signed, &before));
    }
    Some(signed)
}

fn key(rng: &mut Rng, causes: &[Cause], facts: &Facts, signed: &Draft, effects: &mut Effects) -> Option<Key> {
    let right = facts.key_for(signed);
    let mut key = right.clone();
    for cause in causes {
        if let Act::Key(act) = cause.act {
            act(rng, &mut key, facts)?;
            let changed = (key != right).then_some(Part::Key);
            effects.add(vec![done::key()], changed.into_iter().collect());
        }
    }
    Some(key)
}

fn send(rng: &mut Rng, causes: &[Cause], sent: Head, facts: &Facts, effects: &mut Effects) -> Option<Head> {
    let mut head = sent;
    for cause in causes {
        if let Act::Wire(act) = cause.act {
            let before = head.clone();
            act(rng, &mut head, facts)?;
            let parts = changed(
                &draft(&before, facts.kind, &facts.place),
                &draft(&head, facts.kind, &facts.place),
            );
            effects.add(done::between(&before, &head), parts);
        }
    }
    Some(head)
}
