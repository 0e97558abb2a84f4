//! The named parts of an `Authorization` of V2 and V4.

/// What a V2 or V4 `Authorization` says, each part once and in any order. Between them stand `,` and
/// optional blanks: oss2 writes `AdditionalHeaders` last, the document and reqsign write `, `.
#[derive(Debug, Default)]
pub(in crate::verify) struct ClaimParts<'a> {
    /// Who claims: V2's `AccessKeyId`, V4's `Credential`.
    pub(in crate::verify) claimant: Option<&'a [u8]>,
    pub(in crate::verify) signature: Option<&'a [u8]>,
    /// The list of additional headers.
    pub(in crate::verify) additional: Option<&'a [u8]>,
}

/// How a scheme writes its parts.
#[derive(Debug, Clone, Copy)]
pub(in crate::verify) struct Layout {
    /// The name of the part that says who claims.
    pub(in crate::verify) claimant: &'static [u8],
    /// What stands between name and value.
    pub(in crate::verify) separator: u8,
}

/// Why a text is not such parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::verify) enum PartsError {
    /// There are so many, and not two or three.
    Count(usize),
    /// The part at this place, counted from 1, has no separator.
    NoSeparator(usize),
    /// The part at this place, counted from 1, has another name or stands twice.
    Name(usize),
}

impl<'a> ClaimParts<'a> {
    /// Reads the text behind the name of the scheme.
    pub(in crate::verify) fn split(text: &'a [u8], layout: Layout) -> Result<Self, PartsError> {
        let pieces = || text.split(|&byte| byte == b',').map(<[u8]>::trim_ascii);
        let count = pieces().count();
        if !(2..=3).contains(&count) {
            return Err(PartsError::Count(count));
        }
        let mut parts = Self::default();
        for (index, piece) in pieces().enumerate() {
            parts.take(piece, index + 1, layout)?;
        }
        Ok(parts)
    }

    fn take(&mut self, piece: &'a [u8], place: usize, layout: Layout) -> Result<(), PartsError> {
        let separator = piece.iter().position(|&byte| byte == layout.separator);
        let separator = separator.ok_or(PartsError::NoSeparator(place))?;
        let slot = match &piece[..separator] {
            name if name == layout.claimant => &mut self.claimant,
            b"Signature" => &mut self.signature,
            b"AdditionalHeaders" => &mut self.additional,
            _ => return Err(PartsError::Name(place)),
        };
        match slot.replace(&piece[separator + 1..]) {
            None => Ok(()),
            Some(_) => Err(PartsError::Name(place)),
        }
    }
}
