//! The service's error in texts that were cut, folded or retyped on their way.

use harness::input::{Captured, Format, ServerError, in_pieces, read, recognise};

/// The published example of V1 with its secret ("Include a V1 signature in the Authorization header").
const STRING: &str = "PUT\nODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM=\ntext/html\nThu, 17 Nov 2005 18:49:58 GMT\n\
                      x-oss-magic:abracadabra\nx-oss-meta-author:foo@bar.com\n/oss-example/nelson";
const ID: &str = "44CF9590006BF252F707";
const SIGNATURE: &str = "26NBxoKdsyly4EDv6inkoDft/yA=";

fn string_of(error: Option<&ServerError>) -> String {
    String::from_utf8_lossy(error.unwrap().string_to_sign.as_deref().unwrap()).into_owned()
}

fn only(text: &str) -> Captured {
    let captured = read(recognise(text.as_bytes()).unwrap(), text.as_bytes()).unwrap();
    captured.into_iter().next().unwrap()
}

/// A body with a string as a page shows it.
fn body(string: &str, host: &str) -> String {
    format!(
        "<Error>\n<Code>SignatureDoesNotMatch</Code>\n<RequestId>5F2A62B376DB4E35356B1244</RequestId>\n\
         <HostId>{host}</HostId>\n<OSSAccessKeyId>{ID}</OSSAccessKeyId>\n\
         <SignatureProvided>{SIGNATURE}</SignatureProvided>\n<StringToSign>{string}</StringToSign>\n</Error>\n"
    )
}

/// aliyun-oss-python-sdk issue 186: the last mark came out curly, so that the printed value has no end.
#[test]
fn a_printed_exception_that_does_not_end_is_read_by_its_elements() {
    let printed = STRING.replace('\n', "\\n");
    let text = format!(
        "oss2.exceptions.SignatureDoesNotMatch: {{'status': 403, 'details': {{'Code': 'SignatureDoesNotMatch', \
         'RequestId': '5D031A3CA4DF8D178D3D499B', 'HostId': 'oss-example.oss-cn-hangzhou.aliyuncs.com', \
         'OSSAccessKeyId': '{ID}', 'SignatureProvided': '{SIGNATURE}', 'StringToSign': '{printed}\u{2018}}}}}\n"
    );
    let captured = only(&text);
    assert_eq!(string_of(captured.server_error.as_ref()), STRING);
    assert_eq!(captured.received().unwrap().target(), b"/nelson");
}

#[test]
fn elements_over_several_lines_in_marks_of_typesetting_are_read() {
    let text = format!(
        "code: \u{201C}SignatureDoesNotMatch\u{201D},\nOSSAccessKeyId = \u{201C}{ID}\u{201D},\n\
         SignatureProvided = \u{201C}{SIGNATURE}\u{201D},\nStringToSign = \u{201C}{STRING}\u{201D}\n"
    );
    let captured = in_pieces(text.as_bytes()).unwrap();
    assert_eq!(string_of(captured.server_error.as_ref()), STRING);
}

/// aliyun-oss-java-sdk issue 327: browsers show line feeds as blanks, and several as one.
#[test]
fn a_string_that_a_page_folded_has_its_lines_again() {
    let folded = STRING.replace('\n', " ");
    let captured = only(&body(&folded, "oss-example.oss-cn-hangzhou.aliyuncs.com"));
    assert_eq!(string_of(captured.server_error.as_ref()), STRING);
    assert!(captured.received().is_some());
    let of_url = only(&body(
        "GET 1141889120 /oss-example/oss-api.jpg",
        "oss-example.oss-cn-hangzhou.aliyuncs.com",
    ));
    assert_eq!(
        string_of(of_url.server_error.as_ref()),
        "GET\n\n\n1141889120\n/oss-example/oss-api.jpg"
    );
}

/// opendal issue 822: a build server masks the bucket wherever it stands as text.
#[test]
fn a_bucket_that_is_masked_in_the_host_is_the_strings() {
    let captured = only(&body(STRING, "***.oss-cn-hangzhou.aliyuncs.com"));
    let received = captured.received().unwrap();
    assert_eq!(received.target(), b"/nelson");
    assert_eq!(
        received.named("host").next().unwrap().value().as_ref(),
        b"oss-example.oss-cn-hangzhou.aliyuncs.com"
    );
}

#[test]
fn a_code_alone_is_a_text_of_the_services() {
    for text in ["{\"Code\":\"RequestTimeTooSkewed\"}", "oss: InvalidAccessKeyId (403)"] {
        assert_eq!(recognise(text.as_bytes()), Some(Format::OssError), "{text}");
    }
}

const URL: &str =
    "https://oss-example.oss-cn-hangzhou.aliyuncs.com/a.jpg?OSSAccessKeyId=id&Expires=1141889120&Signature=c2ln";

#[test]
fn a_link_of_markdown_is_its_target() {
    let text = format!("the address is https://[{}]({URL})\n", &URL[8..]);
    let captured = only(&text);
    let target = captured.received().unwrap().target().to_vec();
    assert_eq!(
        String::from_utf8_lossy(&target),
        "/a.jpg?OSSAccessKeyId=id&Expires=1141889120&Signature=c2ln"
    );
}

/// Encoders of JSON write `&` as an escape; in a request line the same escape is what was asked for.
#[test]
fn a_url_in_json_has_the_escapes_of_json() {
    let text = format!("{{\"url\":\"{}\"}}\n", URL.replace('&', "\\u0026"));
    let target = only(&text).received().unwrap().target().to_vec();
    assert!(String::from_utf8_lossy(&target).contains("&Expires="));
    let bare = format!("{}\n", URL.replace('&', "\\u0026"));
    assert_eq!(recognise(bare.as_bytes()), None);
}
