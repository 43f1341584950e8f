//! `serve` from outside: where it opens, whom it lets in, and what it says when it cannot.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Stdio};
use std::time::Duration;

use crate::sandbox::Sandbox;

/// A desk that is open until the test ends.
pub(crate) struct Serving {
    child: Child,
    pub(crate) at: SocketAddr,
}

impl Serving {
    /// Opens the desk on any free port.
    pub(crate) fn new(sandbox: &Sandbox, more: &[&str]) -> Self {
        let words = ["serve", "--port", "0"].iter().chain(more);
        let mut child = sandbox
            .command(words)
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("a pipe"))
            .read_line(&mut line)
            .expect("a line");
        let at = line
            .split("http://")
            .nth(1)
            .and_then(|rest| rest.split('/').next()?.parse().ok());
        Serving {
            at: at.unwrap_or_else(|| panic!("no address in {line:?}")),
            child,
        }
    }

    /// Sends bytes and returns whatever comes back until the desk closes the connection.
    fn send(&self, bytes: &[u8]) -> String {
        let mut stream = TcpStream::connect(self.at).expect("a connection");
        stream
            .set_read_timeout(Some(Duration::from_secs(20)))
            .expect("a limit");
        // The desk may hang up before it has everything.
        drop(stream.write_all(bytes));
        let mut answer = Vec::new();
        drop(stream.read_to_end(&mut answer));
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

#[test]
fn the_desk_opens_on_this_machine_and_answers() {
    let sandbox = Sandbox::with_pile();
    let _ = sandbox.run("add pile").ends_with(0);
    let desk = Serving::new(&sandbox, &[]);
    assert!(desk.at.ip().is_loopback());
    let answer =
        desk.send(b"GET /reports HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(
        answer.starts_with("HTTP/1.1 200") && answer.contains("2 reports in the record"),
        "{answer}"
    );
}

#[test]
fn what_another_version_has_read_is_read_anew_before_the_desk_opens() {
    let sandbox = Sandbox::with_pile();
    let _ = sandbox.run("add pile").ends_with(0);
    let record = rusqlite::Connection::open(sandbox.path("sayso.db")).expect("the record");
    record
        .execute(
            "UPDATE reading SET version = version + 1, found = x'00'",
            [],
        )
        .expect("aged");
    let desk = Serving::new(&sandbox, &[]);
    let readings = "SELECT count(DISTINCT version), min(length(found)) FROM reading";
    let (versions, shortest): (i64, i64) = record
        .query_row(readings, [], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("the readings");
    assert!(versions == 1 && shortest > 1, "they are kept");
    drop(desk);
}

#[test]
fn a_head_without_end_is_refused() {
    let desk = Serving::new(&Sandbox::new(), &[]);
    let mut head = b"GET / HTTP/1.1\r\nHost: localhost\r\n".to_vec();
    head.extend(
        b"X-More: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n".repeat(4000),
    );
    let answer = desk.send(&head);
    assert!(
        answer.is_empty() || answer.starts_with("HTTP/1.1 4"),
        "{answer}"
    );
}

#[test]
fn a_port_in_use_is_told_with_a_remedy() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let ran = Sandbox::new()
        .run(&format!("serve --port {port}"))
        .ends_with(2)
        .tells(&format!("The port {port} is in use"));
    ran.with_remedy();
}

#[test]
fn other_machines_are_let_in_only_with_a_token() {
    let sandbox = Sandbox::new();
    let ran = sandbox
        .run("serve --host 0.0.0.0 --port 0")
        .ends_with(2)
        .tells("--host needs --token");
    ran.with_remedy();
    let short = sandbox
        .run("serve --token short --port 0")
        .ends_with(2)
        .tells("too short");
    short.with_remedy();
}
