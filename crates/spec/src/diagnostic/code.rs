//! The one table of diagnostic codes: a word for machines, a severity, and a sentence for people.

use serde::{Serialize, Serializer};
use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The operation cannot be made.
    Error,
    /// The page is wrong or unclear; it was read as the message says.
    Warning,
    /// The page contradicts itself in a way that is usual and harmless.
    Note,
}

impl Severity {
    /// The word that every renderer uses.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Note => "note",
        }
    }
}

macro_rules! codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $word:literal $severity:ident;)+) => {
        /// The kinds of findings. `Display` gives the word that stands in reports.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $($(#[doc = $doc])+ $name,)+
        }

        impl Code {
            /// All codes, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name),+];

            /// The word that stands in reports.
            pub fn word(self) -> &'static str {
                match self { $(Code::$name => $word,)+ }
            }

            /// How bad such a finding is.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity,)+ }
            }

            /// What it means, in a sentence.
            pub fn meaning(self) -> &'static str {
                match self { $(Code::$name => concat!($($doc),+).trim_ascii(),)+ }
            }
        }
    };
}

codes! {
    /// The file is larger than any of its kind can be.
    FileTooLarge = "file-too-large" Error;
    /// The file has a NUL byte: it is not text.
    BinaryFile = "binary-file" Error;
    /// The file is not UTF-8.
    NotUtf8 = "not-utf8" Error;
    /// The file cannot be read: it is a folder, a pipe or a device, or the system refuses or loses it.
    UnreadableFile = "unreadable-file" Error;
    /// A path that would be written lies outside of its target, or cannot exist on every system.
    UnsafePath = "unsafe-path" Error;
    /// The file is not well-formed JSON; nothing in it is read.
    InvalidJson = "invalid-json" Error;
    /// The file is JSON, but describes no operation as the official metadata does.
    NotMetadata = "not-metadata" Error;
    /// The file has no text.
    EmptyPage = "empty-page" Error;
    /// The page has no parameter, response or error table, so it describes no operation.
    NoTable = "no-table" Error;
    /// Nothing on the page tells the name of the operation.
    NoOperationName = "no-operation-name" Error;
    /// No page of the operation shows its method and path.
    NoRequestLine = "no-request-line" Error;
    /// Nothing tells which product and version the page belongs to.
    NoProduct = "no-product" Error;
    /// The page belongs to another product or version than its folder.
    WrongProduct = "wrong-product" Error;
    /// Two pages of one operation show different methods.
    MethodConflict = "method-conflict" Error;
    /// A YAML file has an unknown or doubled key, a missing one, or a value of the wrong type.
    InvalidYaml = "invalid-yaml" Error;
    /// A structure has two members, or a request two parameters, of one name.
    DuplicateMember = "duplicate-member" Error;
    /// Two spec files describe one operation.
    DuplicateOperation = "duplicate-operation" Error;
    /// A member, a parameter or an operation has no name.
    EmptyName = "empty-name" Error;
    /// A product code, a version, or the name of an operation has a character or a length that no such name has.
    InvalidName = "invalid-name" Error;
    /// Two products are one module of the generated crate.
    DuplicateModule = "duplicate-module" Error;
    /// A spec or another YAML file nests deeper than anything that can be written and read again.
    TooDeep = "too-deep" Error;
    /// A request parameter does not say where it is sent, or a nested member does.
    WrongLocation = "wrong-location" Error;
    /// A parameter that is the whole body is not alone there, or one that is no body is encoded as only a body can be.
    WrongEncoding = "wrong-encoding" Error;
    /// A reference is to no shape around it.
    UnknownReference = "unknown-reference" Error;
    /// A path does not begin with a slash: what follows the host would become a part of it.
    InvalidPath = "invalid-path" Error;
    /// A placeholder of the path has no path parameter, or the reverse.
    UnmatchedPlaceholder = "unmatched-placeholder" Error;
    /// A waiter names an operation, parameter or member that does not exist, or gives or looks for what that cannot be.
    WrongWaiter = "wrong-waiter" Error;
    /// A glossary describes a member twice, or has a text that is no short line of plain text.
    WrongWords = "wrong-words" Error;
    /// The target of an override does not exist, or no longer has the value that the override expects.
    StaleOverride = "stale-override" Error;
    /// The link to the API explorer names another operation than the page describes.
    WrongLink = "wrong-link" Warning;
    /// A code fence is never closed; the block ends at the next heading.
    UnclosedFence = "unclosed-fence" Warning;
    /// A table row is never closed; it ends where the next row begins.
    UnclosedRow = "unclosed-row" Warning;
    /// A table row has fewer cells than the header.
    ShortRow = "short-row" Warning;
    /// A table row has more cells than the header, because a pipe in its text is not escaped.
    UnescapedPipe = "unescaped-pipe" Warning;
    /// A table has no separator line below its header.
    NoSeparator = "no-separator" Warning;
    /// The cells of a table have run together, because the page was saved as plain text.
    CollapsedTable = "collapsed-table" Note;
    /// A table under a heading of parameters has no column of names.
    UnknownTable = "unknown-table" Warning;
    /// A further table describes the inside of a parameter or member, but nothing tells of which; it is left out.
    HomelessTable = "homeless-table" Warning;
    /// A heading is escaped, so that it shows as text.
    EscapedHeading = "escaped-heading" Note;
    /// The name cell of a row is not a name; the row is left out.
    UnreadableName = "unreadable-name" Warning;
    /// The type of a row or schema is not one that is known.
    UnknownType = "unknown-type" Warning;
    /// A parameter is required in some cases only, as the cell that says so or the description tells; it is taken as optional.
    UnclearRequirement = "unclear-requirement" Warning;
    /// What says where a parameter is sent is none of the places that are known.
    UnknownLocation = "unknown-location" Warning;
    /// The path shows a value where a parameter belongs.
    ValueInPath = "value-in-path" Warning;
    /// A path parameter has no place in the path; it is called as the path calls it, or is sent with the others.
    NoPlaceholder = "no-placeholder" Warning;
    /// No row describes a placeholder of the path; it is a required string.
    UndescribedPlaceholder = "undescribed-placeholder" Warning;
    /// Two rows at one place have one name; they are read as one.
    RepeatedMember = "repeated-member" Warning;
    /// A row of an error table has no number where the HTTP status belongs.
    UnreadableStatus = "unreadable-status" Warning;
    /// A row has no name: it stands for the whole response.
    AnonymousRow = "anonymous-row" Note;
    /// Nothing but names and the order of rows tells which of them a structure holds.
    GuessedNesting = "guessed-nesting" Note;
    /// Nothing shows what is around the items of a list, so that is taken from its name; answers are read whatever they have there.
    GuessedWrapper = "guessed-wrapper" Note;
    /// The example has another scalar type than the table; the table is believed.
    TypeDisagrees = "type-disagrees" Warning;
    /// The example has another shape (list, structure, scalar) than the table.
    ShapeDisagrees = "shape-disagrees" Warning;
    /// The example shows a value that is not among those that the table lists.
    ValueNotListed = "value-not-listed" Warning;
    /// The example value and the description of a row stand in each other's cell, as the example shows.
    SwappedCells = "swapped-cells" Warning;
    /// A member stands in the table but not in the example.
    NotInExample = "not-in-example" Note;
    /// A member stands in the example but not in the table; it is left out, unless the table has none for its structure.
    OnlyInExample = "only-in-example" Warning;
    /// The example shows members inside a container that no row of the table names; the container was added.
    UnlistedContainer = "unlisted-container" Warning;
    /// The JSON and the XML example of a page show different values.
    ExamplesDisagree = "examples-disagree" Note;
    /// The request example shows a body, but its parameters are not sent in one.
    UnreadBody = "unread-body" Warning;
    /// A dotted name, a type or an example nests deeper than any spec may; what is deeper is any value, or left out.
    DeepNesting = "deep-nesting" Warning;
    /// An example is not strict JSON; it was repaired for reading.
    RepairedJson = "repaired-json" Warning;
    /// An example is not well-formed XML; it was repaired for reading.
    RepairedXml = "repaired-xml" Warning;
    /// The runtime cannot speak as the operation needs: its style, its scheme or its only security; it is left out.
    UnsupportedOperation = "unsupported-operation" Warning;
    /// A value of the official metadata is not of the kind that belongs there; it alone is left out.
    MalformedValue = "malformed-value" Warning;
    /// A reference of the official metadata leads to no schema; it is read as any JSON value.
    DanglingReference = "dangling-reference" Warning;
    /// A schema is too deep or too large to be spelled out; what is inside of it is read as any JSON value.
    SchemaTooLarge = "schema-too-large" Warning;
    /// A parameter or key stands twice in the official metadata; the last is believed.
    RepeatedKey = "repeated-key" Note;
    /// A page shows another method or path than most of its operation; it is about another one, and left out.
    ForeignPage = "foreign-page" Warning;
    /// Two sources show different paths; the official metadata is believed, then the newer page.
    PathConflict = "path-conflict" Warning;
    /// Two editions say different things about one member; the newer is believed.
    EditionsDisagree = "editions-disagree" Warning;
    /// Two rows or editions give one error code different statuses; the first is believed.
    StatusConflict = "status-conflict" Warning;
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

impl Serialize for Code {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    /// The table that people read is made of the one above.
    #[test]
    fn the_written_table_is_current() {
        let mut table =
            "# Diagnostics\n\nErrors stop their operation; everything else is read as the message says.\n\n"
                .to_owned();
        table.push_str("| code | severity | meaning |\n|---|---|---|\n");
        for code in Code::ALL {
            table.push_str(&format!("| `{code}` | {} | {} |\n", code.severity().word(), code.meaning()));
        }
        assert_eq!(include_str!("../../DIAGNOSTICS.md"), table);
    }

    #[test]
    fn words_are_kebab_case_and_differ() {
        let words: BTreeSet<_> = Code::ALL.iter().map(|code| code.word()).collect();
        assert_eq!(words.len(), Code::ALL.len());
        assert!(
            words
                .iter()
                .all(|word| word.bytes().all(|b| b == b'-' || b.is_ascii_lowercase() || b.is_ascii_digit()))
        );
    }
}
