//! Faults drawn at random: the table.

use tests::accuracy::base::Request;
use tests::accuracy::drawn::count::{Counted, Counts, Trial};
use tests::accuracy::measure::Watch;

use crate::Arguments;
use crate::report::{percent, percentile};
use crate::spread;

/// Prints the tables; whether nothing false was said.
pub(crate) fn print(arguments: &Arguments, cases: u64, real: &[Request], watch: Watch<'_>) -> bool {
    let mut well = true;
    for &at_once in &arguments.at_once {
        let trial = Trial {
            seed: arguments.seed,
            at_once,
            candidates: arguments.plan(at_once).candidates,
        };
        let counted = spread::drawn(arguments, trial, cases, real, watch);
        println!("\n{at_once} at once, drawn at random");
        println!("{HEAD}");
        for ((side, family), counts) in &counted.families {
            row(counts, &format!("{side}: {family}"));
        }
        row(&counted.all, "all");
        let told = [&counted.candidates, &counted.micros].map(|values| [50, 99].map(|part| percentile(values, part)));
        println!(
            "candidates p50 {} p99 {}; us p50 {} p99 {}; verdicts changed: {}; secrets shown: {}",
            told[0][0], told[0][1], told[1][0], told[1][1], counted.verdicts_changed, counted.secrets_told
        );
        shown(&counted, arguments.misses);
        let all = &counted.all;
        well &= all.wrong + all.alternatives_wrong + counted.verdicts_changed + counted.secrets_told == 0;
    }
    well
}

fn row(counts: &Counts, name: &str) {
    println!(
        "{:>6} {:>6} {:>7} {:>6} {:>6} {:>6} {:>6} {:>6}  {name}",
        counts.within,
        counts.proven,
        percent(counts.proven, counts.within),
        counts.wrong,
        counts.beyond,
        counts.beyond_proven,
        counts.alternatives,
        counts.alternatives_wrong,
    );
}

/// What is wrong first, then what is not proven.
fn shown(counted: &Counted, most: usize) {
    let mut missed: Vec<_> = counted.missed.iter().collect();
    missed.sort_by_key(|(_, miss)| std::cmp::Reverse(miss.judgement.is_wrong()));
    for (faults, miss) in missed.into_iter().take(most) {
        println!("\n--- {:?}, case {}, {}", miss.judgement, miss.number, miss.source);
        let parts = [
            ("", &miss.head),
            ("was: ", faults),
            ("done: ", &miss.done),
            ("found: ", &miss.found),
        ];
        for (mark, lines) in parts {
            for line in lines {
                println!("  {mark}{line}");
            }
        }
    }
}

const HEAD: &str = "within proven       %  wrong beyond proven altern. wrong  side: what was done";
