//! A web server on this machine for tests: it answers what it is told to and remembers what it was
//! asked.
//!
//! Tests of the program from outside and of `fetch` from inside share it.
#![allow(dead_code, reason = "each of the two uses a part of it")]

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A server that runs until the test ends.
pub(crate) struct Server {
    pub(crate) at: SocketAddr,
    seen: Arc<Mutex<Vec<Request>>>,
    busiest: Arc<AtomicUsize>,
}

/// What was asked.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) path: String,
    /// The lines of the head, in lower case.
    pub(crate) head: Vec<String>,
}

impl Server {
    /// Answers every path with what `answer` writes. The connection is closed behind each answer.
    pub(crate) fn new(
        answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        Server::slow(Duration::ZERO, answer)
    }

    /// Waits before each answer.
    pub(crate) fn slow(
        wait: Duration,
        answer: impl Fn(&str, &mut TcpStream) -> std::io::Result<()> + Send + Sync + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let at = listener.local_addr().expect("an address");
        let (seen, busiest) = (
            Arc::new(Mutex::new(Vec::new())),
            Arc::new(AtomicUsize::new(0)),
        );
        let (answer, busy) = (Arc::new(answer), Arc::new(AtomicUsize::new(0)));
        let server = Server {
            at,
            seen: Arc::clone(&seen),
            busiest: Arc::clone(&busiest),
        };
        std::thread::spawn(move || {
            for mut stream in listener.incoming().map_while(Result::ok) {
                let (answer, busy, seen, busiest) = (
                    Arc::clone(&answer),
                    Arc::clone(&busy),
                    Arc::clone(&seen),
                    Arc::clone(&busiest),
                );
                std::thread::spawn(move || {
                    let Some(request) = read(&stream) else { return };
                    // Counted until the answer begins: who has it may ask again before this thread
                    // goes on.
                    busiest.fetch_max(busy.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                    std::thread::sleep(wait);
                    busy.fetch_sub(1, Ordering::SeqCst);
                    let path = request.path.clone();
                    seen.lock().expect("a list").push(request);
                    // Whoever hangs up early has seen enough.
                    drop(answer(&path, &mut stream));
                });
            }
        });
        server
    }

    /// Answers the paths of a table with what stands beside them, and all others with 404.
    pub(crate) fn of(table: Vec<(&'static str, Vec<u8>)>) -> Self {
        Server::new(
            move |path, out| match table.iter().find(|(known, _)| *known == path) {
                Some((_, bytes)) => out.write_all(bytes),
                None => out.write_all(&answer("404 Not Found", &[], b"")),
            },
        )
    }

    /// Returns the address of a path.
    pub(crate) fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.at)
    }

    /// Returns what was asked so far.
    pub(crate) fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("a list").clone()
    }

    /// Returns the paths that were asked for so far.
    pub(crate) fn paths(&self) -> Vec<String> {
        self.seen()
            .into_iter()
            .map(|request| request.path)
            .collect()
    }

    /// Returns how many requests waited for their answers at once, at most.
    pub(crate) fn busiest(&self) -> usize {
        self.busiest.load(Ordering::SeqCst)
    }
}

/// Writes an answer.
pub(crate) fn answer(status: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let headers: String = headers
        .iter()
        .map(|header| format!("{header}\r\n"))
        .collect();
    let mut bytes = format!(
        "HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {}\r\n{headers}\r\n",
        body.len()
    )
    .into_bytes();
    bytes.extend(body);
    bytes
}

/// Writes a page.
pub(crate) fn page(body: impl AsRef<[u8]>) -> Vec<u8> {
    answer(
        "200 OK",
        &["Content-Type: text/html; charset=utf-8"],
        body.as_ref(),
    )
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut head = Vec::new();
    for line in BufReader::new(stream).lines() {
        let line = line.ok()?;
        if line.is_empty() {
            break;
        }
        head.push(line);
    }
    let path = head.first()?.split(' ').nth(1)?.to_owned();
    head.iter_mut().for_each(|line| line.make_ascii_lowercase());
    Some(Request { path, head })
}
