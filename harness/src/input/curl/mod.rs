//! curl's three ways of showing what goes over the wire.
//!
//! Formats: curl 7.88.1 and 8.x, `src/tool_cb_dbg.c` (`-v` marks lines with `>`, `<`, `*`, `}`,
//! `{`; traces have a line with direction and size, then a dump) and `src/tool_progress.c`.

mod block;
mod exchange;
mod meter;
mod trace;
mod verbose;

pub(super) use block::Dump;
pub(super) use trace::Trace;
pub(super) use verbose::Verbose;

/// The line without the time and the identifiers that `--trace-time` (`06:18:52.095841 `) and
/// `--trace-ids` (`[0-0] `) put before it.
fn unprefixed(line: &[u8]) -> &[u8] {
    let line = match line.get(..16) {
        Some(time) if is_time(time) => &line[16..],
        _ => line,
    };
    let close = line.iter().take(24).position(|&byte| byte == b']');
    match close {
        Some(close) if is_ids(&line[..=close]) && line.get(close + 1) == Some(&b' ') => &line[close + 2..],
        _ => line,
    }
}

fn is_time(text: &[u8]) -> bool {
    text.iter().zip(b"00:00:00.000000 ").all(|(byte, shape)| match shape {
        b'0' => byte.is_ascii_digit(),
        _ => byte == shape,
    })
}

/// `[connection-transfer]`, either of them a number or `x`.
fn is_ids(text: &[u8]) -> bool {
    let inner = text.strip_prefix(b"[").and_then(|rest| rest.strip_suffix(b"]"));
    inner.is_some_and(|inner| {
        inner.contains(&b'-') && inner.iter().all(|&byte| byte.is_ascii_digit() || b"-x".contains(&byte))
    })
}
