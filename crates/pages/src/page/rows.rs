//! The rows of tables of parameters and members, each cell under what its column means.

use crate::page::sink::Sink;
use crate::page::table::Table;
use crate::page::text::{Piece, Source};
use crate::page::vocabulary::{Column, column};
use alicloud_spec::{Code, Location, Standing};

/// The rows of a table of parameters or members.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows<'a> {
    /// The text or heading before the table.
    pub(crate) label: Piece<'a>,
    /// Where its section says that the parameters are sent.
    pub(crate) location: Option<Location>,
    pub(crate) requirement: Requirement,
    pub(crate) rows: Vec<Row<'a>>,
}

impl Rows<'_> {
    /// Whether the rows walk through a schema.
    pub(crate) fn is_walk(&self) -> bool {
        self.rows.iter().any(|row| row.layout == Layout::Walked)
    }
}

/// Whether a table says which parameters are required, as tables of parameters do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Requirement {
    Told,
    #[default]
    Untold,
}

/// What the rows of a table are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Layout {
    /// What the writers of a page made of them.
    #[default]
    Written,
    /// A walk through a schema, containers before what they hold. The items of a list and the values of a map have rows
    /// without a name.
    Walked,
}

impl Layout {
    /// That of a table with such columns: the template that walks through schemas has descriptions before examples, those
    /// before it had them behind.
    pub(crate) fn of(columns: &[Option<Column>]) -> Self {
        let position = |wanted| columns.iter().position(|column| *column == Some(wanted));
        match (position(Column::Type), position(Column::Docs), position(Column::Example)) {
            (Some(kind), Some(docs), Some(example)) if kind < docs && docs < example => Layout::Walked,
            _ => Layout::Written,
        }
    }
}

/// A row of such a table. A cell whose column is absent is empty.
#[derive(Clone, Debug, Default)]
pub(crate) struct Row<'a> {
    /// The first line of the row.
    pub(crate) span: Piece<'a>,
    pub(crate) name: Piece<'a>,
    pub(crate) kind: Piece<'a>,
    pub(crate) location: Piece<'a>,
    /// Where the section of its table says that parameters are sent.
    pub(crate) section_location: Option<Location>,
    pub(crate) layout: Layout,
    /// What a badge behind the name says.
    pub(crate) standing: Standing,
    pub(crate) required: Piece<'a>,
    pub(crate) example: Piece<'a>,
    pub(crate) docs: Piece<'a>,
    /// A regular expression that the value matches.
    pub(crate) pattern: Piece<'a>,
    /// For a row with more cells than the header: the ways to join neighbouring cells again.
    pub(crate) joints: Vec<Joint<'a>>,
}

/// One reading of a row that has too many cells.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Joint<'a> {
    pub(crate) example: Piece<'a>,
    pub(crate) docs: Piece<'a>,
}

/// Reads a table; `None` if no column holds names.
pub(crate) fn rows<'a>(sink: &mut Sink<'a>, table: &Table<'a>) -> Option<Rows<'a>> {
    let mut columns: Vec<_> = table.header.iter().map(|cell| column(cell.text)).collect();
    if table.header.is_empty() && table.columns >= 3 {
        columns = vec![Some(Column::Name), Some(Column::Type)];
        columns.resize(table.columns - 1, None);
        columns.push(Some(Column::Docs));
    }
    columns.contains(&Some(Column::Name)).then(|| {
        let mut cells = Vec::with_capacity(columns.len());
        let mut rows = Vec::with_capacity(table.rows.len());
        for row_of_table in &table.rows {
            row_of_table.read(&mut cells);
            if !table.repeats_header(&cells) {
                rows.push(row(sink, &columns, &cells));
            }
        }
        let layout = Layout::of(&columns);
        rows.iter_mut().for_each(|row: &mut Row<'_>| row.layout = layout);
        let told = columns.contains(&Some(Column::Required));
        let requirement = if told { Requirement::Told } else { Requirement::Untold };
        Rows { rows, requirement, ..Rows::default() }
    })
}

fn row<'a>(sink: &mut Sink<'a>, columns: &[Option<Column>], cells: &[Piece<'a>]) -> Row<'a> {
    let span = cells.first().copied().unwrap_or_default();
    let mut row = Row { span, ..Row::default() };
    for (column, cell) in columns.iter().zip(cells) {
        row.fill(*column, *cell);
    }
    if cells.len() < columns.len() {
        let message = format!("this row has {} cells, its header {}", cells.len(), columns.len());
        sink.report(Code::ShortRow, span, message);
    }
    if cells.len() > columns.len() {
        row.joints = joints(sink.source, columns, cells);
        if let Some(last) = row.joints.last() {
            (row.example, row.docs) = (last.example, last.docs);
        }
    }
    row
}

impl<'a> Row<'a> {
    /// Puts a cell where its column says. Columns of one kind may repeat; the first that is filled counts.
    fn fill(&mut self, column: Option<Column>, cell: Piece<'a>) {
        let held = match column {
            Some(Column::Name) => &mut self.name,
            Some(Column::Type) => &mut self.kind,
            Some(Column::Location) => &mut self.location,
            Some(Column::Required) => &mut self.required,
            Some(Column::Example) => &mut self.example,
            Some(Column::Docs) => &mut self.docs,
            Some(Column::Status | Column::ErrorCode | Column::ErrorMessage) | None => return,
        };
        if *held == Piece::default() || held.is_blank() && !cell.is_blank() {
            *held = cell;
        }
    }
}

/// So many pipes of a row may be unescaped in its example; of more, the rest belongs to the description.
const MOST_SURPLUS: usize = 64;

/// The ways to read a row with too many cells: the surplus pipes may belong to the example or to the description. The
/// cells before them are right, since names and types have no pipes. The last way gives all of them to the description.
fn joints<'a>(source: &Source<'a>, columns: &[Option<Column>], cells: &[Piece<'a>]) -> Vec<Joint<'a>> {
    let surplus = cells.len() - columns.len();
    let position = |wanted| columns.iter().position(|column| *column == Some(wanted));
    let join = |first: usize, last: usize| match (cells.get(first), cells.get(last)) {
        (Some(first), Some(last)) => source.between(first.at, last.end()),
        _ => Piece::default(),
    };
    match (position(Column::Example), position(Column::Docs)) {
        (Some(example), Some(docs)) if docs == example + 1 => (0..=surplus.min(MOST_SURPLUS))
            .rev()
            .map(|taken| Joint {
                example: join(example, example + taken),
                docs: join(docs + taken, docs + surplus),
            })
            .collect(),
        (Some(example), Some(docs)) if example == docs + 1 => (0..=surplus.min(MOST_SURPLUS))
            .rev()
            .map(|taken| Joint {
                docs: join(docs, docs + taken),
                example: join(example + taken, example + surplus),
            })
            .collect(),
        (None, Some(docs)) => vec![Joint { example: Piece::default(), docs: join(docs, docs + surplus) }],
        (Some(example), None) => {
            vec![Joint { example: join(example, example + surplus), docs: Piece::default() }]
        }
        _ => Vec::new(),
    }
}
