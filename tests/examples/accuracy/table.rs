//! The report for people.

use std::fmt::Write as _;
use std::time::Duration;

use tests::accuracy::cause::{Ends, LEFT_OUT};
use tests::accuracy::row::{Miss, Row};
use tests::accuracy::unrelated::Unrelated;

use crate::report::{Report, Sum, percent, percentile};

/// All tables.
pub(crate) fn table(report: &Report, misses: usize) -> String {
    let mut text = String::new();
    for (at_once, rows) in &report.parts {
        provable(&mut text, *at_once, rows);
        if *at_once == 1 {
            structural(&mut text, rows);
            unknown(&mut text, rows);
        }
    }
    left_out(&mut text);
    let changed = report.verdicts_changed();
    let told = report.secrets_told();
    line(
        &mut text,
        format_args!("\nverdicts changed by the search: {changed}; secrets, tokens or signatures shown: {told}"),
    );
    for row in report.parts.values().flatten() {
        for miss in row.missed.iter().take(misses) {
            shown(&mut text, row, miss);
        }
    }
    text
}

/// The outcome of a run over unrelated keys.
pub(crate) fn unrelated(run: &Unrelated, budget: u64, took: Duration) -> String {
    let mut text = format!(
        "{} requests signed with unrelated keys, held against {} keys: {} candidates (up to {budget} for each key), {:.0} s: {} proven",
        run.requests,
        run.pairs,
        run.candidates,
        took.as_secs_f64(),
        run.proven.len()
    );
    if !run.proven.is_empty() {
        line(&mut text, format_args!("\nfalse proofs: {:?}", run.proven));
    }
    text
}

fn provable(text: &mut String, at_once: usize, rows: &[Row]) {
    let plural = if at_once == 1 { "" } else { "s" };
    line(text, format_args!("\n{at_once} cause{plural} at once"));
    line(text, format_args!("{HEAD}"));
    for row in rows.iter().filter(|row| row.ends == Ends::Proven) {
        let mut sum = Sum::default();
        sum.add(row);
        counts(text, row.id, &sum, row.name);
        if row.undrawn > 0 {
            line(text, format_args!("       ({} draws gave no case)", row.undrawn));
        }
        for (fault, count) in &row.wrong {
            line(text, format_args!("       wrong: {count} {fault:?}"));
        }
    }
    let all = Sum::provable(rows);
    counts(text, "all", &all, "");
    line(
        text,
        format_args!(
            "alternatives told: {}, wrong: {}",
            all.alternatives, all.alternatives_wrong
        ),
    );
}

fn counts(text: &mut String, id: &str, sum: &Sum, name: &str) {
    let proven = percent(sum.proven(), sum.cases - sum.gone);
    let first = percent(sum.first, sum.cases - sum.gone);
    let [blamed, short] = [sum.blamed_the_same, sum.short].map(|part| percent(part, sum.proven()));
    line(
        text,
        format_args!(
            "{id:<6} {:>6} {:>6} {:>6} {:>6} {:>6} {:>6} {proven:>7} {blamed:>7} {short:>7} {first:>7} {:>8} {:>8} {:>8}  {name}",
            sum.cases,
            sum.equal,
            sum.equivalent,
            sum.wrong,
            sum.unexplained,
            sum.gone,
            percentile(&sum.candidates, 50),
            percentile(&sum.micros, 50),
            percentile(&sum.micros, 99),
        ),
    );
}

fn structural(text: &mut String, rows: &[Row]) {
    line(
        text,
        format_args!("\nnamed without a search\nid      cases  named  first  wrong  code: name"),
    );
    for row in rows {
        if let Ends::Structure(code) = row.ends {
            let (id, wrong) = (row.id, row.all_wrong());
            let name = row.name;
            line(
                text,
                format_args!(
                    "{id:<6} {:>6} {:>6} {:>6} {wrong:>6}  {code}: {name}",
                    row.cases, row.named, row.first
                ),
            );
        }
    }
}

fn unknown(text: &mut String, rows: &[Row]) {
    line(
        text,
        format_args!(
            "\nnot to be inverted: the end has to be an honest one\nid      cases honest  first proven  wrong  name: reason"
        ),
    );
    for row in rows {
        if let Ends::Unknown(reason) = row.ends {
            let (id, wrong) = (row.id, row.all_wrong());
            let (name, proven) = (row.name, row.proven());
            let honest = row.named;
            line(
                text,
                format_args!(
                    "{id:<6} {:>6} {honest:>6} {:>6} {proven:>6} {wrong:>6}  {name}: {reason}",
                    row.cases, row.first
                ),
            );
        }
    }
}

fn left_out(text: &mut String) {
    line(text, format_args!("\nrows of the catalogue that are not applied"));
    for (id, reason) in LEFT_OUT {
        line(text, format_args!("{id:<6} {reason}"));
    }
}

fn shown(text: &mut String, row: &Row, miss: &Miss) {
    let Miss {
        number, causes, source, ..
    } = miss;
    line(
        text,
        format_args!(
            "\n--- {:?}: {causes} ({}), case {number}, {source}",
            miss.judgement, row.name
        ),
    );
    for part in &miss.head {
        line(text, format_args!("  {part}"));
    }
    for part in &miss.done {
        line(text, format_args!("  done:  {part}"));
    }
    for part in &miss.found {
        line(text, format_args!("  found: {part}"));
    }
    line(text, format_args!("  candidates: {}", miss.candidates));
}

fn line(text: &mut String, arguments: std::fmt::Arguments<'_>) {
    // Writing to a string cannot fail.
    let _ = writeln!(text, "{arguments}");
}

const HEAD: &str = "id      cases  equal equiv.  wrong unexp.   gone proven% blamed% minim.%  first% cand.p50   us p50   us p99  cause";
