//! What software does that makes one string of the other.

use super::alignment::{Pair, aligned};
use super::differences::lines;
use crate::diagnosis::explain::{Rewriting, UNDERSCORE};
use crate::words::Words;

/// What to do about differences whose shape tells what made them: a path that was rewritten, a field that
/// is gone and has a name that proxies drop.
pub(crate) fn advice(client: &[u8], service: &[u8]) -> Vec<Words> {
    let (client, service) = (lines(client), lines(service));
    let mut all: Vec<&'static str> = Vec::new();
    for pair in aligned(&client, &service) {
        let help = match pair {
            Pair::Changed(signed, arrived) if signed.starts_with(b"/") => {
                Rewriting::of(signed, arrived).map(Rewriting::help)
            }
            Pair::First(line) if has_underscore(line) => Some(UNDERSCORE),
            Pair::Same | Pair::Changed(..) | Pair::First(_) | Pair::Second(_) => None,
        };
        all.extend(help.filter(|help| !all.contains(help)));
    }
    all.into_iter().map(Words::from).collect()
}

/// Whether a line is a field's whose name has an underscore.
fn has_underscore(line: &[u8]) -> bool {
    let name = line.split(|&byte| byte == b':').next().unwrap_or_default();
    name.len() < line.len() && name.contains(&b'_') && !name.contains(&b'/')
}
