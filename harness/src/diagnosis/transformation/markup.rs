//! Escapes of formats that a text travels in.

use super::bytes::{
    all_swapped, all_swapped_back, by_character, character, each_kind, is_mark, number, swapped, unescaped,
};
use super::cost::{FAR, RARE, SELDOM};
use super::pair::{Pair, Way};

const HTML: &str = "take the text from where it is no markup yet, or unescape HTML before it is used";
const JSON: &str = "let a JSON parser read the text; what stands in the file is escaped";
const SCRIPT: &str = "pass the text itself, and not the literal that a program or a shell writes for it";
const MAIL: &str = "take the text from where no mail program has encoded it: as an attachment, or in plain text";
const MARKDOWN: &str = "put the text between backticks where Markdown is written, or take its backslashes out";

/// HTML ("named character references"), JSON (RFC 8259 section 7), quoted-printable (RFC 2045 section 6.7), Markdown
/// (`CommonMark`, "backslash escapes").
pub(super) const PAIRS: &[Pair] = &[
    Pair::new(
        SELDOM,
        HTML,
        Way::one("escaped for HTML", |text| all_swapped(text, NAMED)),
        Way::one("with its HTML escapes undone", html_unescaped),
    ),
    html(RARE, |text| swapped(&all_swapped(text, NAMED), b"&#39;", b"&#x27;")),
    html(RARE, |text| swapped(&all_swapped(text, NAMED), b"&#39;", b"&apos;")),
    html(RARE, |text| swapped(&all_swapped(text, NAMED), b"&#39;", b"&#039;")),
    html(RARE, |text| all_swapped(text, &NAMED[..4])),
    html(RARE, |text| all_swapped(text, &NAMED[..3])),
    html(RARE, |text| {
        let text = swapped(&all_swapped(text, NAMED), b"&quot;", b"&#34;");
        all_swapped(&text, &[("`", "&#96;"), ("=", "&#x3D;"), ("/", "&#x2F;")])
    }),
    Pair::new(
        RARE,
        HTML,
        Way::maybe("with numbers of HTML for its letters beyond ASCII", |text| {
            by_character(text, |char, out| match char {
                char if char.is_ascii() => out.push(char),
                char => out.extend(["&#", &u32::from(char).to_string(), ";"]),
            })
        }),
        Way::never("with its HTML escapes undone"),
    ),
    Pair::new(
        FAR,
        HTML,
        Way::maybe(
            "with hexadecimal numbers of HTML for its letters beyond ASCII",
            |text| {
                by_character(text, |char, out| match char {
                    char if char.is_ascii() => out.push(char),
                    char => out.extend(["&#x", &format!("{:X}", u32::from(char)), ";"]),
                })
            },
        ),
        Way::never("with its HTML escapes undone"),
    ),
    Pair::new(
        FAR,
        HTML,
        Way::many("with one kind of its marks as a number of HTML", |text| {
            let decimal = each_kind(text, is_mark, |mark| format!("&#{mark};").into_bytes());
            let hex = each_kind(text, is_mark, |mark| format!("&#x{mark:X};").into_bytes());
            decimal.into_iter().chain(hex).collect()
        }),
        Way::never("with its HTML escapes undone"),
    ),
    Pair::new(
        SELDOM,
        HTML,
        Way::one("with `&amp;` for its `&`", |text| swapped(text, b"&", b"&amp;")),
        Way::one("with `&` for its `&amp;`", |text| swapped(text, b"&amp;", b"&")),
    ),
    Pair::new(
        SELDOM,
        JSON,
        Way::one("escaped as JSON does", |text| {
            all_swapped(text, &[("\\", "\\\\"), ("\"", "\\\"")])
        }),
        Way::one("with its JSON escapes undone", json_unescaped),
    ),
    json("escaped as JSON does, its slashes as well", |text| {
        Some(all_swapped(text, &[("\\", "\\\\"), ("\"", "\\\""), ("/", "\\/")]))
    }),
    json("escaped as JSON does, beyond ASCII as well", |text| {
        units(&all_swapped(text, &[("\\", "\\\\"), ("\"", "\\\"")]), |unit| {
            format!("\\u{unit:04x}")
        })
    }),
    json("escaped as JSON does, beyond ASCII as well, in capitals", |text| {
        units(&all_swapped(text, &[("\\", "\\\\"), ("\"", "\\\"")]), |unit| {
            format!("\\u{unit:04X}")
        })
    }),
    json("escaped as JSON for HTML is", |text| {
        let marks = [
            ("\\", "\\\\"),
            ("\"", "\\\""),
            ("<", "\\u003c"),
            (">", "\\u003e"),
            ("&", "\\u0026"),
        ];
        Some(all_swapped(text, &marks))
    }),
    json("escaped as JSON for HTML is, its apostrophes as well", |text| {
        let marks = [("<", "\\u003c"), (">", "\\u003e"), ("&", "\\u0026"), ("'", "\\u0027")];
        Some(all_swapped(text, &marks))
    }),
    Pair::new(
        SELDOM,
        JSON,
        Way::one("with `\\/` for its slashes", |text| swapped(text, b"/", b"\\/")),
        Way::one("with slashes for its `\\/`", |text| swapped(text, b"\\/", b"/")),
    ),
    Pair::new(
        FAR,
        JSON,
        Way::many("with one kind of its marks as `\\u` of JSON", |text| {
            let lower = each_kind(text, is_mark, |mark| format!("\\u{mark:04x}").into_bytes());
            let upper = each_kind(text, is_mark, |mark| format!("\\u{mark:04X}").into_bytes());
            lower.into_iter().chain(upper).collect()
        }),
        Way::never("with its JSON escapes undone"),
    ),
    Pair::new(
        FAR,
        SCRIPT,
        Way::many("with `\\x` for its bytes beyond ASCII", |text| {
            let beyond = |byte: u8| !byte.is_ascii();
            let spelled = |lower: bool| -> Vec<u8> {
                let one = |&byte: &u8| match (byte, lower) {
                    (byte, _) if !beyond(byte) => vec![byte],
                    (byte, true) => format!("\\x{byte:02x}").into_bytes(),
                    (byte, false) => format!("\\x{byte:02X}").into_bytes(),
                };
                text.iter().flat_map(one).collect()
            };
            vec![spelled(true), spelled(false)]
        }),
        Way::one("with its `\\x` escapes undone", |text| {
            unescaped(text, |rest| {
                let digits = rest.strip_prefix(b"\\x")?.get(..2)?;
                Some((vec![u8::try_from(number(digits, 16)?).ok()?], 4))
            })
        }),
    ),
    Pair::new(
        RARE,
        SCRIPT,
        Way::many("with `\\` before one kind of its marks", |text| {
            each_kind(text, is_mark, |mark| vec![b'\\', mark])
        }),
        Way::one("without its backslashes", |text| {
            unescaped(text, |rest| {
                let &mark = rest.strip_prefix(b"\\")?.first()?;
                is_mark(mark).then(|| (vec![mark], 2))
            })
        }),
    ),
    Pair::new(
        FAR,
        SCRIPT,
        Way::many("with `\\` before its marks, as shells write them", |text| {
            let kept = |byte: u8| byte.is_ascii_alphanumeric() || !byte.is_ascii() || b"_-./:@%+=,".contains(&byte);
            let shell = text
                .iter()
                .flat_map(|&byte| if kept(byte) { vec![byte] } else { vec![b'\\', byte] });
            vec![
                shell.collect(),
                all_swapped(text, &[("\\", "\\\\"), ("'", "\\'"), ("\"", "\\\"")]),
            ]
        }),
        Way::never("without its backslashes"),
    ),
    Pair::new(
        RARE,
        MAIL,
        Way::one("quoted-printable", |text| {
            quoted(text, |byte| byte == b'=' || !(b' '..=b'~').contains(&byte))
        }),
        Way::one("with its quoted-printable escapes undone", |text| {
            unescaped(&swapped(text, b"=\r\n", b""), |rest| {
                let digits = rest.strip_prefix(b"=")?.get(..2)?;
                Some((vec![u8::try_from(number(digits, 16)?).ok()?], 3))
            })
        }),
    ),
    Pair::new(
        RARE,
        MAIL,
        Way::one("with `=3D` for its `=`", |text| swapped(text, b"=", b"=3D")),
        Way::one("with `=` for its `=3D`", |text| swapped(text, b"=3D", b"=")),
    ),
    Pair::new(
        RARE,
        MARKDOWN,
        Way::one("escaped for Markdown", |text| all_swapped(text, MARKS)),
        Way::one("with its Markdown escapes undone", |text| all_swapped_back(text, MARKS)),
    ),
    Pair::new(
        FAR,
        MARKDOWN,
        Way::one("escaped for Markdown, all its marks", |text| {
            let one = |&byte: &u8| {
                if b"\\`*_{}[]()#+-.!~|<>".contains(&byte) {
                    vec![b'\\', byte]
                } else {
                    vec![byte]
                }
            };
            text.iter().flat_map(one).collect()
        }),
        Way::never("with its Markdown escapes undone"),
    ),
];

const fn html(cost: u8, apply: fn(&[u8]) -> Vec<u8>) -> Pair {
    let undone = Way::never("with its HTML escapes undone");
    Pair::new(cost, HTML, Way::one("escaped for HTML", apply), undone)
}

const fn json(says: &'static str, apply: fn(&[u8]) -> Option<Vec<u8>>) -> Pair {
    let undone = Way::never("with its JSON escapes undone");
    Pair::new(RARE, JSON, Way::maybe(says, apply), undone)
}

const NAMED: &[(&str, &str)] = &[
    ("&", "&amp;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("\"", "&quot;"),
    ("'", "&#39;"),
];

const MARKS: &[(&str, &str)] = &[("_", "\\_"), ("*", "\\*"), ("~", "\\~"), ("[", "\\["), ("]", "\\]")];

fn html_unescaped(text: &[u8]) -> Vec<u8> {
    unescaped(text, |rest| {
        let inner = rest.strip_prefix(b"&")?;
        let end = inner.iter().take(MOST_OF_A_NAME).position(|&byte| byte == b';')?;
        let name = &inner[..end];
        let text = match name {
            [b'#', b'x' | b'X', digits @ ..] => character(number(digits, 16)?)?,
            [b'#', digits @ ..] => character(number(digits, 10)?)?,
            name => LETTERS.iter().find(|(known, _)| known.as_bytes() == name)?.1.into(),
        };
        Some((text, end + 2))
    })
}

/// The references of marks and of the commonest letters (HTML, "named character references").
const LETTERS: &[(&str, &str)] = &[
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", "\u{A0}"),
    ("plus", "+"),
    ("equals", "="),
    ("sol", "/"),
    ("percnt", "%"),
    ("auml", "ä"),
    ("ouml", "ö"),
    ("uuml", "ü"),
    ("Auml", "Ä"),
    ("Ouml", "Ö"),
    ("Uuml", "Ü"),
    ("szlig", "ß"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("agrave", "à"),
    ("ccedil", "ç"),
    ("ntilde", "ñ"),
    ("copy", "©"),
    ("reg", "®"),
    ("euro", "€"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ldquo", "“"),
    ("rdquo", "”"),
];

/// No reference is longer.
const MOST_OF_A_NAME: usize = 12;

fn json_unescaped(text: &[u8]) -> Vec<u8> {
    let unit = |rest: &[u8]| number(rest.strip_prefix(b"\\u")?.get(..4)?, 16);
    unescaped(text, |rest| {
        if let Some(first) = unit(rest) {
            let second = unit(&rest[6..]).filter(|second| (0xDC00..0xE000).contains(second));
            return match second {
                Some(second) if (0xD800..0xDC00).contains(&first) => {
                    Some((character(0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00))?, 12))
                }
                _ => Some((character(first)?, 6)),
            };
        }
        let mark = match rest.strip_prefix(b"\\")?.first()? {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            &mark @ (b'"' | b'\\' | b'/') => mark,
            _ => return None,
        };
        Some((vec![mark], 2))
    })
}

/// Letters beyond ASCII as units of UTF-16.
fn units(text: &[u8], spelled: fn(u16) -> String) -> Option<Vec<u8>> {
    by_character(text, |char, out| {
        if char.is_ascii() {
            out.push(char);
        } else {
            char.encode_utf16(&mut [0; 2])
                .iter()
                .for_each(|&unit| out.push_str(&spelled(unit)));
        }
    })
}

/// The bytes that are `meant` as `=XX`.
fn quoted(text: &[u8], meant: fn(u8) -> bool) -> Vec<u8> {
    let one = |&byte: &u8| {
        if meant(byte) {
            format!("={byte:02X}").into_bytes()
        } else {
            vec![byte]
        }
    };
    text.iter().flat_map(one).collect()
}
