//! The long text of each code: one file a code in `texts/`, with the same five headings.

use super::Code;

impl Code {
    /// The long text: what the finding means, how it comes about, how to confirm and fix it, and the
    /// source of these claims. Plain text of at most 78 columns, with a line feed at its end.
    #[must_use]
    #[expect(clippy::too_many_lines, reason = "a line a code")]
    pub const fn text(self) -> &'static str {
        match self {
            Self::FieldAddedAfterSigning => include_str!("texts/field-added-after-signing.txt"),
            Self::FieldChangedAfterSigning => include_str!("texts/field-changed-after-signing.txt"),
            Self::FieldDroppedAfterSigning => include_str!("texts/field-dropped-after-signing.txt"),
            Self::FieldRenamedAfterSigning => include_str!("texts/field-renamed-after-signing.txt"),
            Self::FieldRepeated => include_str!("texts/field-repeated.txt"),
            Self::DateChangedAfterSigning => include_str!("texts/date-changed-after-signing.txt"),
            Self::SecurityTokenMissing => include_str!("texts/security-token-missing.txt"),
            Self::SecurityTokenStray => include_str!("texts/security-token-stray.txt"),
            Self::SecurityTokenWrong => include_str!("texts/security-token-wrong.txt"),
            Self::VerbChanged => include_str!("texts/verb-changed.txt"),
            Self::PathRewritten => include_str!("texts/path-rewritten.txt"),
            Self::QueryChanged => include_str!("texts/query-changed.txt"),
            Self::HostChanged => include_str!("texts/host-changed.txt"),
            Self::ResourceDiffers => include_str!("texts/resource-differs.txt"),
            Self::SubresourceListDiffers => include_str!("texts/subresource-list-differs.txt"),
            Self::CanonicalFormDiffers => include_str!("texts/canonical-form-differs.txt"),
            Self::ValueSignedUntrimmed => include_str!("texts/value-signed-untrimmed.txt"),
            Self::ValueReencoded => include_str!("texts/value-reencoded.txt"),
            Self::DateLineDiffers => include_str!("texts/date-line-differs.txt"),
            Self::AwsStyleSignature => include_str!("texts/aws-style-signature.txt"),
            Self::ScopeDiffers => include_str!("texts/scope-differs.txt"),
            Self::PolicyDiffers => include_str!("texts/policy-differs.txt"),
            Self::PolicyRefused => include_str!("texts/policy-refused.txt"),
            Self::SecretDiffers => include_str!("texts/secret-differs.txt"),
            Self::IdAndSecretExchanged => include_str!("texts/id-and-secret-exchanged.txt"),
            Self::OtherKeyUsed => include_str!("texts/other-key-used.txt"),
            Self::WrongKey => include_str!("texts/wrong-key.txt"),
            Self::KeyUnknown => include_str!("texts/key-unknown.txt"),
            Self::KeyDisabled => include_str!("texts/key-disabled.txt"),
            Self::SignatureMalformed => include_str!("texts/signature-malformed.txt"),
            Self::SignaturePlusLost => include_str!("texts/signature-plus-lost.txt"),
            Self::ClaimMalformed => include_str!("texts/claim-malformed.txt"),
            Self::ClaimMisplaced => include_str!("texts/claim-misplaced.txt"),
            Self::ClaimRepeated => include_str!("texts/claim-repeated.txt"),
            Self::OtherServicesClaim => include_str!("texts/other-services-claim.txt"),
            Self::HostRepeated => include_str!("texts/host-repeated.txt"),
            Self::ListedFieldAbsent => include_str!("texts/listed-field-absent.txt"),
            Self::VolatileFieldSigned => include_str!("texts/volatile-field-signed.txt"),
            Self::ScopeContradictsHost => include_str!("texts/scope-contradicts-host.txt"),
            Self::ScopeContradictsDate => include_str!("texts/scope-contradicts-date.txt"),
            Self::DateMissing => include_str!("texts/date-missing.txt"),
            Self::DateMalformed => include_str!("texts/date-malformed.txt"),
            Self::ClockSkew => include_str!("texts/clock-skew.txt"),
            Self::UrlExpired => include_str!("texts/url-expired.txt"),
            Self::MaskedLeak => include_str!("texts/masked-leak.txt"),
            Self::LeakBecomesMetadata => include_str!("texts/leak-becomes-metadata.txt"),
            Self::TwoFramings => include_str!("texts/two-framings.txt"),
            Self::CookieSentUpstream => include_str!("texts/cookie-sent-upstream.txt"),
            Self::ResponseOnlyField => include_str!("texts/response-only-field.txt"),
            Self::HopByHopLeaked => include_str!("texts/hop-by-hop-leaked.txt"),
            Self::ErrorBodyUploaded => include_str!("texts/error-body-uploaded.txt"),
            Self::MultipartInPut => include_str!("texts/multipart-in-put.txt"),
            Self::ValueNotText => include_str!("texts/value-not-text.txt"),
            Self::UnderscoreName => include_str!("texts/underscore-name.txt"),
            Self::HeadIrregular => include_str!("texts/head-irregular.txt"),
            Self::Unexplained => include_str!("texts/unexplained.txt"),
            Self::ClientStringUnrelated => include_str!("texts/client-string-unrelated.txt"),
            Self::StringsDiffer => include_str!("texts/strings-differ.txt"),
            Self::EvidenceIncomplete => include_str!("texts/evidence-incomplete.txt"),
        }
    }

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
