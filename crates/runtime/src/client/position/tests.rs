//! Walks over the pages of made-up services.

use super::{Lost, Next, Position};
use crate::Field;
use crate::client::{PageNumbers, PageTokens, PageUnit, Paging};

struct Request {
    number: Option<i64>,
    size: Option<i64>,
    token: Option<String>,
    most: Option<String>,
}

crate::structure! { Request [given] {
    number = "PageNumber",
    size = "PageSize",
    token = "NextToken",
    most = "MaxResults",
} }

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
        assert_eq!(walk(&BY_NUMBER, Request::default(), lying), (asked.clone(), IDS.to_vec(), END), "{lie}");
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
