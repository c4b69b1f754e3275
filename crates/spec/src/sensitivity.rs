//! Members that hold secrets, known by their wire names unless a spec or an override says otherwise.

use crate::{Kind, Member, Scalar, Shape};

/// Whether logs and error messages may show a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sensitivity {
    /// They may.
    #[default]
    Open,
    /// They must not: whoever has the value can act in the name of somebody else, or read what is not for them.
    Secret,
}

/// How names end that stand for secrets, in lower case and without `_`, `-` and a number behind.
const SECRETS: &[&str] = &[
    // What people and programs log in with: `AccountPassword`, `OldPassword`, `DefaultPasswd`, `SharePwd`.
    "password",
    "passwd",
    "pwd",
    "passphrase",
    "passwordsha256hex",
    "passwordsha1hash",
    // The secret half of a pair of keys: `AccessKeySecret`, `ClientSecret`, `SecretKey`, `AppSecretValue`.
    "secret",
    "secretkey",
    "secretvalue",
    // What a vault of secrets keeps.
    "secretdata",
    // Asymmetric keys: `PrivateKeyBody` of a key pair, `PrivateKeyData` of a certificate.
    "privatekey",
    "privatekeybody",
    "privatekeydata",
    // What was decrypted, or is to be encrypted.
    "plaintext",
    // Who bears it is let in: `SecurityToken`, `OIDCToken`, `LoginToken`, `RefreshToken`, `Token`.
    "token",
    "authtokens",
    "samlassertion",
    "credential",
    "ticket",
    // Keys of interfaces and of signed addresses, and the addresses themselves.
    "apikey",
    "apikeyvalue",
    "authkey",
    "licensekey",
    "signedurl",
    // What lets a client upload to, or play from, the account of somebody else.
    "uploadauth",
    "playauth",
    // A whole configuration with keys in it; scripts for the first start of a machine often hold some.
    "kubeconfig",
    "userdata",
    // The key that both ends of a VPN share.
    "psk",
    "presharedkey",
    // One-time codes, the seed that they are made of, and the picture of it.
    "authenticationcode",
    "verifycode",
    "authcode",
    "stringseed",
    "qrcodepng",
];

/// How names end that look like those of secrets and are none.
const OPEN: &[&str] = &[
    // Where a list goes on.
    "nexttoken",
    "pagetoken",
    "continuationtoken",
    "scrolltoken",
    "lasttoken",
    // Tells a repeated request from a new one.
    "clienttoken",
    // Names a step of the life of a machine.
    "lifecycleactiontoken",
    // Published in the DNS.
    "cnametoken",
    // A flag that is written as text.
    "isvaluesecret",
];

impl Sensitivity {
    /// What a wire name tells.
    pub fn of(name: &str) -> Self {
        let mut name = name.to_lowercase();
        name.retain(|c| !matches!(c, '_' | '-'));
        let name = name.trim_end_matches(|c: char| c.is_ascii_digit());
        let ends_in = |endings: &[&str]| endings.iter().any(|ending| name.ends_with(ending));
        if ends_in(SECRETS) && !ends_in(OPEN) { Sensitivity::Secret } else { Sensitivity::Open }
    }
}

impl Member {
    /// Whether its value may be shown: what was said of it, or else what its name tells. Flags, numbers and sets of
    /// documented values are no secrets, and the members of a structure are judged each by its own name.
    pub fn sensitivity(&self) -> Sensitivity {
        if holds_secrets(&self.shape) { Sensitivity::Secret } else { self.own_sensitivity() }
    }

    fn own_sensitivity(&self) -> Sensitivity {
        let one = match &self.shape {
            Shape::List(_) => self.name.strip_suffix('s').unwrap_or(&self.name),
            _ => &self.name,
        };
        self.sensitive.unwrap_or_else(|| match may_be_secret(&self.shape) {
            true => Sensitivity::of(one),
            false => Sensitivity::Open,
        })
    }
}

fn may_be_secret(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(Scalar { kind, values, .. }) => {
            matches!(kind, Kind::String | Kind::Binary) && values.is_empty()
        }
        Shape::List(inner) | Shape::Map(inner) => may_be_secret(inner),
        Shape::Shared(shared) => may_be_secret(&shared.shape),
        // Only structures and lists of them hold themselves.
        Shape::Reference(_) => false,
        Shape::Structure(members) => members.is_empty(),
        Shape::Any => true,
    }
}

/// Whether it is a string, or strings, of JSON with a secret inside, which can only be hidden as a whole.
fn holds_secrets(shape: &Shape) -> bool {
    match shape {
        Shape::Scalar(Scalar { json: Some(json), .. }) => any_secret(json),
        Shape::List(inner) | Shape::Map(inner) => holds_secrets(inner),
        Shape::Shared(shared) => holds_secrets(&shared.shape),
        Shape::Scalar(_) | Shape::Structure(_) | Shape::Reference(_) | Shape::Any => false,
    }
}

fn any_secret(shape: &Shape) -> bool {
    let secret = |member: &Member| member.own_sensitivity() == Sensitivity::Secret;
    shape.members().iter().any(|member| secret(member) || any_secret(&member.shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(name: &str) -> Member {
        Member::new(name, Shape::scalar(Kind::String))
    }

    #[test]
    fn names_tell_secrets() {
        for name in [
            "AccessKeySecret",
            "access_key_secret",
            "SecurityToken",
            "x-acs-security-token",
            "OIDCToken",
            "Token",
            "Password",
            "OldPassword",
            "PassWord",
            "LaunchConfiguration.Password",
            "login_password",
            "SharePwd",
            "PrivateKey",
            "PrivateKeyBody",
            "Plaintext",
            "SecretData",
            "KubeConfig",
            "UploadAuth",
            "AuthenticationCode2",
        ] {
            assert_eq!(Sensitivity::of(name), Sensitivity::Secret, "{name}");
        }
        for name in [
            "NextToken",
            "next_token",
            "ClientToken",
            "NextPageToken",
            "TokenId",
            "TokenType",
            "SecretName",
            "SecretId",
            "PasswordPolicy",
            "AccessKeyId",
            "HttpTokens",
            "CiphertextBlob",
            "KeyPairName",
            "",
        ] {
            assert_eq!(Sensitivity::of(name), Sensitivity::Open, "{name}");
        }
    }

    #[test]
    fn only_what_can_hold_a_secret_is_one() {
        let of = |shape| Member::new("Password", shape).sensitivity();
        let structure = Shape::Structure(vec![text("Length")]);
        let texts = Shape::list(Shape::scalar(Kind::String));
        for shape in [Shape::Any, Shape::scalar(Kind::Binary), texts, Shape::Structure(Vec::new())] {
            assert_eq!(of(shape.clone()), Sensitivity::Secret, "{shape:?}");
        }
        let tokens = |shape| Member::new("Tokens", shape).sensitivity();
        assert_eq!(tokens(Shape::list(Shape::scalar(Kind::String))), Sensitivity::Secret);
        assert_eq!(tokens(Shape::scalar(Kind::String)), Sensitivity::Open);
        for shape in [Shape::scalar(Kind::Boolean), Shape::list(Shape::scalar(Kind::Long)), structure] {
            assert_eq!(of(shape.clone()), Sensitivity::Open, "{shape:?}");
        }
    }

    #[test]
    fn what_is_said_wins_over_the_name() {
        let said = |name, sensitivity| Member { sensitive: Some(sensitivity), ..text(name) }.sensitivity();
        assert_eq!(said("Password", Sensitivity::Open), Sensitivity::Open);
        assert_eq!(said("Config", Sensitivity::Secret), Sensitivity::Secret);
    }

    #[test]
    fn json_in_a_string_is_hidden_with_the_secret_in_it() {
        let holding = |inner: Member| {
            let json = Shape::list(Shape::Structure(vec![inner]));
            let held = Scalar { kind: Kind::String, values: Vec::new(), json: Some(Box::new(json)) };
            Member::new("Accounts", Shape::Scalar(held)).sensitivity()
        };
        assert_eq!(holding(text("Password")), Sensitivity::Secret);
        assert_eq!(holding(text("Name")), Sensitivity::Open);
    }
}
