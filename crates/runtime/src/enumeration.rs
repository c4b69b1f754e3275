//! Enums of documented values that keep any other value too.

use std::fmt;

/// A string that the documentation does not list, kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownString(pub(crate) Box<str>);

/// A number that the documentation does not list, kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownInteger(pub(crate) i64);

/// An open set of strings. Implemented by generated enums together with [`string_enum!`](crate::string_enum).
pub trait StringEnum: Sized {
    /// The documented values, in the order of the variants.
    const VALUES: &'static [&'static str];
    /// The variant of a documented value.
    fn known(index: usize) -> Option<Self>;
    /// The documented value that this is, or the other value.
    fn place(&self) -> Result<usize, &UnknownString>;
    /// The variant of any other value.
    fn unknown(value: UnknownString) -> Self;

    /// The variant of a value.
    fn from_value(value: &str) -> Self {
        let index = Self::VALUES.iter().position(|known| *known == value);
        index.and_then(Self::known).unwrap_or_else(|| Self::unknown(UnknownString(value.into())))
    }

    /// The value on the wire.
    fn value(&self) -> &str {
        match self.place() {
            Ok(index) => Self::VALUES.get(index).copied().unwrap_or_default(),
            Err(unknown) => &unknown.0,
        }
    }
}

/// An open set of numbers. Implemented by generated enums together with [`integer_enum!`](crate::integer_enum).
pub trait IntegerEnum: Sized {
    /// The documented values, in the order of the variants.
    const VALUES: &'static [i64];
    /// The variant of a documented value.
    fn known(index: usize) -> Option<Self>;
    /// The documented value that this is, or the other value.
    fn place(&self) -> Result<usize, &UnknownInteger>;
    /// The variant of any other value.
    fn unknown(value: UnknownInteger) -> Self;

    /// The variant of a value.
    fn from_value(value: i64) -> Self {
        let index = Self::VALUES.iter().position(|known| *known == value);
        index.and_then(Self::known).unwrap_or_else(|| Self::unknown(UnknownInteger(value)))
    }

    /// The value on the wire.
    fn value(&self) -> i64 {
        match self.place() {
            Ok(index) => Self::VALUES.get(index).copied().unwrap_or_default(),
            Err(unknown) => unknown.0,
        }
    }
}

/// `Debug` for an open set: the type with the value on the wire.
pub fn debug_value(name: &str, value: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    f.debug_tuple(name).field(value).finish()
}

impl fmt::Display for UnknownString {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for UnknownInteger {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// Implements for a [`StringEnum`] what all of them have: `as_str`, conversions from text, `Display`,
/// `Debug` with the value on the wire, [`Field`](crate::Field).
#[macro_export]
macro_rules! string_enum {
    ($name:ident) => {
        impl $name {
            /// The value on the wire.
            pub fn as_str(&self) -> &str {
                $crate::StringEnum::value(self)
            }
        }
        impl ::std::convert::From<&str> for $name {
            fn from(value: &str) -> Self {
                $crate::StringEnum::from_value(value)
            }
        }
        impl ::std::convert::From<::std::string::String> for $name {
            fn from(value: ::std::string::String) -> Self {
                $crate::StringEnum::from_value(&value)
            }
        }
        impl $crate::Enumeration for $name {
            fn set_text(&mut self, text: &str) -> bool {
                *self = $crate::StringEnum::from_value(text);
                true
            }
        }
        impl $crate::Field for $name {
            fn empty() -> Self {
                $crate::StringEnum::from_value("")
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Enumeration(self)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::View::String($crate::StringEnum::value(self))
            }
        }
        $crate::__shown_value!($name, |value| value.as_str());
    };
}

/// Implements for an [`IntegerEnum`] what all of them have: `value`, conversion from numbers, `Display`,
/// `Debug` with the value on the wire, [`Field`](crate::Field).
#[macro_export]
macro_rules! integer_enum {
    ($name:ident) => {
        impl $name {
            /// The value on the wire.
            pub fn value(&self) -> i64 {
                $crate::IntegerEnum::value(self)
            }
        }
        impl ::std::convert::From<i64> for $name {
            fn from(value: i64) -> Self {
                $crate::IntegerEnum::from_value(value)
            }
        }
        impl $crate::Enumeration for $name {
            fn set_text(&mut self, text: &str) -> bool {
                match text.trim().parse::<i64>() {
                    ::std::result::Result::Ok(value) => {
                        *self = $crate::IntegerEnum::from_value(value);
                        true
                    }
                    ::std::result::Result::Err(_) => false,
                }
            }
        }
        impl $crate::Field for $name {
            fn empty() -> Self {
                $crate::IntegerEnum::from_value(0)
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Slot::Enumeration(self)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Integer($crate::IntegerEnum::value(self))
            }
        }
        $crate::__shown_value!($name, |value| value.value());
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __shown_value {
    ($name:ident, |$value:ident| $shown:expr) => {
        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let $value = self;
                ::std::fmt::Display::fmt(&$shown, f)
            }
        }
        // Derived, it would name every variant once more: that is what costs most to compile of an enum.
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                let $value = self;
                $crate::__private::debug_value(::std::stringify!($name), &$shown, f)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::IntegerEnum;
    use crate::sample::Status;

    #[test]
    fn debug_tells_the_value_on_the_wire() {
        let shown = [1, 2, 9].map(|value| format!("{:?}", Status::from_value(value)));
        assert_eq!(shown, ["Status(1)", "Status(2)", "Status(9)"]);
    }
}
