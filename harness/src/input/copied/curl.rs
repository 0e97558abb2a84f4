//! The options of a `curl` command (curl 8, "curl.1").

use super::names::browser_sent;
use super::request::Request;
use crate::diagnosis::Loss;

/// The request that a command makes; `None` when it names no URL.
pub(super) fn request(words: &[Vec<u8>]) -> Option<Request> {
    let mut command = Command::default();
    let mut words = words.iter().skip(1).map(Vec::as_slice);
    while let Some(word) = words.next() {
        command.take(word, &mut words);
    }
    command.finish()
}

/// What the options say.
#[derive(Default)]
struct Command {
    request: Request,
    explicit: Option<Vec<u8>>,
    data: Vec<Vec<u8>>,
    parts: Vec<Vec<u8>>,
    as_query: bool,
    upload: bool,
    head: bool,
}

impl Command {
    /// Takes an option with its value, or a URL.
    fn take<'a>(&mut self, word: &'a [u8], rest: &mut dyn Iterator<Item = &'a [u8]>) {
        let (name, attached) = split(word);
        let mut value = || attached.or_else(|| rest.next()).unwrap_or_default().to_vec();
        // A long name without its dashes.
        match name.strip_prefix(b"--").unwrap_or(name) {
            b"-X" | b"request" => self.explicit = Some(value()),
            b"-H" | b"header" => self.header(&value()),
            b"-A" | b"user-agent" => self.request.field(b"User-Agent", &value()),
            b"-e" | b"referer" => self.request.field(b"Referer", &value()),
            b"-b" | b"cookie" => self.request.field(b"Cookie", &value()),
            b"-d" | b"data" | b"data-raw" | b"data-binary" | b"data-ascii" | b"data-urlencode" | b"json" => {
                self.data.push(value());
            }
            b"-F" | b"form" | b"form-string" => self.parts.push(value()),
            b"-T" | b"upload-file" => {
                value();
                self.upload = true;
            }
            b"-G" | b"get" => self.as_query = true,
            b"-I" | b"head" => self.head = true,
            b"url" => self.request.url = value(),
            b"compressed" => self.request.losses.push(Loss::Fields),
            name if WITH_VALUE.contains(&name) || name.starts_with(b"dump-") => {
                value();
            }
            _ if word.starts_with(b"-") => {}
            _ if self.request.url.is_empty() => self.request.url = word.to_vec(),
            _ => {}
        }
    }

    /// `Name: value`; `Name;` sends it empty, `Name:` sends none.
    fn header(&mut self, text: &[u8]) {
        if let Some(colon) = text.iter().skip(1).position(|&byte| byte == b':').map(|at| at + 1) {
            let value = text[colon + 1..].trim_ascii();
            if !value.is_empty() {
                self.request.field(text[..colon].trim_ascii(), value);
            }
        } else if let Some(name) = text.strip_suffix(b";") {
            self.request.field(name, b"");
        }
    }

    fn finish(mut self) -> Option<Request> {
        if self.request.url.is_empty() {
            return None;
        }
        let body = (!self.data.is_empty()).then(|| self.data.join(&b'&'));
        let implied: &[u8] = match () {
            () if self.head => b"HEAD",
            () if self.upload => b"PUT",
            () if self.as_query => b"GET",
            () if body.is_some() || !self.parts.is_empty() => b"POST",
            () => b"GET",
        };
        self.request.method = self.explicit.take().unwrap_or_else(|| implied.to_vec());
        if !browser_sent(&self.request.fields) {
            self.request.losses.push(Loss::Fields);
            if body.is_some() && !self.as_query && !self.request.has(b"content-type") {
                self.request
                    .field(b"Content-Type", b"application/x-www-form-urlencoded");
            }
        }
        if !self.parts.is_empty() {
            let pairs: Vec<_> = self.parts.iter().map(|part| pair(part)).collect();
            self.request.form(&pairs);
        } else if self.as_query {
            let query = body.unwrap_or_default();
            let mark = if self.request.url.contains(&b'?') { b'&' } else { b'?' };
            self.request.url.push(mark);
            self.request.url.extend(query);
        } else {
            // What stands in a file is not in the command.
            self.request.body = body.filter(|body| !body.starts_with(b"@"));
        }
        self.request.losses.extend([Loss::Order, Loss::Repeats]);
        Some(self.request)
    }
}

/// The option, and the value that is written onto it: `-XPUT`, `--request=PUT`.
fn split(word: &[u8]) -> (&[u8], Option<&[u8]>) {
    if word.starts_with(b"--") {
        return (word, None);
    }
    match word {
        [b'-', b'X' | b'H' | b'A' | b'e' | b'b' | b'd' | b'F' | b'T', _, ..] => (&word[..2], Some(&word[2..])),
        _ => (word, None),
    }
}

/// `name=value`.
fn pair(part: &[u8]) -> (Vec<u8>, Vec<u8>) {
    let at = part.iter().position(|&byte| byte == b'=').unwrap_or(part.len());
    (part[..at].to_vec(), part.get(at + 1..).unwrap_or_default().to_vec())
}

/// Other options that have a value.
const WITH_VALUE: &[&[u8]] = &[
    b"-o",
    b"output",
    b"-x",
    b"proxy",
    b"-m",
    b"max-time",
    b"connect-timeout",
    b"resolve",
    b"cacert",
    b"-E",
    b"cert",
    b"key",
    b"-w",
    b"write-out",
    b"-D",
    b"-c",
    b"cookie-jar",
    b"retry",
    b"-u",
    b"user",
    b"-r",
    b"range",
    b"limit-rate",
    b"trace",
    b"trace-ascii",
    b"-C",
    b"continue-at",
    b"interface",
    b"connect-to",
    b"-K",
    b"config",
];
