//! Error codes: the documented ones of an operation, and any other.

/// An error code that the documentation of the operation does not list, kept as it came. Every operation may answer
/// with codes that are common to all, such as `Throttling`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherCode(Box<str>);

/// The code of an operation of which no code is documented.
impl ErrorCode for OtherCode {
    const DOCUMENTED: &'static [(&'static str, &'static [u16])] = &[];
    fn documented(_: usize) -> Option<Self> {
        None
    }
    fn other(code: OtherCode) -> Self {
        code
    }
    fn wire(&self) -> &str {
        self.as_str()
    }
}

crate::__error_code!(OtherCode);

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
    /// The variant of a documented code.
    fn documented(index: usize) -> Option<Self>;
    /// The variant of any other code.
    fn other(code: OtherCode) -> Self;
    /// The code on the wire.
    fn wire(&self) -> &str;

    /// The variant of a code.
    fn from_wire(code: &str) -> Self {
        let index = Self::DOCUMENTED.iter().position(|(known, _)| *known == code);
        index.and_then(Self::documented).unwrap_or_else(|| Self::other(OtherCode(code.into())))
    }

    /// The documented HTTP status; none for a code that is not documented.
    fn documented_status(&self) -> Option<u16> {
        let (_, statuses) = Self::DOCUMENTED.iter().find(|(known, _)| *known == self.wire())?;
        statuses.first().copied()
    }
}

/// Implements [`ErrorCode`] by a table with a line for each variant, and what all of them have: `code`, `status`,
/// `from_code`, `Display` and `Debug` with the code on the wire.
///
/// ```
/// #[derive(Clone, PartialEq, Eq)]
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
/// assert_eq!(GetError::from_code("InvalidId.NotFound").status(), Some(404));
/// assert_eq!(GetError::from_code("Another").code(), "Another");
/// ```
#[macro_export]
macro_rules! error_code {
    ($name:ident { $($variant:ident = $code:literal $($status:literal)?,)* }) => {
        impl $crate::ErrorCode for $name {
            const DOCUMENTED: &'static [(&'static str, &'static [u16])] = &[$(($code, &[$($status)?])),*];
            fn documented(index: usize) -> ::std::option::Option<Self> {
                [$(Self::$variant),*].into_iter().nth(index)
            }
            fn other(code: $crate::OtherCode) -> Self {
                Self::Other(code)
            }
            fn wire(&self) -> &str {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Other(code) => code.as_str(),
                }
            }
        }
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

            /// The HTTP status that the documentation gives for the code; none for a code that it does not list.
            pub fn status(&self) -> ::std::option::Option<u16> {
                $crate::ErrorCode::documented_status(self)
            }

            /// The variant of a code.
            pub fn from_code(code: &str) -> Self {
                $crate::ErrorCode::from_wire(code)
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
