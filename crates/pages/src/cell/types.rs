//! The type cell of a row goes in; what it declares comes out.

use alicloud_spec::{Kind, MAX_DEPTH};

/// What a type cell declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Declared {
    /// Nothing: in the pages of 2019, a structure or a list.
    Blank,
    Scalar(Kind),
    /// A list of what is declared; of something unknown when `None`. An `Array` is a list of anything: unlike other lists
    /// without an element, it is mostly one of structures.
    List(Option<Box<Declared>>),
    /// A structure, with the name of its type if it has one.
    Structure(Option<String>),
    /// Values of what is declared, under names that the caller or the service chooses; of anything when `None`.
    Map(Option<Box<Declared>>),
    /// A type of that name, which the page does not describe.
    Reference(String),
    Any,
    /// A word that is not a type.
    Unknown(String),
}

impl Declared {
    /// Reads a type cell, already without markup.
    pub(crate) fn read(cell: &str) -> Self {
        Self::nested(cell, 0)
    }

    /// Reads a type inside of so many lists. Deeper than values may nest, it can be anything.
    fn nested(cell: &str, depth: usize) -> Self {
        if depth > MAX_DEPTH {
            return Declared::Any;
        }
        let known = |word: &str| blank(word).or_else(|| simple(word));
        if let Some(declared) = known(&cell.to_ascii_lowercase()) {
            return declared;
        }
        let normalized = cell.replace(['＜', '（'], "<").replace(['＞', '）'], ">");
        let normalized = normalized.split_whitespace().collect::<Vec<_>>().join(" ");
        let original = normalized.trim_end_matches(['。', '.', ',', ';']);
        let word = original.to_ascii_lowercase();
        known(&word)
            .or_else(|| list(&word, original, depth))
            .or_else(|| map(&word))
            .or_else(|| simple(first_word(&word)))
            .unwrap_or(Declared::Unknown(normalized))
    }

    /// Reads a type cell of a table that walks through a schema. There a word that is no type refers to one, and numbers
    /// are of any precision unless they are called otherwise.
    pub(crate) fn walked(cell: &str, integers: Kind) -> Self {
        let cell = cell.trim();
        let word = cell.to_ascii_lowercase();
        if let Some(element) = word.strip_prefix("array<").and_then(|rest| rest.strip_suffix('>')) {
            let element = &cell[cell.len() - 1 - element.len()..cell.len() - 1];
            return Declared::List(Some(Box::new(Self::walked_one(element, integers))));
        }
        Self::walked_one(cell, integers)
    }

    fn walked_one(cell: &str, integers: Kind) -> Self {
        let word = cell.trim().to_ascii_lowercase();
        match word.as_str() {
            "byte" => Declared::Scalar(Kind::Binary),
            "number" => Declared::Scalar(Kind::Double),
            "integer" => Declared::Scalar(integers),
            _ => {
                blank(&word).or_else(|| simple(&word)).unwrap_or(Declared::Reference(cell.trim().to_owned()))
            }
        }
    }

    /// The name of the type of the elements of this list.
    pub(crate) fn element_name(&self) -> Option<&str> {
        match self {
            Declared::List(Some(element)) => match &**element {
                Declared::Structure(name) => name.as_deref(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The name of the type of this, or of its elements.
    pub(crate) fn type_name(&self) -> Option<&str> {
        match self {
            Declared::Structure(name) => name.as_deref(),
            Declared::Unknown(word) | Declared::Reference(word) => Some(word),
            Declared::List(Some(element)) => element.type_name(),
            _ => None,
        }
    }

    /// Whether members may stand below such a row of a table that walks through a schema: those of a structure.
    pub(crate) fn holds_members(&self) -> bool {
        match self {
            Declared::List(Some(held)) | Declared::Map(Some(held)) => held.holds_members(),
            declared => matches!(declared, Declared::Structure(_)),
        }
    }

    /// Whether members may stand below such a row.
    pub(crate) fn may_contain(&self) -> bool {
        match self {
            Declared::Scalar(_) | Declared::Reference(_) => false,
            Declared::List(Some(held)) | Declared::Map(Some(held)) => held.may_contain(),
            _ => true,
        }
    }
}

/// Whether a type cell says that the value is JSON text, of whatever shape.
pub(crate) fn is_json(cell: &str) -> bool {
    cell.trim_start().get(..4).is_some_and(|word| word.eq_ignore_ascii_case("json"))
}

fn blank(word: &str) -> Option<Declared> {
    matches!(word, "" | "-" | "--" | "无" | "/" | "n/a" | "none").then_some(Declared::Blank)
}

fn simple(word: &str) -> Option<Declared> {
    Some(match word {
        "string" | "str" | "text" | "varchar" | "char" | "jsonstring" | "json string" | "datetime"
        | "date" | "time" | "timestamp" | "enum" | "字符串" | "字符型" | "sting" | "strng" | "srting" => {
            Declared::Scalar(Kind::String)
        }
        "integer" | "int" | "interger" | "整型" | "int32" | "intger" | "整数" | "uint32" | "short"
        | "byte" | "number" => Declared::Scalar(Kind::Integer),
        "long" | "int64" | "bigint" | "biginteger" | "长整型" | "uint64" => Declared::Scalar(Kind::Long),
        "boolean" | "bool" | "布尔" | "布尔型" | "布尔值" => Declared::Scalar(Kind::Boolean),
        "float" | "浮点型" | "浮点数" | "float32" | "decimal" | "bigdecimal" => {
            Declared::Scalar(Kind::Float)
        }
        "double" | "float64" => Declared::Scalar(Kind::Double),
        "struct" | "struts" | "object" | "结构体" | "对象" | "json object" | "jsonobject" | "class"
        | "data" => Declared::Structure(None),
        "map" | "dict" | "hash" | "json" => Declared::Map(None),
        "any" => Declared::Any,
        "array" => Declared::List(Some(Box::new(Declared::Any))),
        "list" | "repeatlist" | "repeat list" | "set" | "jsonarray" | "json array" | "数组" | "列表"
        | "array list" | "arraylist" => Declared::List(None),
        _ => return None,
    })
}

/// `Array of X`, `List<X>`, `X[]`, `array[string]`, `X list`, `X数组`. The name of the element keeps its case.
fn list(word: &str, original: &str, depth: usize) -> Option<Declared> {
    const HEADS: &[&str] =
        &["array list", "arraylist", "jsonarray", "repeatlist", "array", "list", "set", "数组", "列表"];
    let headed = HEADS.iter().find_map(|head| {
        let rest = word.strip_prefix(head)?.trim_start();
        let inner = rest.strip_prefix("of ").or_else(|| rest.strip_prefix(['<', '[', '(', ':']))?;
        Some(original.get(original.len() - inner.len()..)?.trim().trim_end_matches(['>', ']', ')', '\\']))
    });
    let tailed = || {
        let tails = ["[]", "数组", "列表", " array", " list"];
        let element = tails.iter().find_map(|tail| word.strip_suffix(tail))?;
        original.get(..element.len())
    };
    let element = match Declared::nested(headed.or_else(tailed)?.trim(), depth + 1) {
        Declared::Blank => return Some(Declared::List(None)),
        Declared::Unknown(name) => Declared::Structure(Some(name)),
        known => known,
    };
    Some(Declared::List(Some(Box::new(element))))
}

fn map(word: &str) -> Option<Declared> {
    let rest = word.strip_prefix("map")?.trim_start();
    (rest.starts_with(['<', '[', '(']) || rest.starts_with("of ")).then_some(Declared::Map(None))
}

/// `string(64)`, `Integer, optional`.
fn first_word(word: &str) -> &str {
    word.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn type_cells_name_json() {
        assert!(["Json", "JSON", "JSONArray", " json object"].into_iter().all(is_json));
        assert!(!["String", "", "Js", "变更单据", "Array"].into_iter().any(is_json));
    }

    #[test]
    fn type_cells_are_read_in_all_their_forms() {
        let structure = |name: &str| Declared::Structure(Some(name.to_owned()));
        let list = |element| Declared::List(Some(Box::new(element)));
        for (cell, expected) in [
            ("String", Declared::Scalar(Kind::String)),
            ("Interger", Declared::Scalar(Kind::Integer)),
            ("N/A", Declared::Blank),
            ("Struct", Declared::Structure(None)),
            ("Array of Instance", list(structure("Instance"))),
            ("List<String>", list(Declared::Scalar(Kind::String))),
            ("UsageData[]", list(structure("UsageData"))),
            ("array[string]", list(Declared::Scalar(Kind::String))),
            ("array<object>", list(Declared::Structure(None))),
            ("RepeatList", Declared::List(None)),
            ("Map<String,String>", Declared::Map(None)),
            ("string(64)", Declared::Scalar(Kind::String)),
            ("SendResultType", Declared::Unknown("SendResultType".to_owned())),
        ] {
            assert_eq!(Declared::read(cell), expected, "{cell}");
        }
    }
}
