//! Every documented example of a success is one by the rule of its product.
#![allow(clippy::unwrap_used, reason = "an example that cannot be read fails the test")]
#![allow(deprecated, reason = "what is out of use works all the same")]

use alicloud::{sae, webplus};
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::transport::{HttpRequest, HttpResponse, Sending, Transport};
use std::path::Path;

/// Answers everything with status 200 and the text of a file.
struct Example(HttpResponse);

impl Example {
    /// All examples of a product, with their names.
    fn all(product: &str) -> Vec<(String, Example)> {
        let folder =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../../generated/tests/examples").join(product);
        let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let read = |file: std::path::PathBuf| {
            let kind = format!("text/{}", file.extension().unwrap().display());
            let headers = vec![("content-type".to_owned(), kind)];
            let answer = HttpResponse::new(200, headers, std::fs::read(&file).unwrap());
            (file.display().to_string(), Example(answer))
        };
        files.map(read).collect()
    }
}

impl Transport for Example {
    fn send(&self, _: HttpRequest) -> Sending<'_> {
        Box::pin(async { Ok(self.0.clone()) })
    }
}

#[tokio::test]
async fn documented_answers_are_successes() {
    let credentials = || Credentials::access_key("id", "secret");
    let (sae, webplus) = (Example::all("sae"), Example::all("webplus"));
    assert!(!sae.is_empty() && !webplus.is_empty());
    // The rule is one of the product: any of its operations tells.
    for (name, example) in sae {
        let client = sae::Client::builder().region("r").credentials(credentials()).transport(example);
        let result = client.build().unwrap().abort_change_order("x").send().await;
        assert!(result.is_ok(), "{name}: {result:?}");
    }
    for (name, example) in webplus {
        let client = webplus::Client::builder().region("r").credentials(credentials()).transport(example);
        let result = client.build().unwrap().abort_change("x").send().await;
        assert!(result.is_ok(), "{name}: {result:?}");
    }
}
