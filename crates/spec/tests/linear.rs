//! Examples of n and of 10 n bytes go in; that the longer one takes about ten times as long to read is checked.

use alicloud_spec::example::{Reading, read_json, read_xml};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Bytes of the short example; the long one has ten times as many.
const BYTES: usize = 100_000;

/// How many times as long the long example may take. Linear cost gives 10 to 20, as larger memory is slower; quadratic 100.
const MOST: f64 = 25.0;

/// What else the machine does disturbs the clock, so that a measurement is repeated at most so often.
const ATTEMPTS: usize = 6;

// One test, so that nothing runs beside what is timed.
#[test]
fn cost_grows_with_the_length_of_the_example() {
    json();
    xml();
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
        .map(|item| (item, growth(read, &text(item, BYTES), &text(item, 10 * BYTES))))
        .filter(|(_, growth)| *growth > MOST)
        .collect();
    assert!(slow.is_empty(), "ten times the text takes so many times as long: {slow:?}");
}

/// How many times as long the long example takes: the first measurement that is good enough, or the last.
fn growth(read: fn(&str) -> Reading, short: &str, long: &str) -> f64 {
    let measure = |_| time(read, long).as_secs_f64() / time(read, short).as_secs_f64();
    (0..ATTEMPTS).map(measure).find(|growth| *growth <= MOST).unwrap_or_else(|| measure(0))
}

fn time(read: fn(&str) -> Reading, text: &str) -> Duration {
    let start = Instant::now();
    black_box(read(text));
    start.elapsed()
}
