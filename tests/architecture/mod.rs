//! What the sources themselves must keep to: packages, layers, circles, sizes, mounted tests.

mod circles;
mod layers;
mod mounted;
