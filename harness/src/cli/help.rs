//! What `--help` says behind the commands.

use crate::exit_code::ExitCode;
use crate::input::Format;

/// Examples, and all exit codes.
pub(super) fn after_help() -> String {
    let codes = ExitCode::ALL.map(|(code, words)| format!("  {:>2}  {words}", code as u8));
    format!(
        "Examples:\n  whysig run\n  whysig run request-stream --format markdown\n  whysig run --report REPORT.md\n  \
         curl -v ... 2>&1 | whysig diagnose --credential ID:SECRET\n  \
         whysig diagnose --credentials-file keys.txt capture.har\n  \
         whysig serve --credential ID:SECRET\n  \
         whysig proxy\n  \
         whysig explain field-changed-after-signing\n\nExit codes:\n{}",
        codes.join("\n")
    )
}

/// What `whysig diagnose` reads, the keys it knows, and examples.
pub(super) fn after_diagnose() -> String {
    let formats = Format::ALL.map(|format| format!("  {:<17} {}", format.name(), format.words()));
    format!(
        "Formats of --input:\n{}\n\n{KEYS}\n\n\
         Examples:\n  whysig diagnose --credential ID:SECRET head.http\n  \
         curl -v ... 2>&1 | whysig diagnose --credential ID:SECRET\n  \
         whysig diagnose --format ndjson --input json-lines heads.jsonl",
        formats.join("\n")
    )
}

/// The keys that `whysig serve` knows, and examples.
pub(super) fn after_serve() -> String {
    format!(
        "{KEYS}\n\nExamples:\n  whysig serve --credential ID:SECRET\n  \
         whysig serve --cname static.example.com=examplebucket\n  \
         whysig serve --fail-on hazard -- npm test\n  \
         whysig serve --listen 127.0.0.1:0 --inspect 127.0.0.1:0 --ready-file ready.json"
    )
}

/// Where requests may go, and examples.
pub(super) fn after_proxy() -> String {
    format!(
        "Hosts: the vendor's storage (oss-*.aliyuncs.com and the buckets below it), the one of --upstream, and those of\n\
         --allow; the vendor's token and account services pass unread, as those of --tunnel do; all others are refused.\n\
         No key is needed: without one the service's own words are held against the bytes that left here.\n\n{KEYS}\n\n\
         Examples:\n  whysig proxy --credential ID:SECRET -- node upload.js\n  whysig proxy --upstream http://oss-cn-hangzhou.aliyuncs.com --credential ID:SECRET\n  \
         http_proxy=http://127.0.0.1:8902 curl http://examplebucket.oss-cn-hangzhou.aliyuncs.com/key"
    )
}

/// Where access keys come from.
const KEYS: &str = "Access keys: --credential, --credentials-file, --profile, and the environment: WHYSIG_CREDENTIALS\n\
                    (ID:SECRET[:TOKEN], several separated by blanks), OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET\n\
                    (OSS_SESSION_TOKEN), or the same of ALIBABA_CLOUD_. With none of them the test pair\n\
                    testid:testsecret is known, and no other key.";
