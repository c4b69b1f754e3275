//! YAML with placeholders and the texts they stand for go in; YAML with the texts as block scalars comes out.
//!
//! The YAML library writes a text with a tab as one long quoted line, which no reviewer can read. YAML itself allows
//! tabs in block scalars, so examples, most of which are indented with tabs, are put in here.

/// Texts that are to stand as block scalars.
#[derive(Default)]
pub(super) struct Literals {
    texts: Vec<String>,
}

impl Literals {
    /// Takes a text out, leaving a placeholder, if it is one that the library would not write as a block.
    pub(super) fn take(&mut self, slot: &mut Option<String>) {
        if let Some(text) = slot.take_if(|text| needs_block(text)) {
            *slot = Some(placeholder(self.texts.len()));
            self.texts.push(text);
        }
    }

    /// Puts the texts back.
    pub(super) fn put(&self, yaml: &str) -> String {
        let mut out = String::with_capacity(yaml.len());
        let mut texts = self.texts.iter().enumerate().peekable();
        for line in yaml.split_inclusive('\n') {
            match texts.next_if(|(index, _)| line.trim_end().ends_with(&format!(": {}", placeholder(*index))))
            {
                Some((index, text)) => {
                    let key = line.trim_end().trim_end_matches(&placeholder(index));
                    push_block(&mut out, key, text);
                }
                None => out.push_str(line),
            }
        }
        out
    }
}

fn placeholder(index: usize) -> String {
    format!("block {index}")
}

/// Whether the library would quote the text, and a block scalar gives it back unchanged.
fn needs_block(text: &str) -> bool {
    let last = text.rsplit('\n').next().unwrap_or_default();
    let allowed = |c: char| {
        matches!(c, '\n' | '\t') || !(c.is_control() || matches!(c, '\u{feff}' | '\u{2028}' | '\u{2029}'))
    };
    text.contains('\n') && text.contains('\t') && !last.trim().is_empty() && text.chars().all(allowed)
}

fn push_block(out: &mut String, key: &str, text: &str) {
    // The content is indented by two beyond the key, and keys of a list item by two beyond the dash.
    let indent = key.len() - key.trim_start_matches([' ', '-']).len() + 2;
    let explicit = if text.starts_with([' ', '\t', '\n']) { "2" } else { "" };
    out.push_str(&format!("{key}|{explicit}-\n"));
    for line in text.split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(line);
        }
        out.push('\n');
    }
}
