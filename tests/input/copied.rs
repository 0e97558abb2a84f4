//! Copies of browsers and tools: each tells of the same upload, whose parts stand here.

use harness::input::{Captured, Format, read, recognise};

use crate::support::binary::whysig;

const URL: &str = "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/dir/a%20b.txt?OSSAccessKeyId=id&Expires=1796122820&Signature=a%2Bb%3D";
const TARGET: &str = "/dir/a%20b.txt?OSSAccessKeyId=id&Expires=1796122820&Signature=a%2Bb%3D";

/// The one request of a text, recognised by its content.
fn only(format: Format, text: &str) -> Captured {
    assert_eq!(recognise(text.as_bytes()), Some(format), "{text}");
    let captured = read(format, text.as_bytes()).unwrap();
    let [only] = captured
        .try_into()
        .unwrap_or_else(|all: Vec<Captured>| panic!("{} requests", all.len()));
    only
}

/// Holds a request to the upload's method, target, host and type.
fn assert_is_upload(captured: &Captured) {
    let received = captured.received().unwrap();
    assert_eq!(received.method(), b"PUT");
    assert_eq!(String::from_utf8_lossy(received.target()), TARGET);
    let named = |name: &str| -> Vec<String> {
        let fields = received.named(name);
        fields
            .map(|field| String::from_utf8_lossy(&field.value()).into_owned())
            .collect()
    };
    assert_eq!(named("host"), ["examplebucket.oss-cn-hangzhou.aliyuncs.com"]);
    assert_eq!(named("content-type"), ["text/plain;charset=UTF-8"]);
}

#[test]
fn a_curl_command_for_bash_is_a_request() {
    let text = format!(
        "curl '{URL}' \\\n  -X 'PUT' \\\n  -H 'Content-Type: text/plain;charset=UTF-8' \\\n  \
         -H 'sec-ch-ua: \"a\";v=\"1\"' \\\n  --data-raw $'it\\'s\\n' \\\n  --compressed"
    );
    let captured = only(Format::CurlCommand, &text);
    assert_is_upload(&captured);
    assert_eq!(captured.body.prefix, b"it's\n");
}

#[test]
fn a_curl_command_for_cmd_is_a_request() {
    let url = URL.replace('%', "^%");
    let text = format!(
        "curl ^\"{url}^\" ^\r\n  -X ^\"PUT^\" ^\r\n  -H ^\"Content-Type: text/plain;charset=UTF-8^\" ^\r\n  \
         -H ^\"sec-ch-ua: \\^\"a\\^\";v=\\^\"1\\^\"^\" ^\r\n  --data-raw ^\"hello^\"\r\n"
    );
    assert_is_upload(&only(Format::CurlCommand, &text));
}

#[test]
fn a_curl_command_by_hand_sends_the_type_of_its_data() {
    let captured = only(Format::CurlCommand, &format!("$ curl -XPUT -d hello \"{URL}\"\n"));
    let received = captured.received().unwrap();
    let named = received.named("content-type").next().unwrap();
    assert_eq!(named.value().as_ref(), b"application/x-www-form-urlencoded");
}

#[test]
fn a_curl_command_with_an_upload_is_a_put() {
    let captured = only(Format::CurlCommand, &format!("curl -T file.txt '{URL}'\n"));
    assert_eq!(captured.received().unwrap().method(), b"PUT");
}

#[test]
fn a_call_of_fetch_is_a_request() {
    let text = format!(
        "await fetch(\"{URL}\", {{\n  \"headers\": {{\n    \"content-type\": \"text/plain;charset=UTF-8\"\n  }},\n  \
         \"body\": \"hello\",\n  \"method\": \"PUT\"\n}});"
    );
    let captured = only(Format::Fetch, &text);
    assert_is_upload(&captured);
    assert_eq!(captured.body.prefix, b"hello");
}

#[test]
fn a_command_for_powershell_is_a_request() {
    let text = format!(
        "$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n\
         Invoke-WebRequest -UseBasicParsing -Uri \"{URL}\" `\n-Method \"PUT\" `\n-WebSession $session `\n\
         -Headers @{{\n\"authority\"=\"examplebucket.oss-cn-hangzhou.aliyuncs.com\"\n\"method\"=\"PUT\"\n  \
         \"path\"=\"{TARGET}\"\n  \"scheme\"=\"https\"\n  \"accept\"=\"*/*\"\n}} `\n\
         -ContentType \"text/plain;charset=UTF-8\" `\n-Body \"he`nllo\""
    );
    let captured = only(Format::PowerShell, &text);
    assert_is_upload(&captured);
    assert_eq!(captured.body.prefix, b"he\nllo");
}

#[test]
fn the_old_panel_of_chrome_is_a_request_and_its_answer() {
    let text = format!(
        "General\nRequest URL: {URL}\nRequest Method: PUT\nStatus Code: 403 Forbidden\n\n\
         Response Headers (2)\nContent-Type: application/xml\nServer: AliyunOSS\n\nRequest Headers (2)\nAccept: */*\n\
         Content-Type: text/plain;charset=UTF-8\n\nQuery String Parameters\nSignature: a+b=\n"
    );
    let captured = only(Format::Panel, &text);
    assert_is_upload(&captured);
    let answer = captured.response.unwrap();
    assert_eq!((answer.status, answer.first("server")), (403, Some(&b"AliyunOSS"[..])));
}

#[test]
fn the_new_panel_of_chrome_has_values_below_names_and_no_headings() {
    let text = format!(
        "Request URL:\n{URL}\nRequest Method:\nPUT\nStatus Code:\n403 Forbidden\ncontent-type:\napplication/xml\n\
         server:\nAliyunOSS\naccept:\n*/*\ncontent-type:\ntext/plain;charset=UTF-8\n"
    );
    let captured = only(Format::Panel, &text);
    assert_is_upload(&captured);
    assert_eq!(
        captured.response.unwrap().first("content-type"),
        Some(&b"application/xml"[..])
    );
}

#[test]
fn a_panel_in_chinese_is_a_request() {
    let text = format!(
        "请求网址: {URL}\n请求方法: PUT\n状态代码: 403 Forbidden\n\n响应标头\nserver: AliyunOSS\n\n请求标头\naccept: */*\n\
         content-type: text/plain;charset=UTF-8\n"
    );
    assert_is_upload(&only(Format::Panel, &text));
}

#[test]
fn a_panel_of_vconsole_has_tabs() {
    let text = format!(
        "General\nURL\t{URL}\nMethod\tPUT\nRequest Type\tXHR\nHTTP Status\t403\nRequest Headers\n\
         Content-Type\ttext/plain;charset=UTF-8\nQuery String Parameters\nSignature\ta+b=\n"
    );
    assert_is_upload(&only(Format::Panel, &text));
}

#[test]
fn pseudo_fields_of_http_2_tell_method_target_and_host() {
    let text = format!(
        ":authority: examplebucket.oss-cn-hangzhou.aliyuncs.com\n:method: PUT\n:path: {TARGET}\n:scheme: https\n\
         accept: */*\ncontent-type: text/plain;charset=UTF-8\n"
    );
    assert_is_upload(&only(Format::Panel, &text));
}

#[test]
fn two_panels_in_one_text_are_two_requests() {
    let one = format!("Request URL: {URL}\nRequest Method: PUT\n\nRequest Headers\nAccept: */*\n\n");
    assert_eq!(read(Format::Panel, one.repeat(2).as_bytes()).unwrap().len(), 2);
}

#[test]
fn the_form_data_of_a_panel_is_the_form() {
    let text = "Request URL: https://examplebucket.oss-cn-hangzhou.aliyuncs.com/\nRequest Method: POST\n\nRequest Headers\n\
                Content-Type: multipart/form-data; boundary=----b\n\nForm Data\nkey: a.jpg\npolicy: e30=\nfile: (binary)\n";
    let captured = only(Format::Panel, text);
    let body = String::from_utf8(captured.body.prefix).unwrap();
    assert!(
        body.starts_with("------b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\na.jpg\r\n"),
        "{body}"
    );
}

#[test]
fn an_object_with_method_url_and_headers_is_a_request_in_python_and_in_json() {
    for quote in ["'", "\""] {
        let text = format!(
            "{{'method': 'PUT', 'url': '{URL}', 'headers': {{'Accept': '*/*', 'Content-Type': 'text/plain;charset=UTF-8'}}}}\n"
        );
        assert_is_upload(&only(Format::Printed, &text.replace('\'', quote)));
    }
}

#[test]
fn a_session_of_charles_in_json_is_a_request() {
    let text = format!(
        "[{{\"status\":\"COMPLETE\",\"method\":\"PUT\",\"protocolVersion\":\"HTTP/1.1\",\"scheme\":\"https\",\
         \"host\":\"examplebucket.oss-cn-hangzhou.aliyuncs.com\",\"port\":443,\"path\":\"/dir/a%20b.txt\",\"query\":\"{}\",\
         \"request\":{{\"sizes\":{{\"headers\":9}},\"header\":{{\"firstLine\":\"PUT {TARGET} HTTP/1.1\",\"headers\":\
         [{{\"name\":\"Host\",\"value\":\"examplebucket.oss-cn-hangzhou.aliyuncs.com\"}},\
         {{\"name\":\"Content-Type\",\"value\":\"text/plain;charset=UTF-8\"}}]}}}}}}]",
        TARGET.split('?').nth(1).unwrap(),
    );
    assert_is_upload(&only(Format::Printed, &text));
}

#[test]
fn a_thrown_error_of_axios_shows_the_very_head() {
    let text = format!(
        "AxiosError: Request failed with status code 403\n    at settle (axios.cjs:1:2)\n    at run (node:internal:95:5) {{\n  \
         config: {{\n    headers: Object [AxiosHeaders] {{\n      Accept: '*/*'\n    }},\n    method: 'put',\n    \
         url: '{URL}'\n  }},\n  request: <ref *1> ClientRequest {{\n    _header: 'PUT {TARGET} HTTP/1.1\\r\\n' +\n      \
         'Content-Type: text/plain;charset=UTF-8\\r\\n' +\n      \
         'host: examplebucket.oss-cn-hangzhou.aliyuncs.com\\r\\n' +\n      '\\r\\n',\n    \
         [Symbol(kNeedDrain)]: false\n  }},\n  status: 403\n}}\n"
    );
    assert_is_upload(&only(Format::Printed, &text));
}

#[test]
fn a_head_in_a_quoted_text_is_a_head() {
    let head = format!(
        "PUT {TARGET} HTTP/1.1\\r\\nHost: examplebucket.oss-cn-hangzhou.aliyuncs.com\\r\\n\
         Content-Type: text/plain;charset=UTF-8\\r\\n\\r\\n"
    );
    for text in [
        format!("2026/12/01 18:05:23 dump: \"{head}\""),
        format!("b'{head}'"),
        format!("raw={head:?}").replace("\\\\", "\\"),
    ] {
        assert_is_upload(&only(Format::Printed, &text));
    }
}

#[test]
fn a_signed_url_is_a_get_unless_a_method_is_told() {
    for (text, method) in [
        (URL.to_owned(), "GET"),
        (format!("PUT {URL}"), "PUT"),
        (format!("url: <{URL}>"), "GET"),
    ] {
        let captured = only(Format::Url, &text);
        assert_eq!(captured.received().unwrap().method(), method.as_bytes(), "{text}");
    }
}

#[test]
fn a_signed_url_in_the_place_of_a_file_is_judged_with_the_method_told() {
    let output = whysig(&[
        "diagnose",
        "--method",
        "put",
        "--credential",
        "id:secret",
        "--candidates",
        "10",
        URL,
    ]);
    let told = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("the URL given: PUT /dir/a%20b.txt"), "{told}");
    assert!(!told.contains("a%2Bb%3D"), "{told}");
}

#[test]
fn a_url_without_a_signature_is_a_file_name() {
    let output = whysig(&["diagnose", "https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a"]);
    assert_eq!(output.status.code(), Some(5));
}

/// Safari shows a summary, and below it the very heads.
#[test]
fn the_head_below_safaris_summary_is_the_request() {
    let text = format!(
        "Summary\nURL: {URL}\nStatus: 403 Forbidden\nSource: Network\nAddress: 192.0.2.10:443\n\nRequest\n\
         PUT {TARGET} HTTP/1.1\nAccept: */*\nContent-Type: text/plain;charset=UTF-8\n\
         Host: examplebucket.oss-cn-hangzhou.aliyuncs.com\n\nResponse\nHTTP/1.1 403 Forbidden\nServer: AliyunOSS\n"
    );
    let captured = only(Format::Raw, &text);
    assert_is_upload(&captured);
    assert_eq!(captured.response.map(|response| response.status), Some(403));
}
