//! What error codes mean by the way they are written, which nearly all products share.

/// Codes about the call itself, not about what it is for.
const OWN: &[&str] =
    &["invalidaction", "invalidapi", "invalidaccesskeyid", "invalidversion", "unsupportedapi"];

/// Whether something that the call names is not there: `InvalidInstanceId.NotFound`, `EntityNotExist.User`.
pub(crate) fn is_not_found(code: &str) -> bool {
    let code = plain(code);
    !OWN.iter().any(|own| code.starts_with(own))
        && has(&code, &["notfound", "notexist", "nonexist", "nosuch"])
}

/// Whether something that the call would make is there already: `EntityAlreadyExists.Role`, `InvalidName.Duplicate`.
pub(crate) fn is_already_exists(code: &str) -> bool {
    let code = plain(code);
    let ends = ["existed", "exists"].iter().any(|end| code.ends_with(end));
    !has(&code, &["notexist", "nonexist"]) && (ends || has(&code, &["alreadyexist", "duplicat"]))
}

/// Whether the caller may not do that: `Forbidden.RAM`, `NoPermission`, `AccessDenied`.
pub(crate) fn is_forbidden(code: &str) -> bool {
    let words =
        ["forbidden", "nopermission", "accessdenied", "unauthorized", "notauthorized", "permissiondenied"];
    has(&plain(code), &words) && !is_not_found(code) && !is_already_exists(code)
}

/// Whether the caller has as many of something as the account may have: `QuotaExceeded.Vpc`, `LimitExceeded.User`.
pub(crate) fn is_quota_exceeded(code: &str) -> bool {
    let code = plain(code);
    if code.starts_with("throttling") || has(&code, &["notfound"]) {
        return false;
    }
    let quota =
        has(&code, &["quota"]) && has(&code, &["exceed", "limit", "full", "over", "enough", "insufficient"]);
    quota || has(&code, &["limitexceed"]) && !code.starts_with("invalid")
}

/// Whether the call was only tried, and would have succeeded: `DryRunOperation`.
pub(crate) fn is_dry_run(code: &str) -> bool {
    matches!(plain(code).as_str(), "dryrun" | "dryrunoperation" | "dryrunsuccess" | "dryrunpassed")
}

/// The letters of a code, in lower case: products differ in what stands between its words.
fn plain(code: &str) -> String {
    code.chars().filter(|c| c.is_alphanumeric()).map(|c| c.to_ascii_lowercase()).collect()
}

fn has(code: &str, words: &[&str]) -> bool {
    words.iter().any(|word| code.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_mean_what_they_say() {
        type Predicate = fn(&str) -> bool;
        let predicates: [Predicate; 5] =
            [is_not_found, is_already_exists, is_forbidden, is_quota_exceeded, is_dry_run];
        for (codes, which) in [
            (
                &[
                    "InvalidInstanceId.NotFound",
                    "EntityNotExist.User",
                    "POOLKEY_NOT_EXIST",
                    "Forbidden.VpcNotFound",
                ][..],
                Some(0),
            ),
            (
                &["EntityAlreadyExists.Role", "InvalidName.Duplicate", "TaskExists", "UserGroup.NameExisted"],
                Some(1),
            ),
            (
                &["Forbidden.RAM", "API.No.Permission", "InvalidAction.Unauthorized", "NoPermission\t"],
                Some(2),
            ),
            (
                &["QuotaExceeded.Vpc", "LimitExceeded.User", "OverQuota", "INSUFFICIENT_AVAILABLE_QUOTA"],
                Some(3),
            ),
            (&["DryRunOperation", "DRYRUN.SUCCESS", "DryRun.Success"], Some(4)),
            (
                &[
                    "InvalidAction.NotFound",
                    "InvalidAccessKeyId.NotFound",
                    "InstanceIds.ExceedLimit",
                    "Throttling.Quota.Exceeded",
                    "DryRun.InvalidAmount",
                    "IncorrectInstanceStatus",
                    "",
                ],
                None,
            ),
        ] {
            for code in codes {
                let told = predicates.map(|predicate| predicate(code));
                let expected: [bool; 5] = std::array::from_fn(|index| which == Some(index));
                assert_eq!(told, expected, "{code}");
            }
        }
    }
}
