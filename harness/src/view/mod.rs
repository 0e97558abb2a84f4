//! What other programs read: schema 1, as types. `docs/schema-1.json` is its description.
//!
//! - `diagnosis`: one diagnosis, alone or with the places its findings point to
//! - `captured`: one diagnosis of a capture
//! - `record`: one request that a server received; `relay`: how it was passed on
//! - `run`: a run of scenarios
//! - `head`: a received head as people may see it

mod captured;
mod diagnosis;
mod head;
mod record;
mod relay;
mod run;

pub use captured::{CapturedView, PlaceView};
pub use diagnosis::{
    DiagnosisView, DiagnosticView, EditView, ExplanationView, HazardView, LabelView, SCHEMA, SearchView, StringsView,
    scheme_name,
};
pub(crate) use head::ShownHead;
pub use head::{shown_method, shown_target};
pub use record::RecordView;
pub use relay::{RelayEditView, RelayView};
pub(crate) use run::notice;
pub use run::{LeakView, OutcomeView, PropagationView, RowView, RunView, UploadView};
