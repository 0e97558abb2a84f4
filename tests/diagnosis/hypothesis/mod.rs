//! Each cause by hand, and the finding that names it.

mod client;
mod exchanged;
mod form;
mod form_keys;
mod hand_signed;
mod moved;
mod repeated;
mod request;
mod slips;
mod transformed;
