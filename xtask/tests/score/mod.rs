//! Operations and official definitions go in; how well they agree, metric by metric, comes out.

mod compare;
mod definitions;
mod flat;

pub(crate) use definitions::Definitions;

use alicloud_spec::Operation;
use std::collections::BTreeMap;
use std::fmt::{self, Display};

/// What is counted, each over all operations that have a definition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Metric {
    /// Operations whose style is the defined one; their number is that of the operations that were found.
    Style,
    /// Operations with a path of their own whose method is a defined one.
    Method,
    /// The same of their paths, whatever the placeholders are called.
    Path,
    /// Parameters and their members that some edition defines.
    RequestName,
    /// Of these, those with a defined type.
    RequestType,
    /// Parameters of operations with a path of their own that are sent where they should.
    RequestLocation,
    /// Parameters and their members of all editions that the specs have.
    RequestRecall,
    /// Members of responses that some edition defines.
    ResponseName,
    /// Of these, those with a defined type.
    ResponseType,
    /// Members of responses of all editions that the specs have.
    ResponseRecall,
}

/// How often something was right, and where it was not.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    hits: usize,
    misses: Vec<String>,
}

/// The tally of each metric.
#[derive(Debug, Default)]
pub(crate) struct Scores(BTreeMap<Metric, Tally>);

impl Scores {
    /// Compares each operation with its definitions; one without any counts nowhere.
    pub(crate) fn new<'o>(
        operations: impl IntoIterator<Item = &'o Operation>,
        definitions: &Definitions,
    ) -> Self {
        let mut scores = Scores::default();
        for operation in operations {
            if let Some(editions) = definitions.of(operation) {
                compare::compare(operation, &editions, &mut scores);
            }
        }
        scores
    }

    /// The number of operations that have a definition.
    pub(crate) fn found(&self) -> usize {
        self.0.get(&Metric::Style).map_or(0, Tally::total)
    }

    /// How often a metric was wrong.
    #[allow(dead_code, reason = "of those who use this module, one asks for it")]
    pub(crate) fn missed(&self, metric: Metric) -> usize {
        self.0.get(&metric).map_or(0, |tally| tally.misses.len())
    }

    /// What keeps the metrics from their floors, which are percentages: a table of all, and the first misses of those that fell.
    pub(crate) fn below(&self, floors: &[(Metric, f64)]) -> Option<String> {
        let none = Tally::default();
        let rows = floors.iter().map(|(metric, floor)| (metric, floor, self.0.get(metric).unwrap_or(&none)));
        let fell: Vec<_> = rows.clone().filter(|(_, floor, tally)| tally.percent() < **floor).collect();
        let table = rows.map(|(metric, floor, tally)| format!("{metric:<20} {tally}, floor {floor:.2} %\n"));
        let misses = fell.iter().flat_map(|(metric, _, tally)| {
            tally.misses.iter().take(20).map(move |miss| format!("{metric}: {miss}\n"))
        });
        (!fell.is_empty()).then(|| table.chain(misses).collect())
    }

    /// Counts a hit, or a miss with where it is.
    fn add(&mut self, metric: Metric, hit: bool, miss: impl FnOnce() -> String) {
        let tally = self.0.entry(metric).or_default();
        if hit {
            tally.hits += 1;
        } else {
            tally.misses.push(miss());
        }
    }
}

impl Tally {
    fn total(&self) -> usize {
        self.hits + self.misses.len()
    }

    /// The share of hits; nothing of nothing is no success.
    fn percent(&self) -> f64 {
        100.0 * self.hits as f64 / self.total().max(1) as f64
    }
}

impl Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:6.2} % of {:5}, {:3} missed", self.percent(), self.total(), self.misses.len())
    }
}

impl Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Metric::Style => "op.style",
            Metric::Method => "op.method",
            Metric::Path => "op.path",
            Metric::RequestName => "req.name_ever",
            Metric::RequestType => "req.type",
            Metric::RequestLocation => "req.loc",
            Metric::RequestRecall => "req.recall_stable",
            Metric::ResponseName => "resp.name_ever",
            Metric::ResponseType => "resp.type",
            Metric::ResponseRecall => "resp.recall_stable",
        })
    }
}

#[test]
fn each_fact_counts_where_it_belongs() {
    let folder = tempfile::TempDir::new().unwrap();
    let defined = r#"{"operations": {"Get": {"style": "ROA", "method": "GET", "pathname": "/[Id]", "request": [
        {"wire": "Id", "location": "path", "type": {"t": "string"}},
        {"wire": "Size", "location": "query", "type": {"t": "int64"}},
        {"wire": "RegionId", "location": "query", "type": {"t": "string"}}
    ], "response": {"t": "object", "fields": [{"wire": "Rows", "type": {"t": "array", "items": {"t": "object",
        "fields": [{"wire": "Price", "type": {"t": "float"}}, {"wire": "Tag", "type": {"t": "map"}}]}}}]}}}}"#;
    std::fs::write(folder.path().join("test-20200101.json"), defined).unwrap();
    let near = defined.replace(r#"{"Get": {"#, r#"{"Get": [{"#).replace("}]}}}}", "}]}}]}}");
    std::fs::write(folder.path().join("test-20200101.near.json"), near).unwrap();
    let spec = "{name: Get, product: test, version: 2020-01-01, style: roa, method: POST, path: '/{id}', request: [
        {name: Id, in: query, type: string}, {name: Sizes, in: query, type: long}, {name: ownerId, type: string}
    ], response: [{name: Rows, type: list, element: {type: structure, members: [
        {name: Price, type: double}, {name: Tag, type: structure, members: [{name: Any, type: string}]}]}}]}";
    let operation = alicloud_spec::yaml::read("spec.yaml", spec).unwrap();
    let scores = Scores::new([&operation], &Definitions::read(folder.path()));
    let counts: Vec<_> = scores.0.values().map(|tally| (tally.hits, tally.misses.len())).collect();
    assert_eq!(counts, [(1, 0), (0, 1), (1, 0), (1, 1), (1, 0), (0, 1), (1, 1), (3, 0), (2, 1), (3, 0)]);
}
