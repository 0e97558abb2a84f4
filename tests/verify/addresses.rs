//! Which bucket and key a request is for, by every family of the vendor's hosts.

use std::collections::BTreeMap;

use mock_oss::site::{Hosts, Site, UnknownHost};
use mock_oss::verify::{Address, Addressing, Refusal};
use mock_oss::wire::{FieldIndex, Received};

/// The vendor's list of endpoints ("Regions and endpoints"), as The Kruise Authors hold it in the tests
/// of their package `sign`, and the cloud box form of alibabacloud-oss-go-sdk-v2 (`oss/client.go`).
#[test]
fn a_host_of_the_vendor_names_its_bucket_or_leaves_it_to_the_path() {
    for (host, path, addressing) in [
        (
            "mybucket.oss-cn-beijing.aliyuncs.com",
            "/probe%2Fa.txt",
            Addressing::VirtualHost,
        ),
        (
            "mybucket.oss-cn-beijing-internal.aliyuncs.com",
            "/probe/a.txt",
            Addressing::VirtualHost,
        ),
        (
            "mybucket.oss-accelerate.aliyuncs.com",
            "/probe%2Fa.txt",
            Addressing::VirtualHost,
        ),
        (
            "mybucket.oss-accelerate-overseas.aliyuncs.com",
            "/probe/a.txt",
            Addressing::VirtualHost,
        ),
        (
            "MyBucket.OSS-cn-beijing.aliyuncs.com:8080",
            "/probe/a.txt",
            Addressing::VirtualHost,
        ),
        (
            "mybucket.cn-beijing.oss.aliyuncs.com",
            "/probe%2Fa.txt",
            Addressing::VirtualHost,
        ),
        (
            "mybucket.cb-123.cn-beijing.oss-cloudbox.aliyuncs.com",
            "/probe/a.txt",
            Addressing::VirtualHost,
        ),
        (
            "oss-cn-beijing-internal.aliyuncs.com",
            "/mybucket/probe%2Fa.txt",
            Addressing::Path,
        ),
        (
            "cn-beijing.oss.aliyuncs.com",
            "/mybucket/probe%2Fa.txt",
            Addressing::Path,
        ),
        ("127.0.0.1:9000", "/mybucket/probe/a.txt", Addressing::Path),
        ("[::1]:9000", "/mybucket/probe/a.txt", Addressing::Path),
        ("localhost", "/mybucket/probe/a.txt", Addressing::Path),
    ] {
        let address = address(host, path, &Site::default()).unwrap();
        assert_eq!(address.addressing, addressing, "{host}");
        assert_eq!(address.resource(), b"/mybucket/probe/a.txt", "{host}");
    }
}

/// The root's dot is part of the same name, written in full (RFC 1034 section 3.1).
#[test]
fn a_host_with_the_roots_dot_is_the_same_host() {
    let mut site = Site::default();
    site.cnames
        .insert("files.example.com".to_owned(), "mybucket".to_owned());
    for (host, path, addressing) in [
        ("mybucket.oss-cn-beijing.aliyuncs.com.", "/k", Addressing::VirtualHost),
        (
            "mybucket.oss-cn-beijing.aliyuncs.com.:443",
            "/k",
            Addressing::VirtualHost,
        ),
        ("oss-cn-beijing.aliyuncs.com.", "/mybucket/k", Addressing::Path),
        ("FILES.example.com.", "/k", Addressing::Cname),
        ("localhost.:8900", "/mybucket/k", Addressing::Path),
        ("127.0.0.1.", "/mybucket/k", Addressing::Path),
    ] {
        let address = address(host, path, &site).unwrap();
        assert_eq!(address.addressing, addressing, "{host}");
        assert_eq!(address.resource(), b"/mybucket/k", "{host}");
    }
}

#[test]
fn the_roots_dot_in_a_target_is_left_out_too() {
    let head = "GET http://mybucket.oss-cn-beijing.aliyuncs.com./k HTTP/1.1\r\nHost: other\r\n\r\n";
    let received = Received::parse(head.as_bytes().to_vec()).unwrap();
    let address = Address::of(&received, &Site::default()).unwrap();
    assert_eq!(address.resource(), b"/mybucket/k");
}

#[test]
fn an_endpoint_with_an_empty_path_is_the_service() {
    let address = address("oss-cn-beijing.aliyuncs.com", "/", &Site::default()).unwrap();
    assert_eq!(
        (address.addressing, address.resource().as_slice()),
        (Addressing::Service, b"/".as_slice())
    );
}

#[test]
fn a_bucket_without_a_key_ends_in_a_slash() {
    for (host, path) in [
        ("b.oss-cn-beijing.aliyuncs.com", "/"),
        ("127.0.0.1", "/b"),
        ("127.0.0.1", "/b/"),
    ] {
        assert_eq!(
            address(host, path, &Site::default()).unwrap().resource(),
            b"/b/",
            "{host}{path}"
        );
    }
}

#[test]
fn a_custom_domain_is_looked_up_and_otherwise_an_endpoint() {
    let bound = Site {
        cnames: BTreeMap::from([("img.example.com".to_owned(), "mybucket".to_owned())]),
        ..Site::default()
    };
    let address_at = |site: &Site| address("IMG.example.com", "/a/b", site).unwrap();
    assert_eq!(address_at(&bound).resource(), b"/mybucket/a/b");
    assert_eq!(address_at(&Site::default()).resource(), b"/a/b");
    let all = Site {
        unknown_host: UnknownHost::Bucket("mybucket".to_owned()),
        ..Site::default()
    };
    assert_eq!(address_at(&all).resource(), b"/mybucket/a/b");
}

#[test]
fn a_site_may_take_every_bucket_from_the_path() {
    let site = Site {
        hosts: Hosts::PathOnly,
        ..Site::default()
    };
    let address = address("mybucket.oss-cn-beijing.aliyuncs.com", "/mybucket/k", &site).unwrap();
    assert_eq!(address.resource(), b"/mybucket/k");
}

#[test]
fn the_authority_of_an_absolute_target_outranks_the_host() {
    let target = "http://b.oss-cn-beijing.aliyuncs.com/k";
    assert_eq!(
        address("other.example.com", target, &Site::default())
            .unwrap()
            .resource(),
        b"/b/k"
    );
}

#[test]
fn two_hosts_are_refused() {
    let received = Received::parse("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n").unwrap();
    let twice = Refusal::HostRepeated(vec![FieldIndex(0), FieldIndex(1)]);
    assert_eq!(Address::of(&received, &Site::default()), Err(twice));
}

#[test]
fn a_key_is_decoded_once() {
    let address = address("127.0.0.1", "/b/a+b%2Bc%2525%zz", &Site::default()).unwrap();
    assert_eq!(address.key, b"a b+c%25%zz");
}

fn address(host: &str, target: &str, site: &Site) -> Result<Address, Refusal> {
    let head = format!("GET {target} HTTP/1.1\r\nHost: {host}\r\n\r\n");
    Address::of(&Received::parse(head).unwrap(), site)
}
