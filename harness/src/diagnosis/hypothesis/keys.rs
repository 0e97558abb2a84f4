//! Another key was used, or the key was derived for another scope.

use std::collections::BTreeSet;

use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};
use jiff::SignedDuration;
use mock_oss::verify::{Keyed, Rule, Scheme, Scope};

use super::note::key;
use super::{FAR, KNOWN, RARE, SELDOM};
use crate::diagnosis::case::{Case, Texts};
use crate::diagnosis::search::base::KeyVariant;
use crate::diagnosis::search::proposal::{Cost, Note};
use crate::diagnosis::search::slot::SlotKey;
use crate::diagnosis::text::{percent_decoded, percent_encoded, replaced};
use crate::diagnosis::{Code, Element};

/// What is tried here, in words.
pub(crate) const WORDS: &str = "variants of the secret: blanks, quotes, byte order mark, id and secret exchanged, \
    percent and base64 forms, the other known keys, and keys for other scopes";

/// All key variants that cost at most `ceiling`.
pub(crate) fn variants(case: &Case<'_>, ceiling: Cost) -> Vec<KeyVariant> {
    let mut all = Vec::new();
    let Some(credential) = case.credential() else {
        return all;
    };
    let secret = credential.secret.expose();
    let mut seen = BTreeSet::from([secret.to_vec()]);
    for (id, other) in case
        .world
        .keyring
        .iter()
        .filter(|(id, _)| *id != case.examination.presented.key_id)
    {
        let words = format!("the secret of the access key `{id}` was used");
        let note = key(Code::OtherKeyUsed, Element::Secret, words);
        push(case, &mut all, KNOWN, other.secret.expose(), note);
        seen.insert(other.secret.expose().to_vec());
    }
    let written = written(secret);
    let named = [(
        case.examination.presented.key_id.clone().into_bytes(),
        KNOWN,
        "the access key id was used as the secret",
    )];
    for (variant, cost, words) in written.into_iter().chain(named) {
        if cost <= ceiling && seen.insert(variant.clone()) {
            let note = key(Code::SecretDiffers, Element::Secret, words.to_owned());
            push(case, &mut all, cost, &variant, note);
        }
    }
    if let Some(scope) = &case.examination.presented.scope {
        scopes(case, scope, secret, ceiling, &mut all);
    }
    all.retain(|variant| variant.cost <= ceiling);
    all
}

fn push(case: &Case<'_>, all: &mut Vec<KeyVariant>, cost: Cost, secret: &[u8], note: Note) {
    let keyed = match (case.scheme(), &case.examination.presented.scope) {
        (Scheme::V4Header | Scheme::V4Url | Scheme::PostV4, Some(scope)) => {
            derived(b"aliyun_v4", secret, scope, TERMINATOR)
        }
        (Scheme::V2Header | Scheme::V2Url, _) => Keyed::sha256(secret),
        _ => Keyed::sha1(secret),
    };
    all.push(KeyVariant {
        cost,
        keyed,
        texts: Texts::new(),
        changes: note.alone(),
    });
}

/// Ways to get a secret wrong (31 reports: blanks 10, exchanged or rotated 9, base64 5).
fn written(secret: &[u8]) -> Vec<(Vec<u8>, Cost, &'static str)> {
    let around = AROUND
        .iter()
        .map(|&(before, after, cost, words)| ([before, secret, after].concat(), cost, words));
    let literal = LITERAL
        .iter()
        .map(|&(text, cost, words)| (text.as_bytes().to_vec(), cost, words));
    around.chain(recoded(secret)).chain(literal).collect()
}

/// The secret's own characters changed.
fn recoded(secret: &[u8]) -> Vec<(Vec<u8>, Cost, &'static str)> {
    let mut all = vec![
        (
            secret.trim_ascii().to_vec(),
            KNOWN,
            "the secret was used without the blanks at its ends",
        ),
        (percent_decoded(secret), SELDOM, "the secret was used percent-decoded"),
        (percent_encoded(secret), SELDOM, "the secret was used percent-encoded"),
        (
            replaced(secret, b"+", b" "),
            SELDOM,
            "the secret was used with a blank for every `+`",
        ),
        (
            BASE64.encode(secret).into_bytes(),
            RARE,
            "the secret was used base64-encoded",
        ),
        (secret.to_ascii_lowercase(), RARE, "the secret was used in lower case"),
        (secret.to_ascii_uppercase(), FAR, "the secret was used in upper case"),
    ];
    let decoded = BASE64.decode(secret).ok();
    all.extend(decoded.map(|text| (text, RARE, "the secret was used base64-decoded")));
    let decoded = HEXLOWER_PERMISSIVE.decode(secret).ok();
    all.extend(decoded.map(|text| (text, RARE, "the secret was used hex-decoded")));
    if secret.len() > 1 {
        all.push((
            secret[..secret.len() - 1].to_vec(),
            SELDOM,
            "the secret was used without its last character",
        ));
        all.push((
            secret[1..].to_vec(),
            SELDOM,
            "the secret was used without its first character",
        ));
    }
    all
}

/// What stands before and behind the secret.
type Around = (&'static [u8], &'static [u8], Cost, &'static str);

const AROUND: &[Around] = &[
    (b"", b"\n", KNOWN, "the secret was used with a line feed at its end"),
    (b"", b"\r\n", KNOWN, "the secret was used with CR LF at its end"),
    (b"", b"\r", SELDOM, "the secret was used with a CR at its end"),
    (b"", b" ", KNOWN, "the secret was used with a blank at its end"),
    (b" ", b"", KNOWN, "the secret was used with a blank before it"),
    (b" ", b" ", RARE, "the secret was used with blanks around it"),
    (b"", b"\t", SELDOM, "the secret was used with a tab at its end"),
    (b"\t", b"", RARE, "the secret was used with a tab before it"),
    (b"\n", b"", RARE, "the secret was used with a line feed before it"),
    (b"\"", b"\"", SELDOM, "the secret was used in double quotes"),
    (b"'", b"'", SELDOM, "the secret was used in single quotes"),
    (b"<", b">", RARE, "the secret was used in angle brackets"),
    (
        b"\xEF\xBB\xBF",
        b"",
        SELDOM,
        "the secret was used behind a byte order mark",
    ),
    (
        b"",
        b"&",
        RARE,
        "the secret was used with `&`, as Alibaba Cloud's RPC signatures ask",
    ),
    (b"", b"\0", RARE, "the secret was used with a NUL at its end"),
];

/// Texts that stand for no secret at all.
const LITERAL: &[(&str, Cost, &str)] = &[
    ("", SELDOM, "an empty secret was used"),
    ("undefined", SELDOM, "the text `undefined` was used as the secret"),
    ("null", RARE, "the text `null` was used as the secret"),
    ("None", RARE, "the text `None` was used as the secret"),
];

/// Keys for other days, regions and products, and AWS's own derivation (33 reports).
fn scopes(case: &Case<'_>, scope: &Scope, secret: &[u8], ceiling: Cost, all: &mut Vec<KeyVariant>) {
    for (other, cost) in other_scopes(case, scope) {
        if cost > ceiling {
            continue;
        }
        let words = format!(
            "the key was derived for {}/{}/{}",
            other.date, other.region, other.product
        );
        let note = key(Code::ScopeDiffers, Element::Scope, words);
        let keyed = derived(b"aliyun_v4", secret, &other, TERMINATOR);
        all.push(variant(cost, keyed.clone(), Texts::new(), note.clone()));
        let line = [&other.date, &other.region, &other.product]
            .map(String::as_str)
            .join("/")
            + "/aliyun_v4_request";
        let note = note.signing(line.as_bytes());
        let texts = vec![(SlotKey::End(Rule::Scope), Some(line.into_bytes()))];
        all.push(variant(cost + 2, keyed, texts, note));
    }
    aws_style(scope, secret, all);
}

/// AWS's own derivation, and parts of it.
fn aws_style(scope: &Scope, secret: &[u8], all: &mut Vec<KeyVariant>) {
    let line = format!("{}/{}/{}/aws4_request", scope.date, scope.region, scope.product);
    let words = format!("key and scope end in `aws4_request`, as AWS's do: `{line}`");
    let note = key(Code::AwsStyleSignature, Element::Scope, words).signing(line.as_bytes());
    let texts = vec![(SlotKey::End(Rule::Scope), Some(line.into_bytes()))];
    all.push(variant(
        SELDOM,
        derived(b"aliyun_v4", secret, scope, "aws4_request"),
        texts.clone(),
        note.clone(),
    ));
    all.push(variant(
        RARE,
        derived(b"AWS4", secret, scope, "aws4_request"),
        texts,
        note,
    ));
    let prefixes: [(&[u8], &str, &str); 4] = [
        (
            b"AWS4",
            "aws4_request",
            "the key was derived as AWS asks, from `AWS4` to `aws4_request`",
        ),
        (b"AWS4", TERMINATOR, "the key was derived from `AWS4` and the secret"),
        (
            b"aliyun_v4",
            "aws4_request",
            "the key was derived with `aws4_request` at the end",
        ),
        (
            b"",
            TERMINATOR,
            "the key was derived from the secret without `aliyun_v4`",
        ),
    ];
    for (prefix, terminator, words) in prefixes {
        let note = key(Code::AwsStyleSignature, Element::Secret, words.to_owned());
        all.push(variant(
            SELDOM,
            derived(prefix, secret, scope, terminator),
            Texts::new(),
            note,
        ));
    }
    let note = key(
        Code::AwsStyleSignature,
        Element::Secret,
        "the secret was used as it is, not derived".to_owned(),
    );
    all.push(variant(SELDOM, Keyed::sha256(secret), Texts::new(), note));
}

fn variant(cost: Cost, keyed: Keyed, texts: Texts, note: Note) -> KeyVariant {
    KeyVariant {
        cost,
        keyed,
        texts,
        changes: note.alone(),
    }
}

fn other_scopes(case: &Case<'_>, scope: &Scope) -> Vec<(Scope, Cost)> {
    let dated = |date: String| Scope { date, ..scope.clone() };
    let in_region = |region: String| Scope {
        region,
        ..scope.clone()
    };
    let of_product = |product: &str| Scope {
        product: product.to_owned(),
        ..scope.clone()
    };
    let days = [-24, 0, 24].map(|hours| case.world.now.checked_add(SignedDuration::from_hours(hours)));
    let days = days.into_iter().flatten();
    let days = days.map(|at| (dated(at.strftime("%Y%m%d").to_string()), KNOWN));
    let bare = scope.region.trim_start_matches("oss-").to_owned();
    let prefixed = format!("oss-{bare}");
    let internal = format!("{bare}-internal");
    let near = case
        .world
        .site
        .region
        .clone()
        .into_iter()
        .chain([bare, prefixed, internal, String::new()]);
    let near = near.map(|region| (in_region(region), KNOWN));
    let far = REGIONS.iter().map(|&region| (in_region(region.to_owned()), FAR));
    let products = ["oss", "s3", "oss-cloudbox", ""].map(|product| (of_product(product), SELDOM));
    let mut all: Vec<(Scope, Cost)> = days.chain(near).chain(far).chain(products).collect();
    all.retain(|(other, _)| other != scope);
    let line = |scope: &Scope| [scope.date.clone(), scope.region.clone(), scope.product.clone()];
    all.sort_by_key(|(scope, cost)| (line(scope), *cost));
    all.dedup_by(|later, earlier| later.0 == earlier.0);
    all
}

/// The chain of MACs of "Include a V4 signature in the Authorization header (recommended)", with
/// another beginning or end where asked.
fn derived(prefix: &[u8], secret: &[u8], scope: &Scope, terminator: &str) -> Keyed {
    let mut keyed = Keyed::sha256(&[prefix, secret].concat());
    for part in [scope.date.as_str(), &scope.region, &scope.product, terminator] {
        keyed = Keyed::sha256(keyed.digest(part.as_bytes()).expose());
    }
    keyed
}

const TERMINATOR: &str = "aliyun_v4_request";

/// "Regions and endpoints" of OSS.
const REGIONS: &[&str] = &[
    "cn-hangzhou",
    "cn-shanghai",
    "cn-nanjing",
    "cn-fuzhou",
    "cn-wuhan-lr",
    "cn-qingdao",
    "cn-beijing",
    "cn-zhangjiakou",
    "cn-huhehaote",
    "cn-wulanchabu",
    "cn-shenzhen",
    "cn-heyuan",
    "cn-guangzhou",
    "cn-chengdu",
    "cn-hongkong",
    "us-west-1",
    "us-east-1",
    "ap-northeast-1",
    "ap-northeast-2",
    "ap-southeast-1",
    "ap-southeast-3",
    "ap-southeast-5",
    "ap-southeast-6",
    "ap-southeast-7",
    "eu-central-1",
    "eu-west-1",
    "me-east-1",
    "me-central-1",
    "cn-north-2-gov-1",
    "cn-hangzhou-finance",
    "cn-shanghai-finance-1",
    "cn-shenzhen-finance-1",
    "rg-china-mainland",
];
