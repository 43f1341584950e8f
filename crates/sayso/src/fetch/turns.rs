//! Turns: one request at a time to one host, with a pause in between. Different hosts do not wait
//! for each other.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::problem::Problem;

/// The queues in front of all hosts.
#[derive(Debug, Default)]
pub(super) struct Turns {
    hosts: Mutex<HashMap<String, Arc<Host>>>,
}

/// The queue in front of one host.
#[derive(Debug, Default)]
pub(super) struct Host {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    /// When it may be asked again.
    free: Option<Instant>,
    /// Why it is not asked again in this run: it asked for that.
    shut: Option<Problem>,
}

/// The right to ask a host; nobody else asks it meanwhile.
pub(super) struct Turn<'a>(MutexGuard<'a, State>);

impl Turns {
    /// Returns the queue in front of a host.
    pub(super) fn host(&self, name: &str) -> Arc<Host> {
        let mut hosts = self.hosts.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(hosts.entry(name.to_owned()).or_default())
    }
}

impl Host {
    /// Waits for the turn, and until the host may be asked.
    pub(super) fn turn(&self) -> Result<Turn<'_>, Problem> {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(problem) = &state.shut {
            return Err(problem.clone());
        }
        if let Some(free) = state.free {
            std::thread::sleep(free.saturating_duration_since(Instant::now()));
        }
        Ok(Turn(state))
    }
}

impl Turn<'_> {
    /// Ends the turn; the next begins after a pause.
    pub(super) fn end(mut self, pause: Duration) {
        self.0.free = Instant::now().checked_add(pause);
    }

    /// Ends the turn, and with it this run's business with the host.
    pub(super) fn shut(mut self, problem: Problem) {
        self.0.shut = Some(problem);
    }
}
