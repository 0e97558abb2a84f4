//! Strings of very many lines, cut to what lies around their first difference.

use std::ops::Range;

use crate::diagnosis::{ShownLine, ShownString, Strings, pairs};
use crate::words::wire;

/// Leaves of both strings the lines around the first that differs, and says how many others there are.
pub(crate) fn fit(strings: &mut Strings) {
    let both = pairs(strings);
    let first = both.iter().position(|pair| !pair.agrees()).unwrap_or(0);
    if let Some(kept) = kept(both.len(), first) {
        let here = both[kept.clone()].iter().filter_map(|pair| pair.server);
        let there = both[kept.clone()].iter().filter_map(|pair| pair.client);
        let (here, there) = (around(here, &kept, both.len()), around(there, &kept, both.len()));
        give(&mut strings.server, here);
        give(&mut strings.client, there);
    } else if both.is_empty() {
        for alone in [&mut strings.server, &mut strings.client] {
            let lines = alone.as_ref().map_or(&[][..], |string| &string.lines);
            if let Some(kept) = kept(lines.len(), 0) {
                let fewer = around(lines[kept.clone()].iter(), &kept, lines.len());
                give(alone, fewer);
            }
        }
    }
}

fn give(string: &mut Option<ShownString>, lines: Vec<ShownLine>) {
    if let Some(string) = string {
        string.lines = lines;
    }
}

/// Which of so many lines are shown; `None` where they are few.
fn kept(count: usize, first: usize) -> Option<Range<usize>> {
    let last = count.checked_sub(MOST_LINES).filter(|&rest| rest > 0)?;
    let start = first.saturating_sub(BEFORE).min(last);
    Some(start..start + MOST_LINES)
}

/// These lines, between the numbers of those before and behind them.
fn around<'l>(lines: impl Iterator<Item = &'l ShownLine>, kept: &Range<usize>, count: usize) -> Vec<ShownLine> {
    let lines: Vec<ShownLine> = lines.cloned().collect();
    let left_out = |count: usize, beside: Option<&ShownLine>| {
        let line = beside.filter(|_| count > 0)?.clone();
        Some(ShownLine {
            text: wire(format!("[{count} lines left out]")),
            rule: None,
            from: None,
            ..line
        })
    };
    let before = left_out(kept.start, lines.first());
    let behind = left_out(count - kept.end, lines.last());
    before.into_iter().chain(lines).chain(behind).collect()
}

/// More lines than any request has that OSS takes.
const MOST_LINES: usize = 1000;

/// So many of them before the first that differs.
const BEFORE: usize = 20;

#[cfg(test)]
mod tests {
    use mock_oss::verify::StageName;

    use super::fit;
    use crate::diagnosis::{Agreement, Origin, ShownLine, ShownString, Strings};

    fn string(lines: impl Iterator<Item = String>) -> ShownString {
        let line = |text: String| ShownLine {
            stage: StageName::StringToSign,
            text: text.into(),
            rule: None,
            from: None,
            agreement: Agreement::Alone,
        };
        ShownString {
            origin: Origin::Given,
            lines: lines.map(line).collect(),
        }
    }

    fn lines(string: Option<&ShownString>) -> Vec<String> {
        string.unwrap().to_string().lines().map(str::to_owned).collect()
    }

    #[test]
    fn two_texts_of_many_lines_are_shown_around_their_first_difference() {
        let of = |last: &str| (0..5000).map(|at| format!("line {at}")).chain([last.to_owned()]);
        let other = of("end").map(|line| if line == "line 3000" { "other".to_owned() } else { line });
        let mut strings = Strings {
            server: Some(string(other)),
            client: Some(string(of("end"))),
        };
        fit(&mut strings);
        for (side, own) in [(&strings.server, "other"), (&strings.client, "line 3000")] {
            let shown = lines(side.as_ref());
            assert_eq!(shown.len(), 1002);
            assert_eq!((&*shown[0], &*shown[21]), ("[2980 lines left out]", own));
            assert_eq!(shown[1001], "[1021 lines left out]");
        }
    }

    #[test]
    fn a_text_alone_is_shown_from_its_beginning_and_a_short_one_whole() {
        let mut strings = Strings {
            server: None,
            client: Some(string((0..1003).map(|at| at.to_string()))),
        };
        fit(&mut strings);
        let shown = lines(strings.client.as_ref());
        assert_eq!((&*shown[0], &*shown[1000]), ("0", "[3 lines left out]"));
        strings.client = Some(string((0..1000).map(|at| at.to_string())));
        fit(&mut strings);
        assert_eq!(lines(strings.client.as_ref()).len(), 1000);
    }
}
