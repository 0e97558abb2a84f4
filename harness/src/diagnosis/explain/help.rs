//! What to do about an edit.

use super::shape::of_shape;
use super::transformed;
use crate::diagnosis::case::swapped::ROTATE;
use crate::diagnosis::{Author, Code, Edit, Element, Op, Space};
use crate::words::Words;

/// What to do, most useful first.
pub(super) fn help(edit: &Edit) -> Vec<Words> {
    let of_author = edit.author.as_ref().and_then(|author| match &author.who {
        Author::UpstreamResponse {
            piping_sdk: Some(_), ..
        } => Some(LEAK_OF_SDK),
        Author::UpstreamResponse { piping_sdk: None, .. } => Some(LEAK),
        Author::HttpLibrary(_) | Author::Browser(_) => Some(DEFAULT),
        Author::Cdn(_) | Author::Proxy(_) if edit.code != Code::VerbChanged => Some(INTERMEDIARY),
        Author::Configuration if edit.code == Code::ResourceDiffers => Some(CNAME),
        _ => None,
    });
    if is_form(edit) {
        return vec![FILE.into()];
    }
    let of_code = match (is_token(&edit.element), edit.op) {
        (true, Op::Insert) if edit.space == Space::Request => Some(TOKEN_LOST),
        (true, _) => Some(TOKEN),
        (false, _) => of_shape(edit)
            .or_else(|| of_edit(edit))
            .or_else(|| transformed::advice(edit))
            .or_else(|| of_code(edit.code)),
    };
    if edit.code == Code::IdAndSecretExchanged {
        return vec![EXCHANGED.into(), ROTATE.into()];
    }
    let all = [of_author, of_code.filter(|help| of_author != Some(*help))];
    all.into_iter().flatten().map(Words::from).collect()
}

fn is_token(element: &Element) -> bool {
    let (Element::Field(name) | Element::Query(name)) = element else {
        return false;
    };
    name.as_bytes().ends_with(b"security-token")
}

const EXCHANGED: &str = "give the client the id as id and the secret as secret";
/// Whether a form's content type stands where another was signed, or none.
fn is_form(edit: &Edit) -> bool {
    let value = edit.received.as_deref().unwrap_or_default().to_ascii_lowercase();
    edit.element == Element::Field("content-type".into())
        && edit.space == Space::Request
        && value.starts_with(b"multipart/form-data")
}

/// What the place of an edit asks for, beyond its kind.
fn of_edit(edit: &Edit) -> Option<&'static str> {
    let own_date = edit.element == Element::Field("x-oss-date".into());
    let of_form = matches!(edit.element, Element::Form(_));
    let is = |name: &str| edit.element == Element::Field(name.into());
    match edit.code {
        Code::FieldAddedAfterSigning if is("content-type") && edit.author.is_none() => Some(TYPE),
        Code::ValueReencoded if is("x-oss-copy-source") => Some(COPY_SOURCE),
        Code::DateChangedAfterSigning if own_date => Some(OWN_DATE),
        Code::SignatureMalformed if of_form => Some(FORM_SIGNATURE),
        Code::SignaturePlusLost if of_form => Some(FORM_PLUS),
        _ => None,
    }
}

/// A browser upload's form has a field for each of its values ("PostObject"); its body is not a URL.
const FORM_SIGNATURE: &str = "put the signature into the form as it was made, without percent escapes and quotes: base64 \
    in one line for V1, lower-case hexadecimal for V4";
const FORM_PLUS: &str = "put the signature into the form as it was made; hand it to the browser as JSON, or percent-encode \
    it on the way there";
const TYPE: &str = "sign this very type, or send none: `new Blob([data])` in a page, `-H 'Content-Type:'` with curl, the automatic \
    header off in Postman";
const COPY_SOURCE: &str = "sign the copy's source as it is sent: `/bucket/key` with the key percent-encoded";
const CLAIM_ONCE: &str = "sign once: take the `Authorization` field off a request for a signed URL (interceptors add it), or \
    leave the URL unsigned";
const OWN_DATE: &str = "send the very text that was signed in `x-oss-date`: read the clock once, and write it as \
    `20261124T055331Z` for V4";
const FILE: &str = "send the file itself as the body, not a form with it: `fetch(url, {method: 'PUT', body: file})`, \
    `requests.put(url, data=file)`, `curl -T file`, with the type that was signed, or none where none was";
const TOKEN_LOST: &str = "have whatever stands between pass the token on unchanged: the client signed it";
const LEAK: &str = "keep the download from writing to the upload's head: pipe it through a `PassThrough`, or pass on the \
    `response` event's stream";
const LEAK_OF_SDK: &str = "keep the download from writing to the upload's head: pipe it through a `PassThrough`, pass on \
    the `response` event's stream, or use ali-oss 6.2.0 or later";
const CNAME: &str = "switch the SDK's CNAME option on, so that it signs the bucket that a custom domain stands for";
const TOKEN: &str = "give the token to the SDK with its credentials, so that it is signed; do not add it afterwards";
const DEFAULT: &str = "set the field explicitly to what is signed, or sign what the library adds";
const INTERMEDIARY: &str = "have the intermediary pass signed fields on unchanged, or upload without it";

fn of_code(code: Code) -> Option<&'static str> {
    Some(match code {
        Code::FieldAddedAfterSigning => "set the field before signing, or do not send it",
        Code::FieldChangedAfterSigning => "send the value that was signed, or sign the one that is sent",
        Code::FieldDroppedAfterSigning => "send every field that is signed",
        Code::DateChangedAfterSigning => "sign `x-oss-date`, which nothing on the way rewrites",
        Code::VerbChanged => "use the URL or signature with the method it was made for",
        Code::PathRewritten => "have gateways pass the path on as it is, or sign the path they will send",
        Code::QueryChanged => "add parameters before signing, and pass the query on as it is",
        Code::ResourceDiffers => {
            "sign `/bucket/key` whatever the host: V1 takes the key decoded, V2 with every mark and slash percent-encoded, \
             V4 with all but its slashes"
        }
        Code::HostChanged => "have proxies pass `Host` on, and sign for the host that the request is sent to",
        Code::ScopeDiffers => {
            "derive the key for the date, region and product that the claim presents: the region without `oss-`, \
             the date in UTC"
        }
        Code::AwsStyleSignature => {
            "use an OSS signer: V4 of OSS begins with `aliyun_v4`, ends with `aliyun_v4_request`, and signs \
             `UNSIGNED-PAYLOAD`"
        }
        Code::OtherKeyUsed => "configure id and secret together, from one and the same key",
        Code::SubresourceListDiffers => {
            "let a current SDK sign, or take the list of signed parameters from the scheme's own page"
        }
        Code::CanonicalFormDiffers => "put the string together as the scheme's page says, or let a current SDK do it",
        Code::DateLineDiffers => {
            "sign what is sent: `x-oss-date` where there is one, else `Date`, in UTC and in English; in a URL the end of \
             validity in seconds"
        }
        Code::ValueSignedUntrimmed => "trim the values before they are signed; blanks at their ends do not travel",
        // RFC 9110 section 5.5: fields are ASCII to be safe; Node writes header strings as Latin-1.
        Code::ValueReencoded => {
            "keep fields in ASCII: percent-encode metadata and file names before signing (ali-oss takes \
             `headerEncoding`, Node and Python send text as Latin-1)"
        }
        Code::FieldRepeated | Code::HostRepeated => "send the field once",
        Code::ClaimRepeated => CLAIM_ONCE,
        Code::SignaturePlusLost => "percent-encode the signature in a URL: `+` as `%2B`, `/` as `%2F`, `=` as `%3D`",
        Code::SignatureMalformed => {
            "send the signature as the scheme has it: base64 in one line for V1 and V2's URLs, lower-case hexadecimal \
             for V4"
        }
        Code::PolicyDiffers => "encode the policy once, sign that very text, and send it untouched",
        Code::SecretDiffers => "configure the secret exactly as issued, without blanks or quotes",
        _ => return None,
    })
}
