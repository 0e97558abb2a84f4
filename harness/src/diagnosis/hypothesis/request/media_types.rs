//! Content types that clients guess or add.

use crate::diagnosis::hypothesis::cost::{Cost, EVERYDAY, KNOWN, SELDOM};

/// The types that clients guess for a file of this extension, and for one without.
///
/// Sources: the IANA registry of media types as the npm packages `mime` 1 to 4 and `mime-types` take
/// it over mime-db (ali-oss, request, needle), Python's `mimetypes` (oss2), the tables inside
/// aliyun-oss-go-sdk, -java-sdk and -php-sdk where they differ. Unknown extensions get
/// `application/octet-stream`.
pub(crate) fn guesses(extension: Option<&str>) -> impl Iterator<Item = &'static str> {
    let known = extension.and_then(|extension| TYPES.iter().find(|(known, _)| *known == extension));
    let types = known.map_or(&[][..], |(_, types)| types);
    types.iter().copied().chain(["application/octet-stream"])
}

/// Values that HTTP clients add, or that users set, whatever the file.
///
/// `application/x-www-form-urlencoded`: axios, needle, curl `--data-binary`, wget, Python
/// `urllib.request`, Ruby `Net::HTTP`, PHP curl. `text/plain;charset=UTF-8`: fetch with a string.
/// `false`, `undefined`, `null`: a failed lookup printed (minio issue 5031).
pub(crate) const COMMON: &[(&str, Cost)] = &[
    ("application/x-www-form-urlencoded", EVERYDAY),
    ("text/plain", KNOWN),
    ("application/json", KNOWN),
    ("image/jpeg", KNOWN),
    ("image/png", KNOWN),
    ("binary/octet-stream", SELDOM),
    ("application/xml", SELDOM),
    ("text/xml", SELDOM),
    ("text/html", SELDOM),
    ("image/jpg", SELDOM),
    ("image/gif", SELDOM),
    ("image/webp", SELDOM),
    ("video/mp4", SELDOM),
    ("application/pdf", SELDOM),
    ("application/zip", SELDOM),
    ("multipart/form-data", SELDOM),
    ("false", SELDOM),
    ("undefined", SELDOM),
    ("null", SELDOM),
];

/// Extension and types, the most common first.
const TYPES: &[(&str, &[&str])] = &[
    ("7z", &["application/x-7z-compressed"]),
    ("aac", &["audio/x-aac", "audio/aac"]),
    ("apk", &["application/vnd.android.package-archive"]),
    ("avi", &["video/x-msvideo"]),
    ("avif", &["image/avif"]),
    ("bin", &["application/octet-stream"]),
    ("bmp", &["image/bmp", "image/x-ms-bmp"]),
    ("css", &["text/css"]),
    ("csv", &["text/csv"]),
    ("doc", &["application/msword"]),
    (
        "docx",
        &["application/vnd.openxmlformats-officedocument.wordprocessingml.document"],
    ),
    ("flv", &["video/x-flv"]),
    ("gif", &["image/gif"]),
    ("gz", &["application/gzip", "application/x-gzip"]),
    ("heic", &["image/heic"]),
    ("htm", &["text/html"]),
    ("html", &["text/html"]),
    ("ico", &["image/x-icon", "image/vnd.microsoft.icon"]),
    ("jar", &["application/java-archive"]),
    ("jpeg", &["image/jpeg", "image/jpg"]),
    ("jpg", &["image/jpeg", "image/jpg"]),
    (
        "js",
        &["application/javascript", "text/javascript", "application/x-javascript"],
    ),
    ("json", &["application/json"]),
    ("log", &["text/plain"]),
    ("m3u8", &["application/vnd.apple.mpegurl", "application/x-mpegurl"]),
    ("m4a", &["audio/mp4", "audio/x-m4a"]),
    ("md", &["text/markdown", "text/x-markdown"]),
    ("mjs", &["application/javascript", "text/javascript"]),
    ("mov", &["video/quicktime"]),
    ("mp3", &["audio/mpeg", "audio/mp3"]),
    ("mp4", &["video/mp4"]),
    ("parquet", &["application/vnd.apache.parquet"]),
    ("pdf", &["application/pdf"]),
    ("png", &["image/png", "image/x-png"]),
    ("ppt", &["application/vnd.ms-powerpoint"]),
    (
        "pptx",
        &["application/vnd.openxmlformats-officedocument.presentationml.presentation"],
    ),
    ("rar", &["application/x-rar-compressed", "application/vnd.rar"]),
    ("svg", &["image/svg+xml"]),
    ("tar", &["application/x-tar"]),
    (
        "tgz",
        &["application/gzip", "application/x-gzip", "application/x-compressed-tar"],
    ),
    ("tif", &["image/tiff"]),
    ("tiff", &["image/tiff"]),
    ("ts", &["video/mp2t"]),
    ("ttf", &["font/ttf", "application/x-font-ttf"]),
    ("txt", &["text/plain"]),
    ("wasm", &["application/wasm"]),
    ("wav", &["audio/wav", "audio/x-wav"]),
    ("webm", &["video/webm"]),
    ("webp", &["image/webp"]),
    ("woff", &["font/woff", "application/font-woff"]),
    ("woff2", &["font/woff2"]),
    ("xls", &["application/vnd.ms-excel"]),
    (
        "xlsx",
        &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
    ),
    ("xml", &["application/xml", "text/xml"]),
    ("yaml", &["text/yaml", "application/yaml", "application/x-yaml"]),
    ("yml", &["text/yaml", "application/yaml", "application/x-yaml"]),
    ("zip", &["application/zip", "application/x-zip-compressed"]),
];
