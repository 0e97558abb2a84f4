//! Browser uploads: a form whose policy is signed, with V1's MAC or with V4's.

pub(super) mod canonical;
