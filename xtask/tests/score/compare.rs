//! An operation and its definitions go in; each fact of it is counted as a hit or a miss.

use super::definitions::{Definition, Editions, Field, Type};
use super::flat::{Paths, Request, around, response};
use super::{Metric, Scores};
use alicloud_spec::Operation;
use std::collections::BTreeSet;

/// In lower case, what every operation takes, so that pages leave it out, and what services send one another.
const COMMON: &str = "accesskeyid acceptlanguage action app_ip callerbidemail callerbidloginemail callerparentid calleruid \
    calleruidemail clienttoken format lang owneraccount ownerid product proxy_original_security_transport \
    proxy_original_source_ip regionid resourcegroupid resourceowneraccount resourceownerid securitytoken sourceip \
    stsaccesskeyid tenant userclientip version";

/// Of these, what pages name whether or not it is defined.
const ANYWHERE: &str = "owneraccount ownerid regionid resourceowneraccount resourceownerid";

/// Types that tell nothing of what is in them: strings hold JSON now and then.
const OPAQUE: [&str; 3] = ["any", "map", "string"];

/// The same in responses.
const OPAQUE_RESPONSE: [&str; 6] = ["any", "map", "string", "array<any>", "array<map>", "array<string>"];

/// Compares an operation with its definitions. What any of them says counts as right.
pub(super) fn compare(operation: &Operation, editions: &Editions<'_>, scores: &mut Scores) {
    let name = format!("{} {} {}", operation.product, operation.version, operation.name);
    let definitions: Vec<_> = editions.all().collect();
    let has_own_path = definitions.first().is_some_and(|newest| newest.style == "ROA");
    let has_both = editions.newest.is_some() && !editions.near.is_empty();
    let mut comparison = Comparison { name, has_own_path, has_both, scores };
    comparison.line(operation, &definitions);
    comparison.request(operation, &definitions);
    comparison.response(operation, &definitions);
}

struct Comparison<'s> {
    /// Of the operation, for people.
    name: String,
    has_own_path: bool,
    /// Whether it is defined both now and when the pages were written: what all say was known then.
    has_both: bool,
    scores: &'s mut Scores,
}

/// The metrics of one direction.
struct Metrics {
    name: Metric,
    r#type: Metric,
    recall: Metric,
}

const REQUEST: Metrics =
    Metrics { name: Metric::RequestName, r#type: Metric::RequestType, recall: Metric::RequestRecall };

const RESPONSE: Metrics =
    Metrics { name: Metric::ResponseName, r#type: Metric::ResponseType, recall: Metric::ResponseRecall };

impl Comparison<'_> {
    fn line(&mut self, operation: &Operation, definitions: &[&Definition]) {
        let style = format!("{:?}", operation.style).to_uppercase();
        self.one_of(Metric::Style, "style", &style, definitions.iter().take(1).map(|one| one.style.clone()));
        if self.has_own_path {
            let methods = definitions.iter().map(|one| one.method.clone());
            self.one_of(Metric::Method, "method", operation.method.as_str(), methods);
            let paths = definitions.iter().map(|one| skeleton(&one.pathname));
            self.one_of(Metric::Path, "path", &skeleton(&operation.path), paths);
        }
    }

    fn request(&mut self, operation: &Operation, definitions: &[&Definition]) {
        let fields: Vec<Field> = operation.request.iter().map(Field::from).collect();
        let said = Request::new(&fields);
        let defined: Vec<_> = definitions.iter().map(|one| Request::new(&one.request)).collect();
        let types: Vec<_> = defined.iter().map(|request| &request.types).collect();
        let has_opaque_body = defined.iter().any(|request| request.opaque_body);
        let excused = |path: &str| {
            let parameter = path.split('.').next().unwrap_or(path);
            listed(ANYWHERE, path)
                || is_within(&types, path, &OPAQUE)
                || (has_opaque_body && said.locations.get(parameter) == Some(&Some("body")))
        };
        self.types(&REQUEST, &said.types, &types, excused);
        let is_common = |part: Option<&str>| part.is_some_and(|part| listed(COMMON, part));
        self.recall(&REQUEST, &said.types, &types, |path| {
            is_common(path.split('.').next()) || is_common(path.rsplit('.').next())
        });
        if self.has_own_path {
            self.locations(&said, &defined);
        }
    }

    fn response(&mut self, operation: &Operation, definitions: &[&Definition]) {
        let said = response(Some(&Type::from(&operation.response)));
        let defined: Vec<_> = definitions.iter().map(|one| response(one.response.as_ref())).collect();
        if defined.iter().all(Paths::is_empty) {
            return;
        }
        let types: Vec<_> = defined.iter().collect();
        self.types(&RESPONSE, &said, &types, |path| is_within(&types, path, &OPAQUE_RESPONSE));
        self.recall(&RESPONSE, &said, &types, |_| false);
    }

    /// Names and types. A name that is `excused` need not be defined.
    fn types(&mut self, metrics: &Metrics, said: &Paths, defined: &[&Paths], excused: impl Fn(&str) -> bool) {
        for (path, r#type) in said {
            let types: Vec<_> = defined.iter().filter_map(|paths| paths.get(path)).cloned().collect();
            if types.is_empty() && excused(path) {
                continue;
            }
            let name = &self.name;
            self.scores.add(metrics.name, !types.is_empty(), || format!("{name}: {path} is not defined"));
            if !types.is_empty() {
                self.one_of(metrics.r#type, path, r#type, types);
            }
        }
    }

    /// What all definitions have. What lies in a string or map need not be told.
    fn recall(
        &mut self,
        metrics: &Metrics,
        said: &Paths,
        defined: &[&Paths],
        excused: impl Fn(&str) -> bool,
    ) {
        let [first, rest @ ..] = defined else { return };
        let is_stable = |path: &String| self.has_both && rest.iter().all(|paths| paths.contains_key(path));
        for path in first.keys().filter(|path| is_stable(path) && !excused(path)) {
            let has = said.contains_key(path) || is_within(&[said], path, &["map", "string"]);
            let name = &self.name;
            self.scores.add(metrics.recall, has, || format!("{name}: {path} is missing"));
        }
    }

    /// Where parameters are sent. A definition that does not say so agrees with everything.
    fn locations(&mut self, said: &Request<'_>, defined: &[Request<'_>]) {
        for (parameter, location) in &said.locations {
            let locations = defined.iter().filter_map(|request| request.locations.get(parameter));
            let mut locations =
                locations.map(|one| one.or(*location).unwrap_or_default().to_owned()).peekable();
            if locations.peek().is_some() {
                self.one_of(Metric::RequestLocation, parameter, location.unwrap_or_default(), locations);
            }
        }
    }

    /// Counts whether `said` is one of `defined`.
    fn one_of(&mut self, metric: Metric, path: &str, said: &str, defined: impl IntoIterator<Item = String>) {
        let defined: BTreeSet<_> = defined.into_iter().collect();
        self.scores.add(metric, defined.contains(said), || {
            let defined = defined.into_iter().collect::<Vec<_>>().join(" or ");
            format!("{}: {path} {said} is defined as {defined}", self.name)
        });
    }
}

fn listed(words: &str, name: &str) -> bool {
    words.split_whitespace().any(|word| word.eq_ignore_ascii_case(name))
}

/// Whether the path lies in something of one of `words`.
fn is_within(paths: &[&Paths], path: &str, words: &[&str]) -> bool {
    let types = around(path).flat_map(|outer| paths.iter().filter_map(move |paths| paths.get(outer)));
    types.into_iter().any(|word| words.contains(&word.as_str()))
}

/// The path in lower case with `{}` for each placeholder, which definitions write `{Name}` or `[Name]`.
fn skeleton(path: &str) -> String {
    let mut skeleton = String::new();
    for part in path.trim_end_matches('/').split_inclusive(['}', ']']) {
        match part.split_once(['{', '[']) {
            Some((before, _)) => skeleton.extend([before, "{}"]),
            None => skeleton.push_str(part),
        }
    }
    skeleton.to_lowercase()
}
