//! Listening: the socket, and what one visitor may take of it.

use std::io::ErrorKind;
use std::net::{SocketAddr, ToSocketAddrs};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::sync::Semaphore;

use crate::error::{Error, reason};

/// Visitors who are served at once; further ones wait. A browser opens six connections.
const MOST_AT_ONCE: usize = 128;

/// The head of a request must be there within this time, and a silent connection is closed after
/// it.
const HEAD_TIME: Duration = Duration::from_secs(10);

/// The head of a request has no more bytes, and no more lines.
const MOST_OF_A_HEAD: usize = 32 << 10;
const MOST_LINES: usize = 64;

/// Threads that make pages. They wait for the disk, and for piles that are being linked, more than
/// they work.
pub(super) const PAGE_THREADS: usize = 24;

/// A socket that is open.
pub(crate) struct Open {
    listener: std::net::TcpListener,
    at: SocketAddr,
}

impl Open {
    /// Opens a port; 0 takes any that is free.
    pub(crate) fn at(host: &str, port: u16) -> Result<Self, Error> {
        let wrong = |error: &std::io::Error| {
            match error.kind() {
            ErrorKind::AddrInUse => {
                Error::usage(format!("The port {port} is in use: another program listens there, perhaps another `sayso serve`."))
                    .hint("Use that one, end it, or name another port with --port; --port 0 takes any that is free.")
            }
            ErrorKind::PermissionDenied => Error::usage(format!("The port {port} may not be opened: {}.", reason(error)))
                .hint("Take a port above 1023, for example with --port 8080."),
            _ => Error::usage(format!("Sayso cannot listen at {host}, port {port}: {}.", reason(error)))
                .hint("Look whether --host names an address of this machine."),
        }
        };
        let address = (host, port)
            .to_socket_addrs()
            .map_err(|error| wrong(&error))?
            .next();
        let address = address.ok_or_else(|| wrong(&ErrorKind::AddrNotAvailable.into()))?;
        let listener = std::net::TcpListener::bind(address).map_err(|error| wrong(&error))?;
        listener
            .set_nonblocking(true)
            .map_err(|error| wrong(&error))?;
        let at = listener.local_addr().map_err(|error| wrong(&error))?;
        Ok(Open { listener, at })
    }

    /// Returns where it listens.
    pub(crate) fn at_address(&self) -> SocketAddr {
        self.at
    }
}

/// Serves whoever comes, until the program is ended.
pub(crate) fn listen(open: Open, app: Router) -> Result<(), Error> {
    let trouble = |error: std::io::Error| {
        Error::record(format!("The desk could not go on: {}.", reason(&error)))
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .max_blocking_threads(PAGE_THREADS)
        .build()
        .map_err(trouble)?;
    runtime.block_on(async {
        let listener = TcpListener::from_std(open.listener).map_err(trouble)?;
        let places = Arc::new(Semaphore::new(MOST_AT_ONCE));
        loop {
            let Ok(place) = Arc::clone(&places).acquire_owned().await else {
                return Ok(());
            };
            let Ok((stream, _)) = listener.accept().await else {
                // Whoever hung up before being served, or too many open files: neither ends the
                // desk.
                tokio::time::sleep(Duration::from_millis(50)).await;
                continue;
            };
            // Answers are small and whole; waiting to fill a packet only delays them.
            drop(stream.set_nodelay(true));
            let service = TowerToHyperService::new(app.clone());
            tokio::spawn(async move {
                let mut http = http1::Builder::new();
                http.timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIME)
                    .max_buf_size(MOST_OF_A_HEAD)
                    .max_headers(MOST_LINES);
                // What goes wrong on a connection is the visitor's to notice.
                drop(http.serve_connection(TokioIo::new(stream), service).await);
                drop(place);
            });
        }
    })
}
