//! Paths that are safe to write below a target, on every system.

use alicloud_spec::grammar::is_device;
use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

/// The most bytes that a part of a path may have; the file systems of all systems can hold this.
const MAX_PART: usize = 255;

/// Checks that `path` is below `target` by its words alone.
///
/// # Errors
/// A path that is not, or that some system could not hold, gives the reason.
pub(crate) fn check(target: &Path, path: &Path) -> Result<(), String> {
    let below = path.strip_prefix(target).map_err(|_| format!("it is not below {}", target.display()))?;
    let mut parts = 0;
    for part in below.components() {
        let Component::Normal(part) = part else {
            return Err("a part of it leaves the folder that it is in".to_owned());
        };
        part_is_safe(part.to_str().ok_or("a part of it is not UTF-8")?)?;
        parts += 1;
    }
    if parts == 0 { Err("it is the target itself".to_owned()) } else { Ok(()) }
}

fn part_is_safe(part: &str) -> Result<(), String> {
    let odd = |c: char| c.is_control() || matches!(c, '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*');
    if part.len() > MAX_PART {
        Err(format!("a part of it has {} bytes, more than {MAX_PART}", part.len()))
    } else if is_device(part) {
        Err(format!("`{part}` is a device on Windows"))
    } else if part.ends_with(['.', ' ']) {
        Err(format!("`{part}` ends with a dot or a blank"))
    } else if let Some(c) = part.chars().find(|c| odd(*c)) {
        Err(format!("it has the character {c:?}"))
    } else {
        Ok(())
    }
}

/// Checks that no link between `target` and `folder` below it leads out of the target.
///
/// # Errors
/// A link that does, or cannot be followed, gives the reason.
pub(crate) fn check_links(target: &Path, folder: &Path) -> Result<(), String> {
    let Ok(below) = folder.strip_prefix(target) else { return Ok(()) };
    let mut at = target.to_owned();
    for part in below.components() {
        at.push(part);
        match fs::symlink_metadata(&at) {
            // What is not there yet, or leads nowhere, leads nowhere else.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Ok(metadata) if metadata.is_symlink() => stays_within(target, &at)?,
            _ => {}
        }
    }
    Ok(())
}

fn stays_within(target: &Path, link: &Path) -> Result<(), String> {
    let led = match link.canonicalize() {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
        led => led.and_then(|led| Ok(led.starts_with(target.canonicalize()?))),
    };
    match led {
        Ok(true) => Ok(()),
        Ok(false) => Err(format!("{} is a link out of {}", link.display(), target.display())),
        Err(error) => Err(format!("{} cannot be followed: {error}", link.display())),
    }
}

/// The files and folders that are planned. Two that differ in case only would be one on some systems.
#[derive(Debug, Default)]
pub(crate) struct Spellings(BTreeMap<String, PathBuf>);

impl Spellings {
    /// Takes the spelling of a path and of the folders above it, up to `target`.
    ///
    /// # Errors
    /// One that is spelt otherwise already gives the reason.
    pub(crate) fn claim(&mut self, target: &Path, path: &Path) -> Result<(), String> {
        for path in path.ancestors().take_while(|path| *path != target) {
            let folded = folded(path);
            match self.0.get(&folded) {
                Some(known) if known == path => return Ok(()),
                Some(known) => return Err(format!("it differs from {} in case only", known.display())),
                None => self.0.insert(folded, path.to_owned()),
            };
        }
        Ok(())
    }
}

/// A path as systems that do not tell capitals from small letters see it.
pub(crate) fn folded(path: &Path) -> String {
    path.to_string_lossy().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_lies_below_on_every_system_is_accepted() {
        let target = Path::new("/specs");
        let long = format!("/specs/{}", "a".repeat(300));
        for path in
            ["/specs/ecs/2014-05-26/operations/Get.yaml", "/specs/a/iap_1.0/.x", "/specs/console/名.yaml"]
        {
            assert_eq!(check(target, Path::new(path)), Ok(()), "{path}");
        }
        for path in [
            "/specs",
            "/etc/passwd",
            "specs/a",
            "/specs/../a",
            "/specs/a/../../b",
            "/specs2/a",
            "/specs/a/NUL",
            "/specs/con.yaml",
            "/specs/Lpt1.tar.gz",
            "/specs/a./b",
            "/specs/a /b",
            "/specs/C:x",
            "/specs/a\\..\\b",
            "/specs/a\nb",
            "/specs/a?",
            long.as_str(),
        ] {
            assert!(check(target, Path::new(path)).is_err(), "{path}");
        }
    }

    #[test]
    fn names_that_differ_in_case_only_are_refused() {
        let (target, mut spellings) = (Path::new("/specs"), Spellings::default());
        let mut claim = |path: &str| spellings.claim(target, Path::new(path)).is_ok();
        assert!(
            claim("/specs/ecs/v1/Get.yaml")
                && claim("/specs/ecs/v1/Put.yaml")
                && claim("/specs/ecs/v2/Get.yaml")
        );
        assert!(!claim("/specs/ecs/v1/GET.yaml") && !claim("/specs/ecs/V1/Take.yaml"));
    }
}
