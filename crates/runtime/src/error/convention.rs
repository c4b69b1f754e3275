//! What error codes mean by the way they are written, which nearly all products share.

/// Codes about the call itself, not about what it is for.
const OWN: &[&str] = &[
    "invalidaction",
    "invalidapi",
    "invalidaccesskeyid",
    "invalidversion",
    "unsupportedapi",
    "requiredparam",
];
/// Words for "you may not", with whatever status.
const NO_PERMISSION: &[&str] = &[
    "nopermission",
    "notpermission",
    "noprivilege",
    "permissiondeny",
    "permissiondenied",
    "accessdenied",
    "unauthorized",
    "notauthorize",
    "forbiddenbyram",
];
/// Words for "you may not" where the status is 401 or 403. With another, the state of something forbids the call.
const NO_ACCESS: &[&str] = &["forbidden", "authfailed", "authorizationfail", "noauth"];
/// Words for "no more of these".
const TOO_MANY: &[&str] =
    &["limitexceed", "countexceed", "numberoverlimit", "resourceoverlimit", "resourcesoverlimit"];
/// Words that make a limit one of the length, of the number in one request, of the calls, or of money.
const OTHER_LIMITS: &[&str] = &[
    "sizelimit",
    "lengthlimit",
    "idlimit",
    "paramcount",
    "parametercount",
    "resourceids",
    "frequency",
    "availablequota",
    "amountlimit",
];

/// Words for "it is not there".
const NOT_THERE: &[&str] = &["notfound", "notexist", "nonexist", "noexist", "nosuch"];

/// Whether something that the call names is not there: `InvalidInstanceId.NotFound`, `EntityNotExist.User`.
pub(crate) fn is_not_found(code: &str) -> bool {
    let code = plain(code);
    !OWN.iter().any(|own| code.starts_with(own)) && has(&code, NOT_THERE)
}

/// Whether something that the call would make is there already: `EntityAlreadyExists.Role`, `InvalidName.Duplicate`. What
/// stands twice in the request is not, and neither is what must be gone first (`AppExists`).
pub(crate) fn is_already_exists(code: &str) -> bool {
    let last = last_word(code);
    let code = plain(code);
    let ends = ["existed", "nameexist", "nameexists"].iter().any(|end| code.ends_with(end));
    let exists = ends || last == "exists" || code.contains("alreadyexist");
    (exists || is_duplicate(&code)) && !has(&code, NOT_THERE)
}

fn is_duplicate(code: &str) -> bool {
    let twice = has(code, &["tagkey", "parameterkey", "listduplicate"])
        || ["invalidparam", "param"].iter().any(|start| code.starts_with(start));
    let ends = ["duplicate", "duplicated"].iter().any(|end| code.ends_with(end));
    let begins = code.starts_with("duplicate") && code.contains("name");
    (ends || begins) && !twice
}

/// Whether the caller may not do that: `Forbidden.RAM`, `NoPermission`, `AccessDenied`.
pub(crate) fn is_forbidden(code: &str, status: Option<u16>) -> bool {
    if is_not_found(code) || is_already_exists(code) || is_quota_exceeded(code) {
        return false;
    }
    let last = last_word(code);
    let code = plain(code);
    let refused = matches!(status, Some(401 | 403)) && has(&code, NO_ACCESS);
    refused || last == "forbidden" || code == "forbiddenram" || has(&code, NO_PERMISSION)
}

/// Whether the account has as many of something as it may have: `QuotaExceeded.Vpc`, `LimitExceeded.User`.
pub(crate) fn is_quota_exceeded(code: &str) -> bool {
    let code = plain(code);
    if code.starts_with("throttling") || has(&code, &["notfound"]) || has(&code, OTHER_LIMITS) {
        return false;
    }
    let full = ["exceed", "limit", "full", "over", "enough", "insufficient"];
    let of_a_value = code.starts_with("invalid") && !code.starts_with("invalidoperation");
    has(&code, &["quota"]) && has(&code, &full) || has(&code, TOO_MANY) && !of_a_value
}

/// Whether the call was only tried, and would have succeeded: `DryRunOperation`.
pub(crate) fn is_dry_run(code: &str) -> bool {
    matches!(plain(code).as_str(), "dryrun" | "dryrunoperation" | "dryrunsuccess" | "dryrunpassed")
}

/// The letters of a code, in lower case: products differ in what stands between its words.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

/// The last word of a code that has separators.
fn last_word(code: &str) -> String {
    plain(code.rsplit(['.', '_']).next().unwrap_or_default())
}

fn has(code: &str, words: &[&str]) -> bool {
    words.iter().any(|word| code.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a code with a status is told to be, of: not found, already there, forbidden, over quota, a dry run.
    fn told(code: &str, status: u16) -> Vec<&'static str> {
        let all = [
            ("not found", is_not_found(code)),
            ("exists", is_already_exists(code)),
            ("forbidden", is_forbidden(code, Some(status))),
            ("quota", is_quota_exceeded(code)),
            ("dry run", is_dry_run(code)),
        ];
        all.into_iter().filter_map(|(name, is)| is.then_some(name)).collect()
    }

    #[test]
    fn codes_mean_what_they_say() {
        for (expected, codes) in [
            (
                &["not found"][..],
                &[
                    ("InvalidInstanceId.NotFound", 404),
                    ("InvalidParameter.NotFound", 404),
                    ("EntityNotExist.User", 404),
                    ("NodeGroupDoesNotExist", 400),
                    ("POOLKEY_NOT_EXIST", 400),
                    ("NoSuchBucket", 404),
                    ("COMMODITY_NO_EXIST", 400),
                    ("Forbidden.AliasNotFound", 404),
                    ("Forbidden.VpcNotFound", 403),
                ][..],
            ),
            (
                &["exists"],
                &[
                    ("EntityAlreadyExists.Role", 409),
                    ("InvalidName.Duplicate", 400),
                    ("Certificate.Duplicated", 400),
                    ("DuplicatedTemplateName", 400),
                    ("UserGroup.NameExisted", 500),
                    ("SignName.Exists", 400),
                    ("Forbidden.Room.LiveAlreadyExist", 403),
                ],
            ),
            (
                &["forbidden"],
                &[
                    ("Forbidden.RAM", 403),
                    ("Forbidden.RAM", 400),
                    ("Forbidden", 404),
                    ("ForbiddenByRam", 400),
                    ("Forbidden.SubUser", 403),
                    ("Access.Forbidden", 400),
                    ("API.No.Permission", 400),
                    ("InvalidAction.Unauthorized", 403),
                    ("NoPermission\t", 400),
                    ("Ram.PermissionDeny", 400),
                    ("AuthFailed", 403),
                ],
            ),
            (
                &["quota"],
                &[
                    ("QuotaExceeded.Vpc", 400),
                    ("LimitExceeded.User", 409),
                    ("OverQuota", 400),
                    ("Resource.QuotaFull", 400),
                    ("InvalidOperation.EniCountExceeded", 403),
                    ("OperationForbidden.QuotaLimit", 403),
                ],
            ),
            (&["dry run"], &[("DryRunOperation", 400), ("DRYRUN.SUCCESS", 400), ("DryRun.Success", 400)]),
            (
                &[],
                &[
                    ("", 500),
                    ("InvalidAction.NotFound", 404),
                    ("InvalidAccessKeyId.NotFound", 404),
                    ("RequiredParam.NotFound", 400),
                    ("Duplicate.TagKey", 400),
                    ("InvalidParameter.Targets.Duplicate", 400),
                    ("ArrearageOrderExists", 400),
                    ("Forbidden.IpHasBeenUsedInDnat", 400),
                    ("InstanceIds.ExceedLimit", 400),
                    ("SizeLimitExceeded.Tag", 400),
                    ("LimitExceeded.Frequency", 409),
                    ("InsufficientAvailableQuota", 400),
                    ("Throttling.Quota.Exceeded", 400),
                    ("DryRun.InvalidAmount", 403),
                    ("IncorrectInstanceStatus", 403),
                ],
            ),
        ] {
            for (code, status) in codes {
                assert_eq!(told(code, *status), expected, "{code} {status}");
            }
        }
    }
}
