//! Error codes: the documented ones of an operation, and any other.

/// An error code that the documentation of the operation does not list, kept as it came. Every operation may answer
/// with codes that are common to all, such as `Throttling`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct OtherCode(Box<str>);

/// The code of an operation of which no code is documented.
impl ErrorCode for OtherCode {
    const DOCUMENTED: &'static [(&'static str, Option<u16>)] = &[];
    fn documented(_: usize) -> Option<Self> {
        None
    }
    fn place(&self) -> Result<usize, &OtherCode> {
        Err(self)
    }
    fn other(code: OtherCode) -> Self {
        code
    }
}

crate::error_code!(OtherCode);

/// The error codes of an operation. Implemented by generated enums together with [`error_code!`](crate::error_code).
pub trait ErrorCode: Sized {
    /// The documented codes with their HTTP statuses, in the order of the variants.
    const DOCUMENTED: &'static [(&'static str, Option<u16>)];
    /// The variant of a documented code.
    fn documented(index: usize) -> Option<Self>;
    /// The documented code that this is, or the other code.
    fn place(&self) -> Result<usize, &OtherCode>;
    /// The variant of any other code.
    fn other(code: OtherCode) -> Self;

    /// The variant of a code.
    fn from_wire(code: &str) -> Self {
        let index = Self::DOCUMENTED.iter().position(|(known, _)| *known == code);
        index.and_then(Self::documented).unwrap_or_else(|| Self::other(OtherCode(code.into())))
    }

    /// The code on the wire.
    fn wire(&self) -> &str {
        match self.place() {
            Ok(index) => Self::DOCUMENTED.get(index).map_or("", |(code, _)| code),
            Err(other) => &other.0,
        }
    }

    /// The documented HTTP status; none for a code that is not documented.
    fn documented_status(&self) -> Option<u16> {
        self.place().ok().and_then(|index| Self::DOCUMENTED.get(index)?.1)
    }
}

/// Implements for an [`ErrorCode`] what all of them have: `code`, `status`, `from_code`, `Display`, and
/// `Debug` with the code on the wire.
#[macro_export]
macro_rules! error_code {
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
        $crate::__shown_value!($name, |value| value.code());
    };
}
