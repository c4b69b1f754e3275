//! The response of operations that only say that they did what they were asked for.

/// What a call gives whose answer has nothing but the number of the request.
pub struct Acknowledged {
    /// The number of the request, which support asks for.
    #[doc(alias = "RequestId")]
    pub request_id: Option<String>,
}

crate::structure! { Acknowledged: Eq {
    request_id = "RequestId",
} }
