//! What in an answer tells success.

use crate::{Entry, Field, Json, Slot, Structure, Table, WithFields};

/// What the code of an answer is.
#[cfg(feature = "testing")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CodeIs {
    Text,
    Number,
}

/// What in an answer with a 2xx status tells success.
#[derive(Clone, Copy, Debug)]
pub struct Success {
    /// The members that tell: the flag, then the code; empty where there is none.
    members: [&'static str; 2],
    /// The codes that mean success, beside the numbers from 200 to 299.
    accept: &'static [&'static str],
    silence: Silence,
}

/// What an answer means that has none of the members that tell, of an operation that is documented to have one.
#[derive(Clone, Copy, Debug)]
enum Silence {
    Fault,
    Success,
}

impl Success {
    /// Only the HTTP status tells.
    pub const BY_STATUS: Success = Success::new("", "", &[]);

    /// `flag` is a boolean member: false is a failure, and where the answer has it, it decides alone. `code` is a member
    /// with a code: a failure unless it is a number from 200 to 299 or in `accept`. Either may be empty for none.
    pub const fn new(flag: &'static str, code: &'static str, accept: &'static [&'static str]) -> Self {
        Success { members: [flag, code], accept, silence: Silence::Fault }
    }

    /// The same for a service whose answers lack members that they are documented to have: one without any of those that
    /// tell is a success.
    pub const fn or_silence(self) -> Self {
        Success { silence: Silence::Success, ..self }
    }

    /// The flag and the code, as far as an answer must have one of them: they are among the members that the response is
    /// documented to have.
    pub(crate) fn needed(&self, members: &[&str]) -> Vec<&'static str> {
        match self.silence {
            Silence::Fault => self.members.into_iter().filter(|name| members.contains(name)).collect(),
            Silence::Success => Vec::new(),
        }
    }

    /// What an answer with these documented members says that is a success, by name; the code as a word if it may be one.
    #[cfg(feature = "testing")]
    pub(crate) fn told(&self, documented: &[&str], code_is: CodeIs) -> Vec<(&'static str, Json)> {
        let [flag, code] = self.members;
        let word = self.accept.first().filter(|_| code_is == CodeIs::Text);
        let mut told = vec![(flag, true.into()), (code, word.copied().unwrap_or("200").into())];
        told.retain(|(name, _)| documented.contains(name));
        told
    }

    /// What an answer says of success; `read` reads it into what is looked for.
    pub(crate) fn judge(&'static self, read: impl FnOnce(Slot<'_>)) -> Judgement {
        if self.members == [""; 2] {
            return Judgement::Success;
        }
        let mut probe = Probe::new(&self.members);
        read(Slot::Structure(&mut probe));
        let [flag, code] = &probe.values;
        match flag.as_ref().and_then(text).as_deref() {
            Some("true") => return Judgement::Success,
            Some("false") => return Judgement::Failure,
            _ => {}
        }
        match code.as_ref().and_then(text).filter(|code| !code.is_empty()) {
            None => Judgement::Silence,
            Some(code) if self.accepts(&code) => Judgement::Success,
            Some(_) => Judgement::Failure,
        }
    }

    fn accepts(&self, code: &str) -> bool {
        code.parse::<f64>().is_ok_and(|code| (200.0..300.0).contains(&code)) || self.accept.contains(&code)
    }
}

/// What an answer with a 2xx status says of success.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Judgement {
    Success,
    Failure,
    /// It has neither the flag nor the code.
    Silence,
}

/// Some members of an answer, of whatever types; everything else in it is skipped.
pub(crate) struct Probe<const N: usize> {
    names: &'static [&'static str; N],
    pub(crate) values: [Option<Json>; N],
}

impl<const N: usize> Probe<N> {
    pub(crate) fn new(names: &'static [&'static str; N]) -> Self {
        Probe { names, values: [const { None }; N] }
    }
}

impl<const N: usize> Structure for Probe<N> {
    fn fields(&mut self, with: WithFields<'_>) {
        with(&mut self.values.each_mut().map(|value| value as &mut dyn Field));
    }
    fn entry(&self, index: usize) -> Entry<'_> {
        let table = Table::new(self.names, &[], &[]);
        Entry { table, field: self.values.get(index).map(|value| value as &dyn Field) }
    }
}

fn text(value: &Json) -> Option<String> {
    match value {
        Json::String(text) => Some(text.trim().to_lowercase())
            .filter(|text| matches!(text.as_str(), "true" | "false"))
            .or_else(|| Some(text.trim().to_owned())),
        Json::Bool(value) => Some(value.to_string()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decode::fill_from_json;

    #[test]
    fn success_is_a_matter_of_the_body() {
        use Judgement::{Failure, Silence, Success as Fine};
        static BOTH: Success = Success::new("Success", "Code", &[]);
        static BY_CODE: Success = Success::new("", "Code", &["OK"]);
        for (rule, body, judgement) in [
            (&BOTH, r#"{"Success": false, "Code": "200"}"#, Failure),
            (&BOTH, r#"{"Success": "false"}"#, Failure),
            (&BOTH, r#"{"Success": true, "Code": "500"}"#, Fine),
            (&BOTH, r#"{"Code": "404"}"#, Failure),
            (&BOTH, r#"{"Code": 200, "ErrorCode": "InvalidParameter.NotEmpty"}"#, Fine),
            (&BOTH, "{}", Silence),
            (&BOTH, r#"{"Success": "perhaps", "Code": ""}"#, Silence),
            (&Success::BY_STATUS, "{}", Fine),
            (&BY_CODE, r#"{"Code": "OK", "Success": false}"#, Fine),
            (&BY_CODE, r#"{"Code": 204}"#, Fine),
            (&BY_CODE, r#"{"Code": "ChangeFinished"}"#, Failure),
        ] {
            let found = rule.judge(|slot| drop(fill_from_json(slot, body.as_bytes()).unwrap()));
            assert_eq!(found, judgement, "{body}");
        }
    }

    #[test]
    fn what_tells_success_must_be_there_if_it_is_documented_and_kept_to() {
        let rule = Success::new("Success", "Code", &[]);
        assert_eq!(rule.needed(&["Code", "Data"]), ["Code"]);
        assert!(rule.needed(&["Data"]).is_empty());
        assert!(rule.or_silence().needed(&["Code", "Data"]).is_empty());
    }
}
