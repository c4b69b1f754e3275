//! Names of secrets.

/// Whether a name that no spec describes is that of a secret; better one too many than one too few. What specs know by
/// name (`sensitivity` of `alicloud-spec`) is known here too.
pub(super) fn is_secret_name(name: &str) -> bool {
    const OPEN: &[&str] = &["nexttoken", "clienttoken"];
    const PARTS: &[&str] = &[
        "authorization",
        "token",
        "secret",
        "cookie",
        "passw",
        "pwd",
        "passphrase",
        "apikey",
        "privatekey",
        "plaintext",
        "credential",
        "userdata",
        "kubeconfig",
        "presharedkey",
        "psk",
    ];
    const ENDINGS: &[&str] = &[
        "samlassertion",
        "ticket",
        "authkey",
        "licensekey",
        "signedurl",
        "uploadauth",
        "playauth",
        "authenticationcode",
        "verifycode",
        "authcode",
        "stringseed",
        "qrcodepng",
    ];
    let name: String = name.to_lowercase().chars().filter(|c| !matches!(c, '-' | '_' | '.')).collect();
    let is_secret = PARTS.iter().any(|part| name.contains(part))
        || ENDINGS.iter().any(|ending| name.trim_end_matches(|c: char| c.is_ascii_digit()).ends_with(ending));
    is_secret && !OPEN.contains(&name.as_str())
}
