//! Implementations of operations, by a table with a line for each parameter.

/// Implements [`Operation`](crate::Operation) for a request by a table with a line for each parameter, and what all requests
/// have: `on` and `send`, `Clone`, `Debug` as of structures, and `PartialEq`.
#[macro_export]
macro_rules! operation {
    (
        $name:ident($input:ident) for $client:path => $response:ident, $error:ident;
        $product:literal $version:literal $operation:literal $style:ident $method:ident $path:literal
        $(region $region:literal)? $([$flag:ident])?;
        $($location:ident $field:ident = $wire:literal $(/ $item:literal)? $(: $secret:ident)? $(as $encoding:ident)?,)*
    ) => {
        $crate::__table! { Given $input { $($field = $wire $(/ $item)? $(: $secret)?,)* } }
        impl<C: ::std::marker::Send + ::std::marker::Sync> $crate::Operation for $name<C> {
            type Response = $response;
            type Error = $error;
            const METADATA: &'static $crate::Metadata = &$crate::Metadata::new(
                $operation,
                $product,
                $version,
                $crate::Style::$style,
                $crate::Method::$method,
                $path,
                &[$($crate::Location::$location),*],
            )
            .encodings(&[$($(($wire, $crate::Encoding::$encoding),)?)*])
            $(.region($region))?
            $(.$flag())?;
            fn input(&self) -> &dyn $crate::Structure {
                &self.input
            }
            fn input_mut(&mut self) -> &mut dyn $crate::Structure {
                &mut self.input
            }
        }
        impl $name {
            /// The request bound to a client, which can send it.
            pub fn on(self, client: &$client) -> $name<$client> {
                $name { client: ::std::clone::Clone::clone(client), input: self.input }
            }
        }
        impl $name<$client> {
            #[doc = ::std::concat!(
                "Sends the request. `.await` gives a `Result<Output<", ::std::stringify!($response), ">, CallError<",
                ::std::stringify!($error), ">>`."
            )]
            ///
            /// # Errors
            #[doc = ::std::concat!(
                "What the service or the way to it refuses; the documented codes are in [`", ::std::stringify!($error), "`]."
            )]
            pub fn send(self) -> $crate::client::Sending<$response, $error> {
                $crate::client::send(::std::clone::Clone::clone(&self.client), self)
            }
        }
        impl<C: ::std::clone::Clone> ::std::clone::Clone for $name<C> {
            fn clone(&self) -> Self {
                Self {
                    client: ::std::clone::Clone::clone(&self.client),
                    input: $crate::__private::cloned(&self.input),
                }
            }
        }
        impl<C> ::std::fmt::Debug for $name<C> {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                $crate::__private::debug(::std::stringify!($name), &self.input, f)
            }
        }
        impl<C> ::std::cmp::PartialEq for $name<C> {
            fn eq(&self, other: &Self) -> bool {
                $crate::__private::equal(&self.input, &other.input)
            }
        }
    };
}
