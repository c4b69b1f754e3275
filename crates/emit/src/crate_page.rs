//! The first page of the docs of a crate: what its products have in common.

use crate::doc::{Doc, own};

/// What callers do, and how: a heading for each, and a paragraph.
const TASKS: &[(&str, &str)] = &[
    (
        "First call",
        "`Client::from_env()` takes the region of `ALIBABA_CLOUD_REGION_ID` and the credentials that are found in the usual places; \
         `Client::builder()` sets these and more. A method of the client makes a request, setters complete it, and \
         `.send().await?` gives the answer, which derefs to the response.",
    ),
    (
        "Errors",
        "A call fails with a [`runtime::CallError`], whose `code()` is an enum of the documented codes and whose `is_not_found()`, \
         `is_already_exists()`, `is_forbidden()`, `is_quota_exceeded()`, `is_dry_run()` and `is_throttling()` go by the \
         convention of codes. By `?` it becomes an [`Error`], which `main` may return.",
    ),
    (
        "Retries and time limits",
        "Throttled calls are tried again, and others where that does no harm. Connecting, an attempt and the whole call have limits: \
         on the builder for all calls, and on what `send()` gives for one, as in `.send().operation_timeout(limit).await`.",
    ),
    (
        "Credentials",
        "They come from variables, profiles, files, roles and URIs, and are renewed before they end: see [`runtime::credentials`].",
    ),
    (
        "Pages",
        "Requests of lists have `pages()` and `items()`, streams that ask for the next page when it is needed: \
         `while let Some(item) = items.try_next().await? { … }`.",
    ),
    (
        "Waiting",
        "Clients have `wait_until_…` methods, which call an operation until what it shows is as it should be, or can no longer be.",
    ),
    (
        "Operations that are not here",
        "A [`runtime::client::GenericRequest`] calls any operation by its name, with the client of any product.",
    ),
    (
        "Testing",
        "The crate `alicloud-mock` is a gateway on this machine that checks requests and answers as the documentation says, or as a \
         test says by `gateway.on::<Operation>()`. A transport of one's own, [`runtime::transport::Transport`], does without sockets.",
    ),
];

/// Adds what products have in common.
pub(crate) fn tasks(doc: &mut Doc) {
    for (heading, paragraph) in TASKS {
        doc.heading(heading).paragraph(own(paragraph));
    }
}
