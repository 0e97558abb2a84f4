//! What the machine says of time and of a process (Linux; nothing elsewhere).

use std::time::Instant;

/// The present moment of a clock that only goes forward.
#[expect(clippy::disallowed_methods, reason = "a bench measures the machine")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// The most memory a process has had resident, in KiB (`VmHWM`).
pub(crate) fn peak_kib(process: u32) -> Option<u64> {
    let status = read(&format!("/proc/{process}/status"))?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

/// Processor time of a process so far, in clock ticks of 10 ms (user and system).
pub(crate) fn ticks(process: u32) -> Option<u64> {
    let stat = read(&format!("/proc/{process}/stat"))?;
    let mut fields = stat.rsplit(')').next()?.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}

#[expect(clippy::disallowed_methods, reason = "the kernel's tables are files")]
fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(path).ok()
}
