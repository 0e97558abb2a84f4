//! Verification: claims, rules, forms, addresses.

mod addresses;
mod captures;
mod checks;
mod claims;
mod forms;
mod order;
mod posts;
mod properties;
mod rules;
mod rules_v1;
mod rules_v2;
mod rules_v4;
