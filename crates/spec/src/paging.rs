//! Paging: how the pages of a list are asked for, and where an answer has them.

mod outline;
mod words;

use crate::{Kind, Location, Member, Operation, Scalar, Shape, Standing};
use outline::Outline;

/// How the pages of a list are asked for. At least one of the two ways is there; an operation may have both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// By a number that the caller counts up.
    pub numbers: Option<PageNumbers>,
    /// By what the page before says.
    pub tokens: Option<PageTokens>,
    /// The list that a page is a part of; absent where an answer has several, and nothing tells which.
    pub items: Option<Way>,
}

/// Pages that are asked for by a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageNumbers {
    /// The request parameter that holds the number.
    pub parameter: String,
    /// What it counts.
    pub unit: PageUnit,
    /// The number that stands for none: that of the first page, unless the answer says another.
    pub first: i64,
    /// The request parameter that says how many items a page has.
    pub size: Option<String>,
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageTokens {
    /// The request parameter that holds the token.
    pub parameter: String,
    /// The request parameter that says how many items a page has at most.
    pub size: Option<String>,
    /// Where an answer has the token of the next page.
    pub next: Way,
    /// Where an answer says whether there is a next page.
    pub more: Option<Way>,
}

/// The wire names that lead from the root of an answer to a member; none for the root itself.
pub type Way = Vec<String>;

impl Paging {
    /// How the pages of an operation are asked for, if it has pages: its request takes a number or a token, and its answer
    /// shows that there are more.
    pub fn of(operation: &Operation) -> Option<Self> {
        let outline = Outline::of(&operation.response);
        let tokens = tokens(operation, &outline);
        let numbers = numbers(operation, &outline, tokens.as_ref());
        let items = outline.items(level(tokens.as_ref(), numbers.as_ref()));
        let paging = Paging { numbers, tokens, items };
        if paging.items.is_none() { paging.without_items() } else { paging.asked_for() }
    }

    /// The same where the items are not to be had. An empty page does not show then, and only the number of pages tells
    /// the last of those that are counted.
    pub fn without_items(self) -> Option<Self> {
        let tells_last = |numbers: &PageNumbers| numbers.unit == PageUnit::Page && numbers.pages.is_some();
        Paging { numbers: self.numbers.filter(tells_last), items: None, ..self }.asked_for()
    }

    fn asked_for(self) -> Option<Self> {
        (self.numbers.is_some() || self.tokens.is_some()).then_some(self)
    }
}

/// The way to the structure of the answer that has what tells the next page from the last.
fn level<'p>(tokens: Option<&'p PageTokens>, numbers: Option<&'p PageNumbers>) -> &'p [String] {
    let next = tokens.map(|tokens| &tokens.next);
    let way = next.or_else(|| numbers.and_then(|numbers| numbers.total.as_ref().or(numbers.echo.as_ref())));
    way.and_then(|way| way.split_last()).map_or(&[], |(_, level)| level)
}

fn tokens(operation: &Operation, outline: &Outline<'_>) -> Option<PageTokens> {
    let (parameter, next) = words::TOKENS.iter().find_map(|(word, answers)| {
        let parameter = name_of(operation, &[*word])?;
        Some((parameter, outline.scalar(answers, is_text_or_whole)?))
    })?;
    let size = name_of(operation, words::MOST).or_else(|| name_of(operation, words::SIZE));
    let more = outline.scalar(words::MORE, is_text_or_flag);
    // What is called `Token` alone may be any token.
    let is_sure = size.is_some() || more.is_some() || next.last().is_some_and(|name| words::says_next(name));
    is_sure.then_some(PageTokens { parameter, size, next, more })
}

fn numbers(operation: &Operation, outline: &Outline<'_>, tokens: Option<&PageTokens>) -> Option<PageNumbers> {
    let page = parameter(operation, words::PAGE).map(|parameter| (parameter, PageUnit::Page));
    let (parameter, unit) =
        page.or_else(|| parameter(operation, words::OFFSET).map(|parameter| (parameter, PageUnit::Item)))?;
    let most = || name_of(operation, words::MOST).filter(|_| tokens.is_none());
    let numbers = PageNumbers {
        parameter: parameter.name.clone(),
        unit,
        first: first(parameter, unit),
        size: name_of(operation, words::SIZE).or_else(most),
        echo: outline.scalar(words::PAGE, is_text_or_whole).filter(|_| unit == PageUnit::Page),
        total: outline.scalar(words::TOTAL, is_text_or_whole),
        pages: outline.scalar(words::PAGES, is_text_or_whole),
    };
    // A page may also be one of a document, and a limit one of something else.
    let counts = numbers.size.is_some() || numbers.total.is_some() || numbers.pages.is_some();
    counts.then_some(numbers)
}

/// The number that stands for none.
fn first(parameter: &Member, unit: PageUnit) -> i64 {
    let default = parameter.limits.default.as_ref().and_then(|text| text.parse().ok());
    default.unwrap_or(match unit {
        PageUnit::Page => 1,
        PageUnit::Item => 0,
    })
}

/// The request parameter with the first of these names, one that should still be used before others.
fn parameter<'o>(operation: &'o Operation, words: &[&str]) -> Option<&'o Member> {
    let ranked = operation.request.iter().filter(|member| holds_scalar(member)).filter_map(|member| {
        let rank = words::rank(words, &member.name)?;
        Some(((member.standing == Standing::Deprecated, rank), member))
    });
    ranked.min_by_key(|(rank, _)| *rank).map(|(_, member)| member)
}

fn name_of(operation: &Operation, words: &[&str]) -> Option<String> {
    parameter(operation, words).map(|member| member.name.clone())
}

/// Whether a parameter holds a text or a whole number, in a place that lists are asked for in.
fn holds_scalar(member: &Member) -> bool {
    let place = matches!(member.location, Some(Location::Query | Location::Form | Location::Body));
    let scalar = matches!(member.shape, Shape::Scalar(Scalar { kind, .. }) if is_text_or_whole(kind));
    place && scalar && member.encoding.is_none()
}

fn is_text_or_whole(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Integer | Kind::Long)
}

fn is_text_or_flag(kind: Kind) -> bool {
    matches!(kind, Kind::String | Kind::Boolean)
}

#[cfg(test)]
mod tests {
    use super::{PageNumbers, PageTokens, PageUnit, Paging};
    use crate::{Operation, yaml};

    fn operation(request: &str, response: &str) -> Operation {
        let head =
            "name: ListParcels\nproduct: depot\nversion: '2024-01-01'\nstyle: rpc\nmethod: POST\npath: /\n";
        yaml::read("spec.yaml", &format!("{head}request: [{request}]\nresponse: [{response}]\n")).unwrap()
    }

    fn paging(request: &str, response: &str) -> Option<Paging> {
        Paging::of(&operation(request, response))
    }

    fn way(names: &str) -> Vec<String> {
        names.split('.').map(str::to_owned).collect()
    }

    const NUMBER: &str = "{name: PageNumber, in: query, type: integer}";
    const SIZE: &str = "{name: PageSize, in: query, type: integer}";
    const TOKEN: &str = "{name: NextToken, in: query, type: string}";
    const NEXT: &str = "{name: NextToken, type: string}";
    const TOTAL: &str = "{name: TotalCount, type: long}";
    const PARCELS: &str =
        "{name: Parcels, type: list, element: {type: structure, members: [{name: Id, type: string}]}}";

    #[test]
    fn numbered_pages_with_a_list_in_a_wrapper() {
        let wrapped = format!("{{name: Parcels, type: structure, members: [{PARCELS}]}}");
        let answer = format!("{TOTAL}, {{name: PageNumber, type: integer}}, {wrapped}");
        let numbers = PageNumbers {
            parameter: "PageNumber".to_owned(),
            unit: PageUnit::Page,
            first: 1,
            size: Some("PageSize".to_owned()),
            echo: Some(way("PageNumber")),
            total: Some(way("TotalCount")),
            pages: None,
        };
        let expected = Paging { numbers: Some(numbers), tokens: None, items: Some(way("Parcels.Parcels")) };
        assert_eq!(paging(&format!("{NUMBER}, {SIZE}"), &answer), Some(expected));
    }

    #[test]
    fn tokens_and_the_list_beside_the_next_one() {
        let data = format!("{{name: Data, type: structure, members: [{NEXT}, {PARCELS}]}}");
        let other = "{name: Regions, type: list, element: {type: string}}";
        let tokens = PageTokens {
            parameter: "NextToken".to_owned(),
            size: None,
            next: way("Data.NextToken"),
            more: None,
        };
        let expected = Paging { numbers: None, tokens: Some(tokens), items: Some(way("Data.Parcels")) };
        assert_eq!(paging(TOKEN, &format!("{other}, {data}")), Some(expected));
    }

    #[test]
    fn names_in_any_case_and_the_token_of_the_next_page_before_that_of_this_one() {
        let request = "{name: marker, in: body, type: string}, {name: max-keys, in: body, type: integer}";
        let answer = "{name: marker, type: string}, {name: next_marker, type: string}, {name: is_truncated, type: boolean}";
        let tokens = paging(request, &format!("{answer}, {PARCELS}")).unwrap().tokens.unwrap();
        assert_eq!((tokens.next, tokens.more), (way("next_marker"), Some(way("is_truncated"))));
        assert_eq!(tokens.size.as_deref(), Some("max-keys"));
    }

    #[test]
    fn an_operation_with_both_ways_has_a_size_for_each() {
        let request = format!("{NUMBER}, {SIZE}, {TOKEN}, {{name: MaxResults, in: query, type: integer}}");
        let both = paging(&request, &format!("{TOTAL}, {NEXT}, {PARCELS}")).unwrap();
        assert_eq!(both.numbers.unwrap().size.as_deref(), Some("PageSize"));
        assert_eq!(both.tokens.unwrap().size.as_deref(), Some("MaxResults"));
    }

    #[test]
    fn the_number_of_items_before_a_page_and_one_that_stands_for_none() {
        let request = "{name: offset, in: query, type: integer}, {name: size, in: query, type: integer}";
        let numbers = paging(request, &format!("{TOTAL}, {PARCELS}")).unwrap().numbers.unwrap();
        assert_eq!((numbers.unit, numbers.first), (PageUnit::Item, 0));
        let request = format!("{{name: PageNum, in: query, type: integer, default: '0'}}, {SIZE}");
        assert_eq!(paging(&request, PARCELS).unwrap().numbers.unwrap().first, 0);
    }

    #[test]
    fn of_two_parameters_the_one_that_should_be_used() {
        let old = "{name: PageNumber, in: query, type: integer, deprecated: true}";
        let request = format!("{old}, {{name: CurrentPage, in: query, type: integer}}, {SIZE}");
        assert_eq!(paging(&request, PARCELS).unwrap().numbers.unwrap().parameter, "CurrentPage");
    }

    #[test]
    fn of_several_lists_only_one_of_structures_among_scalars_is_known() {
        let names = "{name: Names, type: list, element: {type: string}}";
        let others = PARCELS.replace("Parcels", "Others");
        let rows = "{name: Rows, type: list, element: {type: map, value: {type: string}}}";
        let items = |lists: &str| paging(TOKEN, &format!("{NEXT}, {lists}")).unwrap().items;
        assert_eq!(items(&format!("{names}, {PARCELS}")), Some(way("Parcels")));
        assert_eq!(items(&format!("{others}, {PARCELS}")), None);
        assert_eq!(items(&format!("{rows}, {PARCELS}")), None);
        assert_eq!(items(""), None);
    }

    #[test]
    fn numbered_pages_whose_last_nothing_would_tell_are_none() {
        let request = format!("{NUMBER}, {SIZE}");
        let others = PARCELS.replace("Parcels", "Others");
        assert_eq!(paging(&request, TOTAL), None);
        assert_eq!(paging(&request, &format!("{TOTAL}, {PARCELS}, {others}")), None);
        let pages = "{name: TotalPages, type: integer}";
        assert!(paging(&request, &format!("{pages}, {PARCELS}, {others}")).unwrap().items.is_none());
    }

    #[test]
    fn what_only_sounds_like_pages_is_none() {
        // The page of a document, a token that lets in, one that leads nowhere, and a token in a header.
        assert_eq!(paging("{name: PageNo, in: query, type: integer}", PARCELS), None);
        let token = "{name: Token, in: query, type: string}";
        assert_eq!(paging(token, &format!("{{name: Token, type: string}}, {PARCELS}")), None);
        assert_eq!(paging(TOKEN, PARCELS), None);
        let header = "{name: NextToken, in: header, type: string}";
        assert_eq!(paging(header, &format!("{NEXT}, {PARCELS}")), None);
    }

    #[test]
    fn totals_in_several_structures_are_not_guessed() {
        let part = |name: &str| format!("{{name: {name}, type: structure, members: [{TOTAL}, {NEXT}]}}");
        let answer = format!("{}, {}, {PARCELS}", part("A"), part("B"));
        let numbers = paging(&format!("{NUMBER}, {SIZE}, {TOKEN}"), &answer).unwrap();
        assert_eq!((numbers.tokens, numbers.numbers.unwrap().total), (None, None));
    }
}
