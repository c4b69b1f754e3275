//! The cost of reading and merging two editions of a page: with ten times the rows, about ten times as much. It stops where
//! it is more than that.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a bench prints its figures and may stop")]

use alicloud_pages::{PageFile, compile, hint, read_all};
use alicloud_spec::{Glossary, Product, yaml};
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// Rows of the short page; the long one has ten times as many.
const ROWS: usize = 1000;

/// How many times as long the long page may take. Linear cost gives 10 to 20, as larger memory is slower; quadratic 100.
const MOST: f64 = 25.0;

/// What else the machine does disturbs the clock, so that a measurement is repeated at most so often.
const ATTEMPTS: usize = 6;

fn main() {
    type Shape = fn(usize) -> String;
    let shapes: [(&str, Shape); 19] = [
        ("flat rows", |rows| response(flat(rows, ""), "")),
        ("flat rows with an example", |rows| response(flat(rows, ""), &flat_example(rows))),
        ("lists with an example", |rows| response(nested(rows, ""), &nested_example(rows))),
        ("lists without an example", |rows| response(nested(rows, ""), "")),
        ("marked lists with an example", |rows| response(nested(rows, "└"), &nested_example(rows))),
        ("a long list in the example", |rows| response(nested(10, ""), &long_example(rows))),
        ("parameters", |rows| page("请求参数", &flat(rows, "Tag.N."), "")),
        ("error codes", errors),
        ("an example of one line that no row describes", |rows| {
            response(flat(1, ""), &flat_example(rows).replace('\n', ""))
        }),
        ("pipes in one row", |rows| {
            response(format!("|A|String|abc{}|d|", "| ".repeat(rows)), "{\"A\": \"abcdef\"}")
        }),
        ("a path of parameters", |rows| request_line(&segments(rows, "Name"), rows)),
        ("a path that no row describes", |rows| request_line(&segments(rows, "Other"), 1)),
        ("a query string", |rows| {
            request_line(&format!("/?{}", segments(rows, "Other").replace('/', "&")), rows)
        }),
        ("response tables behind text that names a row", |rows| response(described(rows), "")),
        ("request tables behind text that names a row", |rows| page("请求参数", &described(rows), "")),
        ("containers that no row names", |rows| response(flat(rows, ""), &enclosed_example(rows))),
        ("a paragraph for each cell", |rows| paragraphs(rows, "array<string>")),
        ("a paragraph for each cell, with words for types", |rows| paragraphs(rows, "Kind")),
        ("links", |rows| "see https://test.aliyuncs.com/?x&Version ".repeat(rows)),
    ];
    let slow: Vec<_> = shapes
        .iter()
        .map(|(name, shape)| (name, growth(&shape(ROWS), &shape(10 * ROWS))))
        .inspect(|(name, growth)| println!("ten times the rows take {growth:.1} times as long: {name}"))
        .filter(|(_, growth)| *growth > MOST)
        .collect();
    assert!(slow.is_empty(), "more than {MOST}: {slow:?}");
}

/// How many times as long the long page takes: the first measurement that is good enough, or the last.
fn growth(short: &str, long: &str) -> f64 {
    let measure = |_| time(long).as_secs_f64() / time(short).as_secs_f64();
    (0..ATTEMPTS).map(measure).find(|growth| *growth <= MOST).unwrap_or_else(|| measure(0))
}

fn time(page: &str) -> Duration {
    let product = "{code: test, name: Test, version: '2020-01-01', style: rpc, module: test}";
    let product: Product = yaml::read("product.yaml", product).unwrap();
    let editions = ["Get.zh.md", "old/Get.zh.md"].map(|name| PageFile { name, bytes: page.as_bytes() });
    let start = Instant::now();
    let (drafts, found) = read_all(&editions, &Glossary::default());
    black_box(compile(&product, drafts, found));
    black_box(hint(&editions[0]));
    start.elapsed()
}

fn page(section: &str, rows: &str, example: &str) -> String {
    format!(
        "# Get\n\n## {section}\n\n|名称|类型|示例值|描述|\n|--|--|--|--|\n{rows}\n## 示例\n\n正常返回示例\n\n```\n{example}\n```\n"
    )
}

fn response(rows: String, example: &str) -> String {
    page("返回数据", &rows, example)
}

fn request_line(path: &str, rows: usize) -> String {
    let rows = page("请求参数", &flat(rows, ""), "");
    format!("{rows}\n## 请求语法\n\n```\nGET {path} HTTP/1.1\n```\n")
}

fn segments(count: usize, name: &str) -> String {
    (0..count).map(|index| format!("/{{{name}{index}}}")).collect()
}

fn flat(rows: usize, prefix: &str) -> String {
    (0..rows).fold(String::new(), |mut text, row| {
        let _ = writeln!(text, "|{prefix}Name{row}|String|v{row}|The *name* of {row}.|");
        text
    })
}

/// Rows of which each cell is a paragraph.
fn paragraphs(rows: usize, kind: &str) -> String {
    let cells = (0..rows).fold(String::new(), |mut text, row| {
        let _ = write!(text, "Name{row}\n\n{kind}\n\nThe *name* of {row}.\n\nv{row}\n\n");
        text
    });
    let example = flat_example(rows);
    format!(
        "# Get\n\n## 返回数据\n\n名称\n\n类型\n\n描述\n\n示例值\n\n{cells}## 示例\n\n正常返回示例\n\n```\n{example}\n```\n"
    )
}

/// Ten rows to a list: itself and its members.
fn nested(rows: usize, mark: &str) -> String {
    (0..rows).fold(String::new(), |mut text, row| {
        let _ = match row % 10 {
            0 => writeln!(text, "|List{row}|Array| |A list.|"),
            member => writeln!(text, "|{mark}Member{member}|String|v|A member.|"),
        };
        text
    })
}

fn flat_example(rows: usize) -> String {
    let members: Vec<_> = (0..rows).map(|row| format!("\"Name{row}\": \"v{row}\"")).collect();
    format!("{{{}}}", members.join(",\n"))
}

fn nested_example(rows: usize) -> String {
    let lists = (0..rows).step_by(10).map(|row| format!("\"List{row}\": [{}]", item()));
    format!("{{{}}}", lists.collect::<Vec<_>>().join(",\n"))
}

/// Lists, and behind each name of one a table of its members.
fn described(rows: usize) -> String {
    let lists = (0..rows / 4).fold(String::new(), |mut text, row| {
        let _ = writeln!(text, "|List{row}|Array| |A list.|");
        text
    });
    (0..rows / 4).fold(lists, |mut text, row| {
        let header = "|名称|类型|描述|\n|--|--|--|";
        let _ = writeln!(text, "\nList{row} 的结构\n\n{header}\n|Member{row}|String|A member.|");
        text
    })
}

fn enclosed_example(rows: usize) -> String {
    let container = |row: usize| format!("\"Box{row}\": {{\"Name{row}\": 1, \"Name{}\": 1}}", row + 1);
    format!("{{{}}}", (0..rows).step_by(2).map(container).collect::<Vec<_>>().join(",\n"))
}

fn long_example(rows: usize) -> String {
    format!("{{\"List0\": [{}]}}", vec![item(); rows].join(",\n"))
}

fn item() -> String {
    let members: Vec<_> = (1..10).map(|member| format!("\"Member{member}\": \"v\"")).collect();
    format!("{{{}}}", members.join(", "))
}

fn errors(rows: usize) -> String {
    let rows = (0..rows).map(|row| format!("|400|Invalid.{row}|The {row} is invalid.|无效|\n"));
    let rows: String = rows.collect();
    format!("# Get\n\n## 错误码\n\n|HttpCode|错误码|错误信息|描述|\n|--|--|--|--|\n{rows}")
}
