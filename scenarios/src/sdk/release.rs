//! Releases of the SDK, with the HTTP library and Node below them.

/// One installed client: the SDK's release with the HTTP library and Node below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sdk {
    /// The release of `ali-oss`, as its `User-Agent` says it.
    pub version: &'static str,
    /// The release of Node.js.
    pub node: &'static str,
    /// The rules that this release follows.
    pub generation: Generation,
    /// What the urllib that was installed with it does to names.
    pub names: NameCase,
}

/// Releases that build the same request from the same call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Generation {
    /// 4.x and 5.0: the caller's stream is handed on as it is; a blank in the key goes out as `+`.
    Four,
    /// 5.3 to 6.1.1: the caller's stream is handed on as it is.
    Six,
    /// From 6.2.0: a `Transform` stands between the caller's stream and the request
    /// (ali-sdk/ali-oss pull request 402).
    SixTwo,
    /// 6.17 and later (read: 6.17.1, 6.23.0): as 6.2.0, without `x-oss-user-agent`, with
    /// release 2 of `mime`, and with `Content-MD5` in that spelling.
    SixSeventeen,
}

/// What the HTTP library does to the names that the SDK gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameCase {
    /// Written in lower case (urllib 2.44.1 `lib/urllib.js`, `requestWithCallback`).
    Lowered,
    /// Written as given (urllib 2.29, seen on the wire).
    Kept,
}

/// What the SDK gives the HTTP library to read the body from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HandOver {
    /// The very stream that the caller gave: its `pipe` sees the open request.
    CallersStream,
    /// A stream of the SDK's own: the caller's `pipe` sees only that one.
    OwnTransform,
}

impl Generation {
    /// What stream the HTTP library is given.
    #[must_use]
    pub const fn hand_over(self) -> HandOver {
        match self {
            Self::Four | Self::Six => HandOver::CallersStream,
            Self::SixTwo | Self::SixSeventeen => HandOver::OwnTransform,
        }
    }
}

impl Sdk {
    /// ali-oss 4.11.4 on Node.js 20.
    pub const V4_11_4: Self = Self::on_node_20("4.11.4", Generation::Four);
    /// ali-oss 4.12.2 on Node.js 8, as in ali-sdk/ali-oss issue 398.
    pub const V4_12_2: Self = Self {
        version: "4.12.2",
        node: "8.17.0",
        generation: Generation::Four,
        names: NameCase::Kept,
    };
    /// ali-oss 6.1.1 on Node.js 20: the last release that hands the caller's stream on.
    pub const V6_1_1: Self = Self::on_node_20("6.1.1", Generation::Six);
    /// ali-oss 6.2.0 on Node.js 20: the first release with the `Transform`.
    pub const V6_2_0: Self = Self::on_node_20("6.2.0", Generation::SixTwo);
    /// ali-oss 6.23.0 on Node.js 20.
    pub const V6_23_0: Self = Self::on_node_20("6.23.0", Generation::SixSeventeen);

    /// A release on Node.js 20.20.2 with urllib 2.44.1.
    #[must_use]
    pub const fn on_node_20(version: &'static str, generation: Generation) -> Self {
        Self {
            version,
            node: "20.20.2",
            generation,
            names: NameCase::Lowered,
        }
    }

    /// The package with its release, for people.
    #[must_use]
    pub fn label(&self) -> String {
        format!("ali-oss {}", self.version)
    }

    /// The text of `User-Agent`, on Linux (`lib/client.js`, `_getUserAgent`).
    #[must_use]
    pub fn user_agent(&self) -> String {
        format!(
            "aliyun-sdk-nodejs/{} Node.js {} on Linux 64-bit",
            self.version, self.node
        )
    }
}
