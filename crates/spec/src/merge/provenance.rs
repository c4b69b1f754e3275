//! Provenance that a spec need not repeat.

use crate::{Member, Operation, Scalar, Shape, Source};

/// Leaves out that facts come from `file`: in the spec of an operation that has official metadata, what says nothing about
/// its source comes from there.
pub(super) fn imply(operation: &mut Operation, file: &str) {
    let members = operation.request.iter_mut().chain(&mut operation.headers);
    members.for_each(|member| imply_member(member, file));
    imply_shape(&mut operation.response, file);
    operation.errors.iter_mut().for_each(|error| drop_if_of(&mut error.source, file));
}

fn imply_member(member: &mut Member, file: &str) {
    drop_if_of(&mut member.source, file);
    imply_shape(&mut member.shape, file);
}

fn imply_shape(shape: &mut Shape, file: &str) {
    match shape {
        Shape::Structure(members) => members.iter_mut().for_each(|member| imply_member(member, file)),
        Shape::List(inner) | Shape::Map(inner) => imply_shape(inner, file),
        Shape::Shared(shared) => imply_shape(&mut shared.shape, file),
        Shape::Scalar(Scalar { json: Some(json), .. }) => imply_shape(json, file),
        Shape::Scalar(_) | Shape::Reference(_) | Shape::Any => {}
    }
}

fn drop_if_of(source: &mut Option<Source>, file: &str) {
    source.take_if(|source| *source.page == *file);
}
