//! V4-signed requests as bytes ("Include a V4 signature in the Authorization header").

use data_encoding::HEXLOWER;
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use sha2::{Digest as _, Sha256};

/// The head of a V4-signed request for `key` in `bucket`, dated `now`.
pub(crate) fn v4_head(method: &str, key: &str, length: Option<u64>, now: Timestamp) -> Vec<u8> {
    let now = TimeZone::UTC.to_datetime(now);
    let date = now.strftime("%Y%m%dT%H%M%SZ").to_string();
    let day = &date[..8];
    let content_type = length.map_or("", |_| "content-type:application/octet-stream\n");
    let headers = format!("{content_type}x-oss-content-sha256:UNSIGNED-PAYLOAD\nx-oss-date:{date}\n");
    let request = format!("{method}\n/bucket/{key}\n\n{headers}\n\nUNSIGNED-PAYLOAD");
    let scope = format!("{day}/cn-hangzhou/oss/aliyun_v4_request");
    let hash = HEXLOWER.encode(&Sha256::digest(request));
    let text = format!("OSS4-HMAC-SHA256\n{date}\n{scope}\n{hash}");
    let steps = [day, "cn-hangzhou", "oss", "aliyun_v4_request", &text];
    let mac = steps
        .iter()
        .fold(b"aliyun_v4testsecret".to_vec(), |key, step| mac(&key, step.as_bytes()));
    let signature = HEXLOWER.encode(&mac);
    let fields = length.map_or_else(String::new, |length| {
        format!("content-type: application/octet-stream\r\ncontent-length: {length}\r\n")
    });
    format!(
        "{method} /bucket/{key} HTTP/1.1\r\nhost: 127.0.0.1\r\nx-oss-date: {date}\r\n\
         x-oss-content-sha256: UNSIGNED-PAYLOAD\r\n{fields}accept: */*\r\nuser-agent: bench\r\n\
         authorization: OSS4-HMAC-SHA256 Credential=testid/{scope},Signature={signature}\r\n\r\n"
    )
    .into_bytes()
}

fn mac(key: &[u8], text: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("HMAC takes a key of any length");
    mac.update(text);
    mac.finalize().into_bytes().to_vec()
}
