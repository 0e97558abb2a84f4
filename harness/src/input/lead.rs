//! How a client is brought to show more than the text of its error, which has no string to sign.

use super::server_error::find;
use crate::words::{Words, wire, words};

/// What a client leaves in a text, and what it can be made to show.
struct Lead {
    /// Marks of the client; one is enough.
    marks: &'static [&'static str],
    /// What to do.
    advice: &'static str,
}

/// What to do to get the evidence that a text lacks, the client's own way first. Never empty.
#[must_use]
pub fn leads(text: &[u8]) -> Vec<Words> {
    let has = |lead: &&Lead| lead.marks.iter().any(|mark| find(text, mark.as_bytes()).is_some());
    let own = LEADS.iter().filter(has).take(MOST).map(|lead| Words::from(lead.advice));
    dropped_by_nginx(text)
        .into_iter()
        .chain(own)
        .chain([ANY.into()])
        .collect()
}

/// That nginx dropped a field, as its error log says from level `info` on.
fn dropped_by_nginx(text: &[u8]) -> Option<Words> {
    let mark = b"client sent invalid header line: \"";
    let rest = &text[find(text, mark)? + mark.len()..];
    let end = rest.iter().position(|byte| b":\"\r\n".contains(byte))?;
    Some(words!(
        "nginx dropped the field `{}`, whose name it calls invalid (with an underscore: `underscores_in_headers on;` keeps \
         it): where it was signed, the signature cannot verify behind nginx; or name it with `-` for `_`",
        wire(&rest[..end])
    ))
}

/// Clients by what they leave in a text.
const LEADS: [Lead; 12] = [
    Lead {
        marks: &[
            "oss: service returned error: StatusCode",
            "ServiceError",
            "aliyun-oss-go-sdk",
            "goroutine ",
        ],
        advice: "Go SDK v1 keeps the service's answer: print err.(oss.ServiceError).RawMessage; or log with \
                 oss.SetLogLevel(oss.Debug)",
    },
    Lead {
        marks: &[
            "Error returned by Service",
            "alibabacloud-oss-go-sdk-v2",
            "operation error ",
        ],
        advice: "the SDKs v2 keep the service's answer in the error: print its Snapshot (Go: errors.As(err, &serr), \
                 string(serr.Snapshot); Python: e.unwrap().snapshot); or log with WithLogLevel(oss.LogDebug)",
    },
    Lead {
        marks: &["oss: service returned error: StatusCode", "ossutil", "Error: oss: "],
        advice: "ossutil: run it again with --loglevel debug (v2: -l debug) and bring its log; in code it is RawMessage",
    },
    Lead {
        marks: &["OssException", "oss-sdk-php", ".php", "PHP "],
        advice: "PHP: print_r($e->getDetails()) has the service's answer",
    },
    Lead {
        marks: &["com.aliyun.oss", "OSSException", "at com.", ".java:"],
        advice: "Java: ((OSSException) e).getRawResponseError(), or the wire log: logger org.apache.http.wire at DEBUG \
                 (log4j, logback)",
    },
    Lead {
        marks: &["Aliyun.OSS", "System.Net.Http", "   at Aliyun.", ".cs:line"],
        advice: "C#: the SDK drops the answer: send the request through Fiddler or `whysig serve`, and bring that",
    },
    Lead {
        marks: &[
            "ali-oss",
            "SignatureDoesNotMatchError",
            "node_modules",
            "(node:",
            "retryable: ",
        ],
        advice: "Node: run it again with DEBUG=ali-oss and bring what it prints",
    },
    Lead {
        marks: &[
            "wx.uploadFile",
            "uploadFile:",
            "miniprogram",
            "servicewechat.com",
            "vConsole",
        ],
        advice: "mini program: print res.data of uploadFile, which is the service's answer, or copy it from vConsole's Network",
    },
    Lead {
        marks: &[
            "oss2.exceptions",
            "oss2.",
            "Traceback (most recent call last)",
            "'request-id': ",
        ],
        advice: "Python: print(e.body), or oss2.set_stream_logger(level=logging.DEBUG)",
    },
    Lead {
        marks: &[
            "XMLHttpRequest",
            "net::ERR",
            "CORS policy",
            "AxiosError",
            "Access-Control-Allow-Origin",
            "(Forbidden)",
        ],
        advice: "browser: Network panel, the failed request, \"Copy as cURL\", and the text of its Response",
    },
    Lead {
        marks: &[
            "\"access_id\"",
            "\"sign_type\"",
            "http_method",
            "sync_request",
            "owner_id",
        ],
        advice: "the access log keeps neither the headers nor the string to sign: it is the client that has them",
    },
    Lead {
        marks: &["nginx", "proxy_pass", "[error]", "upstream"],
        advice: "nginx: error_log FILE debug; shows the head that came and the head that was sent on",
    },
];

/// Where nothing is known of the client.
const ANY: &str = "any client: the body of the 403 answer has the string that the service signed; or point the client at \
                   `whysig serve`, which needs no log";
/// Most clients that are named.
const MOST: usize = 3;
