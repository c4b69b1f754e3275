//! Error codes that every operation may answer with, whatever its documentation lists.

use crate::OtherCode;

/// An error code that is common to all operations: what `common_code` of an error gives, since the enum of an operation has
/// its own codes only.
///
/// ```
/// use alicloud_runtime::{CommonCode, Error, ErrorCode};
///
/// /// What to tell a person whose call failed.
/// fn advice(error: &Error) -> &'static str {
///     match error.common_code() {
///         Some(CommonCode::AccessKeyNotFound | CommonCode::SignatureDoesNotMatch) => "look at the access key",
///         Some(CommonCode::SecurityTokenExpired) => "log in again",
///         Some(CommonCode::ForbiddenRam) => "ask for a policy that allows it",
///         _ => "ask support, with the request id",
///     }
/// }
/// assert_eq!(CommonCode::from_wire("Throttling.User"), CommonCode::ThrottlingUser);
/// ```
#[non_exhaustive]
pub enum CommonCode {
    /// The access key does not exist, or no more.
    AccessKeyNotFound,
    /// The access key is disabled.
    AccessKeyInactive,
    /// The signature is not that of the key.
    SignatureDoesNotMatch,
    /// The nonce was used before.
    SignatureNonceUsed,
    /// What was sent of the signature is not all.
    IncompleteSignature,
    /// The date of the request is too far from now.
    TimestampExpired,
    /// The date of the request cannot be read.
    TimestampMalformed,
    /// The security token is over.
    SecurityTokenExpired,
    /// The security token cannot be read.
    SecurityTokenMalformed,
    /// The security token is that of another access key.
    SecurityTokenMismatch,
    /// The access key is a temporary one, and its security token is missing.
    SecurityTokenMissing,
    /// RAM does not let the caller do that.
    ForbiddenRam,
    /// The caller may not do that.
    Forbidden,
    /// The caller has no permission.
    NoPermission,
    /// The operation does not exist in this version.
    ActionNotFound,
    /// A parameter is missing.
    MissingParameter,
    /// A parameter has a wrong value.
    InvalidParameter,
    /// The client token was used before, for a call with other parameters.
    ClientTokenReused,
    /// There are too many calls.
    Throttling,
    /// There are too many calls of the account.
    ThrottlingUser,
    /// There are too many calls of the operation.
    ThrottlingApi,
    /// The service is not there for now.
    ServiceUnavailable,
    /// The service failed.
    InternalError,
    /// Any other code.
    Other(OtherCode),
}

crate::error_code! { CommonCode {
    AccessKeyNotFound = "InvalidAccessKeyId.NotFound" 404,
    AccessKeyInactive = "InvalidAccessKeyId.Inactive" 400,
    SignatureDoesNotMatch = "SignatureDoesNotMatch" 400,
    SignatureNonceUsed = "SignatureNonceUsed" 400,
    IncompleteSignature = "IncompleteSignature" 400,
    TimestampExpired = "InvalidTimeStamp.Expired" 400,
    TimestampMalformed = "InvalidTimeStamp.Format" 400,
    SecurityTokenExpired = "InvalidSecurityToken.Expired" 400,
    SecurityTokenMalformed = "InvalidSecurityToken.Malformed" 400,
    SecurityTokenMismatch = "InvalidSecurityToken.MismatchWithAccessKey" 400,
    SecurityTokenMissing = "MissingSecurityToken" 400,
    ForbiddenRam = "Forbidden.RAM" 403,
    Forbidden = "Forbidden" 403,
    NoPermission = "NoPermission" 403,
    ActionNotFound = "InvalidAction.NotFound" 404,
    MissingParameter = "MissingParameter" 400,
    InvalidParameter = "InvalidParameter" 400,
    ClientTokenReused = "IdempotentParameterMismatch" 400,
    Throttling = "Throttling" 400,
    ThrottlingUser = "Throttling.User" 400,
    ThrottlingApi = "Throttling.Api" 400,
    ServiceUnavailable = "ServiceUnavailable" 503,
    InternalError = "InternalError" 500,
} }
