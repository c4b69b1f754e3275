//! Error codes that every operation may answer with, whatever its documentation lists.

use crate::OtherCode;

/// An error code that is common to all operations.
///
/// ```
/// use alicloud_runtime::{CommonCode, ErrorCode};
///
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
    /// The date of the request is too far from now.
    TimestampExpired,
    /// The security token is over.
    SecurityTokenExpired,
    /// The security token cannot be read.
    SecurityTokenMalformed,
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
    TimestampExpired = "InvalidTimeStamp.Expired" 400,
    SecurityTokenExpired = "InvalidSecurityToken.Expired" 400,
    SecurityTokenMalformed = "InvalidSecurityToken.Malformed" 400,
    ForbiddenRam = "Forbidden.RAM" 403,
    Forbidden = "Forbidden" 403,
    NoPermission = "NoPermission" 403,
    ActionNotFound = "InvalidAction.NotFound" 404,
    MissingParameter = "MissingParameter" 400,
    InvalidParameter = "InvalidParameter" 400,
    Throttling = "Throttling" 400,
    ThrottlingUser = "Throttling.User" 400,
    ThrottlingApi = "Throttling.Api" 400,
    ServiceUnavailable = "ServiceUnavailable" 503,
    InternalError = "InternalError" 500,
} }
