//! A small project in a temporary folder, and the command run on it.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "each test binary uses a part of it, and stops when it is broken"
)]

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

/// Specs of one product with one page, and a place for the crate.
pub struct Project {
    folder: TempDir,
}

/// How a run ended.
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

pub const PAGE: &str = "\
# Get

## 请求语法

```
GET /things/get HTTP/1.1
```

## 请求参数

|名称|类型|是否必选|示例值|描述|
|--|--|--|--|--|
|Id|String|是|i-1|标识。|

## 返回数据

|名称|类型|示例值|描述|
|--|--|--|--|
|RequestId|String|r-1|请求ID。|
";

impl Project {
    pub fn new() -> Self {
        let project = Project { folder: TempDir::new().unwrap() };
        let product = "code: test\nname: Test\nversion: '2020-01-01'\nstyle: roa\nmodule: test\n";
        project.write("product.yaml", product);
        project.write("pages/Get.zh.md", PAGE);
        project
    }

    /// A project whose specs and crate are written.
    pub fn generated() -> Self {
        let project = Self::new();
        let run = project.codegen(&[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        project
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file of the product.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.product(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, contents).unwrap();
    }

    /// A file of the product.
    pub fn product(&self, name: &str) -> PathBuf {
        self.path("specs/test/2020-01-01").join(name)
    }

    pub fn codegen(&self, arguments: &[&str]) -> Run {
        codegen_of(&self.path("specs"), &self.path("out"), arguments)
    }

    /// Lints everything below the specs.
    pub fn lint(&self, arguments: &[&str]) -> Run {
        let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
        command.arg("lint").arg(self.path("specs")).args(arguments).output().unwrap().into()
    }

    /// All files with their contents.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        files(self.folder.path())
    }

    /// The same, and every folder and link, without following any.
    pub fn tree(&self) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.folder.path().to_owned()];
        while let Some(next) = folders.pop() {
            for entry in fs::read_dir(&next).unwrap().map(Result::unwrap) {
                let kind = entry.file_type().unwrap();
                found.insert(entry.path(), kind.is_file().then(|| fs::read(entry.path()).unwrap()));
                if kind.is_dir() {
                    folders.push(entry.path());
                }
            }
        }
        found
    }
}

/// A page that says by a link which product and version it describes an operation of.
pub fn linked(operation: &str, product: &str, version: &str) -> String {
    let link = format!(
        "[debug](https://api.aliyun.com/#product={product}&api={operation}&type=ROA&version={version})"
    );
    PAGE.replace("# Get\n", &format!("# {operation}\n\n{link}\n")).replace("things/get", operation)
}

/// Writes a file, and the folders that it lies in.
pub fn write(path: impl AsRef<Path>, contents: impl AsRef<[u8]>) {
    fs::create_dir_all(path.as_ref().parent().unwrap()).unwrap();
    fs::write(path, contents).unwrap();
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Run { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

pub fn files(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(&next).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.insert(path.strip_prefix(folder).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    found
}

/// Imports the pages below some folders.
pub fn codegen_of(specs: &Path, out: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("codegen").arg("--specs").arg(specs).arg("--out").arg(out);
    command.args(arguments).output().unwrap().into()
}

pub fn import(folders: &[impl AsRef<OsStr>], specs: &Path, arguments: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_xtask"));
    command.arg("import").args(folders).arg("--specs").arg(specs);
    command.args(arguments).output().unwrap().into()
}

/// Where real pages are, for those who have them.
pub fn corpus() -> Option<PathBuf> {
    folder("ALICLOUD_CORPUS", &xtask::args::root().join("../shared/corpus"))
}

/// The folder that a variable names, or the usual one, if there is one.
pub fn folder(variable: &str, usual: &Path) -> Option<PathBuf> {
    let folder = std::env::var_os(variable).map_or_else(|| usual.to_owned(), PathBuf::from);
    if !folder.is_dir() {
        // Not by a macro, whose output the test harness keeps to itself.
        let why = format!("SKIPPED: no folder {}; {variable} names one\n", folder.display());
        std::io::stderr().write_all(why.as_bytes()).unwrap();
        return None;
    }
    Some(folder)
}
