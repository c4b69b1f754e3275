//! The shapes that example values show at each path, all examples together.

use alicloud_spec::Shape;
use alicloud_spec::example::{Content, Node};
use std::borrow::Cow;
use std::collections::BTreeMap;
use unicase::Ascii;

/// How many members of a shape the examples show where they are in it, in thousands, and how many there are.
pub(crate) fn confirmed(shape: &Shape, seen: &Seen<'_>) -> u32 {
    fn count(shape: &Shape, seen: Option<&Seen<'_>>) -> (u32, u32) {
        shape.members().iter().fold((0, 0), |(shown, all), member| {
            let seen = seen.and_then(|seen| seen.member(&member.name));
            let (inner_shown, inner_all) = count(&member.shape, seen);
            (shown + inner_shown + u32::from(seen.is_some()), all + inner_all + 1)
        })
    }
    let (shown, all) = count(shape, Some(seen));
    shown * 1000 + all
}

/// What examples show at one path.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Seen<'n> {
    /// The forms of the values that were seen.
    pub(crate) forms: Forms,
    /// How many structures were seen here.
    structures: usize,
    /// The last of the structures around it that has this.
    last: usize,
    /// Members by name, in the order seen.
    members: Vec<(&'n str, Seen<'n>)>,
    /// The indexes of members, by name.
    indexes: BTreeMap<Ascii<&'n str>, Vec<usize>>,
    /// The items of lists, taken together.
    pub(crate) items: Option<Box<Seen<'n>>>,
}

/// The forms that values had at one path.
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
    /// A scalar that is neither empty nor holds JSON.
    pub(crate) value: bool,
}

impl<'n> Seen<'n> {
    /// Takes in a value.
    pub(crate) fn add(&mut self, node: &'n Node<'n>) {
        self.forms.value |= node.scalar_text().is_some_and(is_value);
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

    fn add_members(&mut self, members: &'n [(Cow<'n, str>, Node<'n>)]) {
        self.structures += 1;
        let this = self.structures;
        for (name, node) in members {
            let index = self.index(name.trim());
            let seen = &mut self.members[index].1;
            // A name that repeats is how XML writes a list.
            seen.forms.list |= std::mem::replace(&mut seen.last, this) == this;
            seen.add(node);
        }
    }

    /// The index of the member of exactly that name; it is added where there is none.
    fn index(&mut self, name: &'n str) -> usize {
        if let Some(index) = self.position(name).filter(|index| self.members[*index].0 == name) {
            return index;
        }
        let last = self.members.len();
        self.members.push((name, Seen::default()));
        self.indexes.entry(Ascii::new(name)).or_default().push(last);
        last
    }

    /// The index of a member of that name, in any case when none has it exactly.
    fn position(&self, name: &str) -> Option<usize> {
        let indexes = self.indexes.get(&Ascii::new(name))?;
        indexes.iter().find(|index| self.members[**index].0 == name).or(indexes.first()).copied()
    }

    /// The structure here, or the one that the list here holds.
    fn structure(&self) -> &Seen<'n> {
        match &self.items {
            Some(items) if self.members.is_empty() => items.structure(),
            _ => self,
        }
    }

    /// The members of the structure here, or of the structures that the list here holds.
    pub(crate) fn inner(&self) -> &[(&'n str, Seen<'n>)] {
        &self.structure().members
    }

    /// The member of that name, in any case when none has it exactly, with its name.
    pub(crate) fn entry(&self, name: &str) -> Option<&(&'n str, Seen<'n>)> {
        let structure = self.structure();
        structure.position(name).and_then(|index| structure.members.get(index))
    }

    /// The member of that name, in any case when none has it exactly.
    pub(crate) fn member(&self, name: &str) -> Option<&Seen<'n>> {
        self.entry(name).map(|(_, seen)| seen)
    }

    /// What was seen under one of the names here, where a map has whatever names it likes: the first that has most members.
    pub(crate) fn any_value(&self) -> Option<&Seen<'n>> {
        let inner = self.inner().iter().map(|(_, seen)| seen);
        inner.rev().max_by_key(|seen| seen.inner().len())
    }

    /// Whether this is what generators of examples fill a value with that can hold anything.
    pub(crate) fn is_filled(&self) -> bool {
        matches!(self.inner(), [("test", _), ("test2", _)])
    }

    /// Visits all names, at any depth.
    pub(crate) fn each_name(&self, visit: &mut impl FnMut(&'n str)) {
        for (name, inside) in self.inner() {
            visit(name);
            inside.each_name(visit);
        }
    }

    /// The only member of the structure here, where it has but one.
    pub(crate) fn only_member(&self) -> Option<(&'n str, &Seen<'n>)> {
        match self.inner() {
            [(name, seen)] => Some((name, seen)),
            _ => None,
        }
    }

    /// Whether scalars that say something, and no structures, were seen here or in the list here.
    pub(crate) fn has_values(&self) -> bool {
        let structure = self.structure();
        structure.forms.value && structure.members.is_empty()
    }

    /// A structure whose only member is this.
    pub(crate) fn below(self, name: &'n str) -> Self {
        let forms = Forms { structure: true, ..Forms::default() };
        let indexes = BTreeMap::from([(Ascii::new(name), vec![0])]);
        Seen { forms, members: vec![(name, self)], indexes, ..Seen::default() }
    }

    /// The items, where this is a wrapped list.
    pub(crate) fn unwrapped(&self) -> &Seen<'n> {
        match self.only_member() {
            Some((_, items)) if items.is_list() => items,
            _ => self,
        }
    }

    /// What was seen under a name, at any depth; the outermost counts.
    pub(crate) fn find(&self, name: &str) -> Option<&Seen<'n>> {
        let inner = self.inner();
        self.member(name).or_else(|| inner.iter().find_map(|(_, seen)| seen.find(name)))
    }

    /// Whether a list was seen here.
    pub(crate) fn is_list(&self) -> bool {
        self.forms.list
    }
}

/// Whether a scalar is neither empty nor holds JSON.
fn is_value(text: &str) -> bool {
    !text.trim().is_empty() && !text.trim_start().starts_with(['{', '['])
}
