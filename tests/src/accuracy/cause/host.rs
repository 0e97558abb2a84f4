//! 1e, hosts: which bucket a request is for, and the resource that the client makes of it.

use harness::diagnosis::{Element, Op, Space};

use super::kind::{ALL, Cause, Done, V4, any};
use super::wire::host_names_bucket;
use crate::accuracy::base::{Facts, Request};
use crate::accuracy::head::{Head, replaced};
use crate::accuracy::rng::Rng;
use crate::accuracy::signer::Draft;

pub(super) const CAUSES: &[Cause] = &[
    Cause::wire(
        "E1",
        "proxy rewrites Host and says so",
        ALL,
        bucket_in_host,
        |rng, head, _| {
            let host = head.value("host")?.to_vec();
            head.set(
                "Host",
                rng.one(["10.0.0.5:8080", "127.0.0.1:9000", "oss-backend:9000", "localhost:8080"]),
            );
            head.push("X-Forwarded-Host", host);
            Some(())
        },
    ),
    Cause::wire(
        "E1x",
        "proxy rewrites Host and says nothing",
        ALL,
        bucket_in_host,
        |rng, head, _| {
            head.set("Host", rng.one(["10.0.0.5:8080", "127.0.0.1:9000", "localhost:8080"]));
            Some(())
        },
    )
    .unknown("the bucket stood in the host alone"),
    Cause::sign(
        "E7a",
        "custom domain: resource without the bucket",
        ALL,
        with_bucket,
        |_, draft, facts| {
            let bucket = [b"/", facts.bucket.as_bytes()].concat();
            let resource = draft.resource.strip_prefix(bucket.as_slice())?.to_vec();
            sign(draft, resource)
        },
    ),
    Cause::sign(
        "E7b",
        "custom domain: its first label signed as the bucket",
        ALL,
        on_domain,
        |_, draft, facts| {
            let (domain, _) = facts.place.domain.as_ref()?;
            let label = domain.split('.').next()?;
            let resource = replaced(&draft.resource, facts.bucket.as_bytes(), label.as_bytes())?;
            sign(draft, resource)
        },
    ),
    Cause::sign("E8a", "bucket signed twice", ALL, with_bucket, |_, draft, facts| {
        let resource = [b"/", facts.bucket.as_bytes(), &draft.resource].concat();
        sign(draft, resource)
    }),
    Cause::wire("E8b", "bucket twice in the host", ALL, bucket_in_host, double),
    Cause::sign(
        "E8c",
        "slash before the key signed",
        ALL,
        with_bucket,
        |_, draft, facts| {
            let bucket = [b"/", facts.bucket.as_bytes(), b"/"].concat();
            let key = draft.resource.strip_prefix(bucket.as_slice())?.to_vec();
            (!key.is_empty()).then(|| sign(draft, [bucket.as_slice(), b"/", &key].concat()))?
        },
    ),
    Cause::sign("E9a", "key and scope for oss-REGION", V4, any, |_, draft, _| {
        draft.scope = replaced(&draft.scope, b"/cn-", b"/oss-cn-")?;
        scope()
    }),
    Cause::sign("E9b", "key and scope for another region", V4, any, |rng, draft, _| {
        let region = rng.one([
            "cn-shanghai",
            "cn-beijing",
            "cn-shenzhen",
            "us-west-1",
            "ap-southeast-1",
            "cn-hongkong",
        ]);
        draft.scope = replaced(&draft.scope, b"cn-hangzhou", region.as_bytes())?;
        scope()
    }),
    Cause::sign("E9c", "key and scope for product s3", V4, any, |_, draft, _| {
        draft.scope = replaced(&draft.scope, b"/oss/", b"/s3/")?;
        scope()
    }),
    Cause::sign("E10b", "key and scope end as AWS's do", V4, any, |_, draft, _| {
        draft.scope = replaced(&draft.scope, b"aliyun_v4_request", b"aws4_request")?;
        scope()
    }),
    Cause::wire(
        "E9d",
        "scope for another region than the host's",
        V4,
        vendor_host,
        |_, head, facts| {
            let bytes = replaced(&head.bytes(), b"cn-hangzhou%2Foss%2F", b"cn-beijing%2Foss%2F")
                .filter(|_| facts.kind.in_url())
                .or_else(|| replaced(&head.bytes(), b"/cn-hangzhou/oss/", b"/cn-beijing/oss/"))?;
            *head = Head::parse(&bytes)?;
            Some(())
        },
    )
    .structure("scope-contradicts-host"),
];

fn bucket_in_host(_: &mut Rng, request: &mut Request) -> Option<()> {
    let named = request.head.value("host")?.starts_with(request.facts.bucket.as_bytes());
    let relative = request.head.authority.is_empty();
    (named && relative && host_names_bucket(request)).then_some(())
}

fn with_bucket(_: &mut Rng, request: &mut Request) -> Option<()> {
    (request.draft().resource != b"/").then_some(())
}

fn on_domain(_: &mut Rng, request: &mut Request) -> Option<()> {
    let label = request.facts.place.domain.as_ref()?.0.split('.').next()?;
    (label != request.facts.bucket).then_some(())
}

fn vendor_host(_: &mut Rng, request: &mut Request) -> Option<()> {
    request.head.value("host")?.ends_with(b".aliyuncs.com").then_some(())
}

fn double(_: &mut Rng, head: &mut Head, facts: &Facts) -> Option<()> {
    let host = [facts.bucket.as_bytes(), b".", head.value("host")?].concat();
    head.set("Host", host);
    Some(())
}

fn sign(draft: &mut Draft, resource: Vec<u8>) -> Option<Vec<Done>> {
    draft.resource.clone_from(&resource);
    Some(Done::client(Op::Replace, Element::Resource, Some(resource)))
}

/// The scope stands in the string, and in the key; it is counted as the key's.
fn scope() -> Option<Vec<Done>> {
    let done = Done::client(Op::Replace, Element::Scope, None);
    Some(
        done.into_iter()
            .map(|done| Done {
                space: Space::Key,
                ..done
            })
            .collect(),
    )
}
