//! The method and path of an operation, and the pages that are about it: those that show no other.

use super::{Draft, Edition, RequestLine};
use crate::{Code, Diagnostic, Method};
use std::collections::BTreeMap;

/// Takes out pages that show another request than the others, such as those whose link names the wrong operation, and
/// reports them. What the metadata says is believed if any page says it too, else what most pages say, else the newest. Of
/// pages of one edition that disagree about the method, none is known to be right, and all stay.
pub(super) fn without_foreign(drafts: Vec<Draft>) -> (Vec<Draft>, Vec<Diagnostic>) {
    let Some(believed) = believed(&drafts) else { return (drafts, Vec::new()) };
    let is_foreign = |draft: &Draft| {
        draft.edition != Edition::Metadata
            && draft.request_line.as_ref().is_some_and(|line| key(line) != key(&believed))
    };
    let (foreign, kept): (Vec<_>, Vec<_>) = drafts.into_iter().partition(is_foreign);
    let found =
        foreign.iter().filter_map(|draft| draft.request_line.as_ref()).map(|line| report(line, &believed));
    (kept, found.collect())
}

/// The request line that is believed, where pages disagree and one of them can be.
fn believed(drafts: &[Draft]) -> Option<RequestLine> {
    let lines = |official: bool| {
        let is_of = move |draft: &&Draft| (draft.edition == Edition::Metadata) == official;
        drafts.iter().filter(is_of).filter_map(|draft| Some((draft.request_line.as_ref()?, &draft.edition)))
    };
    let mut told: BTreeMap<_, Told<'_>> = BTreeMap::new();
    for (line, edition) in lines(false) {
        let told = told.entry(key(line)).or_insert(Told { pages: 0, edition, line });
        told.pages += 1;
        if edition >= told.edition {
            (told.edition, told.line) = (edition, line);
        }
    }
    if told.len() < 2 {
        return None;
    }
    if let Some(official) = lines(true).find_map(|(line, _)| told.get(&key(line))) {
        return Some(official.line.clone());
    }
    let rank = |told: &Told<'_>| (told.pages, told.edition.clone());
    let best = told.values().max_by_key(|told| rank(told))?;
    let rivals = told.values().filter(|other| rank(other) == rank(best));
    let is_open = rivals.clone().any(|other| other.line.method != best.line.method);
    // The page that comes last is the one that others are merged into.
    (!is_open).then(|| rivals.max_by_key(|told| position(drafts, told.line)).map(|told| told.line.clone()))?
}

/// What some pages say alike.
struct Told<'d> {
    pages: usize,
    /// The newest of them.
    edition: &'d Edition,
    line: &'d RequestLine,
}

fn position(drafts: &[Draft], line: &RequestLine) -> Option<usize> {
    drafts.iter().rposition(|draft| draft.request_line.as_ref() == Some(line))
}

/// What two pages of one request say alike: placeholders may have any names.
fn key(line: &RequestLine) -> (Method, String) {
    let segment = |segment: &str| if segment.starts_with('{') { "{}".to_owned() } else { segment.to_owned() };
    (line.method, line.path.split('/').map(segment).collect::<Vec<_>>().join("/"))
}

fn report(line: &RequestLine, believed: &RequestLine) -> Diagnostic {
    let [here, there] = [line, believed].map(|line| format!("{} {}", line.method.as_str(), line.path));
    let message = format!(
        "`{here}` here, but `{there}` in {}; the page was taken for one of another operation, and left out",
        believed.span
    );
    Diagnostic::new(Code::ForeignPage, line.span.clone(), message)
        .help("correct the name of the operation on the page, or remove the page")
}
