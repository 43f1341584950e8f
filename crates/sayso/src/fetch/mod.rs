//! From addresses to pages: the way to the network, and only for who asks for it.
//!
//! Owns what is asked of whom, how often and within which limits: one request at a time to a host,
//! its robots.txt obeyed, every redirect judged anew, no cookies, no credentials, no proxies. What
//! the bytes mean is the core's business; who may fetch at all is decided by the commands, of which
//! only `add` does.

mod address;
mod client;
mod guard;
mod problem;
mod robots;
mod turns;

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError, mpsc};
use std::thread;
use std::time::Duration;

use jiff::Timestamp;
use sayso_core::page::PageOptions;
use sayso_core::report::About;
use ureq::http::header::CONTENT_TYPE;

pub(crate) use address::Address;
pub(crate) use guard::Reach;
pub(crate) use problem::Problem;

use client::{Answer, Client};
use robots::Robots;
use turns::Turns;

/// What bounds the fetching.
#[derive(Clone, Debug)]
pub(crate) struct Limits {
    /// How long a host may take to be found, and then to take up the connection.
    pub(crate) connect: Duration,
    /// How long one request may take, all in all.
    pub(crate) total: Duration,
    /// How many bytes a page may have, unpacked.
    pub(crate) page: u64,
    /// How many bytes of a robots.txt count.
    pub(crate) robots: u64,
    /// How often one address may send on to another.
    pub(crate) redirects: usize,
    /// How long a host is left alone between two requests.
    pub(crate) pause: Duration,
    /// How long it is left alone at most, however much its robots.txt asks for.
    pub(crate) longest_delay: Duration,
    /// How long a host that asks to come back later is waited for; one that asks for longer is
    /// left.
    pub(crate) longest_wait: Duration,
    /// How many hosts are asked at the same time.
    pub(crate) hosts: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Limits {
            connect: Duration::from_secs(10),
            total: Duration::from_secs(60),
            page: 32 << 20,
            // RFC 9309 asks for at least these 500 KiB.
            robots: 500 << 10,
            redirects: 5,
            pause: Duration::from_secs(1),
            longest_delay: Duration::from_secs(30),
            longest_wait: Duration::from_secs(30),
            hosts: 4,
        }
    }
}

/// A page as it came.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Fetched {
    /// The address that was asked for.
    pub(crate) address: String,
    /// The address that gave the page, after all redirects.
    pub(crate) final_address: String,
    /// When it was asked.
    pub(crate) at: Timestamp,
    /// The status of the answer.
    pub(crate) status: u16,
    /// The headers of the answer, in its order; a name may come more than once.
    pub(crate) headers: Vec<(String, String)>,
    /// The charset that the content type names.
    pub(crate) charset: Option<String>,
    /// The body, unpacked if it came packed.
    pub(crate) bytes: Vec<u8>,
}

impl Fetched {
    /// Returns how to read the page.
    pub(crate) fn options(&self) -> PageOptions {
        let known = About {
            url: Some(self.final_address.clone()),
            ..About::default()
        };
        PageOptions {
            charset: self.charset.clone(),
            known,
            ..PageOptions::default()
        }
    }
}

/// Fetches pages. One for each run: it remembers whom it asked when, and what their robots.txt
/// says.
#[derive(Debug)]
pub(crate) struct Fetcher {
    client: Client,
    limits: Limits,
    turns: Turns,
    /// What each origin asks of programs, once it was asked.
    robots: Mutex<HashMap<String, Arc<Permission>>>,
}

/// What an origin asks of programs; asked for once, by whoever is first.
type Permission = OnceLock<Result<Robots, Problem>>;

/// What is done with each page as it comes.
type Take<'t, Failure> = dyn FnMut(&Address, Result<Fetched, Problem>) -> Result<(), Failure> + 't;

impl Fetcher {
    /// Makes a fetcher that has asked nobody yet.
    pub(crate) fn new(limits: Limits, reach: Reach) -> Self {
        Fetcher {
            client: Client::new(&limits, reach),
            limits,
            turns: Turns::default(),
            robots: Mutex::default(),
        }
    }

    /// Fetches all addresses and hands each over as soon as it is there, so not in their order.
    /// Those of one host are fetched one after the other, a few hosts side by side. Ends early if
    /// `take` fails.
    pub(crate) fn all<Failure>(
        &self,
        addresses: Vec<Address>,
        take: &mut Take<'_, Failure>,
    ) -> Result<(), Failure> {
        let mut queues: Vec<Vec<Address>> = Vec::new();
        let mut queue_of: HashMap<String, usize> = HashMap::new();
        for address in addresses {
            let queue = *queue_of
                .entry(address.host().to_owned())
                .or_insert(queues.len());
            if queue == queues.len() {
                queues.push(Vec::new());
            }
            queues[queue].push(address);
        }
        let workers = queues.len().min(self.limits.hosts);
        let queues = Mutex::new(VecDeque::from(queues));
        let stopped = AtomicBool::new(false);
        thread::scope(|scope| {
            // No page waits in the channel: few are in memory, and none is fetched that nobody
            // takes.
            let (send, receive) = mpsc::sync_channel(0);
            for _ in 0..workers {
                let (send, queues, stopped) = (send.clone(), &queues, &stopped);
                scope.spawn(move || {
                    let next = || {
                        queues
                            .lock()
                            .unwrap_or_else(PoisonError::into_inner)
                            .pop_front()
                    };
                    while let Some(queue) = next() {
                        for address in queue {
                            if stopped.load(Ordering::Relaxed) {
                                return;
                            }
                            let page = self.page(&address);
                            if send.send((address, page)).is_err() {
                                return;
                            }
                        }
                    }
                });
            }
            drop(send);
            let done = receive
                .iter()
                .try_for_each(|(address, page)| take(&address, page));
            stopped.store(true, Ordering::Relaxed);
            // Those who still wait to hand over a page must not wait for ever.
            drop(receive);
            done
        })
    }

    /// Fetches one page, through all redirects.
    fn page(&self, address: &Address) -> Result<Fetched, Problem> {
        let mut here = address.clone();
        for _ in 0..=self.limits.redirects {
            let elsewhere = |problem: Problem| match problem {
                problem if here == *address => problem,
                problem @ Problem::BadRedirect { .. } => problem,
                // An answer or a trouble on the way is told of the address that was asked; where
                // the way is closed, it is named.
                why @ (Problem::OutOfReach | Problem::Robots) => Problem::BadRedirect {
                    to: here.to_string(),
                    why: Box::new(why),
                },
                problem => problem,
            };
            let delay = self.permission(&here).map_err(elsewhere)?;
            let answer = self.patiently(&here, delay).map_err(elsewhere)?;
            match answer.location() {
                Some(location) => here = here.redirect(&location?)?,
                None => return self.taken(address, &here, answer),
            }
        }
        Err(Problem::Redirects(self.limits.redirects))
    }

    /// Judges an answer that sends nowhere else.
    fn taken(&self, address: &Address, here: &Address, answer: Answer) -> Result<Fetched, Problem> {
        match answer.status {
            200..=203 => {}
            429 => return Err(Problem::Wait(429, answer.wait())),
            status => return Err(Problem::Status(status)),
        }
        if answer.cut {
            return Err(Problem::TooLarge(self.limits.page));
        }
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(Fetched {
            address: address.to_string(),
            final_address: here.to_string(),
            at: answer.at,
            status: answer.status,
            charset: answer
                .header(&CONTENT_TYPE)
                .as_deref()
                .and_then(client::charset),
            headers: answer
                .headers
                .iter()
                .map(|(name, value)| (name.as_str().to_owned(), text(value.as_bytes())))
                .collect(),
            bytes: answer.body,
        })
    }

    /// Asks a host when it is free; comes back once if it asks for that and the wait is short. One
    /// that asks to be left alone for longer is asked nothing more in this run.
    fn patiently(&self, address: &Address, delay: Duration) -> Result<Answer, Problem> {
        let host = self.turns.host(address.host());
        let mut may_return = true;
        loop {
            let turn = host.turn()?;
            let answer = self.client.ask(address, self.limits.page);
            let busy = answer.as_ref().ok().filter(|answer| {
                answer.status == 429 || (answer.status == 503 && answer.wait().is_some())
            });
            let Some(busy) = busy else {
                turn.end(delay);
                return answer;
            };
            match busy.wait() {
                Some(wait) if may_return && wait <= self.limits.longest_wait => {
                    turn.end(wait.max(delay));
                }
                wait => {
                    let problem = Problem::Wait(busy.status, wait);
                    turn.shut(problem.clone());
                    return Err(problem);
                }
            }
            may_return = false;
        }
    }

    /// Asks whether an address may be fetched, and returns how long its host is to be left alone
    /// afterwards.
    fn permission(&self, address: &Address) -> Result<Duration, Problem> {
        let entry = {
            let mut robots = self.robots.lock().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(robots.entry(address.origin()).or_default())
        };
        match entry.get_or_init(|| self.robots(&address.robots())) {
            Err(problem) => Err(problem.clone()),
            Ok(robots) if !robots.allows(address.path()) => Err(Problem::Robots),
            Ok(robots) => Ok(robots
                .delay
                .unwrap_or_default()
                .min(self.limits.longest_delay)
                .max(self.limits.pause)),
        }
    }

    /// Fetches a robots.txt. One that is not there allows everything; where the site cannot say,
    /// nothing is allowed (RFC 9309, 2.3.1). Redirects lead on without asking again, or two sites
    /// could wait for each other.
    fn robots(&self, address: &Address) -> Result<Robots, Problem> {
        let mut here = address.clone();
        for _ in 0..=self.limits.redirects {
            let host = self.turns.host(here.host());
            let turn = host.turn()?;
            let answer = self.client.ask(&here, self.limits.robots);
            turn.end(self.limits.pause);
            let answer = match answer {
                // The page could not be reached either; that says more than a robots.txt that is
                // missing.
                Err(
                    problem @ (Problem::OutOfReach
                    | Problem::NoHost
                    | Problem::Unreachable(_)
                    | Problem::Slow(_)),
                ) if here == *address => {
                    return Err(problem);
                }
                Err(Problem::NotText(_)) => return Ok(Robots::default()),
                Err(problem) => return Err(Problem::NoRobots(problem.why())),
                Ok(answer) => answer,
            };
            match (answer.location(), answer.status) {
                (Some(location), _) => {
                    here = location
                        .and_then(|to| here.redirect(&to))
                        .map_err(|problem| Problem::NoRobots(problem.why()))?;
                }
                (None, 200..=299) => return Ok(Robots::of(&answer.body)),
                (None, 500..) => {
                    return Err(Problem::NoRobots(Problem::Status(answer.status).why()));
                }
                (None, _) => return Ok(Robots::default()),
            }
        }
        // So the RFC: who sends on for ever has none.
        Ok(Robots::default())
    }
}

#[cfg(test)]
#[path = "../../tests/cli/server.rs"]
mod server;
#[cfg(test)]
mod tests;
