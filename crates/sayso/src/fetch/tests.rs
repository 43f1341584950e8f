use std::convert::Infallible;
use std::io::Write;
use std::time::Instant;

use super::server::{Server, answer, page};
use super::*;

/// Limits that a test can wait for.
fn quick() -> Limits {
    Limits {
        connect: Duration::from_secs(2),
        total: Duration::from_secs(5),
        page: 64 << 10,
        pause: Duration::from_millis(1),
        longest_delay: Duration::from_millis(50),
        longest_wait: Duration::from_secs(1),
        ..Limits::default()
    }
}

fn fetcher() -> Fetcher {
    Fetcher::new(quick(), Reach::Anywhere)
}

fn fetch(fetcher: &Fetcher, address: &str) -> Result<Fetched, Problem> {
    fetcher.page(&Address::of(address).expect("an address"))
}

/// Fetches one path of a server that has nothing else.
fn fetch_from(server: &Server, path: &str) -> Result<Fetched, Problem> {
    fetch(&fetcher(), &server.address(path))
}

#[test]
fn a_page_comes_as_it_is() {
    let bytes = b"caf\xe9 \0 \xff".to_vec();
    let server = Server::of(vec![(
        "/x?y",
        answer(
            "200 OK",
            &[
                "Content-Type: text/html; charset=latin1",
                "X-A: 1",
                "X-A: 2",
            ],
            &bytes,
        ),
    )]);
    let fetched = fetch_from(&server, "/x?y#z").expect("a page");
    assert_eq!(
        (&fetched.bytes, fetched.status, fetched.charset.as_deref()),
        (&bytes, 200, Some("latin1"))
    );
    assert_eq!(
        (fetched.address.as_str(), fetched.final_address.as_str()),
        (&*server.address("/x?y"), &*server.address("/x?y"))
    );
    assert_eq!(
        fetched
            .headers
            .iter()
            .filter(|(name, _)| name == "x-a")
            .count(),
        2,
        "{:?}",
        fetched.headers
    );
    assert_eq!(
        fetched.options().known.url.as_deref(),
        Some(&*server.address("/x?y"))
    );
    let age = Timestamp::now().duration_since(fetched.at);
    assert!((0..60).contains(&age.as_secs()), "{age:?}");
}

#[test]
fn sayso_says_who_it_is_and_nothing_else() {
    let to_b = answer("302 Found", &["Location: /b", "Set-Cookie: a=b"], b"");
    let server = Server::of(vec![("/a", to_b), ("/b", page("b"))]);
    fetch_from(&server, "/a").expect("a page");
    for request in server.seen() {
        let has = |name: &str| request.head.iter().any(|line| line.starts_with(name));
        assert!(
            has("user-agent: sayso/") && has("accept-encoding: gzip"),
            "{request:?}"
        );
        assert!(
            !has("cookie:") && !has("referer:") && !has("authorization:"),
            "{request:?}"
        );
    }
}

#[test]
fn robots_are_obeyed_and_asked_once() {
    let robots = answer(
        "200 OK",
        &[],
        b"User-agent: *\nDisallow: /\n\nUser-agent: sayso\nDisallow: /private",
    );
    let server = Server::of(vec![
        ("/robots.txt", robots),
        ("/a", page("a")),
        ("/b", page("b")),
        ("/private/c", page("c")),
    ]);
    let fetcher = fetcher();
    assert!(
        fetch(&fetcher, &server.address("/a")).is_ok()
            && fetch(&fetcher, &server.address("/b")).is_ok()
    );
    assert_eq!(
        fetch(&fetcher, &server.address("/private/c")),
        Err(Problem::Robots)
    );
    assert_eq!(server.paths(), ["/robots.txt", "/a", "/b"]);
}

#[test]
fn a_site_that_cannot_say_what_it_asks_is_left_alone() {
    let server = Server::of(vec![
        ("/robots.txt", answer("503 Trouble", &[], b"")),
        ("/a", page("a")),
    ]);
    assert_eq!(
        fetch_from(&server, "/a"),
        Err(Problem::NoRobots("it answered 503".to_owned()))
    );
    assert_eq!(server.paths(), ["/robots.txt"]);
    // One that refuses to show its robots.txt has none.
    let server = Server::of(vec![
        ("/robots.txt", answer("403 Forbidden", &[], b"")),
        ("/a", page("a")),
    ]);
    assert!(fetch_from(&server, "/a").is_ok());
}

#[test]
fn only_the_first_part_of_a_huge_robots_file_counts() {
    let mut robots = b"User-agent: *\nDisallow: /a\n".to_vec();
    robots.resize(600 << 10, b'#');
    robots.extend(b"\nDisallow: /b\n");
    let server = Server::of(vec![
        ("/robots.txt", answer("200 OK", &[], &robots)),
        ("/a", page("a")),
        ("/b", page("b")),
    ]);
    assert_eq!(fetch_from(&server, "/a"), Err(Problem::Robots));
    assert!(fetch_from(&server, "/b").is_ok());
}

#[test]
fn robots_are_asked_of_each_site_that_a_page_leads_to() {
    let closed = Server::of(vec![
        (
            "/robots.txt",
            answer("200 OK", &[], b"User-agent: *\nDisallow: /"),
        ),
        ("/a", page("a")),
    ]);
    let there = closed.address("/a");
    let to = answer("302 Found", &[&format!("Location: {there}")], b"");
    let server = Server::of(vec![("/a", to)]);
    assert_eq!(
        fetch_from(&server, "/a"),
        Err(Problem::BadRedirect {
            to: there,
            why: Box::new(Problem::Robots)
        })
    );
    assert_eq!(closed.paths(), ["/robots.txt"]);
}

#[test]
fn a_redirect_is_followed_a_few_times() {
    let server = Server::new(|path, out| {
        let number: usize = path.trim_start_matches('/').parse().unwrap_or(0);
        match number {
            0 => out.write_all(&page("end")),
            _ => out.write_all(&answer(
                "301 Moved",
                &[&format!("Location: {}", number - 1)],
                b"",
            )),
        }
    });
    let fetched = fetch_from(&server, "/5").expect("a page");
    assert_eq!(
        (fetched.address, fetched.final_address),
        (server.address("/5"), server.address("/0"))
    );
    assert_eq!(fetch_from(&server, "/6"), Err(Problem::Redirects(5)));
}

#[test]
fn a_redirect_that_leads_nowhere_good_is_refused() {
    let server = Server::of(vec![
        ("/round", answer("302 Found", &["Location: /round"], b"")),
        (
            "/file",
            answer("302 Found", &["Location: file:///etc/passwd"], b""),
        ),
        ("/lost", answer("302 Found", &[], b"")),
    ]);
    assert_eq!(fetch_from(&server, "/round"), Err(Problem::Redirects(5)));
    let scheme = Box::new(Problem::Scheme("file".to_owned()));
    assert_eq!(
        fetch_from(&server, "/file"),
        Err(Problem::BadRedirect {
            to: "file:///etc/passwd".to_owned(),
            why: scheme
        })
    );
    assert_eq!(fetch_from(&server, "/lost"), Err(Problem::LostRedirect));
}

#[test]
fn a_redirect_to_this_machine_is_refused() {
    let inside = Server::of(vec![("/keys", page("keys"))]);
    let there = inside.address("/keys");
    let to = answer("302 Found", &[&format!("Location: {there}")], b"");
    let outside = Server::of(vec![("/a", to)]);
    let fetcher = Fetcher::new(quick(), Reach::PublicAnd(outside.at));
    let refused = fetch(&fetcher, &outside.address("/a"));
    assert_eq!(
        refused,
        Err(Problem::BadRedirect {
            to: there,
            why: Box::new(Problem::OutOfReach)
        })
    );
    assert!(inside.seen().is_empty(), "{:?}", inside.seen());
}

#[test]
fn this_machine_is_not_asked_whatever_its_name() {
    let server = Server::of(vec![("/a", page("a"))]);
    let port = server.at.port();
    let fetcher = Fetcher::new(quick(), Reach::Public);
    for host in [
        "127.0.0.1",
        "localhost",
        "0x7f.1",
        "2130706433",
        "0.0.0.0",
        "[::1]",
        "[::ffff:127.0.0.1]",
    ] {
        let refused = fetch(&fetcher, &format!("http://{host}:{port}/a"));
        assert_eq!(refused, Err(Problem::OutOfReach), "{host}");
    }
    assert!(server.seen().is_empty(), "{:?}", server.seen());
}

#[test]
fn a_page_without_end_is_cut_off_and_refused() {
    let server = Server::new(|path, out| {
        if path == "/robots.txt" {
            return out.write_all(&answer("404 Not Found", &[], b""));
        }
        out.write_all(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")?;
        loop {
            out.write_all(&[b'x'; 4096])?;
        }
    });
    assert_eq!(fetch_from(&server, "/a"), Err(Problem::TooLarge(64 << 10)));
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer
        .write_all(bytes)
        .and_then(|()| packer.finish())
        .expect("packed bytes")
}

#[test]
fn a_packed_page_is_unpacked_within_the_limit() {
    let gzip = |bytes: &[u8]| {
        answer(
            "200 OK",
            &["Content-Type: text/html", "Content-Encoding: gzip"],
            &packed(bytes),
        )
    };
    let server = Server::of(vec![
        ("/a", gzip(b"<p>Letter</p>")),
        ("/bomb", gzip(&vec![b' '; 10 << 20])),
    ]);
    assert_eq!(
        fetch_from(&server, "/a").map(|fetched| fetched.bytes),
        Ok(b"<p>Letter</p>".to_vec())
    );
    assert_eq!(
        fetch_from(&server, "/bomb"),
        Err(Problem::TooLarge(64 << 10))
    );
}

#[test]
fn a_slow_server_is_not_waited_for() {
    let server = Server::new(|path, out| {
        if path == "/robots.txt" {
            return out.write_all(&answer("404 Not Found", &[], b""));
        }
        out.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")?;
        // A byte now and then, so that no single wait is long.
        for _ in 0..100 {
            out.write_all(b"x")?;
            thread::sleep(Duration::from_millis(100));
        }
        Ok(())
    });
    let limits = Limits {
        total: Duration::from_millis(400),
        ..quick()
    };
    let start = Instant::now();
    let fetched = fetch(
        &Fetcher::new(limits, Reach::Anywhere),
        &server.address("/a"),
    );
    assert_eq!(fetched, Err(Problem::Slow(Duration::from_millis(400))));
    assert!(
        start.elapsed() < Duration::from_secs(5),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn an_answer_that_breaks_off_is_told() {
    let server = Server::of(vec![
        (
            "/a",
            b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf".to_vec(),
        ),
        ("/b", b"\0\0\0\r\n\r\n".to_vec()),
    ]);
    for path in ["/a", "/b"] {
        let problem = fetch_from(&server, path).expect_err("half a page");
        assert!(
            matches!(problem, Problem::Unreachable(_) | Problem::Broken(_)),
            "{problem:?}"
        );
    }
}

#[test]
fn who_is_not_there_is_told() {
    let free = std::net::TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a port that is free again");
    assert!(matches!(
        fetch(&fetcher(), &format!("http://{free}/a")),
        Err(Problem::Unreachable(_))
    ));
}

#[test]
fn a_server_that_is_not_secure_is_told() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let at = listener.local_addr().expect("an address");
    thread::spawn(move || {
        listener
            .accept()
            .and_then(|(mut stream, _)| stream.write_all(&page("a")).map(|()| stream))
    });
    let problem = fetch(&fetcher(), &format!("https://{at}/a")).expect_err("no secure connection");
    assert!(
        matches!(&problem, Problem::Unreachable(why) if why.contains("secure")),
        "{problem:?}"
    );
}

#[test]
fn what_is_no_page_is_told() {
    let server = Server::of(vec![
        ("/403", answer("403 Forbidden", &[], b"no")),
        ("/410", answer("410 Gone", &[], b"no")),
        ("/500", answer("500 Trouble", &[], b"no")),
        ("/204", answer("204 No Content", &[], b"")),
        (
            "/picture",
            answer("200 OK", &["Content-Type: image/png"], b"x"),
        ),
    ]);
    for (path, status) in [
        ("/none", 404),
        ("/403", 403),
        ("/410", 410),
        ("/500", 500),
        ("/204", 204),
    ] {
        assert_eq!(
            fetch_from(&server, path),
            Err(Problem::Status(status)),
            "{path}"
        );
    }
    assert_eq!(
        fetch_from(&server, "/picture"),
        Err(Problem::NotText("image/png".to_owned()))
    );
}

/// A server that is busy at first: its robots.txt is none, its first answer asks to wait.
fn busy(wait: &'static str) -> Server {
    let asked = Mutex::new(0);
    Server::new(move |path, out| {
        if path == "/robots.txt" {
            return out.write_all(&answer("404 Not Found", &[], b""));
        }
        let mut asked = asked.lock().expect("a count");
        *asked += 1;
        match *asked {
            1 => out.write_all(&answer("429 Too Many Requests", &[wait], b"")),
            _ => out.write_all(&page("at last")),
        }
    })
}

#[test]
fn a_busy_site_is_asked_again_once_after_a_short_wait() {
    let server = busy("Retry-After: 1");
    let start = Instant::now();
    assert_eq!(
        fetch_from(&server, "/a").map(|fetched| fetched.bytes),
        Ok(b"at last".to_vec())
    );
    assert!(
        start.elapsed() >= Duration::from_secs(1),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_site_that_asks_to_be_left_alone_is() {
    let server = busy("Retry-After: 3600");
    let fetcher = fetcher();
    let wait = Problem::Wait(429, Some(Duration::from_secs(3600)));
    assert_eq!(fetch(&fetcher, &server.address("/a")), Err(wait.clone()));
    assert_eq!(fetch(&fetcher, &server.address("/b")), Err(wait));
    assert_eq!(server.paths(), ["/robots.txt", "/a"]);
}

fn addresses(servers: &[&Server], each: usize) -> Vec<Address> {
    let paths = (0..each).flat_map(|i| {
        servers
            .iter()
            .map(move |server| server.address(&format!("/{i}")))
    });
    paths
        .map(|address| Address::of(&address).expect("an address"))
        .collect()
}

fn slow_pages() -> Server {
    Server::slow(Duration::from_millis(30), |_, out| {
        out.write_all(&page("x"))
    })
}

#[test]
fn one_host_is_asked_one_thing_at_a_time_with_pauses() {
    // Two ports of one host are one host.
    let (one, other) = (slow_pages(), slow_pages());
    let limits = Limits {
        pause: Duration::from_millis(40),
        ..quick()
    };
    let start = Instant::now();
    let mut came = 0;
    let done: Result<(), Infallible> = Fetcher::new(limits, Reach::Anywhere).all(
        addresses(&[&one, &other], 3),
        &mut |_, fetched| {
            came += usize::from(fetched.is_ok());
            Ok(())
        },
    );
    assert_eq!(
        (done, came, one.busiest(), other.busiest()),
        (Ok(()), 6, 1, 1)
    );
    assert!(
        start.elapsed() >= 7 * Duration::from_millis(70),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn threads_that_ask_one_host_wait_for_each_other() {
    let server = slow_pages();
    let fetcher = fetcher();
    thread::scope(|scope| {
        for i in 0..4 {
            let (fetcher, server) = (&fetcher, &server);
            scope.spawn(move || fetch(fetcher, &server.address(&format!("/{i}"))).expect("a page"));
        }
    });
    assert_eq!((server.busiest(), server.seen().len()), (1, 5));
}

#[test]
fn the_delay_that_a_site_asks_for_is_kept_within_reason() {
    let robots = answer("200 OK", &[], b"User-agent: *\nCrawl-delay: 3600");
    let server = Server::of(vec![
        ("/robots.txt", robots),
        ("/0", page("a")),
        ("/1", page("b")),
        ("/2", page("c")),
    ]);
    let limits = Limits {
        longest_delay: Duration::from_millis(150),
        ..quick()
    };
    let start = Instant::now();
    let done: Result<(), Infallible> =
        Fetcher::new(limits, Reach::Anywhere).all(addresses(&[&server], 3), &mut |_, _| Ok(()));
    assert_eq!((done, server.seen().len()), (Ok(()), 4));
    assert!(
        (Duration::from_millis(300)..Duration::from_secs(5)).contains(&start.elapsed()),
        "{:?}",
        start.elapsed()
    );
}

#[test]
fn a_failure_to_keep_ends_the_fetching() {
    let server = slow_pages();
    let done = fetcher().all(addresses(&[&server], 20), &mut |_, _| {
        Err("the disk is full")
    });
    assert_eq!(done, Err("the disk is full"));
    assert!(server.seen().len() < 5, "{:?}", server.paths());
}
