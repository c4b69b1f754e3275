//! Enums of documented values that keep any other value too.

use std::fmt;

/// A string that the documentation does not list, kept as it came.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UnknownString(pub(crate) Box<str>);

/// A number that the documentation does not list, kept as it came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct UnknownInteger(pub(crate) i64);

impl UnknownString {
    /// The value on the wire.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl UnknownInteger {
    /// The value on the wire.
    pub fn value(self) -> i64 {
        self.0
    }
}

/// An open set of strings. Implemented for generated enums by [`string_enum!`](crate::string_enum).
pub trait StringEnum: Sized {
    /// The documented values, in the order of the variants.
    const VALUES: &'static [&'static str];
    /// The names of the variants.
    const NAMES: &'static [&'static str];
    /// The variant of a documented value.
    fn known(index: usize) -> Option<Self>;
    /// The variant of any other value.
    fn unknown(value: UnknownString) -> Self;
    /// The value on the wire.
    fn value(&self) -> &str;

    /// The variant of a value.
    fn from_value(value: &str) -> Self {
        let index = Self::VALUES.iter().position(|known| *known == value);
        index.and_then(Self::known).unwrap_or_else(|| Self::unknown(UnknownString(value.into())))
    }

    /// The name of the variant, if the value is documented.
    fn name(&self) -> Option<&'static str> {
        let index = Self::VALUES.iter().position(|known| *known == self.value())?;
        Self::NAMES.get(index).copied()
    }
}

/// An open set of numbers. Implemented for generated enums by [`integer_enum!`](crate::integer_enum).
pub trait IntegerEnum: Sized {
    /// The documented values, in the order of the variants.
    const VALUES: &'static [i64];
    /// The names of the variants.
    const NAMES: &'static [&'static str];
    /// The variant of a documented value.
    fn known(index: usize) -> Option<Self>;
    /// The variant of any other value.
    fn unknown(value: UnknownInteger) -> Self;
    /// The value on the wire.
    fn value(&self) -> i64;

    /// The variant of a value.
    fn from_value(value: i64) -> Self {
        let index = Self::VALUES.iter().position(|known| *known == value);
        index.and_then(Self::known).unwrap_or_else(|| Self::unknown(UnknownInteger(value)))
    }

    /// The name of the variant, if the value is documented.
    fn name(&self) -> Option<&'static str> {
        let index = Self::VALUES.iter().position(|known| *known == self.value())?;
        Self::NAMES.get(index).copied()
    }
}

/// `Debug` for an open set: the name of the variant, or the value that has none.
pub fn debug_value(name: Option<&str>, value: &dyn fmt::Debug, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match name {
        Some(name) => f.write_str(name),
        None => f.debug_tuple("Unknown").field(value).finish(),
    }
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

/// Implements [`StringEnum`] by a table with a line for each variant, and what all of them have: `as_str`, conversions from
/// text, `Display` with the value on the wire, `Debug` with the name of the variant, [`Field`](crate::Field).
///
/// ```
/// #[derive(Clone, PartialEq, Eq, Hash)]
/// #[non_exhaustive]
/// pub enum Status {
///     Running,
///     Stopped,
///     Unknown(alicloud_runtime::UnknownString),
/// }
///
/// alicloud_runtime::string_enum! { Status {
///     Running = "RUNNING",
///     Stopped = "STOPPED",
/// } }
///
/// assert_eq!(Status::from("RUNNING"), Status::Running);
/// assert_eq!(format!("{:?} {}", Status::Running, Status::from("Paused")), "Running Paused");
/// ```
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $crate::StringEnum for $name {
            const VALUES: &'static [&'static str] = &[$($wire),*];
            const NAMES: &'static [&'static str] = &[$(::std::stringify!($variant)),*];
            fn known(index: usize) -> ::std::option::Option<Self> {
                [$(Self::$variant),*].into_iter().nth(index)
            }
            fn unknown(value: $crate::UnknownString) -> Self {
                Self::Unknown(value)
            }
            fn value(&self) -> &str {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.as_str(),
                }
            }
        }
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
            fn view(&self) -> $crate::View<'_> {
                $crate::View::String($crate::StringEnum::value(self))
            }
            fn name(&self) -> ::std::option::Option<&'static str> {
                $crate::StringEnum::name(self)
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
                $crate::View::Enumeration(self)
            }
            fn copy(&mut self, from: $crate::View<'_>) {
                if let $crate::View::String(value) = from.plain() {
                    *self = Self::from(value);
                }
            }
        }
        $crate::__shown_value!($name, |value| value.as_str(), $crate::StringEnum::name(value));
    };
}

/// Implements [`IntegerEnum`] by a table with a line for each variant, and what all of them have: `value`, conversion from
/// numbers, `Display` with the value on the wire, `Debug` with the name of the variant, [`Field`](crate::Field).
#[macro_export]
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $wire:literal,)* }) => {
        impl $crate::IntegerEnum for $name {
            const VALUES: &'static [i64] = &[$($wire),*];
            const NAMES: &'static [&'static str] = &[$(::std::stringify!($variant)),*];
            fn known(index: usize) -> ::std::option::Option<Self> {
                [$(Self::$variant),*].into_iter().nth(index)
            }
            fn unknown(value: $crate::UnknownInteger) -> Self {
                Self::Unknown(value)
            }
            fn value(&self) -> i64 {
                match self {
                    $(Self::$variant => $wire,)*
                    Self::Unknown(value) => value.value(),
                }
            }
        }
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
            fn view(&self) -> $crate::View<'_> {
                $crate::View::Integer($crate::IntegerEnum::value(self))
            }
            fn name(&self) -> ::std::option::Option<&'static str> {
                $crate::IntegerEnum::name(self)
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
                $crate::View::Enumeration(self)
            }
            fn copy(&mut self, from: $crate::View<'_>) {
                if let $crate::View::Integer(value) = from.plain() {
                    *self = Self::from(value);
                }
            }
        }
        $crate::__shown_value!($name, |value| value.value(), $crate::IntegerEnum::name(value));
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __shown_value {
    ($name:ident, |$value:ident| $shown:expr, $variant:expr) => {
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
                $crate::__private::debug_value($variant, &$shown, f)
            }
        }
    };
}

#[cfg(test)]
mod tests {
    use crate::IntegerEnum;
    use crate::sample::Status;

    #[test]
    fn debug_tells_the_variant_or_the_value_that_has_none() {
        let shown = [1, 2, 9].map(|value| format!("{:?}", Status::from_value(value)));
        assert_eq!(shown, ["Running", "Done", "Unknown(9)"]);
    }
}
