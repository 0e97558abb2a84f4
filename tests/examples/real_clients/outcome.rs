//! One played case, joined from its three witnesses: the driver, the download's server, mock-oss.

use std::collections::BTreeMap;

use tests::real::{Capture, Case, Evidence, Given, Origins, Reported, faults, neutral_machine, surprises};

use crate::process::Played;
use crate::server::Upload;

/// What came of a case: what would be recorded of it, and what is wrong with it.
pub(crate) struct Outcome {
    /// The case's name.
    pub(crate) case: String,
    /// What there is to record; `None` when nothing arrived.
    pub(crate) seen: Option<Seen>,
    /// What is not as the matrix expects.
    pub(crate) problems: Vec<String>,
}

/// An upload that arrived.
pub(crate) struct Seen {
    pub(crate) capture: Capture,
    pub(crate) head: Vec<u8>,
}

/// What the three witnesses say.
pub(crate) struct Witnesses<'a> {
    pub(crate) played: &'a BTreeMap<String, Played>,
    pub(crate) uploads: &'a BTreeMap<String, Vec<Upload>>,
    pub(crate) dates: &'a BTreeMap<String, String>,
    pub(crate) origins: &'a Origins,
}

impl Witnesses<'_> {
    pub(crate) fn outcome(&self, case: &Case) -> Outcome {
        let mut problems = Vec::new();
        let seen = self.seen(case, &mut problems);
        Outcome {
            case: case.id.clone(),
            seen,
            problems,
        }
    }

    fn seen(&self, case: &Case, problems: &mut Vec<String>) -> Option<Seen> {
        let Some(played) = self.played.get(&case.id) else {
            problems.push("the driver says nothing of it".to_owned());
            return None;
        };
        let uploads = self.uploads.get(&case.id).map_or(&[][..], Vec::as_slice);
        let [upload] = uploads else {
            let says = played.error.as_ref().map_or("nothing", |error| &error.message);
            problems.push(format!("{} uploads arrived; the client says: {says}", uploads.len()));
            return None;
        };
        let Some(string_to_sign) = played.signed.clone() else {
            problems.push("the client signed nothing".to_owned());
            return None;
        };
        let date = self.download_date(case);
        let capture = capture(case, played, upload, string_to_sign, date);
        problems.extend(self.problems(&capture, upload));
        let head = neutral_machine(&upload.head);
        Some(Seen { capture, head })
    }

    /// The `Date` that the case's download got: the origin's word, or the one that its answer always
    /// has. `None` when there was no download, or none reached the origin.
    fn download_date(&self, case: &Case) -> Option<String> {
        let (_, head) = self.origins.heads().find(|(name, _)| *name == case.origin)?;
        let answered = self.dates.get(&case.id)?;
        let mut fields = head.lines().filter_map(|line| line.split_once(": "));
        let (_, own) = fields.find(|(name, _)| name.eq_ignore_ascii_case("date"))?;
        Some(own.replace("{date}", answered))
    }

    fn problems(&self, capture: &Capture, upload: &Upload) -> Vec<String> {
        let date = capture.download_date.as_deref().unwrap_or_default();
        let head = self.origins.heads().find(|(name, _)| *name == capture.origin);
        let download = head.map(|(_, head)| head.replace("{date}", date).into_bytes());
        let evidence = Evidence {
            head: &upload.head,
            string_to_sign: &capture.string_to_sign,
            download: download.as_deref(),
        };
        let mut problems: Vec<String> = surprises(&evidence, &capture.expect)
            .iter()
            .map(ToString::to_string)
            .collect();
        problems.extend(faults(&evidence, &capture.expect, Given::HeadAlone));
        if download.is_some() && capture.download_date.is_none() {
            problems.push("its download never reached the origin".to_owned());
        }
        if capture.reported.ok != (upload.status == Some(200)) {
            problems.push(format!(
                "the server answered {:?}, the client says {:?}",
                upload.status, capture.reported
            ));
        }
        problems
    }
}

fn capture(case: &Case, played: &Played, upload: &Upload, string_to_sign: String, date: Option<String>) -> Capture {
    let versions = played.versions.iter();
    let error = played.error.as_ref();
    Capture {
        case: case.id.clone(),
        group: case.group.clone(),
        runtime: case.runtime,
        destination: case.destination.clone(),
        source: case.source.clone(),
        via: case.via.clone(),
        origin: case.origin.clone(),
        name: case.name.clone(),
        versions: versions
            .filter_map(|(role, version)| Some((role.clone(), version.clone()?)))
            .collect(),
        download_date: date,
        expect: case.expect.clone(),
        reported: Reported {
            ok: played.ok,
            code: error.map(|error| error.code.clone()),
            status: error.and_then(|error| error.status),
        },
        body_bytes: upload.body_bytes,
        string_to_sign,
    }
}
