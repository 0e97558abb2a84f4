//! The report for programs.

use serde_json::{Value, json};
use tests::accuracy::cause::{Ends, LEFT_OUT};
use tests::accuracy::row::Row;

use crate::report::{Report, Sum, percent, percentile};

/// One document.
pub(crate) fn json(report: &Report) -> serde_json::Result<String> {
    let mut rows = Vec::new();
    let mut totals = Vec::new();
    for (at_once, part) in &report.parts {
        totals.push(total(*at_once, &Sum::provable(part)));
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
        "totals": totals,
        "rows": rows,
        "left_out": left_out,
    }))
}

/// Over the causes that can be proven.
fn total(at_once: usize, sum: &Sum) -> Value {
    json!({
        "at_once": at_once,
        "cases": sum.cases,
        "equal": sum.equal,
        "equivalent": sum.equivalent,
        "wrong": sum.wrong,
        "unexplained": sum.unexplained,
        "not_invertible": sum.gone,
        "proven_percent": percent(sum.proven(), sum.cases - sum.gone),
        "blamed_the_same": sum.blamed_the_same,
        "minimal": sum.short,
        "told_first": sum.first,
        "alternatives": sum.alternatives,
        "alternatives_wrong": sum.alternatives_wrong,
        "candidates": {"median": percentile(&sum.candidates, 50), "p99": percentile(&sum.candidates, 99)},
        "micros": {"median": percentile(&sum.micros, 50), "p99": percentile(&sum.micros, 99)},
    })
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
        "not_invertible": row.gone,
        "proven_percent": percent(row.proven(), row.invertible()),
        "minimal": row.short,
        "alternatives": row.alternatives,
        "alternatives_wrong": row.alternatives_wrong,
        "blamed_the_same": row.blamed_the_same,
        "named": row.named,
        "told_first": row.first,
        "candidates": {"median": percentile(&row.candidates, 50), "p99": percentile(&row.candidates, 99)},
        "micros": {"median": percentile(&row.micros, 50), "p99": percentile(&row.micros, 99)},
    })
}
