//! An operation goes in; the same operation without prose and examples comes out.

use crate::{Docs, Member, Operation, Scalar, Shape};

impl Operation {
    /// Leaves only facts: names, types, places, codes and statuses. Sentences of pages, and the examples on them, belong
    /// to who wrote them; facts do not.
    pub fn into_facts(mut self) -> Self {
        self.docs = Docs::default();
        self.examples.clear();
        for error in &mut self.errors {
            error.message = None;
            error.docs = Docs::default();
        }
        self.request.iter_mut().for_each(strip_member);
        strip_shape(&mut self.response);
        self.headers.iter_mut().for_each(strip_member);
        self
    }
}

fn strip_member(member: &mut Member) {
    member.example = None;
    member.docs = Docs::default();
    strip_shape(&mut member.shape);
}

fn strip_shape(shape: &mut Shape) {
    match shape {
        Shape::Scalar(Scalar { values, json, .. }) => {
            values.iter_mut().for_each(|value| value.docs = Docs::default());
            json.iter_mut().for_each(|shape| strip_shape(shape));
        }
        Shape::List(inner) | Shape::Map(inner) => strip_shape(inner),
        Shape::Structure(members) => members.iter_mut().for_each(strip_member),
        Shape::Shared(shared) => strip_shape(&mut shared.shape),
        Shape::Reference(_) | Shape::Any => {}
    }
}
