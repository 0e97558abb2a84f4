//! Heads without what must differ from run to run.
//!
//! Replaced: the values of `Date` and `x-oss-date`, the port in `Host`, the signature, and in
//! `User-Agent` the kernel and the version of Python. Nothing else, so that order, case, spacing,
//! framing and every other byte are compared.

/// What a kernel release is recorded as: no reader needs to know what machine recorded it.
const NEUTRAL_KERNEL: &str = "6.1.0";

/// The head with placeholders for what must differ.
///
/// A date that is the download's own is told from one that the client made: `{download-date}`
/// against `{date}`.
#[must_use]
pub fn normal_head(head: &[u8], download_date: Option<&str>) -> Vec<u8> {
    map_fields(head, |name, value| match name {
        "date" | "x-oss-date" => normal_date(value, download_date),
        "host" => normal_host(value),
        "authorization" => normal_authorization(value),
        "user-agent" => normal_machine(value, "{kernel}", Some("{python}")),
        _ => value.to_owned(),
    })
}

/// A client's string to sign with a placeholder for its date.
#[must_use]
pub fn normal_string_to_sign(text: &str) -> String {
    let lines = text.split('\n').map(|line| match line.strip_prefix("x-oss-date:") {
        Some(date) => format!("x-oss-date:{}", normal_date(date, None)),
        None => normal_date(line, None),
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// The head as it is recorded: as it arrived, with the kernel release in `User-Agent` replaced.
/// No signature covers that field.
#[must_use]
pub fn neutral_machine(head: &[u8]) -> Vec<u8> {
    map_fields(head, |name, value| match name {
        "user-agent" => normal_machine(value, NEUTRAL_KERNEL, None),
        _ => value.to_owned(),
    })
}

/// Applies `value` to each field's value; lines that are not UTF-8 or no field stay as they are.
fn map_fields(head: &[u8], value: impl Fn(&str, &str) -> String) -> Vec<u8> {
    let lines = head.split(|&byte| byte == b'\n').enumerate().map(|(index, line)| {
        let text = std::str::from_utf8(line).ok().filter(|_| index > 0);
        match text.and_then(|text| text.split_once(':')) {
            Some((name, rest)) => {
                let blank = rest.len() - rest.trim_start().len();
                let tail = rest.trim_end().len().max(blank);
                let new = value(&name.to_ascii_lowercase(), &rest[blank..tail]);
                format!("{name}:{}{new}{}", &rest[..blank], &rest[tail..]).into_bytes()
            }
            None => line.to_vec(),
        }
    });
    lines.collect::<Vec<_>>().join(&b'\n')
}

fn normal_date(value: &str, download: Option<&str>) -> String {
    if Some(value) == download {
        "{download-date}".to_owned()
    } else if mock_oss::verify::parse_date(value.as_bytes()).is_some() {
        "{date}".to_owned()
    } else {
        value.to_owned()
    }
}

fn normal_host(value: &str) -> String {
    match value.split_once(':') {
        Some((host, _)) => format!("{host}:{{port}}"),
        None => value.to_owned(),
    }
}

fn normal_authorization(value: &str) -> String {
    match value.rsplit_once(':') {
        Some((claim, _)) => format!("{claim}:{{signature}}"),
        None => value.to_owned(),
    }
}

/// Replaces the kernel release as urllib (`(Linux 6.1; x64)`) and the Python SDKs
/// (`(Linux/6.1.0/x86_64;3.11.7)`) write it, and for the latter the version of Python.
fn normal_machine(value: &str, kernel: &str, python: Option<&str>) -> String {
    let Some((at, end)) = ["Linux/", "(Linux "].iter().find_map(|mark| {
        let at = value.find(mark)? + mark.len();
        Some((at, at + value[at..].find(['/', ';'])?))
    }) else {
        return value.to_owned();
    };
    let rest = &value[end..];
    let rest = match (python, rest.rsplit_once(';')) {
        (Some(python), Some((before, version))) if rest.starts_with('/') && version.ends_with(')') => {
            format!("{before};{python})")
        }
        _ => rest.to_owned(),
    };
    format!("{}{kernel}{rest}", &value[..at])
}
