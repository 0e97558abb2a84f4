//! What a diagnosis takes and gives, as values. Nothing here computes or renders.

mod attribution;
mod budget;
mod diagnostic;
mod edit;
mod element;
mod evidence;
mod explanation;
mod hazard;
mod mask;
mod outcome;
mod strings;

pub use attribution::{Attribution, Author, Ground};
pub use budget::{Budget, Stopwatch};
pub use diagnostic::{Diagnostic, Label, Rank, Severity};
pub use edit::{Edit, Op, Place};
pub use element::Element;
pub use evidence::{BodyEvidence, BodyExtent, Evidence, Loss, UpstreamHead};
pub use explanation::{Confidence, Explanation, LineRef, Space};
pub use hazard::Hazard;
pub use mask::Mask;
pub use outcome::{Diagnosis, Limit, SearchSummary, VerdictKind};
pub use strings::{Agreement, Origin, ShownLine, ShownString, Strings};
