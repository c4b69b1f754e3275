//! The members of a response, each at its depth.

use crate::cell::types::Declared;
use crate::example::evidence::{Seen, confirmed};
use crate::page::rows::Rows;
use crate::page::sink::Sink;
use crate::tree::context::Context;
use crate::tree::dotted;
use crate::tree::inner;
use crate::tree::leaf;
use crate::tree::members::{self, Built, Guess, TypeNames};
use crate::tree::nest::{self, Candidate};
use crate::tree::row::{Holds, Mark, Named};
use crate::tree::unlisted;
use crate::tree::wrapper;
use alicloud_spec::{Code, Member, Shape, Style};

/// A response as the page gives it.
pub(crate) struct Lowered {
    pub(crate) shape: Shape,
    /// How well the page bears out the depth of its rows, to be compared with other pages of the operation: by rows that
    /// the examples show where they were read, by marks, and by the number of rows.
    pub(crate) confirmed: u32,
    /// The member that holds what the examples show, where they leave out what is around it.
    pub(crate) envelope: Option<String>,
}

impl Lowered {
    /// Takes out the headers of the answer: today's pages list them as the members of `headers`, beside those of the body or a
    /// member `body` that is all of it.
    pub(crate) fn take_headers(&mut self) -> Vec<Member> {
        let Shape::Structure(members) = &mut self.shape else { return Vec::new() };
        let is_headers = |member: &Member| {
            member.name == "headers" && matches!(&member.shape, Shape::Structure(inner) if !inner.is_empty())
        };
        let Some(at) = members.iter().position(is_headers) else { return Vec::new() };
        let headers = members.remove(at).shape;
        if let [body] = members.as_mut_slice()
            && body.name == "body"
        {
            self.shape = std::mem::replace(&mut body.shape, Shape::Any);
        }
        headers.members().to_vec()
    }
}

/// What one mark is worth beside a row that the example shows.
const MARK: u32 = 500;

/// The shape of a response.
pub(crate) fn lower<'a>(
    sink: &mut Sink<'a>,
    context: &Context<'_>,
    tables: &[Rows<'a>],
    style: Option<Style>,
    seen: &Seen<'_>,
) -> Lowered {
    let all = seen;
    let mut inner = inner::of_response(sink, context, tables, seen);
    if let [_] = tables {
        inner.iter_mut().filter(|row| row.links_to_type()).for_each(|row| row.holds = Holds::Nothing);
    }
    let whole = inner.first().is_some_and(Named::is_whole).then(|| inner.remove(0).declared);
    let seen = whole.as_ref().map_or(seen, |whole| members::held(whole, seen));
    let named = dotted::unfold(sink, inner, seen);
    let envelope = envelope(&named, seen).map(str::to_owned);
    let enclosed = envelope.as_ref().map(|name| seen.clone().below(name));
    let seen = enclosed.as_ref().unwrap_or(seen);
    let mut named = unlisted::add(sink, named, seen);
    wrapper::fold(context.markup, &mut named, style, seen);
    let lists = wrapper::convention(&named, style, seen);
    let candidates: Vec<_> = named.iter().map(Candidate::new).collect();
    let parents = nest::parents(&candidates, seen);
    let marked = named.iter().filter(|row| row.mark == Mark::Child).map(|_| MARK).sum::<u32>();
    let leaves = named.into_iter().map(|named| leaf::leaf(sink.source, context, named)).collect();
    let Built { members, guessed } = members::of_rows(leaves, &parents, seen, lists, TypeNames::Kept);
    guessed.iter().for_each(|guess| report(sink, guess));
    let shape = match &whole {
        Some(whole) if members.is_empty() && *whole != Declared::Structure(None) => {
            members::walked(whole, Some(all))
        }
        Some(whole) => members::around(whole, Shape::Structure(members)),
        None => Shape::Structure(members),
    };
    Lowered { confirmed: confirmed(&shape, seen) + marked, shape, envelope }
}

/// Reports a list of which only the others of its operation tell how it is sent.
fn report(sink: &mut Sink<'_>, Guess { list, item, source }: &Guess) {
    let Some(source) = source else { return };
    let message = format!(
        "nothing shows how `{list}` travels; it is taken for {{\"{list}\": {{\"{item}\": […]}}}}, as the other lists are written"
    );
    let help = "add the list to the example of the page";
    sink.report_with_help(Code::GuessedWrapper, sink.source.line_text(source.line), message, help);
}

/// The structure around everything that the example leaves out: neither it nor a row before it is shown, nor the
/// identifier that every answer has, but most of what is shown is in the rows behind it.
fn envelope<'n>(named: &'n [Named<'_>], seen: &Seen<'_>) -> Option<&'n str> {
    let unseen = |row: &&Named<'_>| seen.member(&row.name).is_none();
    let at = named.iter().position(|row| row.may_contain() && !row.name.contains('.'))?;
    let (before, from) = named.split_at(at);
    let (envelope, behind) = from.split_first()?;
    let shown = seen.inner();
    let listed =
        shown.iter().filter(|(name, _)| behind.iter().any(|row| row.name.eq_ignore_ascii_case(name)));
    let fits = shown.len() > 1 && listed.count() * 4 >= shown.len() * 3;
    let whole = seen.member("RequestId").is_some();
    (fits && !whole && !before.is_empty() && before.iter().all(|row| unseen(&row)) && unseen(&envelope))
        .then_some(envelope.name.as_str())
}
