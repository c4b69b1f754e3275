//! Error codes: the documented ones of an operation, and any other.

use std::mem::discriminant;

/// An error code that the documentation of the operation does not list, kept as it came. Every operation may answer
/// with codes that are common to all, such as `Throttling`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherCode(Box<str>);

/// The code of an operation of which no code is documented.
impl ErrorCode for OtherCode {
    const DOCUMENTED: &'static [(&'static str, &'static [u16])] = &[];
    fn variants() -> Box<[Self]> {
        Box::new([])
    }
    fn of_other(code: OtherCode) -> Self {
        code
    }
    fn other(&self) -> Option<&OtherCode> {
        Some(self)
    }
}

crate::__error_code!(OtherCode);

impl From<&str> for OtherCode {
    fn from(code: &str) -> Self {
        OtherCode(code.into())
    }
}

impl OtherCode {
    /// The code on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The error codes of an operation. Implemented for generated enums by [`error_code!`](crate::error_code).
pub trait ErrorCode: Sized {
    /// The documented codes with their HTTP statuses, in the order of the variants.
    const DOCUMENTED: &'static [(&'static str, &'static [u16])];
    /// The variants of the documented codes, in their order.
    fn variants() -> Box<[Self]>;
    /// The variant of any other code.
    fn of_other(code: OtherCode) -> Self;
    /// The code, if it is not documented.
    fn other(&self) -> Option<&OtherCode>;

    /// The variant of a code.
    fn from_wire(code: &str) -> Self {
        let index = Self::DOCUMENTED.iter().position(|(known, _)| *known == code);
        let documented = index.and_then(|index| Self::variants().into_iter().nth(index));
        documented.unwrap_or_else(|| Self::of_other(OtherCode(code.into())))
    }

    /// The code on the wire.
    fn wire(&self) -> &str {
        if let Some(other) = self.other() {
            return other.as_str();
        }
        let index = Self::variants().iter().position(|known| discriminant(known) == discriminant(self));
        index.and_then(|index| Self::DOCUMENTED.get(index)).map_or("", |(code, _)| code)
    }

    /// The documented HTTP status; none for a code that is not documented.
    fn documented_status(&self) -> Option<u16> {
        let (_, statuses) = Self::DOCUMENTED.iter().find(|(known, _)| *known == self.wire())?;
        statuses.first().copied()
    }
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
            const DOCUMENTED: &'static [(&'static str, &'static [u16])] = &[$(($code, &[$($status)?])),*];
            fn variants() -> ::std::boxed::Box<[Self]> {
                ::std::boxed::Box::new([$(Self::$variant),*])
            }
            fn of_other(code: $crate::OtherCode) -> Self {
                Self::Other(code)
            }
            fn other(&self) -> ::std::option::Option<&$crate::OtherCode> {
                if let Self::Other(code) = self { ::std::option::Option::Some(code) } else { ::std::option::Option::None }
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
        $crate::__error_code!($name);
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __error_code {
    ($name:ident) => {
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
                f.debug_tuple(::std::stringify!($name)).field(&self.code()).finish()
            }
        }
    };
}
