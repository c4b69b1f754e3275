//! The JSON body of requests, as the blocks of a page show it.

use crate::example::Examples;
use crate::example::evidence::Seen;
use crate::example::request_line::{Found, Shows};
use crate::example::skeleton;
use crate::page::text::{Piece, Source};
use alicloud_spec::ShownMember;
use alicloud_spec::example::{Content, Node, read_json};

/// The JSON body of requests, as blocks show it.
#[derive(Default)]
pub(crate) struct Body<'a> {
    /// The objects that blocks show.
    roots: Vec<Node<'a>>,
    /// The members that the block with the request line shows, with words for types in place of values: these are sent
    /// in the body.
    pub(crate) skeleton: Vec<String>,
    /// The members that examples show. Generators have put parameters there that are sent elsewhere.
    pub(crate) members: Vec<ShownMember>,
}

/// Reads the bodies of the block with the request line and of the request examples.
pub(crate) fn shown<'a>(source: &Source<'_>, found: Option<&Found<'a>>, examples: &Examples<'a>) -> Body<'a> {
    let mut body = Body::default();
    if let Some((_, mut root)) =
        found.filter(|found| found.shows == Shows::Form).and_then(|found| json(found.rest))
    {
        skeleton::fill(&mut root);
        body.skeleton.extend(names(&root).map(str::to_owned));
        body.roots.push(root);
    }
    for (shown, root) in examples.requests.iter().filter_map(|example| json(*example)) {
        let span = source.span(shown.to(1));
        body.members
            .extend(names(&root).map(|name| ShownMember { name: name.to_owned(), span: span.clone() }));
        body.roots.push(root);
    }
    body
}

impl Body<'_> {
    /// What all blocks together show.
    pub(crate) fn seen(&self) -> Seen<'_> {
        let mut seen = Seen::default();
        self.roots.iter().for_each(|root| seen.add(root));
        seen
    }
}

/// The object in a block. A brace in the first line belongs to the path or query.
fn json(block: Piece<'_>) -> Option<(Piece<'_>, Node<'_>)> {
    let open = block.text.find("\n{").map(|at| at + 1).or(block.text.starts_with('{').then_some(0))?;
    let json = block.from(open);
    let root = read_json(json.text).roots.into_iter().next()?;
    matches!(root.content, Content::Object(_)).then_some((json, root))
}

fn names<'n>(root: &'n Node<'_>) -> impl Iterator<Item = &'n str> {
    let members = match &root.content {
        Content::Object(members) => members.as_slice(),
        _ => &[],
    };
    members.iter().map(|(name, _)| &**name)
}
