//! All that is proposed for one head.

use std::rc::Rc;

use super::key::KeyVariant;
use super::proposal::{Cost, Proposal};
use crate::diagnosis::case::Case;

/// What a head's families propose up to some cost, and the keys to try.
#[derive(Debug)]
pub(crate) struct Ideas {
    /// The proposals.
    pub(crate) proposals: Vec<Proposal>,
    /// Whether there would be more, had there been time and room.
    pub(crate) is_cut: bool,
    /// The known one first.
    pub(crate) keys: Vec<KeyVariant>,
}

/// Proposes for a head, up to a cost, until it is late.
pub(crate) type Ask = fn(&Case<'_>, Cost, &dyn Fn() -> bool) -> Ideas;

/// What heads' families proposed: a head with several variations is asked once.
#[derive(Debug)]
pub(super) struct Pool<'a> {
    ask: Ask,
    all: Vec<(Rc<Case<'a>>, Cost, Rc<Ideas>)>,
}

impl<'a> Pool<'a> {
    /// An empty pool.
    pub(super) fn new(ask: Ask) -> Self {
        let all = Vec::new();
        Self { ask, all }
    }

    /// What is proposed for a head up to a cost.
    pub(super) fn ideas(&mut self, case: &Rc<Case<'a>>, ceiling: Cost, is_late: &dyn Fn() -> bool) -> Rc<Ideas> {
        let known = |(other, cost, _): &&(Rc<Case<'a>>, Cost, _)| Rc::ptr_eq(other, case) && *cost == ceiling;
        if let Some((.., ideas)) = self.all.iter().find(known) {
            return Rc::clone(ideas);
        }
        let ideas = Rc::new((self.ask)(case, ceiling, is_late));
        self.all.push((Rc::clone(case), ceiling, Rc::clone(&ideas)));
        ideas
    }
}
