//! What a file is that is no text, by its first bytes.

/// A kind of file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// RFC 1952.
    Gzip,
    /// A zip archive ("APPNOTE.TXT", 4.3.7), such as Fiddler's `.saz`.
    Zip,
    /// libpcap's savefile, in either byte order, and pcapng.
    Packets,
    /// A flow file of mitmproxy: netstrings.
    Flows,
    /// Zstandard (RFC 8878).
    Zstandard,
    /// bzip2.
    Bzip2,
    /// xz.
    Xz,
    /// A session of Charles.
    Charles,
    /// A PDF document.
    Document,
    /// A picture.
    Picture,
    /// A database of `SQLite`, such as those of HTTP clients.
    Database,
}

impl Kind {
    /// The kind of a file that begins so; `None` for what may be a text.
    pub(super) fn of(beginning: &[u8]) -> Option<Self> {
        let marks: [(&[u8], Self); 17] = [
            (b"\x1F\x8B\x08", Self::Gzip),
            (b"PK\x03\x04", Self::Zip),
            (b"PK\x05\x06", Self::Zip),
            (b"\xD4\xC3\xB2\xA1", Self::Packets),
            (b"\xA1\xB2\xC3\xD4", Self::Packets),
            (b"\x4D\x3C\xB2\xA1", Self::Packets),
            (b"\xA1\xB2\x3C\x4D", Self::Packets),
            (b"\x0A\x0D\x0D\x0A", Self::Packets),
            (b"\x28\xB5\x2F\xFD", Self::Zstandard),
            (b"BZh", Self::Bzip2),
            (b"\xFD7zXZ\x00", Self::Xz),
            (b"\xAC\xED\x00\x05", Self::Charles),
            (b"%PDF-", Self::Document),
            (b"\x89PNG\r\n", Self::Picture),
            (b"\xFF\xD8\xFF", Self::Picture),
            (b"GIF8", Self::Picture),
            (b"SQLite format 3\x00", Self::Database),
        ];
        let known = marks.iter().find(|(mark, _)| beginning.starts_with(mark));
        known
            .map(|(_, kind)| *kind)
            .or_else(|| is_flow(beginning).then_some(Self::Flows))
    }

    /// Its name.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Gzip => "compressed with gzip",
            Self::Zip => "a zip archive (Fiddler's .saz is one)",
            Self::Packets => "a packet capture (pcap)",
            Self::Flows => "a flow file of mitmproxy",
            Self::Zstandard => "compressed with zstd",
            Self::Bzip2 => "compressed with bzip2",
            Self::Xz => "compressed with xz",
            Self::Charles => "a session of Charles",
            Self::Document => "a PDF document",
            Self::Picture => "a picture",
            Self::Database => "a SQLite database",
        }
    }

    /// How the text in it is got out.
    pub(super) fn advice(self) -> &'static str {
        match self {
            Self::Gzip => "gzip -dc FILE | whysig diagnose",
            Self::Zip => "unzip it and bring the text: in a .saz the requests are raw/*_c.txt, the answers raw/*_s.txt",
            Self::Packets => {
                "bring the text of the connection: `tcpdump -A -r FILE`, `tshark -q -r FILE -z follow,tcp,ascii,0`, or \
                 Wireshark's \"Follow TCP stream\""
            }
            Self::Flows => "mitmdump -nr FILE --set hardump=flows.har, and bring flows.har",
            Self::Zstandard => "zstd -dc FILE | whysig diagnose",
            Self::Bzip2 => "bzip2 -dc FILE | whysig diagnose",
            Self::Xz => "xz -dc FILE | whysig diagnose",
            Self::Charles => "export it from Charles as an HTTP archive (.har), and bring that",
            Self::Document | Self::Picture => "bring the text itself: copy it out, or save the request as a HAR",
            Self::Database => "export the request from its tool as a HAR or as a curl command, and bring that",
        }
    }
}

/// `123:..` with a type's letter at the end: a flow begins with the length of its dictionary, then that of a key.
fn is_flow(beginning: &[u8]) -> bool {
    let digits = beginning.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let inner = beginning.get(digits + 1..).unwrap_or_default();
    let more = inner.iter().take_while(|byte| byte.is_ascii_digit()).count();
    (1..=12).contains(&digits)
        && beginning.get(digits) == Some(&b':')
        && (1..=4).contains(&more)
        && inner.get(more) == Some(&b':')
}
