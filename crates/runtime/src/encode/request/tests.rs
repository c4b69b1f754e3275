//! Tests of the layout of requests.

use super::*;
use crate::Style;
use crate::encode_json;
use crate::sample::{Given, GivenInner, Inner, Sample};
use std::collections::BTreeMap;

fn encode(
    request: &Sample,
    path: &'static str,
    locations: &'static [Location],
) -> Result<Parts, EncodeError> {
    encode_request(request, &Metadata::new("Get", "test", "1", Style::Roa, Method::Post, path, locations))
}

fn pairs(pairs: &[(String, String)]) -> String {
    pairs.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("&")
}

fn sample() -> Sample {
    let inner = |name: &str| Inner { name: Some(name.to_owned()), ..Inner::default() };
    Sample {
        code: Some("a/b c".to_owned()),
        done: Some(true),
        rate: Some(1e21),
        names: vec!["x".to_owned(), "y".to_owned()],
        items: vec![inner("1"), inner("2")],
        inner: Some(inner("3")),
        ..Sample::default()
    }
}

#[test]
fn queries_and_forms_are_flat() {
    let parts = encode(&sample(), "/", &[Location::Query; 8]).unwrap();
    assert_eq!(
        pairs(&parts.query),
        "Code=a/b c&Done=true&Rate=1000000000000000000000&Inner.Name=3&Items.1.Name=1&Items.2.Name=2&Names.1=x&Names.2=y"
    );
    let parts = encode(&sample(), "/", &[Location::Form; 8]).unwrap();
    assert!(matches!(parts.body, Body::Form(form) if form.len() == 8));
}

#[test]
fn bodies_are_json() {
    let parts = encode(&sample(), "/", &[Location::Body; 8]).unwrap();
    let Body::Json(body) = parts.body else { panic!("{:?}", parts.body) };
    assert!(body.starts_with(r#"{"Code":"a/b c","Done":true"#), "{body}");
    let body = |locations| encode(&Sample::default(), "/", locations).unwrap().body;
    assert_eq!(body(&[Location::Body; 8]), Body::Json("{}".to_owned()));
    assert_eq!(body(&[Location::Query; 8]), Body::None);
}

fn encoded(
    request: &Sample,
    locations: &'static [Location],
    encodings: &'static [(&'static str, Encoding)],
) -> Parts {
    let metadata = Metadata::new("Get", "test", "1", Style::Rpc, Method::Post, "/", locations);
    encode_request(request, &metadata.encodings(encodings)).unwrap()
}

#[test]
fn lists_and_structures_are_json_or_joined_where_the_service_wants_it() {
    use Encoding::{Json, Simple};
    let parts =
        encoded(&sample(), &[Location::Query; 8], &[("Inner", Json), ("Items", Json), ("Names", Simple)]);
    assert_eq!(
        pairs(&parts.query),
        r#"Code=a/b c&Done=true&Rate=1000000000000000000000&Inner={"Name":"3"}&Items=[{"Name":"1"},{"Name":"2"}]&Names=x,y"#
    );
}

#[test]
fn one_parameter_can_be_the_whole_body() {
    let body =
        |encoding: &'static [(&'static str, Encoding)]| encoded(&sample(), &[Location::Body], encoding).body;
    assert_eq!(body(&[("Code", Encoding::Json)]), Body::Json("a/b c".to_owned()));
    assert_eq!(body(&[("Code", Encoding::Raw)]), Body::Blob(Blob::from("a/b c")));
    assert_eq!(body(&[("Code", Encoding::Xml)]), Body::Xml("<Code>a/b c</Code>".to_owned()));
    assert_eq!(encoded(&Sample::default(), &[Location::Body], &[("Code", Encoding::Json)]).body, Body::None);
}

#[test]
fn a_query_too_long_for_a_url_is_a_form_where_services_read_both() {
    let request = Sample { code: Some("x".repeat(70_000)), done: Some(true), ..Sample::default() };
    let parts = encoded(&request, &[Location::Query; 8], &[]);
    assert!(parts.query.is_empty());
    assert!(matches!(parts.body, Body::Form(form) if form.len() == 2));
    assert_eq!(encode(&request, "/", &[Location::Query; 8]).unwrap().query.len(), 2);
}

#[test]
fn raw_parameters_of_a_path_may_hold_slashes() {
    let path = |code: &str| {
        let request = Sample { code: Some(code.to_owned()), ..Sample::default() };
        let metadata =
            Metadata::new("Get", "test", "1", Style::Roa, Method::Get, "/{Code}", &[Location::Path]);
        encode_request(&request, &metadata.encodings(&[("Code", Encoding::Raw)])).map(|parts| parts.path)
    };
    assert_eq!(path("/api/v 1/x"), Ok("/api/v%201/x".to_owned()));
    for refused in ["", "a/../b", "a//b", "a/."] {
        assert!(path(refused).is_err(), "{refused}");
    }
}

#[test]
fn an_empty_list_that_was_given_is_sent_in_json() {
    let body = |request: &Given, locations: &'static [Location]| {
        let metadata = Metadata::new("Get", "test", "1", Style::Roa, Method::Post, "/", locations);
        encode_request(request, &metadata).unwrap().body
    };
    let inner = Some(GivenInner { zones: Some(vec![]) });
    let given = Given { tags: Some(BTreeMap::new()), inner, ..Given::default() };
    let json = r#"{"Tags":{},"Required":[],"Inner":{"Zones":[]}}"#;
    assert_eq!(body(&given, &[Location::Body; 4]), Body::Json(json.to_owned()));
    assert_eq!(body(&Given::default(), &[Location::Body; 4]), Body::Json(r#"{"Required":[]}"#.to_owned()));
    assert_eq!(body(&Given::default(), &[Location::Body; 2]), Body::Json("{}".to_owned()));
    assert_eq!(body(&given, &[Location::Form; 3]), Body::None);
    assert_eq!(encode_json(&Sample::default()), "{}");
}

#[test]
fn an_empty_list_that_was_given_is_an_empty_text_where_commas_join_it() {
    let query = |zones| {
        let metadata =
            Metadata::new("Get", "test", "1", Style::Rpc, Method::Post, "/", &[Location::Query; 3]);
        let request = Given { zones, ..Given::default() };
        encode_request(&request, &metadata.encodings(&[("Zones", Encoding::Simple)])).unwrap().query
    };
    assert_eq!(query(Some(vec![])), [("Zones".to_owned(), String::new())]);
    assert_eq!(query(None), []);
}

#[test]
fn path_parameters_are_encoded_or_refused() {
    let locations = &[Location::Path];
    assert_eq!(encode(&sample(), "/x/{Code}/y", locations).unwrap().path, "/x/a%2Fb%20c/y");
    for value in ["", ".", ".."] {
        let request = Sample { code: Some(value.to_owned()), ..Sample::default() };
        assert!(encode(&request, "/x/{Code}", locations).is_err());
    }
    assert!(encode(&Sample::default(), "/x/{Code}", locations).is_err());
}

#[test]
fn the_query_of_a_path_goes_with_that_of_the_parameters() {
    let request = Sample { code: Some("x".to_owned()), ..Sample::default() };
    let parts = encode(&request, "/x?type=cursor&acl", &[Location::Query]).unwrap();
    let pairs: Vec<_> = parts.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!((parts.path.as_str(), pairs.join("&").as_str()), ("/x", "type=cursor&acl=&Code=x"));
}

#[test]
fn debug_shows_names_and_no_values() {
    for location in [Location::Query, Location::Form, Location::Body, Location::Header] {
        let locations: &'static [Location] = match location {
            Location::Query => &[Location::Query; 8],
            Location::Form => &[Location::Form; 8],
            Location::Body => &[Location::Body; 8],
            _ => &[Location::Header; 1],
        };
        let parts = encode(&sample(), "/", locations).unwrap();
        let shown = format!("{parts:?} {:?}", parts.body);
        assert!(!shown.contains("a/b c"), "{shown}");
        assert_eq!(shown.contains("Code"), location != Location::Body, "{shown}");
    }
    let parts = encode(&sample(), "/{Code}", &[Location::Path]).unwrap();
    assert!(!format!("{parts:?}").contains("a%2Fb"), "{parts:?}");
}

#[test]
fn host_parameters_are_labels_or_refused() {
    let of = |value: &str| {
        let request = Sample { code: Some(value.to_owned()), ..Sample::default() };
        encode(&request, "/", &[Location::Host]).map(|parts| parts.host)
    };
    assert_eq!(of("my-bucket"), Ok(vec![("Code".to_owned(), "my-bucket".to_owned())]));
    for value in ["", "evil.com/", "a.b", "a:1", "a@b", "ä"] {
        assert!(of(value).is_err(), "{value}");
    }
}
