//! The first lines of a spec file, which tell what requests name its operation by.

/// What requests name an operation by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Head {
    pub(crate) name: String,
    pub(crate) product: String,
    pub(crate) version: String,
    pub(crate) style: String,
    pub(crate) method: String,
    pub(crate) path: String,
}

impl Head {
    /// Reads the head of a spec as `cargo xtask codegen` writes it: one key a line, before all that is indented.
    pub(crate) fn of(text: &str) -> Self {
        let mut head = Head::default();
        let lines = text.lines().take_while(|line| !line.starts_with([' ', '-']));
        for (key, value) in lines.filter_map(|line| line.split_once(": ")) {
            let place = match key {
                "name" => &mut head.name,
                "product" => &mut head.product,
                "version" => &mut head.version,
                "style" => &mut head.style,
                "method" => &mut head.method,
                "path" => &mut head.path,
                _ => continue,
            };
            value.trim_matches('\'').clone_into(place);
        }
        head
    }
}
