//! Example values go in; what shapes they show at each path, all examples together, comes out.

use alicloud_spec::Shape;
use alicloud_spec::example::{Content, Node};

/// How many members of a shape the examples show where they stand in it, in thousands, and how many there are.
pub(crate) fn confirmed(shape: &Shape, seen: &Seen) -> u32 {
    fn count(shape: &Shape, seen: Option<&Seen>) -> (u32, u32) {
        shape.members().iter().fold((0, 0), |(shown, all), member| {
            let seen = seen.and_then(|seen| seen.member(&member.name));
            let (inner_shown, inner_all) = count(&member.shape, seen);
            (shown + inner_shown + u32::from(seen.is_some()), all + inner_all + 1)
        })
    }
    let (shown, all) = count(shape, Some(seen));
    shown * 1000 + all
}

/// What examples show in one place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen {
    /// The forms of the values that were seen.
    pub(crate) forms: Forms,
    /// Members by name, in the order seen.
    pub(crate) members: Vec<(String, Seen)>,
    /// The items of lists, taken together.
    pub(crate) items: Option<Box<Seen>>,
}

/// The forms that values had in one place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Forms {
    pub(crate) structure: bool,
    pub(crate) list: bool,
    pub(crate) string: bool,
    pub(crate) boolean: bool,
    pub(crate) whole: bool,
    pub(crate) fraction: bool,
    /// XML text, which has no type.
    pub(crate) text: bool,
}

impl Seen {
    /// Takes in a value.
    pub(crate) fn add(&mut self, node: &Node) {
        match &node.content {
            Content::Null => {}
            Content::Boolean(_) => self.forms.boolean = true,
            Content::Number(text) if text.contains(['.', 'e', 'E']) => self.forms.fraction = true,
            Content::Number(_) => self.forms.whole = true,
            Content::String(_) => self.forms.string = true,
            Content::Text(_) => self.forms.text = true,
            Content::List(items) => {
                self.forms.list = true;
                let seen = self.items.get_or_insert_default();
                items.iter().for_each(|item| seen.add(item));
            }
            Content::Object(members) => {
                self.forms.structure = true;
                self.add_members(members);
            }
        }
    }

    fn add_members(&mut self, members: &[(String, Node)]) {
        for (index, (name, node)) in members.iter().enumerate() {
            // A name that repeats is how XML writes a list.
            let repeats = members[..index].iter().any(|(earlier, _)| earlier == name);
            let seen = self.member_mut(name.trim());
            if repeats {
                seen.forms.list = true;
            }
            seen.add(node);
        }
    }

    fn member_mut(&mut self, name: &str) -> &mut Seen {
        let index = match self.members.iter().position(|(known, _)| known == name) {
            Some(index) => index,
            None => {
                self.members.push((name.to_owned(), Seen::default()));
                self.members.len() - 1
            }
        };
        &mut self.members[index].1
    }

    /// The members of the structure here, or of the structures that the list here holds.
    pub(crate) fn inner(&self) -> &[(String, Seen)] {
        match &self.items {
            Some(items) if self.members.is_empty() => items.inner(),
            _ => &self.members,
        }
    }

    /// The member of that name, in any case when none has it exactly.
    pub(crate) fn member(&self, name: &str) -> Option<&Seen> {
        let members = self.inner();
        let exact = members.iter().find(|(known, _)| known == name);
        exact
            .or_else(|| members.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)))
            .map(|(_, seen)| seen)
    }

    /// The only member of the structure here, where it has but one.
    pub(crate) fn only_member(&self) -> Option<(&str, &Seen)> {
        match self.inner() {
            [(name, seen)] => Some((name, seen)),
            _ => None,
        }
    }

    /// A structure whose only member is this.
    pub(crate) fn below(self, name: &str) -> Seen {
        let forms = Forms { structure: true, ..Forms::default() };
        Seen { forms, members: vec![(name.to_owned(), self)], items: None }
    }

    /// The items, where this is a list that travels wrapped.
    pub(crate) fn unwrapped(&self) -> &Seen {
        match self.only_member() {
            Some((_, items)) if items.is_list() => items,
            _ => self,
        }
    }

    /// What was seen under a name, at any depth; the outermost counts.
    pub(crate) fn find(&self, name: &str) -> Option<&Seen> {
        let inner = self.inner();
        self.member(name).or_else(|| inner.iter().find_map(|(_, seen)| seen.find(name)))
    }

    /// Whether only a list was seen here.
    pub(crate) fn is_list(&self) -> bool {
        self.forms.list
    }
}
