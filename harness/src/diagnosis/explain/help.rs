//! What to do about an edit.

use crate::diagnosis::{Author, Code, Edit};

/// What to do, most useful first.
pub(super) fn help(edit: &Edit) -> Vec<String> {
    let of_author = edit.author.as_ref().and_then(|author| match &author.who {
        Author::UpstreamResponse { .. } => Some(LEAK),
        Author::HttpLibrary(_) | Author::Browser(_) => Some(DEFAULT),
        Author::Cdn(_) | Author::Proxy(_) => Some(INTERMEDIARY),
        _ => None,
    });
    let all = [of_author, of_code(edit.code)];
    all.into_iter().flatten().map(str::to_owned).collect()
}

const LEAK: &str = "keep the download from writing to the upload's head: pipe it through a `PassThrough`, pass on the \
    `response` event's stream, or use ali-oss 6.2.0 or later";
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
        Code::ResourceDiffers => "sign `/bucket/key`, the key decoded, whatever the host; switch the CNAME option on",
        Code::SecretDiffers => "configure the secret exactly as issued, without blanks or quotes",
        _ => return None,
    })
}
