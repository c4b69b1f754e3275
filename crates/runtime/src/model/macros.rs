//! Implementations of structures, by a table with a line for each member.

/// Implements [`Structure`](crate::Structure) by a table with a line for each member, and what all structures have: `Default`,
/// `Clone`, `Debug` with wire names, without absent members and with `…` for secrets, `PartialEq`, `Eq` and `Hash` where the
/// name is followed by `: Eq`, and with the feature `serde` also `Serialize` and `Deserialize`. `[given]` is for structures
/// that only requests have: an empty list in them is sent as such, unless its field is `None`.
///
/// ```
/// # use alicloud_runtime as alicloud_runtime;
/// pub struct Disk {
///     pub disk_id: Option<String>,
///     pub tags: Vec<String>,
///     pub password: Option<String>,
/// }
///
/// alicloud_runtime::structure! { Disk: Eq {
///     disk_id = "DiskId",
///     tags = "Tags" / "Tag",
///     password = "Password": secret,
/// } }
///
/// let disk = Disk { disk_id: Some("d-1".to_owned()), tags: vec!["a".to_owned()], ..Disk::default() };
/// assert_eq!(alicloud_runtime::encode_json(&disk), r#"{"DiskId":"d-1","Tags":{"Tag":["a"]}}"#);
/// ```
// No derives and few calls of macros: that is 80 of 5,050 MB that the check of 4,030 operations took.
#[macro_export]
macro_rules! structure {
    ($name:ident $(: $eq:ident)? $([$given:ident])? { $(
        $field:ident = $wire:literal $(/ $item:literal)? $(: $secret:ident)? $(=> $time:ident)?,
    )* }) => {
        $crate::__members! { [] $name [] [$($given)?] { $($field = $wire $(/ $item)? $(: $secret)?,)* } }
        // Derived, these would call a function for every member; to check what becomes of those before it if that unwinds
        // is what costs most to compile of a structure.
        impl ::std::clone::Clone for $name {
            fn clone(&self) -> Self {
                $crate::__private::cloned(self)
            }
        }
        impl ::std::default::Default for $name {
            fn default() -> Self {
                Self { $($field: $crate::__private::default()),* }
            }
        }
        $(
            impl ::std::cmp::$eq for $name {}
            impl ::std::hash::Hash for $name {
                fn hash<H: ::std::hash::Hasher>(&self, state: &mut H) {
                    $crate::__private::hash(self, state)
                }
            }
        )?
        $crate::__features! { $name $($($time $field)?)* }
    };
}

/// For the required parameters of a request, which are not read: like [`structure!`], without `Clone` and `Default`.
#[macro_export]
macro_rules! required {
    ($name:ident { $($members:tt)* }) => {
        $crate::__members! { [] $name [] [given] { $($members)* } }
    };
}

// The table, and what is made of it alone: for requests too, which have their fields one level down.
#[doc(hidden)]
#[macro_export]
macro_rules! __members {
    ([$($generics:tt)*] $name:ident [$($arguments:tt)*] [$($given:ident)?] { $(
        $($field:ident).+ = $wire:literal $(/ $item:literal)? $(: $secret:ident)? $(=> $time:ident)?,
    )* }) => {
        impl<$($generics)*> $crate::Structure for $name<$($arguments)*> {
            fn fields(&mut self, with: $crate::WithFields<'_>) {
                $crate::__private::fields(with, &mut [$(&mut self$(.$field)+),*])
            }
            fn entry(&self, index: usize) -> $crate::Entry<'_> {
                let table = $crate::Table::new(
                    &[$($wire),*],
                    &[$($(($wire, $item),)?)*],
                    &[$($($crate::__first!($wire $secret),)?)*],
                );
                $crate::__private::entry(table $(.$given())?, index, &[$(&self$(.$field)+),*])
            }
        }
        impl<$($generics)*> ::std::fmt::Debug for $name<$($arguments)*> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(::std::stringify!($name), self, f)
            }
        }
        impl<$($generics)*> ::std::cmp::PartialEq for $name<$($arguments)*> {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(self, other)
            }
        }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    ($first:literal $second:ident) => {
        $first
    };
}

#[cfg(not(any(feature = "serde", feature = "time")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __features {
    ($($tokens:tt)*) => {};
}

#[cfg(any(feature = "serde", feature = "time"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __features {
    ($name:ident $($times:tt)*) => {
        $crate::__serde!($name);
        $crate::__times! { $name $($times)* }
    };
}

#[cfg(not(feature = "time"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __times {
    ($($tokens:tt)*) => {};
}

#[cfg(feature = "time")]
#[doc(hidden)]
#[macro_export]
macro_rules! __times {
    ($name:ident) => {};
    ($name:ident $(time $field:ident)+) => {
        impl $name {$(
            /// The instant that the field of this name tells; none where its text leaves the time zone open.
            pub fn $field(&self) -> ::std::option::Option<$crate::OffsetDateTime> {
                $crate::__private::instant($crate::Field::view(&self.$field))
            }
        )+}
    };
}

/// Implements for a struct with a single field what [`structure!`] does for others, such that the struct is written as
/// that field: for responses whose root is a list, a map or a scalar.
#[macro_export]
macro_rules! transparent {
    ($name:ident, $field:ident) => {
        impl $crate::Field for $name {
            fn empty() -> Self {
                Self { $field: $crate::Field::empty() }
            }
            fn slot(&mut self) -> $crate::Slot<'_> {
                $crate::Field::slot(&mut self.$field)
            }
            fn view(&self) -> $crate::View<'_> {
                $crate::Field::view(&self.$field)
            }
            fn copy(&mut self, from: $crate::View<'_>) {
                $crate::Field::copy(&mut self.$field, from);
            }
        }
        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_tuple(::std::stringify!($name)).field(&$crate::Field::view(&self.$field)).finish()
            }
        }
        impl ::std::cmp::PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                $crate::Field::view(&self.$field) == $crate::Field::view(&other.$field)
            }
        }
        $crate::__serde!($name);
    };
}

#[cfg(not(feature = "serde"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {};
}

#[cfg(feature = "serde")]
#[doc(hidden)]
#[macro_export]
macro_rules! __serde {
    ($name:ident) => {
        impl $crate::__private::serde::Serialize for $name {
            fn serialize<S: $crate::__private::serde::Serializer>(
                &self,
                serializer: S,
            ) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::__private::serialize($crate::Field::view(self), serializer)
            }
        }
        impl<'de> $crate::__private::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                let mut value = <Self as $crate::Field>::empty();
                $crate::__private::deserialize($crate::Field::slot(&mut value), deserializer)?;
                ::std::result::Result::Ok(value)
            }
        }
    };
}
