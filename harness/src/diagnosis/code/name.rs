//! The closed list of codes: one table, a row a code.

use std::fmt;
use std::str::FromStr;

use super::nearest::nearest;
use crate::words::{Say, Words};

/// Makes the codes, their list, their names and their long texts (`texts/NAME.txt`) from one table.
macro_rules! codes {
    ($($(#[$about:meta])+ $code:ident = $name:literal,)+) => {
        /// What a finding is about. The kebab-case names are stable.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $($(#[$about])+ $code,)+
        }

        impl Code {
            /// All codes, in the order of their families.
            pub const ALL: [Self; [$(Self::$code),+].len()] = [$(Self::$code),+];

            /// The stable name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$code => $name,)+
                }
            }

            /// The long text: what the finding means, how it comes about, how to confirm and fix it, and
            /// the source of these claims. Plain text of at most 78 columns, with a line feed at its end.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$code => include_str!(concat!("texts/", $name, ".txt")),)+
                }
            }
        }
    };
}

codes! {
    /// A signed field was added after signing.
    FieldAddedAfterSigning = "field-added-after-signing",
    /// A signed field got another value after signing.
    FieldChangedAfterSigning = "field-changed-after-signing",
    /// A signed field was there when the request was signed, and is gone.
    FieldDroppedAfterSigning = "field-dropped-after-signing",
    /// A signed field arrived under another name.
    FieldRenamedAfterSigning = "field-renamed-after-signing",
    /// A signed field stands more than once.
    FieldRepeated = "field-repeated",
    /// The signed date was replaced or dropped after signing.
    DateChangedAfterSigning = "date-changed-after-signing",
    /// A temporary key is used without its token.
    SecurityTokenMissing = "security-token-missing",
    /// A token stands beside a key that has none.
    SecurityTokenStray = "security-token-stray",
    /// The token is not the one that belongs to the key.
    SecurityTokenWrong = "security-token-wrong",
    /// The method was another when the request was signed.
    VerbChanged = "verb-changed",
    /// The path was another when the request was signed.
    PathRewritten = "path-rewritten",
    /// The query was another when the request was signed.
    QueryChanged = "query-changed",
    /// The host named another bucket when the request was signed.
    HostChanged = "host-changed",
    /// The client signed another resource than the one it asked for.
    ResourceDiffers = "resource-differs",
    /// The client signed other query parameters than the service does.
    SubresourceListDiffers = "subresource-list-differs",
    /// The client joined, sorted or spelled its lines in another way.
    CanonicalFormDiffers = "canonical-form-differs",
    /// The client signed blanks that do not travel.
    ValueSignedUntrimmed = "value-signed-untrimmed",
    /// A value travels in another character encoding than it was signed in.
    ValueReencoded = "value-reencoded",
    /// The client wrote another date on its date line than it sent.
    DateLineDiffers = "date-line-differs",
    /// The client signed as AWS asks and not as OSS does.
    AwsStyleSignature = "aws-style-signature",
    /// The client signed with a key for another date, region or product than it names.
    ScopeDiffers = "scope-differs",
    /// The form's policy is not the text that was signed.
    PolicyDiffers = "policy-differs",
    /// The form's policy cannot be read, or does not allow the form.
    PolicyRefused = "policy-refused",
    /// A variant of the known secret was used.
    SecretDiffers = "secret-differs",
    /// A known secret is presented as the id.
    IdAndSecretExchanged = "id-and-secret-exchanged",
    /// Another configured key was used than the one named.
    OtherKeyUsed = "other-key-used",
    /// Both sides signed the same string: the key is the difference.
    WrongKey = "wrong-key",
    /// The secret given to whysig is not the one that the client has.
    GivenSecretWrong = "given-secret-wrong",
    /// No known key has the presented id.
    KeyUnknown = "key-unknown",
    /// The key is disabled.
    KeyDisabled = "key-disabled",
    /// The signature's text cannot be one.
    SignatureMalformed = "signature-malformed",
    /// A plus sign in the signature arrived as a space.
    SignaturePlusLost = "signature-plus-lost",
    /// The claim cannot be read.
    ClaimMalformed = "claim-malformed",
    /// A claim stands where the service reads none, or none arrived where one is due.
    ClaimMisplaced = "claim-misplaced",
    /// More than one claim is presented.
    ClaimRepeated = "claim-repeated",
    /// The claim follows another service's protocol.
    OtherServicesClaim = "other-services-claim",
    /// The host stands more than once.
    HostRepeated = "host-repeated",
    /// A field that the claim lists as signed did not arrive.
    ListedFieldAbsent = "listed-field-absent",
    /// A field that intermediaries rewrite is listed as signed.
    VolatileFieldSigned = "volatile-field-signed",
    /// The scope names another region than the host.
    ScopeContradictsHost = "scope-contradicts-host",
    /// The scope names another day than the date.
    ScopeContradictsDate = "scope-contradicts-date",
    /// The request has no date.
    DateMissing = "date-missing",
    /// The date cannot be read.
    DateMalformed = "date-malformed",
    /// The date is too far from the server's clock.
    ClockSkew = "clock-skew",
    /// The signed URL is past its end.
    UrlExpired = "url-expired",
    /// The service turns the request away for another reason than its signature.
    RefusedBesideSignature = "refused-beside-signature",
    /// Fields of a response were leaked into the request, and the signature verifies all the same.
    MaskedLeak = "masked-leak",
    /// A leaked field is stored with the object.
    LeakBecomesMetadata = "leak-becomes-metadata",
    /// The head says in two ways how long the body is.
    TwoFramings = "two-framings",
    /// Cookies of a download are sent to the object store.
    CookieSentUpstream = "cookie-sent-upstream",
    /// A request carries a field that only responses have.
    ResponseOnlyField = "response-only-field",
    /// A field about one connection was carried to another.
    HopByHopLeaked = "hop-by-hop-leaked",
    /// An error message is uploaded as if it were the file.
    ErrorBodyUploaded = "error-body-uploaded",
    /// A form is uploaded as if it were the file.
    MultipartInPut = "multipart-in-put",
    /// A field has a value that some program printed by mistake.
    ValueNotText = "value-not-text",
    /// A field's name has an underscore, which proxies drop.
    UnderscoreName = "underscore-name",
    /// The head departs from HTTP/1.1.
    HeadIrregular = "head-irregular",
    /// The signature does not verify, and nothing that was tried makes it.
    Unexplained = "unexplained",
    /// The string that the client gives is not what it signed.
    ClientStringUnrelated = "client-string-unrelated",
    /// Client and service signed different strings.
    StringsDiffer = "strings-differ",
    /// The capture lost what the judgement needs.
    EvidenceIncomplete = "evidence-incomplete",
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
    /// The first sentence of the text, on one line.
    #[must_use]
    pub fn summary(self) -> String {
        let paragraph = self.text().lines().skip(1).take_while(|line| !line.is_empty());
        let words: Vec<&str> = paragraph.map(str::trim).collect();
        let joined = words.join(" ");
        let end = joined.find(". ").map_or(joined.len(), |at| at + 1);
        joined[..end].to_owned()
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
