//! The closed list of codes.

use std::fmt;
use std::str::FromStr;

use super::nearest::nearest;
use crate::words::{Say, Words};

/// What a finding is about. The kebab-case names are stable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Code {
    /// A signed field was added after signing.
    FieldAddedAfterSigning,
    /// A signed field got another value after signing.
    FieldChangedAfterSigning,
    /// A signed field was there when the request was signed, and is gone.
    FieldDroppedAfterSigning,
    /// A signed field arrived under another name.
    FieldRenamedAfterSigning,
    /// A signed field stands more than once.
    FieldRepeated,
    /// The signed date was replaced or dropped after signing.
    DateChangedAfterSigning,
    /// A temporary key is used without its token.
    SecurityTokenMissing,
    /// A token stands beside a key that has none.
    SecurityTokenStray,
    /// The token is not the one that belongs to the key.
    SecurityTokenWrong,
    /// The method was another when the request was signed.
    VerbChanged,
    /// The path was another when the request was signed.
    PathRewritten,
    /// The query was another when the request was signed.
    QueryChanged,
    /// The host named another bucket when the request was signed.
    HostChanged,
    /// The client signed another resource than the one it asked for.
    ResourceDiffers,
    /// The client signed other query parameters than the service does.
    SubresourceListDiffers,
    /// The client joined, sorted or spelled its lines in another way.
    CanonicalFormDiffers,
    /// The client signed blanks that do not travel.
    ValueSignedUntrimmed,
    /// A value travels in another character encoding than it was signed in.
    ValueReencoded,
    /// The client wrote another date on its date line than it sent.
    DateLineDiffers,
    /// The client signed as AWS asks and not as OSS does.
    AwsStyleSignature,
    /// The client signed with a key for another date, region or product than it names.
    ScopeDiffers,
    /// The form's policy is not the text that was signed.
    PolicyDiffers,
    /// The form's policy cannot be read, or does not allow the form.
    PolicyRefused,
    /// A variant of the known secret was used.
    SecretDiffers,
    /// A known secret is presented as the id.
    IdAndSecretExchanged,
    /// Another configured key was used than the one named.
    OtherKeyUsed,
    /// Both sides signed the same string: the key is the difference.
    WrongKey,
    /// No known key has the presented id.
    KeyUnknown,
    /// The key is disabled.
    KeyDisabled,
    /// The signature's text cannot be one.
    SignatureMalformed,
    /// A plus sign in the signature arrived as a space.
    SignaturePlusLost,
    /// The claim cannot be read.
    ClaimMalformed,
    /// A claim stands where the service reads none, or none arrived where one is due.
    ClaimMisplaced,
    /// More than one claim is presented.
    ClaimRepeated,
    /// The claim follows another service's protocol.
    OtherServicesClaim,
    /// The host stands more than once.
    HostRepeated,
    /// A field that the claim lists as signed did not arrive.
    ListedFieldAbsent,
    /// A field that intermediaries rewrite is listed as signed.
    VolatileFieldSigned,
    /// The scope names another region than the host.
    ScopeContradictsHost,
    /// The scope names another day than the date.
    ScopeContradictsDate,
    /// The request has no date.
    DateMissing,
    /// The date cannot be read.
    DateMalformed,
    /// The date is too far from the server's clock.
    ClockSkew,
    /// The signed URL is past its end.
    UrlExpired,
    /// Fields of a response were leaked into the request, and the signature verifies all the same.
    MaskedLeak,
    /// A leaked field is stored with the object.
    LeakBecomesMetadata,
    /// The head says in two ways how long the body is.
    TwoFramings,
    /// Cookies of a download are sent to the object store.
    CookieSentUpstream,
    /// A request carries a field that only responses have.
    ResponseOnlyField,
    /// A field about one connection was carried to another.
    HopByHopLeaked,
    /// An error message is uploaded as if it were the file.
    ErrorBodyUploaded,
    /// A form is uploaded as if it were the file.
    MultipartInPut,
    /// A field has a value that some program printed by mistake.
    ValueNotText,
    /// A field's name has an underscore, which proxies drop.
    UnderscoreName,
    /// The head departs from HTTP/1.1.
    HeadIrregular,
    /// The signature does not verify, and nothing that was tried makes it.
    Unexplained,
    /// The string that the client gives is not what it signed.
    ClientStringUnrelated,
    /// Client and service signed different strings.
    StringsDiffer,
    /// The capture lost what the judgement needs.
    EvidenceIncomplete,
}

/// A text that is no code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no diagnostic has the code `{text}`{}", close_to(*.nearest))]
pub struct CodeError {
    /// The text.
    pub text: String,
    /// The code that was meant, if one is close.
    pub nearest: Option<Code>,
}

/// The end of the message.
fn close_to(nearest: Option<Code>) -> String {
    nearest.map_or_else(String::new, |code| format!("; the nearest is `{code}`"))
}

impl Code {
    /// All codes, in the order of their families.
    pub const ALL: [Self; 59] = [
        Self::FieldAddedAfterSigning,
        Self::FieldChangedAfterSigning,
        Self::FieldDroppedAfterSigning,
        Self::FieldRenamedAfterSigning,
        Self::FieldRepeated,
        Self::DateChangedAfterSigning,
        Self::SecurityTokenMissing,
        Self::SecurityTokenStray,
        Self::SecurityTokenWrong,
        Self::VerbChanged,
        Self::PathRewritten,
        Self::QueryChanged,
        Self::HostChanged,
        Self::ResourceDiffers,
        Self::SubresourceListDiffers,
        Self::CanonicalFormDiffers,
        Self::ValueSignedUntrimmed,
        Self::ValueReencoded,
        Self::DateLineDiffers,
        Self::AwsStyleSignature,
        Self::ScopeDiffers,
        Self::PolicyDiffers,
        Self::PolicyRefused,
        Self::SecretDiffers,
        Self::IdAndSecretExchanged,
        Self::OtherKeyUsed,
        Self::WrongKey,
        Self::KeyUnknown,
        Self::KeyDisabled,
        Self::SignatureMalformed,
        Self::SignaturePlusLost,
        Self::ClaimMalformed,
        Self::ClaimMisplaced,
        Self::ClaimRepeated,
        Self::OtherServicesClaim,
        Self::HostRepeated,
        Self::ListedFieldAbsent,
        Self::VolatileFieldSigned,
        Self::ScopeContradictsHost,
        Self::ScopeContradictsDate,
        Self::DateMissing,
        Self::DateMalformed,
        Self::ClockSkew,
        Self::UrlExpired,
        Self::MaskedLeak,
        Self::LeakBecomesMetadata,
        Self::TwoFramings,
        Self::CookieSentUpstream,
        Self::ResponseOnlyField,
        Self::HopByHopLeaked,
        Self::ErrorBodyUploaded,
        Self::MultipartInPut,
        Self::ValueNotText,
        Self::UnderscoreName,
        Self::HeadIrregular,
        Self::Unexplained,
        Self::ClientStringUnrelated,
        Self::StringsDiffer,
        Self::EvidenceIncomplete,
    ];

    /// The stable name.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a line a code")]
    pub const fn name(self) -> &'static str {
        match self {
            Self::FieldAddedAfterSigning => "field-added-after-signing",
            Self::FieldChangedAfterSigning => "field-changed-after-signing",
            Self::FieldDroppedAfterSigning => "field-dropped-after-signing",
            Self::FieldRenamedAfterSigning => "field-renamed-after-signing",
            Self::FieldRepeated => "field-repeated",
            Self::DateChangedAfterSigning => "date-changed-after-signing",
            Self::SecurityTokenMissing => "security-token-missing",
            Self::SecurityTokenStray => "security-token-stray",
            Self::SecurityTokenWrong => "security-token-wrong",
            Self::VerbChanged => "verb-changed",
            Self::PathRewritten => "path-rewritten",
            Self::QueryChanged => "query-changed",
            Self::HostChanged => "host-changed",
            Self::ResourceDiffers => "resource-differs",
            Self::SubresourceListDiffers => "subresource-list-differs",
            Self::CanonicalFormDiffers => "canonical-form-differs",
            Self::ValueSignedUntrimmed => "value-signed-untrimmed",
            Self::ValueReencoded => "value-reencoded",
            Self::DateLineDiffers => "date-line-differs",
            Self::AwsStyleSignature => "aws-style-signature",
            Self::ScopeDiffers => "scope-differs",
            Self::PolicyDiffers => "policy-differs",
            Self::PolicyRefused => "policy-refused",
            Self::SecretDiffers => "secret-differs",
            Self::IdAndSecretExchanged => "id-and-secret-exchanged",
            Self::OtherKeyUsed => "other-key-used",
            Self::WrongKey => "wrong-key",
            Self::KeyUnknown => "key-unknown",
            Self::KeyDisabled => "key-disabled",
            Self::SignatureMalformed => "signature-malformed",
            Self::SignaturePlusLost => "signature-plus-lost",
            Self::ClaimMalformed => "claim-malformed",
            Self::ClaimMisplaced => "claim-misplaced",
            Self::ClaimRepeated => "claim-repeated",
            Self::OtherServicesClaim => "other-services-claim",
            Self::HostRepeated => "host-repeated",
            Self::ListedFieldAbsent => "listed-field-absent",
            Self::VolatileFieldSigned => "volatile-field-signed",
            Self::ScopeContradictsHost => "scope-contradicts-host",
            Self::ScopeContradictsDate => "scope-contradicts-date",
            Self::DateMissing => "date-missing",
            Self::DateMalformed => "date-malformed",
            Self::ClockSkew => "clock-skew",
            Self::UrlExpired => "url-expired",
            Self::MaskedLeak => "masked-leak",
            Self::LeakBecomesMetadata => "leak-becomes-metadata",
            Self::TwoFramings => "two-framings",
            Self::CookieSentUpstream => "cookie-sent-upstream",
            Self::ResponseOnlyField => "response-only-field",
            Self::HopByHopLeaked => "hop-by-hop-leaked",
            Self::ErrorBodyUploaded => "error-body-uploaded",
            Self::MultipartInPut => "multipart-in-put",
            Self::ValueNotText => "value-not-text",
            Self::UnderscoreName => "underscore-name",
            Self::HeadIrregular => "head-irregular",
            Self::Unexplained => "unexplained",
            Self::ClientStringUnrelated => "client-string-unrelated",
            Self::StringsDiffer => "strings-differ",
            Self::EvidenceIncomplete => "evidence-incomplete",
        }
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl Say for Code {
    fn say(&self, words: &mut Words) {
        words.push(&self.name());
    }
}

impl FromStr for Code {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let known = Self::ALL.into_iter().find(|code| code.name() == text);
        known.ok_or_else(|| CodeError {
            text: text.to_owned(),
            nearest: nearest(text),
        })
    }
}
