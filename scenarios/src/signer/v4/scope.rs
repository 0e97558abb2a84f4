//! What a V4 signature is good for.

use jiff::Timestamp;

/// Day, region and product.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// `YYYYMMDD`, in UTC.
    pub day: String,
    /// `cn-hangzhou`; for a cloud box its id.
    pub region: String,
    /// `oss`, or `oss-cloudbox`.
    pub product: &'static str,
}

impl Scope {
    /// The object storage of a region. A leading `oss-` is dropped (ali-oss 6.23.0
    /// `lib/common/utils/getStandardRegion.js`).
    #[must_use]
    pub fn region(day: &str, region: &str) -> Self {
        Self {
            day: day.to_owned(),
            region: region.strip_prefix("oss-").unwrap_or(region).to_owned(),
            product: "oss",
        }
    }

    /// A cloud box: its id takes the region's place (ali-oss 6.23.0 `lib/common/signUtils.js`,
    /// `getProduct` and `getSignRegion`; oss2 2.19.1 `oss2/auth.py`, `__get_region`).
    #[must_use]
    pub fn cloud_box(day: &str, id: &str) -> Self {
        Self {
            day: day.to_owned(),
            region: id.to_owned(),
            product: "oss-cloudbox",
        }
    }

    /// `day/region/product/aliyun_v4_request` (ali-oss 6.23.0 `lib/common/signUtils.js`,
    /// `getCredential`).
    #[must_use]
    pub fn text(&self) -> String {
        format!("{}/{}/{}/{TERMINATOR}", self.day, self.region, self.product)
    }
}

/// `YYYYMMDDTHHMMSSZ`, whose first eight letters are the day of the scope (ali-oss 6.23.0
/// `lib/common/utils/createRequest.js`).
#[must_use]
pub fn timestamp(now: Timestamp) -> String {
    now.strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The last part of a scope, and the last text of the key's derivation.
pub(super) const TERMINATOR: &str = "aliyun_v4_request";
