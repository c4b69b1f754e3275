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
        impl ::std::default::Default for $input {
            fn default() -> Self {
                Self { $($field: $crate::__private::default()),* }
            }
        }
        $crate::__members! {
            [C: $crate::__private::Shared] $name [C] [given] { $(input.$field = $wire $(/ $item)? $(: $secret)?,)* }
        }
        impl<C: $crate::__private::Shared> $crate::Operation for $name<C> {
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
        impl<C: ::std::clone::Clone + $crate::__private::Shared> ::std::clone::Clone for $name<C> {
            fn clone(&self) -> Self {
                let client = ::std::clone::Clone::clone(&self.client);
                $crate::__private::copied(self, Self { client, input: <$input as ::std::default::Default>::default() })
            }
        }
    };
}
