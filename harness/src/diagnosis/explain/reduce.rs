//! Leaving out the steps that are not needed.

use mock_oss::verify::{Request, Service, TimeClaim, examine, verify};
use mock_oss::wire::Received;

use crate::diagnosis::case::World;
use crate::diagnosis::case::edit::{Step, apply, settled};

/// Whether a request's presented signature is the one over it.
///
/// Judged by the service itself, with the clock at the request's own time. A request that the service
/// turns away for another reason than its signature counts when its MAC is the presented one.
pub(crate) fn holds(world: &World<'_>, request: &Request<'_>) -> bool {
    let Ok(Some(examination)) = examine(request, world.keyring, world.site) else {
        return false;
    };
    let now = match examination.presented.time {
        TimeClaim::Signed { at, .. } => at,
        TimeClaim::Expires { from, until, .. } => from.unwrap_or(until),
        TimeClaim::InPolicy => world.now,
    };
    let service = Service { now, ..world.service() };
    if verify(request, &service).is_verified() {
        return true;
    }
    let message = examination.canonical.string_to_sign().bytes();
    let digest = examination.presented.signature.digest;
    digest.is_some_and(|digest| examination.keyed.verifies(&message, &digest))
}

/// A field that is removed and inserted again is one that had another value, or none of both. Of several
/// lines of its name that are removed, the one that says the same stays, else the first.
pub(crate) fn merged(received: &Received, mut steps: Vec<Step>) -> Vec<Step> {
    let inserted = |step: &Step| matches!(step, Step::FieldInsert { .. });
    for insert in steps.iter().filter(|step| inserted(step)).cloned().collect::<Vec<_>>() {
        let Step::FieldInsert { name, value } = &insert else {
            continue;
        };
        let removals = steps.iter().filter_map(|step| match step {
            Step::FieldRemove(index) => received
                .field(*index)
                .filter(|field| field.name().eq_ignore_ascii_case(name)),
            _ => None,
        });
        let removals: Vec<_> = removals.collect();
        let same = removals.iter().find(|field| field.value().as_ref() == value.as_slice());
        if let Some(field) = same.or(removals.first()) {
            let set = same.is_none().then(|| Step::FieldSet(field.index(), value.clone()));
            let removal = Step::FieldRemove(field.index());
            steps.retain(|step| *step != insert && *step != removal);
            steps.extend(set);
        }
    }
    steps
}

/// Whether the request verifies after these steps.
pub(crate) fn proves(world: &World<'_>, steps: &[Step]) -> bool {
    apply(&world.request(), steps).is_some_and(|edited| holds(world, &edited.request()))
}

/// A part of the steps of which none can be left out, and whether each was tried; the steps themselves prove.
///
/// Each time a step is left out the head is judged anew. `room` says how many bytes of heads may be, and what
/// is left of it.
pub(crate) fn reduced(world: &World<'_>, steps: &[Step], room: &mut usize) -> (Vec<Step>, bool) {
    let mut kept: Vec<Step> = settled(steps).into_iter().cloned().collect();
    let mut at = 0;
    while at < kept.len() && kept.len() > 1 {
        let Some(left) = room.checked_sub(world.received.head().len()) else {
            return (kept, false);
        };
        *room = left;
        let mut fewer = kept.clone();
        fewer.remove(at);
        if proves(world, &fewer) {
            kept = fewer;
        } else {
            at += 1;
        }
    }
    (kept, true)
}

/// How many bytes of heads are judged anew for all explanations of a request: some thousand heads of a usual size,
/// and of a large one as many as half a second is enough for.
pub(crate) const MOST_JUDGED: usize = 16 << 20;
