//! The servers that the downloads come from.

use crate::source::upstream::{Answer, Ask, Player, Upstream};

/// A JPEG of 8 by 8 grey points.
pub const JPEG: &[u8] = include_bytes!("bodies/code.jpg");
/// A JSON text, compressed by gzip without a time in it.
const JSON_GZIP: &[u8] = include_bytes!("bodies/sizes.json.gz");

/// All of them.
pub const ALL: &[&Upstream] = &[
    &IMAGE,
    &MISSPELT_IMAGE,
    &UNTYPED,
    &CHUNKED_IMAGE,
    &GZIP_JSON,
    &CDN_IMAGE,
    &OSS_OBJECT,
    &WECHAT_CODE,
    &WECHAT_ERROR,
];

/// A server that says little more than type and length.
pub const IMAGE: Upstream = Upstream {
    name: "image",
    story: "a plain image server: date, type and length",
    host: "img.example.com",
    target: "/qr",
    ask: Ask::Get,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Content-Type", "image/jpeg"),
            ("Content-Length", "612"),
        ],
        body: JPEG,
    },
    player: Player::Wiremock,
};

/// The same with the type spelled as many servers and clients spell it.
pub const MISSPELT_IMAGE: Upstream = Upstream {
    name: "misspelt-image",
    story: "an image server that calls its images image/jpg",
    answer: Answer {
        fields: &[
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Content-Type", "image/jpg"),
            ("Content-Length", "612"),
        ],
        ..IMAGE.answer
    },
    ..IMAGE
};

/// A server that says no type.
pub const UNTYPED: Upstream = Upstream {
    name: "untyped",
    story: "a server that does not know what it serves",
    host: "files.example.com",
    target: "/blobs/7",
    ask: Ask::Get,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[("Date", "Tue, 02 Jul 2019 08:00:00 GMT"), ("Content-Length", "612")],
        body: JPEG,
    },
    player: Player::Wiremock,
};

/// A server that sends as it draws.
pub const CHUNKED_IMAGE: Upstream = Upstream {
    name: "chunked-image",
    story: "a server that draws while it sends, in chunks",
    host: "draw.example.com",
    target: "/qr?text=a",
    ask: Ask::Get,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Content-Type", "image/jpeg"),
            ("Transfer-Encoding", "chunked"),
        ],
        body: JPEG,
    },
    player: Player::Raw {
        because: "wiremock knows its bodies' lengths and sends no chunks",
    },
};

/// A server that compresses whether or not it is asked to, as one does that stores its files compressed.
pub const GZIP_JSON: Upstream = Upstream {
    name: "gzip-json",
    story: "a server whose files are stored compressed",
    host: "api.example.com",
    target: "/sizes",
    ask: Ask::Get,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Content-Type", "application/json"),
            ("Content-Encoding", "gzip"),
            ("Content-Length", "71"),
        ],
        body: JSON_GZIP,
    },
    player: Player::Wiremock,
};

/// A content delivery network: cookies, cache rules, and its own name.
pub const CDN_IMAGE: Upstream = Upstream {
    name: "cdn-image",
    story: "an image behind a content delivery network, with two cookies and a cache rule",
    host: "cdn.example.com",
    target: "/img/qr.jpg",
    ask: Ask::Get,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Server", "Tengine"),
            ("Content-Type", "image/jpeg"),
            ("Content-Length", "612"),
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Vary", "Accept-Encoding"),
            ("Cache-Control", "public, max-age=31536000"),
            ("Expires", "Wed, 01 Jul 2020 08:00:00 GMT"),
            ("ETag", "\"5d1b0e4c-264\""),
            ("Age", "86"),
            ("Via", "cache12.l2et15-1[0,200-0,H], kunlun3.cn1362[1,200-0,H]"),
            ("Set-Cookie", "acw_tc=2f624a21; path=/; HttpOnly"),
            ("set-cookie", "cdn_sec_tc=2f624a22; path=/; HttpOnly"),
            ("Vary", "Origin"),
        ],
        body: JPEG,
    },
    player: Player::Raw {
        because: "names in two cases and a repeated name apart from its first line show how Node folds them",
    },
};

/// An object of the store, by its URL. Fields and order as in the vendor's page "GetObject"; MD5 and
/// CRC are those of the body.
pub const OSS_OBJECT: Upstream = Upstream {
    name: "oss-object",
    story: "an object of the store itself, public to read",
    host: "examplebucket.oss-cn-hangzhou.aliyuncs.com",
    target: "/codes/source.jpg",
    ask: Ask::Get,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Server", "AliyunOSS"),
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Content-Type", "image/jpeg"),
            ("Content-Length", "612"),
            ("Connection", "keep-alive"),
            ("x-oss-request-id", "5D1B0E00A1B2C33730D4E5F6"),
            ("Accept-Ranges", "bytes"),
            ("ETag", "\"0E1B99082665DB74D6CC49A8A5E5B533\""),
            ("Last-Modified", "Mon, 01 Jul 2019 02:22:04 GMT"),
            ("x-oss-object-type", "Normal"),
            ("x-oss-hash-crc64ecma", "5305650166669314193"),
            ("x-oss-storage-class", "Standard"),
            ("Content-MD5", "DhuZCCZl23TWzEmopeW1Mw=="),
            ("x-oss-server-time", "4"),
        ],
        body: JPEG,
    },
    player: Player::Raw {
        because: "the store's own case and order are part of what is shown",
    },
};

/// What WeChat is asked for. The token is no token.
const CODE_REQUEST: Ask = Ask::PostJson("{\"scene\":\"id=1\",\"page\":\"pages/index/index\"}");
const CODE_TARGET: &str = "/wxa/getwxacodeunlimit?access_token=ACCESS_TOKEN";

/// WeChat's mini-program code. The page "wxacode.getUnlimited" says that the answer is the image; the
/// fields are those which WeChat prints for its other images, on the page "Get temporary media".
pub const WECHAT_CODE: Upstream = Upstream {
    name: "wechat-code",
    story: "WeChat's interface for mini-program codes, drawing one",
    host: "api.weixin.qq.com",
    target: CODE_TARGET,
    ask: CODE_REQUEST,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Connection", "close"),
            ("Content-Type", "image/jpeg"),
            ("Content-disposition", "attachment; filename=\"QRCode.jpg\""),
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Cache-Control", "no-cache, must-revalidate"),
            ("Content-Length", "612"),
        ],
        body: JPEG,
    },
    player: Player::Wiremock,
};

/// The same interface with an expired token. The page says that an error comes as JSON; programs tell
/// the two apart by the response's type (binarywang/WxJava pull request 317: `application/json`;
/// cutesdk/cutesdk-go `wxapp/qrcode.go`: not `image/`). No capture of the charset was found.
pub const WECHAT_ERROR: Upstream = Upstream {
    name: "wechat-error",
    story: "the same interface with an expired token: status 200 and a JSON text",
    host: "api.weixin.qq.com",
    target: CODE_TARGET,
    ask: CODE_REQUEST,
    answer: Answer {
        status: 200,
        reason: "OK",
        fields: &[
            ("Connection", "close"),
            ("Content-Type", "application/json; charset=UTF-8"),
            ("Date", "Tue, 02 Jul 2019 08:00:00 GMT"),
            ("Content-Length", "83"),
        ],
        body: b"{\"errcode\":40001,\"errmsg\":\"invalid credential, access_token is invalid or expired\"}",
    },
    player: Player::Wiremock,
};
