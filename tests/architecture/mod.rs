//! What the sources themselves must keep to: packages, layers, circles, sizes, mounted tests, what is installed.

mod circles;
mod layers;
mod mounted;
mod package;
mod page;
