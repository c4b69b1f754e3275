//! Runs at one time go in; each waits for those before it, and all do their work.
#![allow(clippy::unwrap_used, reason = "a broken set-up ends the test")]
#![cfg(unix)]

mod common;

use common::{PAGE, Project};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

fn command(project: &Project, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("codegen").arg("--specs").arg(project.path("specs")).arg("--out").arg(project.path("out"));
    command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

#[test]
fn a_run_waits_for_one_that_holds_a_folder() {
    for (folder, arguments) in [("specs", &[][..]), ("out", &[]), ("specs", &["--check"])] {
        let project = Project::generated();
        project.write("pages/Put.zh.md", PAGE.replace("# Get", "# Put"));
        let held = File::open(project.path(folder)).unwrap();
        held.lock().unwrap();
        let mut child = command(&project, arguments).spawn().unwrap();
        let mut said = String::new();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        stderr.read_line(&mut said).unwrap();
        assert!(said.contains("waiting for another run"), "{said}");
        assert!(child.try_wait().unwrap().is_none());
        assert!(!project.product("operations/Put.yaml").exists());
        held.unlock().unwrap();
        let code = child.wait_with_output().unwrap().status.code();
        assert_eq!(code, Some(i32::from(!arguments.is_empty())));
        assert_eq!(project.product("operations/Put.yaml").exists(), arguments.is_empty());
    }
}

#[test]
fn runs_at_one_time_do_not_take_each_others_files_for_orphans() {
    let project = Project::new();
    for index in 0..40 {
        let page = PAGE.replace("# Get", &format!("# Get{index}"));
        project.write(&format!("pages/Get{index}.zh.md"), page);
    }
    let runs: Vec<_> = (0..6).map(|_| command(&project, &[]).spawn().unwrap()).collect();
    for run in runs {
        let output = run.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    assert_eq!(project.codegen(&["--check"]).code, 0);
}
