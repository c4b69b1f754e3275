//! Answers of services: what a call gives, what it says went wrong, and whether it is tried again.

mod hint;
mod output;
mod retry;
mod verdict;

pub(crate) use hint::hint;
pub use output::Output;
pub use retry::RetryPolicy;
pub(crate) use retry::{Budget, Load, Repeat, classify, is_idempotent, is_stale, load};
pub(crate) use verdict::{Said, decode, judge, request_id, request_id_of_unreadable, said};
