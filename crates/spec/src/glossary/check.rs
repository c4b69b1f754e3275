//! A glossary and its text go in; what in it could not stand in docs comes out.

use super::Glossary;
use crate::locate::{Step, locate};
use crate::{Code, Diagnostic, Docs, Span};

/// The longest text of a member: it is one line of a doc comment.
const LONGEST: usize = 100;

impl Glossary {
    /// What is wrong with the words of a file: members that are described twice, and texts that are no plain line.
    pub fn check(&self, file: &str, text: &str) -> Vec<Diagnostic> {
        let members = self.members.values().flat_map(|member| {
            let wrong = languages(&member.docs, wrong_sentence);
            wrong.into_iter().map(|(key, wrong)| (vec!["members", member.written.as_str(), key], wrong))
        });
        let words = self.words.iter().flat_map(|(words, docs)| {
            let mut wrong = languages(docs, |text, _| wrong_word(text));
            wrong.extend(wrong_key(words).map(|wrong| ("", wrong)));
            wrong.into_iter().map(|(key, wrong)| (vec!["words", words.as_str(), key], wrong))
        });
        let doubled = self.doubled.iter().map(|member| {
            (
                vec!["members", member.as_str()],
                "the member is described above by another spelling of its name",
            )
        });
        let operations = self.operations.iter().filter_map(|(operation, text)| {
            Some((vec!["operations", operation.as_str()], wrong_sentence(text, '.')?))
        });
        let wrong = members.chain(words).chain(operations).chain(doubled);
        wrong.map(|(path, wrong)| diagnostic(file, text, &path, wrong)).collect()
    }
}

fn diagnostic(file: &str, text: &str, path: &[&str], wrong: &str) -> Diagnostic {
    let steps: Vec<_> = path.iter().filter(|key| !key.is_empty()).map(|key| Step::Key(key)).collect();
    let (line, column) = locate(text, &steps);
    let message = format!("{wrong}: `{}`", path[1]);
    Diagnostic::new(Code::WrongWords, Span::new(file, line, column, 1), message)
        .help("write one short line of plain text, once for each member")
}

/// What is wrong with the texts, by their keys. An entry without any says nothing.
fn languages(
    docs: &Docs,
    wrong: impl Fn(&str, char) -> Option<&'static str>,
) -> Vec<(&'static str, &'static str)> {
    if docs.is_empty() {
        return vec![("", "there is a text in no language")];
    }
    let texts = [("en", &docs.en, '.'), ("zh", &docs.zh, '。')];
    texts.into_iter().filter_map(|(key, text, end)| Some((key, wrong(text.as_ref()?, end)?))).collect()
}

fn wrong_sentence(text: &str, end: char) -> Option<&'static str> {
    let Some(text) = text.strip_suffix(end) else { return Some("the text has no period at its end") };
    if text.chars().count() > LONGEST {
        return Some("the text is too long for a line");
    }
    if text.contains(end) {
        return Some("the text is more than one sentence");
    }
    wrong_word(text)
}

fn wrong_word(text: &str) -> Option<&'static str> {
    let is_markup = |c: char| c.is_control() || "`*_[]<>#|~\\".contains(c);
    if text.is_empty() || text.trim() != text {
        Some("the text is empty, or has blanks at its ends")
    } else {
        text.contains(is_markup).then_some("the text has a character that Markdown has a meaning for")
    }
}

/// Words are looked up in lower case, with one blank between them.
fn wrong_key(words: &str) -> Option<&'static str> {
    let is_plain =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    (!words.split(' ').all(is_plain)).then_some("no name has these words")
}

#[cfg(test)]
mod tests {
    use crate::{Glossary, yaml};

    #[test]
    fn what_could_not_stand_in_docs_is_told_with_its_place() {
        for (text, at, message) in [
            ("members:\n  Id: {en: ID}\n", (2, 12), "the text has no period at its end: `Id`"),
            ("members:\n  Id: {zh: ID.}\n", (2, 12), "the text has no period at its end: `Id`"),
            ("members:\n  Id: {en: One. Two.}\n", (2, 12), "the text is more than one sentence: `Id`"),
            ("members:\n  Id: {}\n", (2, 7), "there is a text in no language: `Id`"),
            (
                "members:\n  Id: {en: An *ID*.}\n",
                (2, 12),
                "the text has a character that Markdown has a meaning for: `Id`",
            ),
            (
                "members:\n  Id: {en: ID.}\n  iD: {en: ID.}\n",
                (3, 7),
                "the member is described above by another spelling of its name: `iD`",
            ),
            ("operations:\n  Run: Runs\n", (2, 8), "the text has no period at its end: `Run`"),
            ("words:\n  VPC: {en: VPC}\n", (2, 8), "no name has these words: `VPC`"),
            ("words:\n  vpc: {en: ''}\n", (2, 13), "the text is empty, or has blanks at its ends: `vpc`"),
        ] {
            let glossary: Glossary = yaml::read("glossary.yaml", text).unwrap();
            let found = glossary.check("glossary.yaml", text);
            let [found] = found.as_slice() else { panic!("{text}{found:?}") };
            assert_eq!((found.span.line, found.span.column, found.message.as_str()), (at.0, at.1, message));
        }
    }

    #[test]
    fn plain_lines_are_right() {
        let text = "{准备: Preparing, words: {load balancer: {zh: 负载均衡}}, members: {Tag.Key: {en: Key of the tag.}}}";
        let glossary: Glossary = yaml::read("glossary.yaml", text).unwrap();
        assert_eq!(glossary.check("glossary.yaml", text), []);
    }
}
