//! Why the service turned a request away.

use jiff::Timestamp;
use mock_oss::verify::names::{Part, url_parameters_of};
use mock_oss::verify::{ClaimFault, PresentedError, Refusal};
use mock_oss::wire::Received;

use super::places::{at_fields, at_parameters};
use super::{apart, key_id, s3, token};
use crate::diagnosis::case::host::host;
use crate::diagnosis::case::swapped::{ROTATE, key_of_secret};
use crate::diagnosis::case::{Case, World};
use crate::diagnosis::{Code, Diagnostic, Label, Severity};
use crate::words::{Words, wire, words};

/// A refusal in words; the headline is the verifier's own.
pub(super) fn describe(world: &World<'_>, refusal: &Refusal, case: Option<&Case<'_>>) -> Diagnostic {
    let code = code(refusal);
    let mut notes = notes(refusal);
    let of_code = match refusal {
        Refusal::Region { expected: None, .. } => Some(REGION),
        Refusal::Presented(PresentedError::V1Url(_)) => Some(WHOLE),
        _ => help(code),
    };
    let mut help: Vec<Words> = of_code.into_iter().map(Words::from).collect();
    let temporary = case.is_some_and(|case| case.examination.presented.key_id.starts_with("STS."));
    if temporary && code == Code::SecurityTokenStray {
        notes.push("ids that begin with `STS.` belong to temporary keys; no token of this one is known here".into());
        help = vec!["give the key with its token, as ID:SECRET:TOKEN".into()];
    }
    if let Refusal::UnknownKey { key_id } = refusal
        && let Some(id) = key_of_secret(world.keyring, key_id.as_bytes())
    {
        return exchanged(world.received, refusal, id);
    }
    if let Some(told) = key_id::with_blanks(world, refusal) {
        return told;
    }
    match refusal {
        Refusal::Presented(error) if key_id::is_empty(error) => help = vec![key_id::NO_CREDENTIALS.into()],
        Refusal::Presented(error) => {
            if let Some(part) = key_id::empty_part(world) {
                notes.push(words!("its {} is empty", part));
                help = vec![key_id::of_empty(part).into()];
            }
            if matches!(error, PresentedError::V2Url(_) | PresentedError::V4Url(_)) {
                help.push(CUT.into());
            }
        }
        Refusal::Skewed { request, server } => help = vec![apart::suggests(*request, *server).advice.into()],
        Refusal::PathStyle { bucket } => help = vec![in_host(world.received, bucket)],
        _ => {}
    }
    let blanks = case.and_then(|case| token::with_blanks(case, refusal));
    if let Some(blanks) = blanks {
        (notes, help) = (blanks.notes, blanks.help);
    } else if let Some(case) = case.filter(|_| is_beside_the_signature(code)) {
        notes.push(if case.holds() {
            "the signature itself verifies".into()
        } else {
            "the signature does not verify either".into()
        });
    }
    let mut told = Diagnostic {
        code,
        severity: Severity::Error,
        headline: words!("{}", refusal),
        labels: labels(world.received, code),
        notes,
        help,
    };
    if code == Code::OtherServicesClaim {
        s3::tell(world, &mut told);
    }
    told
}

/// The secret of the access key `id` is presented as the id.
fn exchanged(received: &Received, refusal: &Refusal, id: &str) -> Diagnostic {
    let code = Code::IdAndSecretExchanged;
    Diagnostic {
        code,
        severity: Severity::Error,
        headline: words!(
            "id and secret are exchanged: what is presented as the id is the secret of the access key `{}`",
            wire(id)
        ),
        labels: labels(received, code),
        notes: vec![words!("{}", refusal)],
        help: vec![
            "give the client the id as id and the secret as secret".into(),
            ROTATE.into(),
        ],
    }
}

fn code(refusal: &Refusal) -> Code {
    match refusal {
        Refusal::Presented(error) => claim_code(error),
        Refusal::HostRepeated(_) => Code::HostRepeated,
        Refusal::NoDate => Code::DateMissing,
        Refusal::BadDate { .. } => Code::DateMalformed,
        Refusal::Skewed { .. } => Code::ClockSkew,
        Refusal::Expired { .. } | Refusal::NotYetValid { .. } => Code::UrlExpired,
        Refusal::ScopeDate { .. } => Code::ScopeContradictsDate,
        Refusal::Region { .. } | Refusal::Product { .. } => Code::ScopeContradictsHost,
        Refusal::ContentSha256 { .. } => Code::AwsStyleSignature,
        Refusal::TokenTwice => Code::ClaimRepeated,
        Refusal::TokenInHeader | Refusal::NoToken { .. } | Refusal::NoTokenInUrl { .. } => Code::SecurityTokenMissing,
        Refusal::StrayToken { .. } => Code::SecurityTokenStray,
        Refusal::WrongToken { .. } | Refusal::TokenOfOtherKey { .. } => Code::SecurityTokenWrong,
        Refusal::PathStyle { .. } => Code::RefusedBesideSignature,
        Refusal::UnknownKey { .. } => Code::KeyUnknown,
        Refusal::DisabledKey { .. } => Code::KeyDisabled,
        Refusal::Policy(_) => Code::PolicyRefused,
    }
}

fn claim_code(error: &PresentedError) -> Code {
    match error.fault() {
        ClaimFault::Repeated => Code::ClaimRepeated,
        ClaimFault::OtherService => Code::OtherServicesClaim,
        ClaimFault::ListedAbsent(_) => Code::ListedFieldAbsent,
        ClaimFault::DateMissing => Code::DateMissing,
        ClaimFault::DateUnreadable => Code::DateMalformed,
        ClaimFault::Malformed => Code::ClaimMalformed,
    }
}

fn is_beside_the_signature(code: Code) -> bool {
    matches!(
        code,
        Code::ClockSkew
            | Code::UrlExpired
            | Code::ScopeContradictsDate
            | Code::ScopeContradictsHost
            | Code::SecurityTokenMissing
            | Code::SecurityTokenStray
            | Code::SecurityTokenWrong
            | Code::AwsStyleSignature
            | Code::RefusedBesideSignature
    )
}

fn labels(received: &Received, code: Code) -> Vec<Label> {
    let field = |name, text| at_fields(received, name, text);
    let claim = |text| {
        let urls = url_parameters_of(&[Part::Signature, Part::Credential, Part::KeyId]);
        let parameters = urls
            .into_iter()
            .flat_map(move |name| at_parameters(received, name, text));
        field("authorization", text)
            .into_iter()
            .chain(parameters)
            .take(MOST_LABELS)
            .collect()
    };
    match code {
        Code::HostRepeated => field("host", "one of several"),
        Code::RefusedBesideSignature => field("host", "names no bucket"),
        Code::DateMissing | Code::ListedFieldAbsent => claim("made here"),
        Code::DateMalformed | Code::ClockSkew => dates(received),
        Code::UrlExpired => {
            let parameters = url_parameters_of(&[Part::Expires, Part::Date]).into_iter();
            parameters
                .flat_map(|name| at_parameters(received, name, "the time it holds"))
                .collect()
        }
        Code::SecurityTokenStray | Code::SecurityTokenWrong => {
            let parameters = url_parameters_of(&[Part::Token]).into_iter();
            let parameters = parameters.flat_map(|name| at_parameters(received, name, "this token"));
            field("x-oss-security-token", "this token")
                .into_iter()
                .chain(parameters)
                .collect()
        }
        Code::AwsStyleSignature => field("x-oss-content-sha256", "not what OSS knows"),
        _ => claim("the claim"),
    }
}

/// The field that counts: `x-oss-date`, else `Date`.
fn dates(received: &Received) -> Vec<Label> {
    let own = at_fields(received, "x-oss-date", "the date that counts");
    if own.is_empty() {
        at_fields(received, "date", "the date that counts")
    } else {
        own
    }
}

/// The clock as the service's own dates have it, in whole seconds.
fn to_second(clock: Timestamp) -> Timestamp {
    Timestamp::from_second(clock.as_second()).unwrap_or(clock)
}

fn notes(refusal: &Refusal) -> Vec<Words> {
    match refusal {
        Refusal::Skewed { request, server } => vec![
            words!(
                "the request says {}, the server's clock {}",
                request,
                to_second(*server)
            ),
            words!("that is {} apart", apart::apart(*request, *server)),
            apart::suggests(*request, *server).cause.into(),
        ],
        Refusal::PathStyle { .. } => vec![
            "the service answers 403 SecondLevelDomainForbidden to path style; `whysig serve` takes it from loopback \
             names and IP addresses, so that clients can be pointed at it"
                .into(),
        ],
        Refusal::Expired { until, server } => vec![words!(
            "it ended at {}; the server's clock says {}",
            until,
            to_second(*server)
        )],
        Refusal::NotYetValid { from, server } => vec![words!(
            "it begins at {}; the server's clock says {}",
            from,
            to_second(*server)
        )],
        Refusal::UnknownKey { key_id } | Refusal::DisabledKey { key_id } => {
            vec![words!("the request presents the id `{}`", wire(key_id))]
        }
        Refusal::ScopeDate { scope, at } => {
            vec![words!("the scope says {}, the request's date is {}", wire(scope), at)]
        }
        Refusal::Region {
            presented,
            expected: Some(expected),
        } => vec![words!(
            "the scope says `{}`, the request arrived in `{}`",
            wire(presented),
            wire(expected)
        )],
        Refusal::Region {
            presented,
            expected: None,
        } => vec![words!(
            "the scope says `{}`, which is no region; the host does not name one",
            wire(presented)
        )],
        _ => Vec::new(),
    }
}

/// Where the bucket belongs.
fn in_host(received: &Received, bucket: &[u8]) -> Words {
    let host = host(received).unwrap_or_default();
    words!("address the bucket in the host: `{}.{}`", wire(bucket), wire(host))
}

fn help(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::UrlExpired => "sign a new URL, or one that holds longer",
        Code::ClaimRepeated => "sign once: either in the header or in the URL",
        Code::OtherServicesClaim => "use an OSS signature, or the S3-compatible endpoint of the service",
        Code::HostRepeated => "send one Host field",
        Code::DateMissing => "send `x-oss-date` or `Date`, and sign it",
        Code::DateMalformed => "write dates as `Tue, 24 Nov 2026 05:53:31 GMT` or `20261124T055331Z`, in UTC",
        Code::SecurityTokenMissing => "send the token that was issued with the temporary key, and sign it",
        Code::SecurityTokenStray => "do not send a token with a long-term key",
        Code::SecurityTokenWrong => "use key, secret and token of one issue; replace all three at a refresh",
        Code::KeyUnknown => "check the access key id, and that the key was not deleted",
        Code::KeyDisabled => "enable the key, or use another",
        Code::ScopeContradictsHost => "set the client's region to the endpoint's, without `oss-`",
        Code::ScopeContradictsDate => "take date and scope from one reading of the clock, in UTC",
        Code::AwsStyleSignature => "send `x-oss-content-sha256: UNSIGNED-PAYLOAD`",
        Code::ListedFieldAbsent => "send every field that is listed, or do not list what is dropped on the way",
        _ => return None,
    })
}

/// Acceleration endpoints serve buckets of every region and are none ("Transfer acceleration").
const REGION: &str = "set the client's region to the one the bucket is in, without `oss-`, such as `cn-hangzhou`";
const WHOLE: &str = "pass the signed URL on whole: `OSSAccessKeyId`, `Expires` and `Signature` belong together; in a shell \
                     put it in quotes, since a bare `&` ends a command (curl 'URL')";

const CUT: &str = "pass the signed URL on whole: a log or a message may have cut it; in a shell put it in quotes, since a bare `&` \
                   ends a command (curl 'URL')";

const MOST_LABELS: usize = 2;
