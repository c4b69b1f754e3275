//! What may be shown of what a service says: no secret of the call, no control character, and not without end.

use super::secret_name::is_secret_name;
use super::shown::{shown_message, shown_word};
use crate::encode::text;
use crate::identity::{Credentials, Identity};
use crate::model::present;
use crate::transport::{TransportError, causes, percent_encoded};
use crate::{Structure, View};
use std::collections::HashSet;
use zeroize::Zeroizing;

/// Bytes of a text that are looked at: what is shown, and what would have completed a secret at its end.
const LOOKED_AT: usize = 16 << 10;
/// So many bytes of a secret in a row give it away; services cut what they repeat.
const PART: usize = 12;

const REPEATS_A_SECRET: &str = "the message of the service is not shown, as it repeats a secret";
const REPEATS_THE_SIGNED: &str = "the message of the service is not shown, as it may repeat what was signed";

/// What a call must not show of an answer.
#[derive(Default)]
pub(crate) struct Redactions {
    secrets: Vec<Zeroizing<String>>,
    /// What else was signed, which answers to a wrong signature repeat.
    signed: Vec<Zeroizing<String>>,
}

impl Redactions {
    /// Those of a call with these credentials.
    pub(crate) fn of(credentials: &Credentials) -> Self {
        let mut redactions = Redactions::default();
        match credentials.identity() {
            Identity::AccessKey { id, secret } => {
                redactions.signed(id);
                redactions.secret(secret);
            }
            Identity::Bearer { token } => redactions.secret(token),
            Identity::Anonymous => {}
        }
        credentials.token().into_iter().for_each(|token| redactions.secret(token));
        redactions
    }

    /// Those of a request with one secret.
    pub(crate) fn with(secret: &str) -> Self {
        let mut redactions = Redactions::default();
        redactions.secret(secret);
        redactions
    }

    /// Adds a secret.
    pub(crate) fn secret(&mut self, value: &str) {
        add(&mut self.secrets, value);
    }

    /// Adds a value that is signed and no secret.
    pub(crate) fn signed(&mut self, value: &str) {
        add(&mut self.signed, value);
    }

    /// Adds the values of a parameter that nothing but its name is known of.
    pub(crate) fn parameter(&mut self, name: &str, view: View<'_>) {
        self.view(view, is_secret_name(name));
    }

    /// Adds the values of a request.
    pub(crate) fn request(&mut self, request: &dyn Structure) {
        self.view(View::Structure(request), false);
    }

    fn view(&mut self, view: View<'_>, secret: bool) {
        match view {
            View::Structure(structure) => {
                for (name, view) in present(structure) {
                    self.view(view, secret || structure.secrets().contains(&name));
                }
            }
            View::List(list) | View::Wrapped(_, list) => {
                (0..list.len()).for_each(|index| self.view(list.item(index), secret))
            }
            View::Map(map) => map.each(&mut |_, view| self.view(view, secret)),
            View::Any(crate::Json::Array(items)) => {
                items.iter().for_each(|item| self.view(View::Any(item), secret));
            }
            View::Any(crate::Json::Object(members)) => {
                for (name, member) in members {
                    self.view(View::Any(member), secret || is_secret_name(name));
                }
            }
            // What is signed of bytes is their hash.
            View::Blob(_) if !secret => {}
            scalar if secret => self.secret(&Zeroizing::new(text(scalar))),
            scalar => self.signed(&Zeroizing::new(text(scalar))),
        }
    }

    /// A message that came with a code, as it may be shown.
    pub(crate) fn message(&self, code: &str, message: &str) -> String {
        let message = beginning(message);
        if repeats_the_signed(code, message) {
            let words = first_words(message);
            let all = self.secrets.iter().chain(&self.signed);
            let hidden = words.is_empty() || holds_any(words, all);
            return if hidden { REPEATS_THE_SIGNED.to_owned() } else { format!("{words} …") };
        }
        if self.found_in(message) { REPEATS_A_SECRET.to_owned() } else { shown_message(message) }
    }

    /// A code, or the number of a request, as it may be shown; none if it holds a secret.
    pub(crate) fn word(&self, word: &str) -> Option<String> {
        (!self.found_in(word)).then(|| shown_word(word))
    }

    /// Whether a text holds a secret, or a good part of one, or is what was signed.
    pub(crate) fn found_in(&self, text: &str) -> bool {
        let text = beginning(text);
        repeats_the_signed("", text) || holds_any(text, self.secrets.iter())
    }
}

fn add(values: &mut Vec<Zeroizing<String>>, value: &str) {
    let value = value.trim();
    if !value.is_empty() {
        values.push(Zeroizing::new(value.to_owned()));
    }
}

fn beginning(text: &str) -> &str {
    let end = (0..4).find_map(|back| text.get(..LOOKED_AT - back));
    if text.len() > LOOKED_AT { end.unwrap_or_default() } else { text }
}

/// Whether an answer is one of those that repeat what the service would have signed.
fn repeats_the_signed(code: &str, message: &str) -> bool {
    const CODES: &[&str] =
        &["signature", "timestamp", "accesskey", "securitytoken", "ststoken", "bearertoken"];
    const WORDS: &[&str] = &[
        "string to sign",
        "stringtosign",
        "string-to-sign",
        "canonical",
        "x-acs-",
        "signaturenonce",
        "signature=",
        "authorization:",
    ];
    let [code, message] = [code, message].map(str::to_lowercase);
    CODES.iter().any(|part| code.contains(part)) || WORDS.iter().any(|part| message.contains(part))
}

/// The words that a text begins with, up to the one that is none: digits and signs may be of what was signed.
fn first_words(text: &str) -> &str {
    let is_word = |c: char| c.is_alphabetic() || matches!(c, ' ' | ',' | '.' | '\'' | '-');
    match text.find(|c| !is_word(c)) {
        Some(end) => text[..end].rsplit_once(' ').map_or("", |(words, _)| words).trim_end(),
        None => text.trim_end(),
    }
}

fn holds_any<'a>(text: &str, values: impl Iterator<Item = &'a Zeroizing<String>>) -> bool {
    let text = Zeroizing::new(text.to_lowercase());
    let parts: HashSet<_> = text.as_bytes().windows(PART).collect();
    let holds = |value: &str| match value.len() {
        0..4 => is_word_of(&text, value),
        4..=PART => text.contains(value),
        _ => value.as_bytes().windows(PART).any(|part| parts.contains(part)),
    };
    values.flat_map(|value| forms(value)).any(|form| holds(&form))
}

/// The forms in which a value may come back, in lower case: what was to be signed is encoded, and that twice.
fn forms(value: &str) -> [Zeroizing<String>; 5] {
    let once = percent_encoded(value);
    let form = once.replace("%20", "+");
    let twice = percent_encoded(&once);
    let json = crate::Json::from(value).to_string().trim_matches('"').to_owned();
    [value.to_owned(), once, form, twice, json].map(|form| Zeroizing::new(form.to_lowercase()))
}

/// Whether a value stands alone in a text: of two letters, chance makes any message hold them.
fn is_word_of(text: &str, value: &str) -> bool {
    text.match_indices(value).any(|(start, found)| {
        let before = text[..start].chars().next_back();
        let after = text[start + found.len()..].chars().next();
        [before, after].into_iter().flatten().all(|c| !c.is_alphanumeric())
    })
}

impl TransportError {
    /// Leaves out what must not be shown.
    pub(crate) fn redacted(self, redactions: &Redactions) -> Self {
        if repeats(&self, redactions) {
            TransportError::new(self.progress, redactions.message("", &self.message))
        } else {
            self
        }
    }
}

/// Whether an error, or one underneath, repeats a secret.
pub(super) fn repeats(error: &(dyn std::error::Error + 'static), redactions: &Redactions) -> bool {
    causes(error).any(|error| redactions.found_in(&format!("{error} {error:?}")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::shown::{MESSAGE, WORD};
    use crate::sample::Account;

    const TOKEN: &str = "CAIS/token+with=signs/and/many/letters";

    fn redactions() -> Redactions {
        let mut redactions = Redactions::of(&Credentials::temporary("theid", "thesecret", TOKEN, None));
        redactions.request(&Account::holding("hunter 2", "thekey"));
        redactions
    }

    #[test]
    fn secrets_are_cut_by_value_whatever_the_code_and_the_form() {
        let once = percent_encoded(TOKEN);
        for said in [
            TOKEN.to_owned(),
            once.clone(),
            percent_encoded(&once),
            TOKEN.to_uppercase(),
            TOKEN[..20].to_owned(),
            "hunter 2".to_owned(),
            "hunter+2".to_owned(),
            "thekey".to_owned(),
            "thesecret".to_owned(),
        ] {
            let message = format!("The value `{said}` is wrong.");
            assert_eq!(redactions().message("InvalidParameter", &message), REPEATS_A_SECRET, "{said}");
            assert_eq!(redactions().word(&said), None, "{said}");
        }
        let message = "The account `inner` of theid is wrong.";
        assert_eq!(redactions().message("InvalidParameter", message), message);
    }

    #[test]
    fn of_what_was_signed_only_the_first_words_are_shown() {
        let redactions = redactions();
        for (code, message, expected) in [
            (
                "SignatureDoesNotMatch",
                "It differs. server string to sign is:GET&%2F&Name%3Dinner",
                "It differs. server string to sign …",
            ),
            ("IncompleteSignature", "GET\n/\nName=inner", REPEATS_THE_SIGNED),
            (
                "InvalidTimeStamp.Expired",
                "Specified time stamp is expired.",
                "Specified time stamp is expired. …",
            ),
            ("InvalidAccessKeyId.NotFound", "The key theid is unknown.", REPEATS_THE_SIGNED),
            ("Odd", "CanonicalRequest inner", REPEATS_THE_SIGNED),
        ] {
            assert_eq!(redactions.message(code, message), expected, "{message}");
        }
    }

    #[test]
    fn short_secrets_are_found_as_words() {
        let mut redactions = Redactions::default();
        redactions.secret("it");
        assert_eq!(redactions.message("X", "A wait."), "A wait.");
        assert_eq!(redactions.message("X", "Not `it`."), REPEATS_A_SECRET);
    }

    #[test]
    fn control_characters_are_escaped_and_long_texts_end() {
        let redactions = redactions();
        assert_eq!(redactions.message("X", "a\u{1b}[2J\nb\u{202e}c"), "a\\u{1b}[2J\\nb\\u{202e}c");
        assert_eq!(redactions.message("X", &"é".repeat(100_000)).chars().count(), MESSAGE + 1);
        assert_eq!(redactions.word(&"é".repeat(100_000)).unwrap().chars().count(), WORD + 1);
    }
}
