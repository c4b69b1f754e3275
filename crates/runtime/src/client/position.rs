//! Where among the pages of a list a stream of them stands, and what comes next.

use super::paging::{PageNumbers, PageUnit, Paging, Way};
use crate::decode::{Outcome, Progress};
use crate::decode::{Scalar, fill_scalar};
use crate::encode::{text, to_json};
use crate::{Structure, View};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

#[cfg(test)]
mod tests;

/// Where among the pages a stream stands.
#[derive(Clone)]
pub(super) struct Position {
    paging: &'static Paging,
    by: By,
    unsaid: Unsaid,
    /// The number that the caller gave.
    given: Option<i64>,
    counted: Option<Counted>,
    /// The page before, where nothing else would tell that it is repeated.
    before: Option<u64>,
    /// The tokens so far.
    tokens: HashSet<u64>,
}

/// What the next page is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    Number,
    Token,
    /// By a token if the first answer has one.
    Either,
}

/// What follows a page that says neither how many there are nor what the next is asked for by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unsaid {
    /// Another may, until one is empty or comes again.
    Page,
    Nothing,
}

/// What is known once a page has come.
#[derive(Clone, Copy)]
struct Counted {
    /// What counting begins with.
    base: i64,
    next: i64,
    /// How many items came.
    received: i64,
}

/// What follows a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Next {
    /// Another one, which the request asks for now.
    Page,
    Nothing,
    /// Nothing, and this one has come before.
    Repeated,
}

/// Why nobody knows what follows a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lost {
    RepeatedToken,
    NoToken,
    Unfit,
}

impl Lost {
    pub(super) fn message(self) -> &'static str {
        match self {
            Lost::RepeatedToken => {
                "the answer has the token of a page that came before, so that pages would never end"
            }
            Lost::NoToken => "the answer says that there are more pages, and has no token to ask for them",
            Lost::Unfit => "the answer has a token for the next page that the request cannot hold",
        }
    }
}

impl Paging {
    /// The parameter that says how many items a page has.
    pub(super) fn size(&self) -> Option<&'static str> {
        let most = self.tokens.and_then(|tokens| tokens.size);
        most.or_else(|| self.numbers.and_then(|numbers| numbers.size))
    }

    /// What the pages after a request are asked for by: what the caller has set of it decides.
    fn by(&self, request: &dyn Structure) -> By {
        let (Some(numbers), Some(tokens)) = (self.numbers, self.tokens) else {
            return if self.tokens.is_some() { By::Token } else { By::Number };
        };
        let is_given = |name: &str| !member(request, name).is_absent();
        let [by_size, by_most] = [numbers.size, tokens.size].map(|size| size.is_some_and(is_given));
        match (is_given(numbers.parameter), is_given(tokens.parameter)) {
            (true, _) => By::Number,
            (false, true) => By::Token,
            (false, false) if by_size && !by_most => By::Number,
            (false, false) if by_most && !by_size => By::Token,
            (false, false) => By::Either,
        }
    }
}

impl Position {
    /// Before the page that a request asks for.
    pub(super) fn before(paging: &'static Paging, request: &dyn Structure) -> Self {
        let given = paging.numbers.and_then(|numbers| number(member(request, numbers.parameter)));
        let token = paging.tokens.map(|tokens| text(member(request, tokens.parameter)));
        let tokens = token.iter().filter(|token| !token.is_empty()).map(|token| hash(token)).collect();
        let (by, unsaid) = (paging.by(request), Unsaid::Page);
        Position { paging, by, unsaid, given, counted: None, before: None, tokens }
    }

    /// The same, going on only where a page says that there is another.
    pub(super) fn told(paging: &'static Paging, request: &dyn Structure) -> Self {
        Position { unsaid: Unsaid::Nothing, ..Position::before(paging, request) }
    }

    /// Goes on to the page after this one, and makes the request ask for it.
    pub(super) fn advance(&mut self, request: &mut dyn Structure, page: View<'_>) -> Result<Next, Lost> {
        if let (By::Token | By::Either, Some(tokens)) = (self.by, self.paging.tokens) {
            let more = tokens.more.and_then(|way| flag(find(page, way)));
            let token = text(find(page, tokens.next));
            match (more, token.as_str(), self.by) {
                (Some(false), _, _) => return Ok(Next::Nothing),
                (_, "", By::Either) => self.by = By::Number,
                (Some(true), "", _) => return Err(Lost::NoToken),
                (None, "", _) => return Ok(Next::Nothing),
                _ => return self.advance_to(&token, tokens.parameter, request),
            }
        }
        match self.paging.numbers {
            Some(numbers) => self.count(&numbers, request, page),
            None => Ok(Next::Nothing),
        }
    }

    fn advance_to(
        &mut self,
        token: &str,
        parameter: &str,
        request: &mut dyn Structure,
    ) -> Result<Next, Lost> {
        self.by = By::Token;
        if !self.tokens.insert(hash(token)) {
            return Err(Lost::RepeatedToken);
        }
        set(request, parameter, token)
    }

    fn count(
        &mut self,
        numbers: &PageNumbers,
        request: &mut dyn Structure,
        page: View<'_>,
    ) -> Result<Next, Lost> {
        let items = self.paging.items.map(|way| find(page, way));
        let come = items.map_or(0, length);
        if items.is_some() && come == 0 {
            return Ok(Next::Nothing);
        }
        let counted = self.counted(numbers, page, come);
        self.counted = Some(counted);
        let said = |way: Option<Way>| way.and_then(|way| number(find(page, way)));
        // A total of nothing beside items is no total.
        let [total, pages] = [numbers.total, numbers.pages].map(|way| said(way).filter(|total| *total > 0));
        let passed = match numbers.unit {
            PageUnit::Page => counted.received,
            PageUnit::Item => counted.next,
        };
        match (total, pages, items) {
            (None, None, _) if self.unsaid == Unsaid::Nothing => return Ok(Next::Nothing),
            // Services that do not count give the same page again, whatever its number.
            (None, None, Some(items)) if self.is_repeated(items) => return Ok(Next::Repeated),
            (None, None, Some(_)) => {}
            (None, None, None) => return Ok(Next::Nothing),
            _ if total.is_some_and(|total| passed >= total) => return Ok(Next::Nothing),
            _ if pages.is_some_and(|pages| counted.next - counted.base >= pages) => return Ok(Next::Nothing),
            _ => {}
        }
        set(request, numbers.parameter, &counted.next.to_string())
    }

    /// What is known after a page with this many items.
    fn counted(&self, numbers: &PageNumbers, page: View<'_>, come: i64) -> Counted {
        let step = match numbers.unit {
            PageUnit::Page => 1,
            PageUnit::Item => come,
        };
        match self.counted {
            Some(Counted { base, next, received }) => {
                Counted { base, next: next.saturating_add(step), received: received.saturating_add(come) }
            }
            None => {
                let current = self.first(numbers, page);
                Counted { base: current.min(1), next: current.saturating_add(step), received: come }
            }
        }
    }

    /// The number of the page that came first.
    fn first(&self, numbers: &PageNumbers, page: View<'_>) -> i64 {
        let echo = numbers.echo.and_then(|way| number(find(page, way)));
        match (self.given, echo) {
            // An answer tells whether counting begins with 0 or 1, and whether 0 is taken for 1.
            (None | Some(0), Some(echo @ (0 | 1))) => echo,
            (given, _) => given.unwrap_or(numbers.first),
        }
    }

    /// Whether a page has the items of the one before.
    fn is_repeated(&mut self, items: View<'_>) -> bool {
        let page = hash(&to_json(items));
        self.before.replace(page) == Some(page)
    }
}

/// Sets a parameter, whatever its type.
pub(super) fn set(request: &mut dyn Structure, name: &str, value: &str) -> Result<Next, Lost> {
    let index = request.members().iter().position(|member| *member == name);
    let mut outcome = Outcome::Absent;
    request.fields(&mut |fields| {
        if let Some(field) = index.and_then(|index| fields.get_mut(index)) {
            outcome = fill_scalar(field.slot(), Scalar::Text(value), &mut Progress::default());
        }
    });
    if outcome == Outcome::Filled { Ok(Next::Page) } else { Err(Lost::Unfit) }
}

fn member<'a>(structure: &'a dyn Structure, name: &str) -> View<'a> {
    let index = structure.members().iter().position(|member| *member == name);
    index.map_or(View::Absent, |index| structure.view(index))
}

fn find<'a>(value: View<'a>, way: &[&str]) -> View<'a> {
    way.iter().fold(value, |value, name| match value {
        View::Structure(structure) => member(structure, name),
        _ => View::Absent,
    })
}

fn number(value: View<'_>) -> Option<i64> {
    match value.plain() {
        View::Integer(number) => Some(number),
        View::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn flag(value: View<'_>) -> Option<bool> {
    match value.plain() {
        View::Boolean(flag) => Some(flag),
        View::String(text) => text.trim().to_ascii_lowercase().parse().ok(),
        _ => None,
    }
}

fn length(items: View<'_>) -> i64 {
    match items {
        View::List(list) | View::Wrapped(_, list) => i64::try_from(list.len()).unwrap_or(i64::MAX),
        _ => 0,
    }
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}
