//! What several test files need.

pub(crate) mod ask;
pub(crate) mod binary;
pub(crate) mod broken;
pub(crate) mod captures;
pub(crate) mod fixtures;
pub(crate) mod form;
pub(crate) mod hidden;
pub(crate) mod posted;
pub(crate) mod properties;
pub(crate) mod raw;
pub(crate) mod recorder;
pub(crate) mod relayed;
pub(crate) mod secured;
pub(crate) mod served;
pub(crate) mod server;
pub(crate) mod shown;
pub(crate) mod signing;
pub(crate) mod snapshots;
pub(crate) mod stores;
pub(crate) mod streams;
pub(crate) mod vectors;
pub(crate) mod vectors_head;
pub(crate) mod verifying;
