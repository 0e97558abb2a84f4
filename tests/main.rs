//! The regression suite, one binary.
