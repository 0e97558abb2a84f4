//! What a diagnosis takes and gives, as values. Nothing here computes or renders.

mod attribution;
mod budget;
mod cut;
mod diagnostic;
mod edit;
mod element;
mod evidence;
mod explanation;
mod outcome;
mod side_by_side;
mod strings;

pub use attribution::{Attribution, Author, Ground};
pub use budget::{Budget, Stopwatch};
pub use cut::Cut;
pub use diagnostic::{Diagnostic, Label, Severity};
pub use edit::{Edit, Op, Place};
pub use element::Element;
pub use evidence::{
    Answer, BodyEvidence, BodyExtent, ClockSource, Evidence, FormEvidence, Judge, KeySource, Loss, SetLate,
    UpstreamHead,
};
pub use explanation::{Confidence, Explanation, LineRef, Space};
pub use outcome::{Diagnosis, Hazard, Limit, Mask, SearchSummary, VerdictKind};
pub(crate) use side_by_side::pairs;
pub use strings::{Agreement, Origin, ShownLine, ShownString, Strings};
