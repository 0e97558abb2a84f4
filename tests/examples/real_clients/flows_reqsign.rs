//! Flows by a client from Rust (`reqsign.rs`), each against what came back.

use std::net::SocketAddr;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use reqsign_aliyun_oss::SigningVersion;

use crate::flows::Flow;
use crate::reqsign::{Ask, Client, Place};

const CRATE: &str = "reqsign-aliyun-oss";

const LOCK_FILE: &str = include_str!("../../../Cargo.lock");

const HOUR: Place = Place::Url(Duration::from_secs(3600));

const SCHEMES: [(&str, SigningVersion); 3] = [
    ("v1", SigningVersion::V1),
    ("v2", SigningVersion::V2),
    ("v4", SigningVersion::V4),
];

const NAMES: [&str; 12] = [
    "put-get",
    "range",
    "head",
    "error-code",
    "list-v1",
    "list-v2",
    "multipart",
    "append",
    "copy",
    "delete",
    "presign-get",
    "presign-put",
];

const KEYS: [(&str, &str); 7] = [
    ("key-space", "flow/a b c"),
    ("key-plus", "flow/a+b"),
    ("key-percent", "flow/100%25 %zz"),
    ("key-chinese", "flow/中文/文件"),
    ("key-quotes", "flow/\"double\" 'single'"),
    ("key-double-slash", "flow//a//b"),
    ("key-reserved", "flow/a&b=c;d:e@f,g$h!i*j(k)~"),
];

/// Runs all flows under each scheme.
pub(crate) async fn play(server: SocketAddr) -> Vec<Flow> {
    let mut told = Vec::new();
    for (scheme, version) in SCHEMES {
        let client = Client::new(server, version, &format!("flows-reqsign-{scheme}"));
        for name in NAMES.into_iter().chain(KEYS.into_iter().map(|(name, _)| name)) {
            let outcome = client.flow(name).await;
            told.push(Flow::told(CRATE, version_of(CRATE), scheme, name, outcome));
        }
    }
    told
}

impl Client {
    async fn flow(&self, name: &str) -> Result<()> {
        if let Some((_, key)) = KEYS.iter().find(|(known, _)| *known == name) {
            return self.keys(key).await;
        }
        match name {
            "put-get" => self.put_get().await,
            "range" => self.range().await,
            "head" => self.head().await,
            "error-code" => self.error_code().await,
            "list-v1" => self.list("prefix=list%2F&max-keys=2", "marker", "NextMarker").await,
            "list-v2" => {
                let query = "list-type=2&prefix=list%2F&max-keys=2";
                self.list(query, "continuation-token", "NextContinuationToken").await
            }
            "multipart" => self.multipart().await,
            "append" => self.append().await,
            "copy" => self.copy().await,
            "delete" => self.delete().await,
            "presign-get" => self.presign_get().await,
            "presign-put" => self.presign_put().await,
            unknown => anyhow::bail!("no flow is named {unknown}"),
        }
    }

    async fn put(&self, key: &str, body: &[u8]) -> Result<()> {
        self.done(Ask::new("PUT", key).body(body)).await.map(drop)
    }

    async fn holds(&self, key: &str, body: &[u8]) -> Result<()> {
        let answer = self.done(Ask::new("GET", key)).await?;
        same("bytes", &&answer.body[..], &body)
    }

    async fn put_get(&self) -> Result<()> {
        let body: Vec<u8> = (0..=255).cycle().take(1280).collect();
        self.put("flow/plain", &body).await?;
        self.holds("flow/plain", &body).await?;
        self.put("flow/empty", b"").await?;
        self.holds("flow/empty", b"").await
    }

    async fn range(&self) -> Result<()> {
        self.put("flow/range", b"0123456789").await?;
        for (range, bytes) in [("2-5", "2345"), ("7-", "789"), ("-3", "789")] {
            let range = format!("bytes={range}");
            let fields = [("range", range.as_str())];
            let answer = self.done(Ask::new("GET", "flow/range").fields(&fields)).await?;
            same(
                "status and bytes",
                &(answer.status, &answer.body[..]),
                &(206, bytes.as_bytes()),
            )?;
        }
        Ok(())
    }

    async fn head(&self) -> Result<()> {
        let fields = [("x-oss-meta-author", "me"), ("content-type", "text/x-flow")];
        self.done(Ask::new("PUT", "flow/head").fields(&fields).body(b"hello"))
            .await?;
        let answer = self.done(Ask::new("HEAD", "flow/head")).await?;
        let names = ["content-length", "content-type", "x-oss-meta-author"];
        let found = names.map(|name| answer.field(name));
        same("fields", &found, &[Some("5"), Some("text/x-flow"), Some("me")])
    }

    async fn error_code(&self) -> Result<()> {
        let answer = self.ask(Ask::new("GET", "flow/none"), Place::Header).await?;
        let found = (answer.status, answer.elements("Code"));
        same("status and code", &found, &(404, vec!["NoSuchKey".to_owned()]))
    }

    /// Pages of two, each asked for with `next`, which the page before tells in the element `told`.
    async fn list(&self, query: &str, next: &str, told: &str) -> Result<()> {
        let names = ["list/a", "list/b", "list/c", "list/d/e", "list/f"];
        for name in names {
            self.put(name, b"1").await?;
        }
        let (mut keys, mut query_here) = (Vec::new(), query.to_owned());
        loop {
            let page = self.done(Ask::new("GET", "").query(&query_here)).await?;
            keys.extend(page.elements("Key"));
            let Some(mark) = page.elements(told).pop() else {
                return same("keys", &keys, &names.map(str::to_owned).to_vec());
            };
            let mark = mark.replace('/', "%2F").replace('=', "%3D").replace('+', "%2B");
            query_here = format!("{query}&{next}={mark}");
        }
    }

    async fn multipart(&self) -> Result<()> {
        let key = "flow/multi 中+";
        let parts = [vec![b'a'; 100 * 1024], vec![b'b'; 100 * 1024], b"tail".to_vec()];
        let started = self.done(Ask::new("POST", key).query("uploads")).await?;
        let upload = started.elements("UploadId").pop().context("an upload has an id")?;
        let mut list = Vec::new();
        for (number, part) in (1..).zip(&parts) {
            let query = format!("partNumber={number}&uploadId={upload}");
            let sent = self.done(Ask::new("PUT", key).query(&query).body(part)).await?;
            let tag = sent.field("etag").context("a part has an entity tag")?;
            list.push(format!(
                "<Part><PartNumber>{number}</PartNumber><ETag>{tag}</ETag></Part>"
            ));
        }
        let query = format!("uploadId={upload}");
        let listed = self.done(Ask::new("GET", key).query(&query)).await?;
        same(
            "parts",
            &listed.elements("PartNumber"),
            &["1", "2", "3"].map(str::to_owned).to_vec(),
        )?;
        let whole = format!("<CompleteMultipartUpload>{}</CompleteMultipartUpload>", list.concat());
        self.done(Ask::new("POST", key).query(&query).body(whole.as_bytes()))
            .await?;
        self.holds(key, &parts.concat()).await
    }

    async fn append(&self) -> Result<()> {
        let key = "flow/append";
        self.done(Ask::new("DELETE", key)).await?;
        let mut position = 0;
        for piece in ["one", "two", "three"] {
            let query = format!("append&position={position}");
            let sent = self
                .done(Ask::new("POST", key).query(&query).body(piece.as_bytes()))
                .await?;
            position += piece.len();
            let told = sent.field("x-oss-next-append-position");
            same("position", &told, &Some(position.to_string().as_str()))?;
        }
        self.holds(key, b"onetwothree").await
    }

    async fn copy(&self) -> Result<()> {
        self.put("flow/source", b"copied").await?;
        let bucket = self.bucket();
        let source = format!("/{bucket}/flow/source");
        let fields = [("x-oss-copy-source", source.as_str())];
        self.done(Ask::new("PUT", "flow/target 目标").fields(&fields)).await?;
        self.holds("flow/target 目标", b"copied").await
    }

    async fn delete(&self) -> Result<()> {
        self.put("flow/gone", b"1").await?;
        self.done(Ask::new("DELETE", "flow/gone")).await?;
        let answer = self.ask(Ask::new("HEAD", "flow/gone"), Place::Header).await?;
        same("status", &answer.status, &404)
    }

    async fn presign_get(&self) -> Result<()> {
        self.put("flow/pre signed+中", b"presigned").await?;
        let query = "response-content-type=text%2Fx-flow";
        let answer = self
            .ask(Ask::new("GET", "flow/pre signed+中").query(query), HOUR)
            .await?;
        let found = (answer.status, answer.field("content-type"), &answer.body[..]);
        same("answer", &found, &(200, Some("text/x-flow"), b"presigned"))
    }

    async fn presign_put(&self) -> Result<()> {
        let fields = [("content-type", "text/x-flow")];
        let ask = Ask::new("PUT", "flow/presigned put+中").fields(&fields).body(b"by URL");
        same("status", &self.ask(ask, HOUR).await?.status, &200)?;
        self.holds("flow/presigned put+中", b"by URL").await
    }

    async fn keys(&self, key: &str) -> Result<()> {
        self.put(key, b"there").await?;
        self.holds(key, b"there").await?;
        self.done(Ask::new("DELETE", key)).await?;
        let answer = self.ask(Ask::new("GET", key), Place::Header).await?;
        same("status", &answer.status, &404)
    }
}

/// The version in the lock file; a crate does not tell its own.
fn version_of(name: &str) -> &'static str {
    let mut lines = LOCK_FILE
        .lines()
        .skip_while(|line| *line != format!("name = \"{name}\""));
    let version = lines.nth(1).and_then(|line| line.split('"').nth(1));
    version.unwrap_or("of an unknown version")
}

/// Fails unless they are equal.
fn same<T: PartialEq + std::fmt::Debug>(what: &str, got: &T, want: &T) -> Result<()> {
    ensure!(got == want, "{what}: {got:.200?} in the place of {want:.200?}");
    Ok(())
}
