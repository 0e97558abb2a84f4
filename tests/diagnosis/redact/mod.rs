//! What no output may show.

mod hidden;
mod properties;
mod properties_nested;
