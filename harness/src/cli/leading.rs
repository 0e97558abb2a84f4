//! The variables that lead a command here, and what no variable can do.

use std::net::SocketAddr;
use std::path::Path;

use super::files;
use crate::diagnosis::KeySource;

/// What leads clients through the relay. A client that reads none of these is told of in [`hints`].
pub(super) fn through_the_relay(proxy: SocketAddr, alone: &Path, bundle: &Path) -> Vec<(&'static str, String)> {
    let proxy = format!("http://{proxy}");
    let path = |path: &Path| path.to_string_lossy().into_owned();
    let mut all = vec![
        // ali-oss (urllib), which reads the others once this is set.
        ("URLLIB_ENABLE_PROXY", "1".to_owned()),
        // Node's global agents.
        ("NODE_USE_ENV_PROXY", "1".to_owned()),
        ("NODE_EXTRA_CA_CERTS", path(alone)),
        ("DENO_CERT", path(alone)),
    ];
    // Both cases: curl reads http_proxy in lower case alone, others the upper one.
    all.extend(["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY"].map(|name| (name, proxy.clone())));
    all.extend(BUNDLES.map(|name| (name, path(bundle))));
    all.extend(["no_proxy", "NO_PROXY"].map(|name| (name, LOOPBACK.to_owned())));
    all
}

/// What leads clients to the mock: endpoints by the names that the SDKs' own tests and tools read, the proxy for
/// http:// endpoints that keep their name, and the test pair where no key was named.
pub(super) fn to_the_mock(oss: SocketAddr, source: KeySource) -> Vec<(&'static str, String)> {
    let oss = format!("http://{oss}");
    let endpoints = [
        "WHYSIG_ENDPOINT",
        "OSS_ENDPOINT",
        "OSS_TEST_ENDPOINT",
        "ALI_CLOUD_ENDPOINT",
    ];
    let proxies = ["http_proxy", "HTTP_PROXY"];
    let mut all: Vec<_> = [&endpoints[..], &proxies]
        .concat()
        .into_iter()
        .map(|name| (name, oss.clone()))
        .collect();
    all.push(("URLLIB_ENABLE_PROXY", "1".to_owned()));
    all.extend(["no_proxy", "NO_PROXY"].map(|name| (name, LOOPBACK.to_owned())));
    if source == KeySource::Default {
        all.push(("OSS_ACCESS_KEY_ID", "testid".to_owned()));
        all.push(("OSS_ACCESS_KEY_SECRET", "testsecret".to_owned()));
    }
    all
}

/// What must be said in code for the clients that a command seems to use.
pub(super) fn hints<'a>(words: impl Iterator<Item = &'a str>) -> Vec<&'static str> {
    let words: Vec<&str> = words
        .map(|word| word.rsplit(['/', '\\']).next().unwrap_or(word))
        .collect();
    let uses = |names: &[&str]| words.iter().any(|word| names.contains(word));
    let all = [
        (
            &["node", "npm", "npx", "yarn", "pnpm", "bun"][..],
            "ali-oss takes the proxy only where the package proxy-agent@5 is installed beside it",
        ),
        (
            &["python", "python3", "pytest", "uv", "poetry"],
            "alibabacloud-oss-v2 for Python ignores proxy_host given as a string; leave it out, or give a dict",
        ),
        (
            &["go"],
            "the Go SDKs read no proxy variables: oss.Proxy(url) in v1, WithProxyFromEnvironment(true) in v2",
        ),
        (
            &["java", "mvn", "gradle", "gradlew"],
            "the Java SDK reads no proxy variables: ClientBuilderConfiguration.setProxyHost and setProxyPort, and a trust store with the file `ca`",
        ),
    ];
    all.into_iter()
        .filter(|(names, _)| uses(names))
        .map(|(_, hint)| hint)
        .collect()
}

/// One line for a command that is led through the relay.
pub(super) fn short(proxy: SocketAddr, inspect: SocketAddr, alone: &Path) -> String {
    format!(
        "whysig: relay at http://{proxy}, journal at http://{inspect}/api/requests, ca {}",
        files::name(alone)
    )
}

/// Variables whose file replaces the system's certificates.
const BUNDLES: [&str; 6] = [
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "AWS_CA_BUNDLE",
    "CARGO_HTTP_CAINFO",
    "PERL_LWP_SSL_CA_FILE",
];

/// What is on this machine is asked straight.
const LOOPBACK: &str = "localhost,127.0.0.1,::1";
