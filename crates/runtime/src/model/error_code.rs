//! Error codes: the documented ones of an operation, and any other.

use std::fmt;
use std::mem::discriminant;

/// An error code that the documentation of the operation does not list, kept as it came. Every operation may answer
/// with codes that are common to all, such as `Throttling`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherCode(Box<str>);

/// The code of an operation of which no code is documented.
impl ErrorCode for OtherCode {
    const DOCUMENTED: &'static [(&'static str, u16)] = &[];
    fn variants() -> Variants<Self> {
        variants([], |code| code)
    }
    fn other(&self) -> Option<&OtherCode> {
        Some(self)
    }
}

impl OtherCode {
    /// The code on the wire.
    pub fn code(&self) -> &str {
        &self.0
    }

    /// The code on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for OtherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for OtherCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug_code("OtherCode", self.as_str(), f)
    }
}

impl From<&str> for OtherCode {
    fn from(code: &str) -> Self {
        OtherCode(code.into())
    }
}

/// The error codes of an operation. Implemented for generated enums by [`error_code!`](crate::error_code).
pub trait ErrorCode: Sized {
    /// The documented codes with their HTTP statuses, in the order of the variants; 0 where no status is documented.
    const DOCUMENTED: &'static [(&'static str, u16)];
    /// The variants.
    fn variants() -> Variants<Self>;
    /// The code, if it is not documented.
    fn other(&self) -> Option<&OtherCode>;

    /// The variant of a code.
    fn from_wire(code: &str) -> Self {
        let variants = Self::variants();
        let index = Self::DOCUMENTED.iter().position(|(known, _)| *known == code);
        let documented = index.and_then(|index| variants.documented.into_iter().nth(index));
        documented.unwrap_or_else(|| (variants.other)(OtherCode(code.into())))
    }

    /// The code on the wire.
    fn wire(&self) -> &str {
        match self.other() {
            Some(other) => other.as_str(),
            None => documented(self).map_or("", |(code, _)| code),
        }
    }

    /// The documented HTTP status; none for a code that is not documented.
    fn documented_status(&self) -> Option<u16> {
        documented(self).map(|(_, status)| *status).filter(|status| *status != 0)
    }
}

/// What is documented of a variant.
fn documented<E: ErrorCode>(error: &E) -> Option<&'static (&'static str, u16)> {
    let variants = E::variants().documented;
    let index = variants.iter().position(|known| discriminant(known) == discriminant(error))?;
    E::DOCUMENTED.get(index)
}

/// The variants of an enum of error codes.
pub struct Variants<E> {
    /// Those of the documented codes, in their order.
    pub documented: Box<[E]>,
    /// That of any other code.
    pub other: fn(OtherCode) -> E,
}

/// What [`ErrorCode::variants`] of a macro gives.
pub fn variants<E, const N: usize>(documented: [E; N], other: fn(OtherCode) -> E) -> Variants<E> {
    Variants { documented: Box::new(documented), other }
}

/// `Debug` for an enum of error codes.
pub fn debug_code(name: &str, code: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple(name).field(&code).finish()
}

/// Implements [`ErrorCode`] by a table with a line for each variant, and what all of them have: `Clone`, `Eq`, `code`,
/// `Display` and `Debug` with the code on the wire.
///
/// ```
/// #[non_exhaustive]
/// pub enum GetError {
///     NotFound,
///     Throttled,
///     Other(alicloud_runtime::OtherCode),
/// }
///
/// alicloud_runtime::error_code! { GetError {
///     NotFound = "InvalidId.NotFound" 404,
///     Throttled = "Throttled",
/// } }
///
/// use alicloud_runtime::ErrorCode;
/// assert_eq!(GetError::from_wire("InvalidId.NotFound"), GetError::NotFound);
/// assert_eq!(GetError::from_wire("Another").code(), "Another");
/// ```
#[macro_export]
macro_rules! error_code {
    ($name:ident { $($variant:ident = $code:literal $($status:literal)?,)* }) => {
        impl $crate::ErrorCode for $name {
            const DOCUMENTED: &'static [(&'static str, u16)] = &[$(($code, 0 $(+ $status)?)),*];
            fn variants() -> $crate::Variants<Self> {
                $crate::__private::variants([$(Self::$variant),*], Self::Other)
            }
            fn other(&self) -> ::std::option::Option<&$crate::OtherCode> {
                match self {
                    Self::Other(code) => ::std::option::Option::Some(code),
                    _ => ::std::option::Option::None,
                }
            }
        }
        // Derived, these would name every variant once more.
        impl ::std::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::ErrorCode::from_wire($crate::ErrorCode::wire(self))
            }
        }
        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::ErrorCode::wire(self) == $crate::ErrorCode::wire(other)
            }
        }
        impl ::std::cmp::Eq for $name {}
        impl $name {
            /// The code on the wire.
            pub fn code(&self) -> &str {
                $crate::ErrorCode::wire(self)
            }
        }
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.code())
            }
        }
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug_code(::std::stringify!($name), self.code(), f)
            }
        }
    };
}
