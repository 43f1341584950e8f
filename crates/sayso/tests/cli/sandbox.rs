//! A folder of its own and a cleared environment for each test, so that no machine's habits show.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;
use tempfile::TempDir;

/// A report that is long enough to be sure of its language.
pub(crate) const LETTER: &str = "The foreign minister sent a secret letter to the envoy, two officials said on Monday.\n\
    “There was no letter,” the minister told reporters in the harbour town.\n";
/// Another one.
pub(crate) const DENIAL: &str =
    "The harbour office would not comment on the letter, according to the Northern Wire.\n";

/// A folder to run in.
pub(crate) struct Sandbox {
    folder: TempDir,
}

/// What a run came to.
#[must_use]
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Sandbox {
    pub(crate) fn new() -> Self {
        Sandbox {
            folder: tempfile::tempdir().expect("a folder for the test"),
        }
    }

    /// Makes a folder that holds two reports, `pile/a.txt` and `pile/b.txt`.
    pub(crate) fn with_pile() -> Self {
        let sandbox = Sandbox::new();
        sandbox.write("pile/a.txt", LETTER);
        sandbox.write("pile/b.txt", DENIAL);
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("a folder");
        std::fs::write(path, bytes).expect("a file");
    }

    /// Prepares a run in the folder, with nothing in the environment but a width.
    pub(crate) fn command<Word: AsRef<OsStr>>(
        &self,
        words: impl IntoIterator<Item = Word>,
    ) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sayso"));
        command
            .env_clear()
            .env("COLUMNS", "100")
            .current_dir(self.folder.path())
            .args(words);
        command
    }

    /// Runs the program with the words of a line.
    pub(crate) fn run(&self, line: &str) -> Ran {
        self.run_with(line, "")
    }

    /// Runs the program with the words of a line and an input.
    pub(crate) fn run_with(&self, line: &str, input: &str) -> Ran {
        let mut command = self.command(line.split(' '));
        let pipes = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = pipes.spawn().expect("the program starts");
        child
            .stdin
            .take()
            .expect("a pipe")
            .write_all(input.as_bytes())
            .expect("the input is taken");
        let output = child.wait_with_output().expect("the program ends");
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("answers are UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("talk is UTF-8"),
        }
    }
}

impl Ran {
    /// Demands an exit code; returns the run.
    #[track_caller]
    pub(crate) fn ends_with(self, code: i32) -> Self {
        assert_eq!(
            self.code,
            Some(code),
            "stdout:\n{}\nstderr:\n{}",
            self.stdout,
            self.stderr
        );
        self
    }

    /// Demands that the talk holds these words; returns the run.
    #[track_caller]
    pub(crate) fn tells(self, words: &str) -> Self {
        assert!(
            self.stderr.contains(words),
            "{words:?} is not in stderr:\n{}",
            self.stderr
        );
        self
    }

    /// Demands that every error comes with a remedy.
    #[track_caller]
    pub(crate) fn with_remedy(&self) {
        let count = |word| {
            self.stderr
                .lines()
                .filter(|line| line.starts_with(word))
                .count()
        };
        assert!(count("Error: ") > 0, "no error is told:\n{}", self.stderr);
        assert_eq!(
            count("Error: "),
            count("Hint: "),
            "an error without remedy:\n{}",
            self.stderr
        );
    }

    /// Demands that no error is told.
    #[track_caller]
    pub(crate) fn with_no_error(&self) {
        assert!(!self.stderr.contains("Error: "), "{}", self.stderr);
    }

    /// Returns the JSON values of the answer, one a line.
    #[track_caller]
    pub(crate) fn json(&self) -> Vec<Value> {
        self.stdout
            .lines()
            .map(|line| serde_json::from_str(line).expect("a line of JSON"))
            .collect()
    }
}
