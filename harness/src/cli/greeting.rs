//! What `whysig serve` says on start: ready to paste.

use std::net::SocketAddr;
use std::path::PathBuf;

use mock_oss::store::BucketName;

use super::files;
use crate::diagnosis::KeySource;
use crate::proxy::Origin;

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
    let signing = signing(oss);
    format!(
        "whysig: mock OSS at http://{oss}, journal at http://{inspect}/api/requests\n\
         {key}\n\n\
         point your client at it:\n  \
         ali-oss (Node)       new OSS({{ endpoint: 'http://{oss}', accessKeyId: '{id}', accessKeySecret: '{secret}', bucket: 'examplebucket' }})\n  \
         {signing}\n  \
         oss2 (Python)        oss2.Bucket(oss2.Auth('{id}', '{secret}'), 'http://{oss}', 'examplebucket')\n  \
         oss-v2 (Python)      cfg.endpoint = 'http://{oss}'; cfg.region = 'cn-hangzhou'\n  \
         OSS Go SDK v1        oss.New(\"http://{oss}\", \"{id}\", \"{secret}\")\n  \
         OSS Go SDK v2        oss.LoadDefaultConfig().WithEndpoint(\"http://{oss}\").WithRegion(\"cn-hangzhou\")\n  \
         any client, real endpoint kept: http://oss-cn-hangzhou.aliyuncs.com with HTTP proxy http://{oss}\n\n\
         http:// endpoints only: no https://, neither straight nor through the proxy\n\
         a line for each request, and for a mismatch why; Ctrl-C ends it\n\n",
    )
}

/// Where the relay listens, and how clients are led through it.
pub(super) fn of_proxy(
    proxy: SocketAddr,
    inspect: SocketAddr,
    upstream: Option<&Origin>,
    source: KeySource,
    [ca, bundle]: [&PathBuf; 2],
) -> String {
    let key = match source {
        KeySource::Default => "no key was named: what the service says is held against the bytes that left here",
        KeySource::Given => "with the keys that you named, each refusal is searched for its cause",
    };
    let (ca, bundle) = (files::name(ca), files::name(bundle));
    let straight = match upstream {
        Some(upstream) => format!("  as if it were the service   http://{proxy} leads to {upstream}\n"),
        None => String::new(),
    };
    format!(
        "whysig: relay at http://{proxy}, journal at http://{inspect}/api/requests\n\
         {key}\n\n\
         lead your client through it:\n  \
         for one command      whysig proxy [...] -- CMD sets all of this for it\n  \
         as its http proxy    http_proxy and https_proxy=http://{proxy}\n  \
         for https://         NODE_EXTRA_CA_CERTS={ca}, or where a file replaces the system's\n  \
         \x20                    (REQUESTS_CA_BUNDLE, CURL_CA_BUNDLE, SSL_CERT_FILE) {bundle}\n\
         {straight}\n\
         a line for each request, and for a refusal why; Ctrl-C ends it\n\n",
    )
}

/// Which buckets of `--data` were found without their record.
pub(super) fn adopted(buckets: &[BucketName]) -> String {
    let line = |bucket| {
        format!(
            "the record of the bucket {bucket} is gone or cannot be read: its objects are kept, and it is taken as \
             private; set its access list to write a new record\n"
        )
    };
    buckets.iter().map(line).collect::<Vec<_>>().concat()
}

/// How ali-oss signs URLs that lead here: of an IP address it makes none with `signatureUrl`, and one without
/// the bucket with `signatureUrlV4` (6.23.0, `lib/common/object/`). By name it writes the bucket into the path
/// with `sldEnable`, which 6.17 and later have.
fn signing(oss: SocketAddr) -> String {
    let host = if oss.ip().is_loopback() || oss.ip().is_unspecified() {
        "localhost"
    } else {
        "A_NAME_OF_THIS_HOST"
    };
    let port = oss.port();
    format!("  for signed URLs    the same with endpoint: 'http://{host}:{port}', sldEnable: true (6.17 and later)")
}
