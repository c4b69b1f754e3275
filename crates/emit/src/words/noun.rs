//! English nouns: their plurals, articles, and those that have neither.

/// Nouns of which there is no number.
const UNCOUNTABLE: &[&str] = &[
    "access",
    "advice",
    "authentication",
    "authorization",
    "bandwidth",
    "billing",
    "capacity",
    "compliance",
    "concurrency",
    "content",
    "cors",
    "data",
    "encryption",
    "health",
    "history",
    "information",
    "latency",
    "maintenance",
    "media",
    "memory",
    "metadata",
    "monitoring",
    "network traffic",
    "protection",
    "security",
    "software",
    "statistics",
    "storage",
    "support",
    "synchronization",
    "text",
    "throughput",
    "traffic",
    "usage",
    "video on demand",
    "verification",
];

/// Letters that are spelled with a vowel first.
const VOWEL_LETTERS: &str = "AEFHILMNORSX";

/// Whether the noun, which may have other words before it, has neither plural nor article.
pub(super) fn is_uncountable(noun: &str) -> bool {
    let is_last =
        |word: &str| noun.strip_suffix(word).is_some_and(|before| before.is_empty() || before.ends_with(' '));
    UNCOUNTABLE.iter().any(|word| is_last(word))
}

/// The plural of a noun, which may have other words before it.
pub(super) fn plural(noun: &str) -> String {
    if is_uncountable(noun) {
        return noun.to_owned();
    }
    if ["s", "x", "ch", "sh"].iter().any(|end| noun.ends_with(end)) {
        return format!("{noun}es");
    }
    let before_y = noun.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']));
    before_y.map_or_else(|| format!("{noun}s"), |stem| format!("{stem}ies"))
}

/// The article of a phrase: by its sound, not its letters.
pub(super) fn article(phrase: &str) -> &'static str {
    let word = phrase.split([' ', '-']).next().unwrap_or_default();
    let spelled = word.chars().filter(|c| c.is_ascii_uppercase()).count() >= 2 && !is_spoken(word);
    let first = word.chars().next().unwrap_or_default();
    let vowel = if spelled || word.len() == 1 {
        VOWEL_LETTERS.contains(first.to_ascii_uppercase())
    } else {
        let as_you = ["uni", "use", "usa", "uti", "one", "eu"]
            .iter()
            .any(|begin| word.to_lowercase().starts_with(begin));
        "aeiou8".contains(first.to_ascii_lowercase()) && !as_you
    };
    if vowel { "an" } else { "a" }
}

/// Whether capitals are read as a word, not letter by letter.
fn is_spoken(word: &str) -> bool {
    matches!(
        word,
        "NAT"
            | "RAM"
            | "SAML"
            | "CIDR"
            | "MAC"
            | "JSON"
            | "VIP"
            | "LAN"
            | "WAF"
            | "SAE"
            | "SNAT"
            | "DNAT"
            | "HAVIP"
    ) || word.chars().any(char::is_lowercase) && !word.ends_with('s') && !word.starts_with("IP")
}
