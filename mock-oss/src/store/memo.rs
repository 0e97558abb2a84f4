//! What somebody made of a value that does not change.

use std::any::Any;
use std::fmt;
use std::sync::OnceLock;

/// Room beside a value that never changes, for what is made of it again and again. A clone has nothing in
/// it, since whoever clones the value does so to change it.
#[derive(Default)]
pub struct Memo(OnceLock<Box<dyn Any + Send + Sync>>);

impl Memo {
    /// What was made, now or before. `None` when something of another type is there.
    pub fn get_or_make<T: Any + Send + Sync>(&self, make: impl FnOnce() -> T) -> Option<&T> {
        self.0.get_or_init(|| Box::new(make())).downcast_ref()
    }
}

impl Clone for Memo {
    fn clone(&self) -> Self {
        Self::default()
    }
}

impl fmt::Debug for Memo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Memo(..)")
    }
}
