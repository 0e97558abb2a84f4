//! What holds for any bytes.

use harness::input::{Captures, Format, InputError, Limits, read, recognise};
use proptest::prelude::*;

use crate::support::properties::beside_the_source;

/// Pieces of all formats, whole and broken, so that random input reaches the readers' depths.
const PIECES: [&[u8]; 66] = [
    b"PUT /b/k HTTP/1.1\r\n",
    b"Host: h\r\n",
    b"Content-Length: 9\r\n",
    b"Transfer-Encoding: chunked\r\n",
    b"5\r\nhello\r\n",
    b"\r\n",
    b"\n",
    b"> PUT /b/k HTTP/1.1\r\n",
    b"> ",
    b"< HTTP/1.1 200 OK\n",
    b"< \n",
    b"* x\n",
    b"=> Send header, 40 bytes (0x28)\n",
    b"=> Send data, 18446744073709551615 bytes (0x",
    b"<= Recv data, 9 bytes (0x9)\n",
    b"0000: PUT /b/k HTTP/1.1\n",
    b"0010: 50 55 54\n",
    b"ffffffffffffffff: x\n",
    b"{\"log\":{\"entries\":[",
    b"{\"request\":{\"method\":\"PUT\",\"url\":\"http://h\"}}",
    b"]}}",
    b"{",
    b"}",
    b"[",
    b"\"",
    b"\\",
    b"'",
    b"<Error>",
    b"<Code>X</Code>",
    b"<StringToSignBytes>50 5",
    b"</Error>",
    b"&#x110000;&amp",
    b"Send request, method: PUT, url: http://h, params: {}, headers: {}",
    b"Make signature: string to be signed = b'PUT",
    b"Make signature: string to be signed = OSS4-HMAC-SHA256\n",
    b"Get response headers, req-id:1, status: 403, headers: {'a': 'b'}\n",
    b"send: b'PUT /b/k HTTP/1.1\\r\\n\\r\\n'\n",
    b"reply: 'HTTP/1.1 403 X\\r\\n'\nheader: a: b\n",
    b"ali-oss request PUT http://h/k, with headers {\"a\":\"\\ud83d\\ude00\"}, !!\n",
    b"ali-oss response PUT http://h/k, got 403, headers: {}\n",
    b"REQUEST {\n",
    b"HTTP 1: createConnection h: { headers: { a: 'b' }, path: '/' }\n",
    b"URLLIB 1: Request#1 PUT http://h/k with headers {}, options.path: /\n",
    b"urllib3.connectionpool: http://h:80 \"PUT /k HTTP/1.1\" 200 0\n",
    b"curl 'http://h/k?Signature=a' -H 'a: b' \\\n",
    b"curl ^\"http://h/k^\" ^\r\n",
    b"fetch(\"http://h/k\", {\"headers\":{\"a\":\"b\"},\"method\":\"PUT\"});\n",
    b"Invoke-WebRequest -Uri \"http://h/k\" -Headers @{\n\"a\"=\"b\"\n}\n",
    b"Request URL: http://h/k\nRequest Method: PUT\n",
    b":method: PUT\n:path: /k\n",
    b"Request Headers\nAccept: */*\nForm Data\nkey:\nk\n",
    b"http://h/k?Signature=a\n",
    b"{'method': 'PUT', 'url': 'http://h/k', 'headers': {'a': ['b']}}\n",
    b"{\"request\":{\"header\":{\"firstLine\":\"PUT /k HTTP/1.1\",\"headers\":[]}}}\n",
    b"x \"PUT /k HTTP/1.1\\r\\na: b\\r\\n\\r\\n\"\n",
    b"    _header: 'PUT /k HTTP/1.1\\r\\n' +\n",
    b"    at x {\n",
    b"D/OkHttp: --> PUT http://h/k\n",
    b"D/OkHttp: <-- 403 Forbidden http://h/k (1ms)\n",
    b"http-outgoing-0 >> \"PUT /k HTTP/1.1[\\r][\\n]\"\n",
    b"http-outgoing-0 << \"[0xe6][0xfff[\\r][\\n]\"\n",
    b"[Req:0xc]signStr:PUT\\n\\n\n[Req:0xc]Method:PUT\tHost:h\tPath:/k\tHeader info:\ta:b\n",
    b"2026/12/01 10:02:59 [debug] 1#1: *1 http request line: \"PUT /k HTTP/1.1\"\n",
    b"2026/12/01 10:02:59 [debug] 1#1: *1 http proxy header:\n\"PUT /k HTTP/1.0\r\n\r\n\"\n",
    b"Method: PUT, RequestUri: 'http://h/k', Headers:\n{\n",
    b"&lt;Error&gt;&lt;/Error&gt;",
];

fn anything() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES.as_slice()).prop_map(<[u8]>::to_vec),
        1 => prop::collection::vec(any::<u8>(), 0..20),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(beside_the_source())]

    #[test]
    fn no_input_panics_any_reader(input in anything()) {
        let _ = recognise(&input);
        for format in Format::ALL {
            let limits = Limits { item_bytes: 64 };
            for item in Captures::new(format, input.as_slice(), limits) {
                let of_reading = matches!(item, Err(InputError::Read { .. }));
                prop_assert!(!of_reading);
            }
            let _ = read(format, &input);
        }
    }

    #[test]
    fn every_head_given_can_be_parsed_and_ends_in_a_blank_line(input in anything()) {
        for format in Format::ALL {
            for captured in Captures::new(format, input.as_slice(), Limits::default()).flatten() {
                if let Some(head) = &captured.head {
                    prop_assert!(captured.received().is_some_and(|received| received.head() == head), "{format}: {:?}", head.escape_ascii().to_string());
                }
            }
        }
    }

    #[test]
    fn every_reader_ends(input in anything()) {
        for format in Format::ALL {
            let most = input.len() + 2;
            prop_assert!(Captures::new(format, input.as_slice(), Limits::default()).take(most + 1).count() <= most);
        }
    }

    #[test]
    fn raw_heads_come_back_as_they_were(
        fields in prop::collection::vec(("[A-Za-z][A-Za-z0-9-]{0,12}", "[ -~\u{a1}-\u{ff}]{0,30}"), 1..8),
        path in "/[!-~]{0,20}",
    ) {
        let lines: Vec<String> = fields.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
        let head = format!("PUT {path} HTTP/1.1\r\n{}\r\n", lines.concat()).into_bytes();
        let captured = read(Format::Raw, &head).unwrap();
        prop_assert_eq!(captured[0].head.as_deref(), Some(head.as_slice()));
        prop_assert_eq!(captured.len(), 1);
    }

    #[test]
    fn reading_in_pieces_gives_what_reading_at_once_gives(input in anything(), size in 1_usize..9) {
        for format in Format::ALL {
            let shown = |items: Vec<Result<_, InputError>>| format!("{items:?}");
            let whole = shown(Captures::new(format, input.as_slice(), Limits::default()).collect());
            let pieces = std::io::BufReader::with_capacity(size, input.as_slice());
            prop_assert_eq!(whole, shown(Captures::new(format, pieces, Limits::default()).collect()), "{}", format);
        }
    }
}
