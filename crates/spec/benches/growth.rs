//! The cost of reading examples and applying overrides: with ten times as many, about ten times as much. It stops where it is
//! more than that.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figures and may stop")]

use alicloud_spec::example::{Reading, read_json, read_xml};
use alicloud_spec::{Loaded, Product, ProductFiles, resolve, yaml};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Bytes of the short example; the long one has ten times as many.
const BYTES: usize = 100_000;

/// Overrides of the short file; the long one has ten times as many.
const OVERRIDES: usize = 300;

/// How many times as long the long example may take. Linear cost gives 10 to 20, as larger memory is slower; quadratic 100.
const MOST: f64 = 25.0;

/// What else the machine does disturbs the clock, so that a measurement is repeated at most so often.
const ATTEMPTS: usize = 6;

fn main() {
    json();
    xml();
    overrides();
}

/// As many operations as overrides, of which one fits, one expects something else and one has no operation, in turn.
fn overrides() {
    let time = |count: usize| {
        let product = "{code: test, name: Test, version: '2020-01-01', style: roa, module: test}";
        let product: Product = yaml::read("product.yaml", product).unwrap();
        let files = corrections(count);
        let specs = (0..count).map(spec).collect();
        let start = Instant::now();
        black_box(resolve(product, specs, &files));
        start.elapsed().as_secs_f64()
    };
    let growth = smallest(|| time(10 * OVERRIDES) / time(OVERRIDES));
    println!("ten times the overrides take {growth:.1} times as long");
    assert!(growth <= MOST, "more than {MOST}");
}

fn corrections(count: usize) -> ProductFiles {
    let correction = |index: usize| {
        let (name, expected) = match index % 3 {
            0 => (format!("Get{index}"), "get"),
            1 => (format!("Get{index}"), "other"),
            _ => (format!("Other{index}"), "get"),
        };
        format!("- at: {name}.path\n  expect: /{expected}\n  set: /new\n  reason: '*moved* & gone'\n")
    };
    let text: String = (0..count).map(correction).collect();
    ProductFiles {
        overrides: yaml::read("overrides.yaml", &text).unwrap(),
        file: "overrides.yaml".to_owned(),
        text,
        product_file: "product.yaml".to_owned(),
        ..ProductFiles::default()
    }
}

fn spec(index: usize) -> Loaded {
    let file = format!("Get{index}.yaml");
    let text = format!(
        "name: Get{index}\nproduct: test\nversion: '2020-01-01'\nstyle: roa\nmethod: GET\npath: /get\n"
    );
    Loaded { operation: yaml::read(&file, &text).unwrap(), file, text }
}

fn json() {
    let items = [
        r#"{"Name": "value", "Count": 12, "Flag": true},"#,
        r#""\u4e2d\n文","#,
        "// comment\n",
        "/* ",
        "word",
        "[",
        "{a",
        "\"",
        "\"\n",
        "“",
        "...,",
        "   ",
        ":",
        "\\",
    ];
    assert_linear(read_json, "[", &items);
    assert_linear(read_json, "[\"", &items);
}

fn xml() {
    let items = [
        "<Item><Name>value</Name><Count>12</Count></Item>",
        "<Item>",
        "</Item>",
        "<Item/>",
        "<",
        "<!--",
        "<?",
        "<![CDATA[",
        "<![CDATA[x]]>",
        "&",
        "&lt;",
        "文 ",
        "<a ",
    ];
    assert_linear(read_xml, "<Root>", &items);
}

fn assert_linear(read: fn(&str) -> Reading, start: &str, items: &[&str]) {
    let text = |item: &str, bytes: usize| format!("{start}{}", item.repeat(bytes / item.len()));
    let slow: Vec<_> = items
        .iter()
        .map(|item| {
            let [short, long] = [BYTES, 10 * BYTES].map(|bytes| text(item, bytes));
            (item, smallest(|| time(read, &long).as_secs_f64() / time(read, &short).as_secs_f64()))
        })
        .inspect(|(item, growth)| println!("ten times {item:?} take {growth:.1} times as long"))
        .filter(|(_, growth)| *growth > MOST)
        .collect();
    assert!(slow.is_empty(), "more than {MOST}: {slow:?}");
}

/// The first measurement that is good enough, or the last.
fn smallest(measure: impl Fn() -> f64) -> f64 {
    (1..ATTEMPTS).map(|_| measure()).find(|growth| *growth <= MOST).unwrap_or_else(measure)
}

fn time(read: fn(&str) -> Reading, text: &str) -> Duration {
    let start = Instant::now();
    black_box(read(text));
    start.elapsed()
}
