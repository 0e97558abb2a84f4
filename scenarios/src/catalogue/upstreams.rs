//! The servers that the downloads come from.

use crate::source::upstream::{Answer, Ask, Player, Upstream};

/// A JPEG of 8 by 8 grey points.
pub const JPEG: &[u8] = include_bytes!("bodies/code.jpg");

/// A server that says little more than the type and the length.
pub const IMAGE: Upstream = Upstream {
    name: "image",
    story: "A plain image server: type, length and date.",
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
            ("Connection", "keep-alive"),
        ],
        body: JPEG,
    },
    player: Player::Wiremock,
};

/// All of them.
pub const ALL: &[&Upstream] = &[&IMAGE];
