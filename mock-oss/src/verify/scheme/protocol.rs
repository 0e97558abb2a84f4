//! Which protocols there are: a row each.

use super::description::Description;
use super::{v1, v2, v4};

/// Makes the protocols of rows: a name, and the folder that describes it.
macro_rules! protocols {
    ($($(#[$doc:meta])* $name:ident => $folder:ident,)*) => {
        /// A signature protocol. What is to be known of one, a [`Scheme`](super::Scheme) answers.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Protocol {
            $($(#[$doc])* $name,)*
        }

        impl Protocol {
            /// All of them.
            pub(super) const ALL: &'static [Self] = &[$(Self::$name,)*];

            pub(super) const fn description(self) -> &'static Description {
                match self {
                    $(Self::$name => &$folder::DESCRIPTION,)*
                }
            }
        }
    };
}

protocols! {
    /// OSS V1: HMAC-SHA1 over the request's own lines.
    V1 => v1,
    /// OSS V2: HMAC-SHA256 over the lines of V1, with a list of additional headers.
    V2 => v2,
    /// OSS V4: HMAC-SHA256 with a derived key, over the hash of a canonical request.
    V4 => v4,
}
