//! A small seeded generator, so that a case is known by its numbers.

/// `SplitMix64` (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
#[derive(Debug, Clone)]
pub struct Rng(u64);

impl Rng {
    /// A generator that depends on all of `parts` and on nothing else.
    #[must_use]
    pub fn of(parts: &[u64]) -> Self {
        let mut state = Self(0x5DEE_CE66_D1CE_4E5B);
        for part in parts {
            state.0 = state.draw() ^ part;
        }
        state
    }

    /// The next 64 bits.
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `bound`; 0 when `bound` is 0. The bias is below one in 2^32 for the bounds used here.
    pub fn below(&mut self, bound: usize) -> usize {
        let product = u128::from(self.draw()) * (bound as u128);
        usize::try_from(product >> 64).unwrap_or(0)
    }

    /// Whether something that happens in `percent` of a hundred cases happens.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    /// One of `choices`; `None` when there are none.
    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> Option<&'a T> {
        choices.get(self.below(choices.len()))
    }

    /// One of a fixed set of choices.
    pub fn one<T: Copy, const N: usize>(&mut self, choices: [T; N]) -> T {
        const { assert!(N > 0, "a choice needs choices") };
        choices[self.below(N)]
    }

    /// A word of `length` characters of `alphabet`.
    pub fn word(&mut self, alphabet: &[u8], length: usize) -> String {
        let letters = (0..length).map(|_| alphabet[self.below(alphabet.len())]);
        letters.map(char::from).collect()
    }
}

/// Letters and digits, as keys and ids have them.
pub const ALPHANUMERIC: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
