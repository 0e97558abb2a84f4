//! The one account of the mock.

use crate::server::reply::Xml;

/// Writes who owns a bucket or an object.
pub(super) fn owner(xml: Xml) -> Xml {
    xml.open("Owner").leaf("ID", OWNER).leaf("DisplayName", OWNER).close()
}

/// An account id in the form of the service's: 16 digits.
const OWNER: &str = "1000000000000000";
