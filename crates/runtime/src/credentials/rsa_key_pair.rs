//! Session keys that STS gives to the owner of an RSA key pair.

use super::answer::{expiry, read};
use super::config::{Route, read_file};
use super::{Credentials, CredentialsError, ProvideCredentials, Provided, ProviderConfig, sts};
use crate::Method;
use crate::error::Redactions;
use crate::signing::Moment;
use crate::transport::{HttpRequest, Reuse};
use crate::transport::{canonical_query, percent_encoded};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use rustls::SignatureScheme;
use rustls::crypto::ring::sign::RsaSigningKey;
use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use rustls::sign::{Signer, SigningKey};
use serde::Deserialize;
use std::path::PathBuf;
use zeroize::Zeroizing;

const ACTION: &str = "GenerateSessionAccessKey";
/// Key pairs are a feature of the site for Japan.
const HOST: &str = "sts.ap-northeast-1.aliyuncs.com";

/// An RSA key pair, for which STS gives session keys. Requests are signed as the SDK for Go does, with `SHA256withRSA`.
pub(super) struct RsaKeyPair {
    pub(super) public_key_id: String,
    pub(super) private_key: PrivateKey,
    pub(super) seconds: u64,
    pub(super) config: ProviderConfig,
}

/// Where the private key is, in PEM, or as bare Base64 of PKCS #8.
pub(super) enum PrivateKey {
    File(PathBuf),
    Text(Zeroizing<String>),
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Answer {
    session_access_key: SessionKey,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct SessionKey {
    session_access_key_id: String,
    session_access_key_secret: Zeroizing<String>,
    expiration: String,
}

impl RsaKeyPair {
    async fn fetch(&self) -> Result<Credentials, CredentialsError> {
        let signer = match &self.private_key {
            PrivateKey::File(path) => signer(&read_file(path).await?)?,
            PrivateKey::Text(text) => signer(text)?,
        };
        let (scheme, host) = sts::host(&self.config, HOST)?;
        let request = |moment: &Moment| HttpRequest {
            scheme,
            method: Method::Get,
            target: format!("/?{}", self.query(&*signer, moment)),
            headers: vec![("host".to_owned(), host.clone())],
            body: Vec::new(),
            reuse: Reuse::Allowed,
            host: host.clone(),
        };
        let redactions = Redactions::default();
        let response = self.config.ask(Route::Proxied, &redactions, request).await.map_err(|error| {
            CredentialsError::caused(format!("{ACTION} cannot be called: {error}"), error)
        })?;
        let failed = format!("{ACTION} failed");
        let Answer { session_access_key: key } = read(response, &redactions, &failed, "the answer of STS")?;
        let expires = expiry(&key.expiration, "Expiration")?;
        Ok(Credentials::keys(key.session_access_key_id, key.session_access_key_secret, None, Some(expires)))
    }

    fn query(&self, signer: &dyn Signer, moment: &Moment) -> String {
        let mut pairs = [
            ("Action", ACTION),
            ("Format", "JSON"),
            ("Version", sts::VERSION),
            ("AccessKeyId", &self.public_key_id),
            ("DurationSeconds", &self.seconds.to_string()),
            ("SignatureMethod", "SHA256withRSA"),
            ("SignatureType", "PRIVATEKEY"),
            ("SignatureVersion", "1.0"),
            ("SignatureNonce", &moment.nonce),
            ("Timestamp", &moment.iso()),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .to_vec();
        let to_sign = format!("GET&%2F&{}", percent_encoded(&canonical_query(&pairs)));
        // A request without a signature is refused, with a reason.
        let signature = signer.sign(to_sign.as_bytes()).unwrap_or_default();
        pairs.push(("Signature".to_owned(), STANDARD.encode(signature)));
        canonical_query(&pairs)
    }
}

/// What signs with a private key.
fn signer(text: &str) -> Result<Box<dyn Signer>, CredentialsError> {
    let odd = || CredentialsError::new("the private key is no RSA key in PEM");
    let bare = !text.contains("-----BEGIN");
    let pem = Zeroizing::new(if bare {
        format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", text.trim())
    } else {
        text.to_owned()
    });
    // Its error could repeat what it read.
    let key = PrivateKeyDer::from_pem_slice(pem.as_bytes()).map(Zeroizing::new).map_err(|_| odd())?;
    let key = RsaSigningKey::new(&key).map_err(|_| odd())?;
    key.choose_scheme(&[SignatureScheme::RSA_PKCS1_SHA256]).ok_or_else(odd)
}

impl ProvideCredentials for RsaKeyPair {
    fn provide(&self) -> Provided<'_> {
        Box::pin(self.fetch())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::OffsetDateTime;

    const PEM: &str = include_str!("../../tests/credentials/rsa.pem");
    /// By `openssl dgst -sha256 -sign`, of the string to sign.
    const SIGNATURE: &str = "bdAhBT9ilUTSSV0epQpqz9XlPZVPioOPn8WMNzlTZQ6POMrB416L+gRVnP8f8/VAvb4wqCBpSR+SQUMzDfiOyFU3lIHSqItOW+jtLC/nCPFFE35up9+hM+qL0Nf97kEoIrR54sY8HiidVfuRShkziCZ1ASd0XgQyY0f7mLEAfsgQeR+lAVu02W1NCKIlkD7ptAWWkVdUY0VdBA3MBmwmhAZNhmwB7x1XYrCrtiB3jFv8P+sQ4q5zKjMvznCBE5kZVpc5c/JURF0Tvq280LzDVwrmyeCAhDavvBFJsnlVkBnFGN0YLELf2/J0b2mhs2KbNNwwS2HQWOWKHSKiIqVcPg==";

    #[test]
    fn requests_are_signed_with_the_private_key() {
        let bare: String = PEM.lines().filter(|line| !line.starts_with('-')).collect();
        for text in [PEM, &bare] {
            let pair = RsaKeyPair {
                public_key_id: "pair".to_owned(),
                private_key: PrivateKey::Text(Zeroizing::new(text.to_owned())),
                seconds: 3600,
                config: ProviderConfig::new(),
            };
            let moment = Moment { time: OffsetDateTime::UNIX_EPOCH, nonce: "n".to_owned() };
            let query = pair.query(&*signer(text).unwrap(), &moment);
            let signature = format!("&Signature={}&", percent_encoded(SIGNATURE));
            assert!(query.contains(&signature), "{query}");
        }
    }

    #[test]
    fn what_is_no_key_is_told_without_it() {
        for text in ["", "thesecret", "-----BEGIN PRIVATE KEY-----\nthesecret\n-----END PRIVATE KEY-----"] {
            let error = signer(text).err().unwrap();
            assert!(error.message.contains("no RSA key") && !format!("{error:?}").contains("thesecret"));
        }
    }
}
