//! Paging: how the pages of an operation are asked for, and where among them a stream of them stands.

use crate::encode::{text, to_json};
use crate::fill::{Outcome, Progress};
use crate::scalar::{Scalar, fill_scalar};
use crate::{Structure, View};
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// How the pages of an operation are asked for; [`paged!`](crate::paged) makes it. At least one of the two ways is there.
#[derive(Clone, Copy, Debug)]
pub struct Paging {
    /// By a number that is counted up.
    pub numbers: Option<PageNumbers>,
    /// By what the page before says.
    pub tokens: Option<PageTokens>,
    /// Where an answer has the items, if that is known.
    pub items: Option<Way>,
}

/// Pages that are asked for by a number.
#[derive(Clone, Copy, Debug)]
pub struct PageNumbers {
    /// The parameter that holds the number.
    pub parameter: &'static str,
    /// What it counts.
    pub unit: PageUnit,
    /// The number that stands for none, unless an answer says another.
    pub first: i64,
    /// The parameter that says how many items a page has.
    pub size: Option<&'static str>,
    /// Where an answer repeats the number.
    pub echo: Option<Way>,
    /// Where an answer says how many items all pages have.
    pub total: Option<Way>,
    /// Where an answer says how many pages there are.
    pub pages: Option<Way>,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PageUnit {
    /// Pages.
    Page,
    /// The items before the page.
    Item,
}

/// Pages of which each says how the next is asked for.
#[derive(Clone, Copy, Debug)]
pub struct PageTokens {
    /// The parameter that holds the token.
    pub parameter: &'static str,
    /// The parameter that says how many items a page has at most.
    pub size: Option<&'static str>,
    /// Where an answer has the token of the next page.
    pub next: Way,
    /// Where an answer says whether there is a next page.
    pub more: Option<Way>,
}

/// The wire names that lead from the root of an answer to a member.
pub type Way = &'static [&'static str];

/// Where among the pages a stream stands.
pub(super) struct Position {
    paging: &'static Paging,
    by: By,
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
        Position { paging, by: paging.by(request), given, counted: None, before: None, tokens }
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

#[cfg(test)]
mod tests {
    use super::{Lost, Next, PageNumbers, PageTokens, PageUnit, Paging, Position};
    use crate::Field;

    #[derive(Clone, Default)]
    struct Request {
        number: Option<i64>,
        size: Option<i64>,
        token: Option<String>,
        most: Option<String>,
    }

    crate::input! { Request {
        number = "PageNumber",
        size = "PageSize",
        token = "NextToken",
        most = "MaxResults",
    } }

    #[derive(Clone, Default)]
    struct Response {
        number: Option<i64>,
        total: Option<String>,
        pages: Option<i64>,
        next: Option<String>,
        more: Option<String>,
        ids: Vec<i64>,
    }

    crate::structure! { Response {
        number = "PageNumber",
        total = "Total",
        pages = "TotalPages",
        next = "NextToken",
        more = "IsTruncated",
        ids = "Ids" / "Id",
    } }

    const NUMBERS: PageNumbers = PageNumbers {
        parameter: "PageNumber",
        unit: PageUnit::Page,
        first: 1,
        size: Some("PageSize"),
        echo: Some(&["PageNumber"]),
        total: Some(&["Total"]),
        pages: Some(&["TotalPages"]),
    };
    const TOKENS: PageTokens = PageTokens {
        parameter: "NextToken",
        size: Some("MaxResults"),
        next: &["NextToken"],
        more: Some(&["IsTruncated"]),
    };
    const BY_NUMBER: Paging = Paging { numbers: Some(NUMBERS), tokens: None, items: Some(&["Ids"]) };
    const BY_TOKEN: Paging = Paging { numbers: None, tokens: Some(TOKENS), items: None };
    const BY_EITHER: Paging = Paging { numbers: Some(NUMBERS), tokens: Some(TOKENS), items: Some(&["Ids"]) };

    /// What came of all pages: the numbers that were asked for, the items, and how it ended. A service that never ends
    /// fails the test.
    fn walk(
        paging: &'static Paging,
        mut request: Request,
        mut service: impl FnMut(&Request) -> Response,
    ) -> (Vec<Option<i64>>, Vec<i64>, Result<Next, Lost>) {
        let (mut asked, mut items) = (Vec::new(), Vec::new());
        let mut position = Position::before(paging, &request);
        for _ in 0..100 {
            asked.push(request.number);
            let response = service(&request);
            let next = position.advance(&mut request, response.view());
            if next != Ok(Next::Repeated) {
                items.extend(response.ids);
            }
            if next != Ok(Next::Page) {
                return (asked, items, next);
            }
        }
        panic!("{asked:?}")
    }

    /// A service of ids that counts pages of two from `base`.
    fn counting(ids: &'static [i64], base: i64) -> impl Fn(&Request) -> Response {
        move |request| {
            let page = usize::try_from(request.number.unwrap_or(base) - base).unwrap();
            let ids = ids.chunks(2).nth(page).unwrap_or_default().to_vec();
            Response { ids, ..Response::default() }
        }
    }

    fn total(total: &str) -> Option<String> {
        Some(total.to_owned())
    }

    const IDS: [i64; 5] = [1, 2, 3, 4, 5];
    const END: Result<Next, Lost> = Ok(Next::Nothing);

    #[test]
    fn pages_end_with_the_total_or_with_an_empty_one() {
        let service = counting(&IDS, 1);
        let with_total = |request: &Request| Response { total: total("5"), ..service(request) };
        let asked = vec![None, Some(2), Some(3)];
        assert_eq!(walk(&BY_NUMBER, Request::default(), with_total), (asked.clone(), IDS.to_vec(), END));
        let with_pages = |request: &Request| Response { pages: Some(3), ..service(request) };
        assert_eq!(walk(&BY_NUMBER, Request::default(), with_pages), (asked, IDS.to_vec(), END));
        let asked = vec![None, Some(2), Some(3), Some(4)];
        assert_eq!(walk(&BY_NUMBER, Request::default(), &service), (asked.clone(), IDS.to_vec(), END));
        for lie in ["0", "-1", "many", "999999999"] {
            let lying = |request: &Request| Response { total: total(lie), ..service(request) };
            assert_eq!(
                walk(&BY_NUMBER, Request::default(), lying),
                (asked.clone(), IDS.to_vec(), END),
                "{lie}"
            );
        }
    }

    #[test]
    fn a_total_that_shrinks_ends_and_one_that_grows_goes_on() {
        let service = counting(&IDS, 1);
        let shrinking = |request: &Request| Response {
            total: total(if request.number == Some(2) { "4" } else { "5" }),
            ..service(request)
        };
        let asked = vec![None, Some(2)];
        assert_eq!(walk(&BY_NUMBER, Request::default(), shrinking), (asked, vec![1, 2, 3, 4], END));
        let growing = |request: &Request| Response {
            total: Some((request.number.unwrap_or(1) * 2 + 1).to_string()),
            ..service(request)
        };
        assert_eq!(walk(&BY_NUMBER, Request::default(), growing).1, IDS);
    }

    #[test]
    fn the_first_page_is_0_if_the_caller_or_the_answer_says_so() {
        let service = counting(&IDS, 0);
        let with_total = |request: &Request| Response { total: total("5"), ..service(request) };
        let from_0 = Request { number: Some(0), ..Request::default() };
        let asked = vec![Some(0), Some(1), Some(2)];
        assert_eq!(walk(&BY_NUMBER, from_0.clone(), with_total), (asked.clone(), IDS.to_vec(), END));
        let with_pages = |request: &Request| Response { pages: Some(3), ..service(request) };
        assert_eq!(walk(&BY_NUMBER, from_0, with_pages), (asked, IDS.to_vec(), END));
        let echo = |request: &Request| Response { number: request.number.or(Some(0)), ..service(request) };
        let asked = vec![None, Some(1), Some(2), Some(3)];
        assert_eq!(walk(&BY_NUMBER, Request::default(), echo), (asked, IDS.to_vec(), END));
    }

    #[test]
    fn a_0_that_is_taken_for_1_gives_no_page_twice() {
        let service = counting(&IDS, 1);
        let lenient = |request: &Request| {
            let number = Some(request.number.unwrap_or_default().max(1));
            Response { number, ..service(&Request { number, ..request.clone() }) }
        };
        let from_0 = Request { number: Some(0), ..Request::default() };
        assert_eq!(walk(&BY_NUMBER, from_0, lenient).1, IDS);
    }

    #[test]
    fn a_start_in_the_middle_ends_with_an_empty_page() {
        let service = counting(&IDS, 1);
        let with_total = |request: &Request| Response { total: total("5"), ..service(request) };
        let from_2 = Request { number: Some(2), ..Request::default() };
        let asked = vec![Some(2), Some(3), Some(4)];
        assert_eq!(walk(&BY_NUMBER, from_2, with_total), (asked, vec![3, 4, 5], END));
    }

    #[test]
    fn a_service_that_does_not_count_gives_its_page_once() {
        let all = |_: &Request| Response { ids: IDS.to_vec(), ..Response::default() };
        let (asked, items, end) = walk(&BY_NUMBER, Request::default(), all);
        assert_eq!((asked, items, end), (vec![None, Some(2)], IDS.to_vec(), Ok(Next::Repeated)));
    }

    #[test]
    fn numbers_may_count_items() {
        const OFFSETS: Paging = Paging {
            numbers: Some(PageNumbers { unit: PageUnit::Item, first: 0, echo: None, ..NUMBERS }),
            ..BY_NUMBER
        };
        let service = |request: &Request| {
            let offset = usize::try_from(request.number.unwrap_or_default()).unwrap();
            let ids = IDS[offset.min(5)..].iter().take(2).copied().collect();
            Response { ids, total: total("5"), ..Response::default() }
        };
        let asked = vec![None, Some(2), Some(4)];
        assert_eq!(walk(&OFFSETS, Request::default(), service), (asked, IDS.to_vec(), END));
        let from_3 = Request { number: Some(3), ..Request::default() };
        assert_eq!(walk(&OFFSETS, from_3, service), (vec![Some(3)], vec![4, 5], END));
    }

    /// A service that answers with these tokens and flags, one after the other.
    fn leading(answers: &'static [(&str, Option<&str>)]) -> impl FnMut(&Request) -> Response {
        let mut answers = answers.iter();
        move |_| {
            let (next, more) = answers.next().unwrap();
            let next = (!next.is_empty()).then(|| (*next).to_owned());
            Response { next, more: more.map(str::to_owned), ids: vec![1], ..Response::default() }
        }
    }

    #[test]
    fn tokens_lead_on_until_there_is_none_or_a_flag_says_so() {
        for answers in [
            &[("a", None), ("b", None), ("", None)] as &'static [(&str, Option<&str>)],
            &[("a", Some("true")), ("b", Some("True")), ("", Some("false"))],
            &[("a", Some("true")), ("b", None), ("b", Some("False"))],
        ] {
            let (asked, items, end) = walk(&BY_TOKEN, Request::default(), leading(answers));
            assert_eq!((asked.len(), items.len(), end), (3, 3, END), "{answers:?}");
        }
    }

    #[test]
    fn a_token_that_came_before_is_an_error_and_one_that_is_missing_too() {
        let end = |answers| walk(&BY_TOKEN, Request::default(), leading(answers)).2;
        assert_eq!(end(&[("a", None), ("a", None)]), Err(Lost::RepeatedToken));
        assert_eq!(end(&[("a", None), ("b", None), ("a", None)]), Err(Lost::RepeatedToken));
        assert_eq!(end(&[("", Some("true"))]), Err(Lost::NoToken));
        let given = Request { token: Some("a".to_owned()), ..Request::default() };
        assert_eq!(walk(&BY_TOKEN, given, leading(&[("a", None)])).2, Err(Lost::RepeatedToken));
    }

    #[test]
    fn of_two_ways_the_caller_takes_one_by_what_is_set() {
        let service = |request: &Request| {
            let by_token = request.token.is_some() || request.most.is_some();
            let counted = counting(&IDS, 1)(request);
            match (by_token, request.token.as_deref()) {
                (true, None) => Response { next: Some("x".to_owned()), ids: vec![7], ..Response::default() },
                (true, Some(_)) => Response { ids: vec![8], ..Response::default() },
                (false, _) => Response { total: total("5"), ..counted },
            }
        };
        let by_size = Request { size: Some(2), ..Request::default() };
        assert_eq!(walk(&BY_EITHER, by_size, service).1, IDS);
        let by_most = Request { most: Some("2".to_owned()), ..Request::default() };
        assert_eq!(walk(&BY_EITHER, by_most, service).1, [7, 8]);
        assert_eq!(walk(&BY_EITHER, Request::default(), service).1, IDS);
        let always = |request: &Request| service(&Request { most: Some("2".to_owned()), ..request.clone() });
        assert_eq!(walk(&BY_EITHER, Request::default(), always).1, [7, 8]);
    }
}
