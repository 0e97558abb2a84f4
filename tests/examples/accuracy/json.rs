//! The report for programs.

use serde_json::{Value, json};
use tests::accuracy::cause::{Ends, LEFT_OUT};
use tests::accuracy::row::Row;

use crate::report::{Report, percentile};

/// One document.
pub(crate) fn json(report: &Report) -> serde_json::Result<String> {
    let mut rows = Vec::new();
    for (at_once, part) in &report.parts {
        rows.extend(part.iter().map(|found| row(*at_once, found)));
    }
    let left_out: Vec<Value> = LEFT_OUT
        .iter()
        .map(|(id, reason)| json!({"id": id, "reason": reason}))
        .collect();
    serde_json::to_string_pretty(&json!({
        "schema": 1,
        "verdicts_changed": report.verdicts_changed(),
        "secrets_told": report.secrets_told(),
        "rows": rows,
        "left_out": left_out,
    }))
}

fn row(at_once: usize, row: &Row) -> Value {
    let (ends, detail) = match row.ends {
        Ends::Proven => ("proven", None),
        Ends::Structure(code) => ("structure", Some(code)),
        Ends::Unknown(reason) => ("unknown", Some(reason)),
    };
    let faults: Vec<Value> = row
        .wrong
        .iter()
        .map(|(fault, count)| json!({"fault": format!("{fault:?}"), "cases": count}))
        .collect();
    json!({
        "at_once": at_once,
        "id": row.id,
        "name": row.name,
        "ends": ends,
        "detail": detail,
        "cases": row.cases,
        "undrawn": row.undrawn,
        "equal": row.equal,
        "equivalent": row.equivalent,
        "wrong": faults,
        "unexplained": row.unexplained,
        "blamed_the_same": row.blamed_the_same,
        "named": row.named,
        "candidates": {"median": percentile(&row.candidates, 50), "p99": percentile(&row.candidates, 99)},
        "micros": {"median": percentile(&row.micros, 50), "p99": percentile(&row.micros, 99)},
    })
}
