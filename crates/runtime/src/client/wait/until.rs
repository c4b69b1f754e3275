//! When waiting ends: what an answer, or an error, says about the state that is waited for.

use crate::View;
use crate::encode::text;
use crate::model::present;

/// When waiting ends.
#[derive(Clone, Copy, Debug)]
pub struct Until {
    member: &'static [&'static str],
    success: &'static [&'static str],
    failure: &'static [&'static str],
    quantifier: Quantifier,
    absent: Option<End>,
    success_codes: &'static [&'static str],
    pending_codes: &'static [&'static str],
}

/// How many of several values have to be as they should.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Quantifier {
    All,
    Any,
}

/// How waiting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Success,
    Failure,
}

/// What an answer shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    /// So many values, all of which are as they should.
    Well(usize),
    /// What ends the waiting well, whatever else there is.
    Success,
    /// What ends it badly, by this value.
    Failure(String),
    /// Neither.
    Early,
    /// No value, which means neither.
    Nothing,
}

/// Where among the pages an answer stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// It is the first, or the only one.
    First,
    /// It comes after others.
    Later,
}

/// What an error code means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    Success,
    Early,
    /// That the call failed.
    Error,
}

impl Until {
    /// What generated code calls: the member that is watched, and the values that end the waiting.
    pub const fn new(
        member: &'static [&'static str],
        success: &'static [&'static str],
        failure: &'static [&'static str],
    ) -> Self {
        let (quantifier, absent) = (Quantifier::All, None);
        Until { member, success, failure, quantifier, absent, success_codes: &[], pending_codes: &[] }
    }

    /// The same where one of several values is enough, of those that the first page has if there are pages.
    pub const fn any(self) -> Self {
        Until { quantifier: Quantifier::Any, ..self }
    }

    /// The same where it is success that there is no value.
    pub const fn gone(self) -> Self {
        Until { absent: Some(End::Success), ..self }
    }

    /// The same where it is failure that there is no value.
    pub const fn present(self) -> Self {
        Until { absent: Some(End::Failure), ..self }
    }

    /// The same where these error codes mean what the values of success do.
    pub const fn success_codes(self, codes: &'static [&'static str]) -> Self {
        Until { success_codes: codes, ..self }
    }

    /// The same where these error codes mean that it is too early.
    pub const fn pending_codes(self, codes: &'static [&'static str]) -> Self {
        Until { pending_codes: codes, ..self }
    }

    /// What an answer shows; of a page after others, that it has nothing means no more.
    pub(super) fn shown(&self, response: View<'_>, place: Place) -> Shown {
        let mut values = Vec::new();
        collect(response, self.member, &mut values);
        if values.is_empty() {
            return match (self.absent, place) {
                (Some(End::Success), Place::First) => Shown::Success,
                (Some(End::Failure), Place::First) => Shown::Failure("absent".to_owned()),
                (None, _) | (_, Place::Later) => Shown::Nothing,
            };
        }
        if let Some(failed) = values.iter().find(|value| self.failure.contains(&value.as_str())) {
            return Shown::Failure(failed.clone());
        }
        let mut well = values.iter().map(|value| self.success.contains(&value.as_str()));
        match self.quantifier {
            Quantifier::All if well.all(|well| well) => Shown::Well(values.len()),
            Quantifier::Any if well.any(|well| well) => Shown::Success,
            Quantifier::All | Quantifier::Any => Shown::Early,
        }
    }

    /// What an error code means.
    pub(super) fn meaning(&self, code: Option<&str>) -> Meaning {
        match code {
            Some(code) if self.success_codes.contains(&code) => Meaning::Success,
            Some(code) if self.pending_codes.contains(&code) => Meaning::Early,
            _ => Meaning::Error,
        }
    }
}

/// Adds the values at the end of a way, through structures and the items of lists.
fn collect(view: View<'_>, way: &[&str], values: &mut Vec<String>) {
    match (view, way) {
        (View::Absent, _) => {}
        (View::List(list) | View::Wrapped(_, list), way) => {
            // On the wire there is a step more: the structure around the list.
            let way = match (view, way) {
                (View::Wrapped(item, _), [first, rest @ ..]) if *first == item => rest,
                _ => way,
            };
            (0..list.len()).for_each(|index| collect(list.item(index), way, values));
        }
        (View::Structure(structure), [name, rest @ ..]) => {
            let found = present(structure).find(|(known, _)| known == name);
            found.into_iter().for_each(|(_, view)| collect(view, rest, values));
        }
        (scalar, []) => values.push(text(scalar)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Field, decode_json};

    struct Thing {
        status: Option<String>,
    }

    crate::structure! { Thing {
        status = "Status",
    } }

    struct Things {
        things: Vec<Thing>,
    }

    crate::structure! { Things {
        things = "Things" / "Thing",
    } }

    /// What an answer about things in these states shows.
    fn shown(until: &Until, states: &[&str]) -> Shown {
        let things: Vec<_> = states.iter().map(|state| format!(r#"{{"Status": "{state}"}}"#)).collect();
        let json = format!(r#"{{"Things": {{"Thing": [{}]}}}}"#, things.join(", "));
        let things = decode_json::<Things>(json.as_bytes()).unwrap().value;
        until.shown(things.view(), Place::First)
    }

    #[test]
    fn all_or_any_of_several_end_a_wait_and_so_may_none() {
        let all = Until::new(&["Things", "Thing", "Status"], &["Running"], &["Broken"]);
        let (any, gone, present) = (all.any(), all.gone(), all.present());
        let failure = |state: &str| Shown::Failure(state.to_owned());
        for (states, expected) in [
            (&["Running", "Running"][..], [Shown::Well(2), Shown::Success, Shown::Well(2), Shown::Well(2)]),
            (&["Running", "Starting"], [Shown::Early, Shown::Success, Shown::Early, Shown::Early]),
            (&["Starting"], [Shown::Early, Shown::Early, Shown::Early, Shown::Early]),
            (
                &["Running", "Broken"],
                [failure("Broken"), failure("Broken"), failure("Broken"), failure("Broken")],
            ),
            (&[], [Shown::Nothing, Shown::Nothing, Shown::Success, failure("absent")]),
        ] {
            let found = [all, any, gone, present].map(|until| shown(&until, states));
            assert_eq!(found, expected, "{states:?}");
        }
    }

    #[test]
    fn error_codes_mean_what_is_said_of_them() {
        let until = Until::new(&[], &[], &[]).success_codes(&["Gone"]).pending_codes(&["Early", "Later"]);
        for (code, meaning) in [
            (Some("Gone"), Meaning::Success),
            (Some("Later"), Meaning::Early),
            (Some("gone"), Meaning::Error),
            (None, Meaning::Error),
        ] {
            assert_eq!(until.meaning(code), meaning, "{code:?}");
        }
    }
}
