//! Calls of operations that no spec describes.

use super::header;
use crate::script::{Script, Step};
use alicloud_runtime::client::{Client, GenericRequest, RetryPolicy};
use alicloud_runtime::credentials::Credentials;
use alicloud_runtime::{Encoding, ErrorKind, Json, Location, Method};
use serde_json::json;

fn client(script: &Script) -> Client {
    let credentials = Credentials::access_key("theid", "thesecret");
    let builder = Client::builder("Ecs").region("cn-hangzhou").credentials(credentials);
    builder.transport(script.clone()).build().unwrap()
}

#[tokio::test]
async fn rpc_parameters_are_sent_by_name() {
    let script = Script::new([Step::Answer(200, &[], r#"{"RequestId": "r-1", "N": [1]}"#)]);
    let request = GenericRequest::new("2014-05-26", "RunInstances")
        .query("Tag", json!([{"Key": "a b", "On": true}, null]))
        .query("Nothing", Json::Null)
        .form("Count", 2)
        .header("x-acs-trace", "on");
    let answer = request.send(client(&script)).await.unwrap();
    assert_eq!((&answer["N"][0], answer.request_id()), (&json!(1), Some("r-1")));
    let sent = &script.requests()[0];
    assert_eq!((sent.method, sent.host.as_str()), (Method::Post, "ecs.cn-hangzhou.aliyuncs.com"));
    assert_eq!(sent.target, "/?Tag.1.Key=a%20b&Tag.1.On=true");
    assert_eq!(sent.body, b"Count=2");
    for (name, value) in [
        ("x-acs-action", "RunInstances"),
        ("x-acs-version", "2014-05-26"),
        ("x-acs-trace", "on"),
        ("content-type", "application/x-www-form-urlencoded"),
    ] {
        assert_eq!(header(sent, name), value);
    }
    assert!(header(sent, "authorization").contains("x-acs-trace;"));
}

#[tokio::test]
async fn roa_parameters_are_sent_in_path_and_body() {
    let script = Script::new([Step::Answer(202, &[], ""), Step::Answer(200, &[], "[1]")]);
    let request = GenericRequest::new("2015-12-15", "ModifyCluster")
        .method(Method::Put)
        .path("/api/v2/clusters/{ClusterId}/x")
        .path_parameter("ClusterId", "a/b c")
        .body("maintenance", json!({"enable": true, "week": null}))
        .body("empty", json!([]));
    assert_eq!(request.clone().send(client(&script)).await.unwrap().response, Json::Null);
    let whole = request.body("more", 1).json_body("text").send(client(&script)).await;
    assert_eq!(whole.unwrap().response, json!([1]));
    let sent = script.requests();
    assert_eq!(sent[0].target, "/api/v2/clusters/a%2Fb%20c/x");
    let body: Json = serde_json::from_slice(&sent[0].body).unwrap();
    assert_eq!(body, json!({"maintenance": {"enable": true, "week": null}, "empty": []}));
    assert_eq!(header(&sent[0], "content-type"), "application/json; charset=utf-8");
}

#[tokio::test]
async fn bodies_can_be_bytes_or_any_json() {
    let script = Script::new([Step::Answer(200, &[], "{}"), Step::Answer(200, &[], "{}")]);
    let request = GenericRequest::new("2015-12-15", "Put").path("/x");
    request.clone().json_body("text").send(client(&script)).await.unwrap();
    request.blob_body(vec![0, 255]).anonymous().send(client(&script)).await.unwrap();
    let sent = script.requests();
    assert_eq!((sent[0].body.as_slice(), sent[1].body.as_slice()), (&b"\"text\""[..], &[0, 255][..]));
    assert_eq!(header(&sent[1], "authorization"), "");
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_it_is() {
    let script = Script::new([]);
    let new = || GenericRequest::new("2019-05-06", "Get");
    for (request, part) in [
        (GenericRequest::new("2019-05-06\r\nx: y", "Get"), "version"),
        (GenericRequest::new("Get", "2019-05-06"), "version"),
        (GenericRequest::new("2019-05-06", "Get\nx"), "action"),
        (GenericRequest::new("2019-05-06", ""), "action"),
        (new().path("x"), "path"),
        (new().path("/a b"), "path"),
        (new().path("/a?b"), "path"),
        (new().path("/{Id}"), "path"),
        (new().path("/").path_parameter("Id", 1), "path parameter"),
        (new().path("/{Id}").path_parameter("Id", ".."), "path parameter"),
        (new().path("/{Id}").path_parameter("Id", ""), "path parameter"),
        (new().path("/{Id}").path_parameter("Id", Json::Null), "path parameter"),
        (new().header("Authorization", "x"), "header"),
        (new().header("x-acs-y", "a\nb"), "header"),
        (new().header("x y", "a"), "header"),
    ] {
        let shown = format!("{request:?}");
        let error = request.send(client(&script)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{shown}");
        assert!(error.message().contains(part), "{shown}: {error}");
        assert!(!error.message().contains('\n'), "{error}");
    }
    let error = Client::builder("evil.com/").region("a").build().unwrap_err();
    assert!(error.message().contains("is no product code"), "{error}");
}

#[tokio::test]
async fn errors_have_their_code_and_repeat_no_secret() {
    let refusal = r#"{"Code": "InvalidPassword", "Message": "`hunter22` is weak.", "RequestId": "r-2"}"#;
    for parameter in [json!({"Inner": [{"AccountPassword": "hunter22"}]}), json!({"Inner": "other"})] {
        let script = Script::new([Step::Answer(400, &[], refusal)]);
        let secret = parameter["Inner"].is_array();
        let request = GenericRequest::new("2014-08-15", "CreateAccount").query("Account", parameter);
        assert!(!format!("{request:?}").contains("hunter22"));
        let error = request.send(client(&script)).await.unwrap_err();
        assert_eq!(error.code_str(), Some("InvalidPassword"));
        assert_eq!((error.status(), error.request_id()), (Some(400), Some("r-2")));
        assert_eq!(error.to_string().contains("hunter22"), !secret, "{error}");
    }
}

#[tokio::test]
async fn errors_repeat_no_secret_of_a_whole_body() {
    let refusal = r#"{"Code": "InvalidPassword", "Message": "`hunter22` is weak."}"#;
    for (body, shown) in
        [(json!({"Inner": {"Password": "hunter22"}}), false), (json!({"Inner": "hunter22"}), true)]
    {
        let script = Script::new([Step::Answer(400, &[], refusal)]);
        let request = GenericRequest::new("2014-08-15", "CreateAccount").json_body(body.clone());
        let error = request.send(client(&script)).await.unwrap_err();
        assert_eq!(error.to_string().contains("hunter22"), shown, "{error}");
        assert_eq!(script.requests()[0].body, body.to_string().into_bytes());
    }
}

#[tokio::test]
async fn only_what_may_be_repeated_is_sent_again() {
    let new = |action: &str| GenericRequest::new("2014-05-26", action);
    for (request, attempts) in [
        (new("DescribeRegions"), 2),
        (new("StartInstance"), 1),
        (new("StartInstance").read_only(), 2),
        (new("RunInstances").query("ClientToken", "t"), 2),
    ] {
        let script = Script::new([Step::Broken, Step::Answer(200, &[], "{}")]);
        let client = client(&script);
        let mut options = client.options().clone();
        options.retry = RetryPolicy::default();
        let sent = request.send(client.with_options(options)).await;
        assert_eq!((sent.is_ok(), script.requests().len()), (attempts == 2, attempts));
    }
}

#[tokio::test]
async fn the_success_rule_of_a_generated_client_counts() {
    let script =
        Script::new([Step::Answer(200, &[], r#"{"Success": false, "Code": "Odd", "Message": "m"}"#)]);
    let error = GenericRequest::new("2019-05-06", "Get").send(script.client()).await.unwrap_err();
    assert_eq!((error.kind(), error.message()), (ErrorKind::Service, "m"));
}

/// As the official SDKs lay them out, but for booleans, which the one for Python writes with a capital.
#[tokio::test]
async fn odd_values_are_laid_out_as_services_read_them() {
    let script = Script::new([Step::Answer(200, &[], "{}")]);
    let request = GenericRequest::new("2014-05-26", "Get")
        .query("Grid", json!([[1, 2], [null, "x"], []]))
        .query("Map", json!({"b": {"c": [true]}, "a.d": null, "e": ""}))
        .query("Rate", json!(1e21))
        .query("Half", json!(0.5))
        .parameter(Location::Query, Encoding::Json, "Json", json!({"a": [1, null]}))
        .parameter(Location::Query, Encoding::Simple, "Simple", json!(["a", 1, true]))
        .header("x-object", json!({"a": [1]}))
        .parameter(Location::Header, Encoding::Simple, "x-simple", json!([1, 2]))
        .form("List", json!([{"Key": [{"Deep": 1.0}]}]));
    request.send(client(&script)).await.unwrap();
    let sent = &script.requests()[0];
    let query: Vec<_> = sent.target.trim_start_matches("/?").split('&').collect();
    assert_eq!(
        query,
        [
            "Grid.1.1=1",
            "Grid.1.2=2",
            "Grid.2.2=x",
            "Half=0.5",
            "Json=%7B%22a%22%3A%5B1%2Cnull%5D%7D",
            "Map.b.c.1=true",
            "Map.e=",
            "Rate=1000000000000000000000",
            "Simple=a%2C1%2Ctrue",
        ]
    );
    assert_eq!(sent.body, b"List.1.Key.1.Deep=1.0");
    assert_eq!((header(sent, "x-object"), header(sent, "x-simple")), (r#"{"a":[1]}"#, "1,2"));
}
