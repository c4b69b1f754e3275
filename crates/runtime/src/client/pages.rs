//! Streams of pages, and of the items in them.

use super::paging::Paging;
use super::position::{Lost, Next, Position, set};
use super::{Client, Output};
use crate::error::{CallError, ErrorKind, Failure};
use crate::{Field, Operation};
use futures_core::Stream;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::{mem, vec};

/// An operation whose answers are pages of a list. [`paged!`](crate::paged) implements it.
pub trait Paged: Operation {
    /// How its pages are asked for.
    const PAGING: &'static Paging;
}

/// A [`Paged`] operation of which it is known where an answer has the items. [`paged!`](crate::paged) implements it.
pub trait Listed: Paged {
    /// An item.
    type Item;
    /// The items of a page, if it has any.
    fn items(response: &mut Self::Response) -> Option<&mut Vec<Self::Item>>;
}

/// A call under way, with what goes into the next one.
type Call<O> = Pin<Box<dyn Future<Output = (O, Position, Answer<O>)> + Send>>;

type Single<O> = Result<<O as Listed>::Item, CallError<<O as Operation>::Error>>;

type Answer<O> = Result<Output<<O as Operation>::Response>, CallError<<O as Operation>::Error>>;

/// A stream of the pages of a list, beginning with the one that the request asks for. A page is asked for when it is
/// needed; of one that fails, the error is the last that the stream gives.
///
/// It is a [`Stream`] for whoever has its traits at hand, and [`Pages::try_next`] does without.
#[must_use = "a page is asked for as it is awaited"]
pub struct Pages<O: Paged> {
    client: Client,
    state: State<O>,
}

enum State<O: Paged> {
    New(O),
    Ready(O, Position),
    Calling(Call<O>),
    Failing(CallError<O::Error>),
    Ended,
}

/// A stream of the items of a list over all pages, beginning with that which the request asks for. A page is asked for when
/// its first item is needed; of one that fails, the error is the last that the stream gives.
///
/// It is a [`Stream`] for whoever has its traits at hand, and [`Items::try_next`] does without:
///
/// ```no_run
/// # async fn list(client: alicloud::sae::Client) -> Result<(), alicloud::Error> {
/// let mut applications = client.list_applications().page_size(100).items();
/// while let Some(application) = applications.try_next().await? {
///     println!("{:?}", application.app_name);
/// }
/// # Ok(()) }
/// ```
#[must_use = "a page is asked for as its first item is awaited"]
pub struct Items<O: Listed> {
    pages: Pages<O>,
    page: vec::IntoIter<O::Item>,
}

impl<O: Paged + 'static> Pages<O> {
    /// The pages of a list, beginning with the one that `request` asks for.
    pub fn new(client: &Client, request: O) -> Self {
        Pages { client: client.clone(), state: State::New(request) }
    }

    /// How many items a page has at most, where the operation lets its callers say so; without effect once the first page
    /// was asked for.
    pub fn page_size(mut self, size: u32) -> Self {
        if let (State::New(request), Some(name)) = (&mut self.state, O::PAGING.size()) {
            // What does not fit, the service would refuse.
            let _ = set(request, name, &size.to_string());
        }
        self
    }

    /// The next page; `None` after the last. What was begun when the future is dropped goes on with the next.
    ///
    /// # Errors
    /// What the call of the operation gives, and [`ErrorKind::Paging`] where a page does not tell how to go on.
    pub async fn try_next(&mut self) -> Result<Option<Output<O::Response>>, CallError<O::Error>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Answer<O>>> {
        loop {
            match mem::replace(&mut self.state, State::Ended) {
                State::New(request) => {
                    let position = Position::before(O::PAGING, &request);
                    self.state = State::Ready(request, position);
                }
                State::Ready(request, position) => self.state = State::Calling(self.call(request, position)),
                State::Calling(mut call) => match call.as_mut().poll(context) {
                    Poll::Pending => {
                        self.state = State::Calling(call);
                        return Poll::Pending;
                    }
                    Poll::Ready((request, position, Ok(page))) => {
                        if let Some(page) = self.turn(request, position, page) {
                            return Poll::Ready(Some(Ok(page)));
                        }
                    }
                    Poll::Ready((_, _, Err(error))) => return Poll::Ready(Some(Err(error))),
                },
                State::Failing(error) => return Poll::Ready(Some(Err(error))),
                State::Ended => return Poll::Ready(None),
            }
        }
    }

    fn call(&self, request: O, position: Position) -> Call<O> {
        let client = self.client.clone();
        Box::pin(async move {
            let answer = client.call(&request).await;
            (request, position, answer)
        })
    }

    /// Goes on to what follows a page, and gives the page unless it has come before.
    fn turn(
        &mut self,
        mut request: O,
        mut position: Position,
        page: Output<O::Response>,
    ) -> Option<Output<O::Response>> {
        self.state = match position.advance(&mut request, page.response.view()) {
            Ok(Next::Page) => State::Ready(request, position),
            Ok(Next::Nothing) => State::Ended,
            Ok(Next::Repeated) => return None,
            Err(lost) => State::Failing(failed::<O>(lost, &page)),
        };
        Some(page)
    }
}

/// The error of a page that does not tell how to go on.
pub(super) fn failed<O: Operation>(lost: Lost, page: &Output<O::Response>) -> CallError<O::Error> {
    let failure = Failure::new(O::METADATA.name, ErrorKind::Paging, lost.message());
    CallError::new(Failure { request_id: page.request_id.clone(), attempts: page.attempts, ..failure })
}

impl<O: Listed + 'static> Items<O> {
    /// The items of a list, beginning with the page that `request` asks for.
    pub fn new(client: &Client, request: O) -> Self {
        Items { pages: Pages::new(client, request), page: Vec::new().into_iter() }
    }

    /// How many items a page has at most, where the operation lets its callers say so; without effect once the first page
    /// was asked for.
    pub fn page_size(mut self, size: u32) -> Self {
        self.pages = self.pages.page_size(size);
        self
    }

    /// The next item; `None` after the last. What was begun when the future is dropped goes on with the next.
    ///
    /// # Errors
    /// What the call of the operation gives, and [`ErrorKind::Paging`] where a page does not tell how to go on.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, CallError<O::Error>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    /// All items that are left.
    ///
    /// # Errors
    /// Those of [`Items::try_next`]; what came before is lost.
    pub async fn all(mut self) -> Result<Vec<O::Item>, CallError<O::Error>> {
        let mut all: Vec<_> = self.page.collect();
        while let Some(mut page) = self.pages.try_next().await? {
            all.append(&mut taken::<O>(&mut page));
        }
        Ok(all)
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Single<O>>> {
        loop {
            if let Some(item) = self.page.next() {
                return Poll::Ready(Some(Ok(item)));
            }
            match ready!(self.pages.poll(context)) {
                Some(Ok(mut page)) => self.page = taken::<O>(&mut page).into_iter(),
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => return Poll::Ready(None),
            }
        }
    }
}

/// The items of a page.
fn taken<O: Listed>(page: &mut Output<O::Response>) -> Vec<O::Item> {
    O::items(&mut page.response).map(mem::take).unwrap_or_default()
}

// Nothing in them is pinned: a call under way has a box of its own.
impl<O: Paged> Unpin for Pages<O> {}
impl<O: Listed> Unpin for Items<O> {}

impl<O: Paged + 'static> Stream for Pages<O> {
    type Item = Answer<O>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<O: Listed + 'static> Stream for Items<O> {
    type Item = Single<O>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll(context)
    }
}

impl<O: Paged> fmt::Debug for Pages<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pages({})", O::METADATA.name)
    }
}

impl<O: Listed> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Items({})", O::METADATA.name)
    }
}

/// Implements [`Paged`] for a request, and `pages` for one that is bound to a client; with the line `items` also [`Listed`]
/// and `items`. Ways into an answer are written `"Data" / "Total"`.
#[macro_export]
macro_rules! paged {
    (
        $name:ident for $client:path;
        $(number $number:literal of $unit:ident from $first:literal $(by $size:literal)?
            $(, echo $($echo:literal)/ +)? $(, total $($total:literal)/ +)? $(, pages $($pages:literal)/ +)?;)?
        $(token $token:literal $(by $most:literal)?, next $($next:literal)/ + $(, more $($more:literal)/ +)?;)?
        $(items $($way:literal)/ * of $item:ty = |$response:ident| $items:expr;)?
    ) => {
        impl $crate::client::Paged for $name {
            const PAGING: &'static $crate::client::Paging = &$crate::client::Paging {
                numbers: $crate::__optional!($($crate::client::PageNumbers {
                    parameter: $number,
                    unit: $crate::client::PageUnit::$unit,
                    first: $first,
                    size: $crate::__optional!($($size)?),
                    echo: $crate::__optional!($(&[$($echo),+])?),
                    total: $crate::__optional!($(&[$($total),+])?),
                    pages: $crate::__optional!($(&[$($pages),+])?),
                })?),
                tokens: $crate::__optional!($($crate::client::PageTokens {
                    parameter: $token,
                    size: $crate::__optional!($($most)?),
                    next: &[$($next),+],
                    more: $crate::__optional!($(&[$($more),+])?),
                })?),
                items: $crate::__optional!($(&[$($way),*])?),
            };
        }
        impl $name<$client> {
            /// The pages of the list, beginning with the one that this request asks for: a stream, and
            /// `while let Some(page) = pages.try_next().await? { … }`.
            #[inline]
            pub fn pages(self) -> $crate::client::Pages<$name> {
                let request = $name { client: (), input: self.input };
                $crate::client::Pages::new(::std::convert::AsRef::as_ref(&self.client), request)
            }
        }
        $(
            impl $crate::client::Listed for $name {
                type Item = $item;
                fn items($response: &mut Self::Response) -> ::std::option::Option<&mut ::std::vec::Vec<$item>> {
                    ::std::option::Option::Some(&mut $items)
                }
            }
            impl $name<$client> {
                /// The items of the list over all pages, beginning with the one that this request asks for: a stream, and
                /// `while let Some(item) = items.try_next().await? { … }`.
                #[inline]
                pub fn items(self) -> $crate::client::Items<$name> {
                    let request = $name { client: (), input: self.input };
                    $crate::client::Items::new(::std::convert::AsRef::as_ref(&self.client), request)
                }
            }
        )?
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __optional {
    () => {
        ::std::option::Option::None
    };
    ($($value:tt)+) => {
        ::std::option::Option::Some($($value)+)
    };
}
