//! Which of several explanations wins, and what ends a search.

mod growth;
mod limits;
mod said;
mod sides;
mod together;
