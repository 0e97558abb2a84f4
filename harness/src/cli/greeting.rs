//! What `whysig serve` says on start: ready to paste.

use std::net::SocketAddr;

use super::credentials::KeySource;

/// Where it listens, the ids of the keys it knows, and how the common SDKs are pointed at it.
pub(super) fn greeting(oss: SocketAddr, inspect: SocketAddr, source: KeySource, ids: &[String]) -> String {
    let key = match source {
        KeySource::Default => "access key testid, secret testsecret (name your own with --credential)".to_owned(),
        KeySource::Given => format!("access keys {}, as you named them", ids.join(", ")),
    };
    let (id, secret) = match source {
        KeySource::Default => ("testid", "testsecret"),
        KeySource::Given => ("YOUR_ID", "YOUR_SECRET"),
    };
    format!(
        "whysig: mock OSS at http://{oss}, journal at http://{inspect}/api/requests\n\
         {key}\n\n\
         point your client at it:\n  \
         ali-oss (Node)       new OSS({{ endpoint: 'http://{oss}', accessKeyId: '{id}', accessKeySecret: '{secret}', bucket: 'examplebucket' }})\n  \
         oss2 (Python)        oss2.Bucket(oss2.Auth('{id}', '{secret}'), 'http://{oss}', 'examplebucket')\n  \
         oss-v2 (Python)      cfg.endpoint = 'http://{oss}'; cfg.region = 'cn-hangzhou'\n  \
         OSS Go SDK v1        oss.New(\"http://{oss}\", \"{id}\", \"{secret}\")\n  \
         OSS Go SDK v2        oss.LoadDefaultConfig().WithEndpoint(\"http://{oss}\").WithRegion(\"cn-hangzhou\")\n  \
         any client, real endpoint kept: HTTP proxy http://{oss}\n\n\
         a line for each request, and for a mismatch why; Ctrl-C ends it\n\n",
    )
}
