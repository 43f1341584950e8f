//! Every address of the desk in one list, and the way from a request to a page.

use std::sync::Arc;
use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{StatusCode, Uri};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::Response;
use axum::routing::{MethodRouter, get, post};
use axum::{Router, body::Body};

use super::ask::Ask;
use super::desk::Desk;
use super::reply::{Answer, Form, Wrong, failure};
use super::{add, assets, gate, openapi, pages};
use crate::error::Error;

/// No form but that of `add` is larger.
const MOST_OF_A_FORM: usize = 8 << 20;

/// No request takes longer, its body included; what takes longer by its nature goes on behind the
/// page.
const LONGEST: Duration = Duration::from_secs(30);

/// A page that answers as JSON too.
pub(super) struct Page {
    /// Its address; what stands in braces changes.
    pub(super) path: &'static str,
    pub(super) make: Make,
    /// What it shows, in a line.
    pub(super) shows: &'static str,
    /// What may stand behind the question mark.
    pub(super) query: &'static [&'static str],
    /// What it is as JSON.
    pub(super) reply: Reply,
}

/// What an answer is as JSON, in the words of `docs/json.md`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Reply {
    /// An object that has a table there.
    Object(&'static str),
    /// A list under a name, of objects that have one, or a part of it.
    List(&'static str, &'static str),
    /// The pile.
    Front,
    /// The reports of the record.
    Reports,
}

/// Every page that shows something.
pub(super) const PAGES: [Page; 16] = [
    Page {
        path: "/",
        make: pages::front::answer,
        shows: "The pile: what is told most, conflicts, copies, the newest reports",
        query: &["about"],
        reply: Reply::Front,
    },
    Page {
        path: "/claims",
        make: pages::claims::list,
        shows: "Claims, the most told first",
        query: &["about", "q", "page", "offset", "limit"],
        reply: Reply::List("claims", "claim"),
    },
    Page {
        path: "/claims/{key}",
        make: pages::claim::answer,
        shows: "A claim and its evidence",
        query: &[],
        reply: Reply::Object("trace CLAIM"),
    },
    Page {
        path: "/reports",
        make: pages::reports::list,
        shows: "The reports of the record, the newest first",
        query: &["before", "offset", "limit"],
        reply: Reply::Reports,
    },
    Page {
        path: "/reports/{id}",
        make: pages::report::answer,
        shows: "A report and everything found in it",
        query: &["at"],
        reply: Reply::Object("trace REPORT"),
    },
    Page {
        path: "/entities",
        make: pages::entities::list,
        shows: "Who and what is named",
        query: &["about", "name", "page", "offset", "limit"],
        reply: Reply::List("entities", "entity"),
    },
    Page {
        path: "/entities/{key}",
        make: pages::entity::answer,
        shows: "What somebody said, told, was told and knew",
        query: &[],
        reply: Reply::List("entities", "who"),
    },
    Page {
        path: "/told",
        make: pages::told::list,
        shows: "Who told whom",
        query: &[
            "about", "name", "from", "to", "channel", "since", "page", "offset", "limit",
        ],
        reply: Reply::List("told", "told"),
    },
    Page {
        path: "/knew",
        make: pages::knew::list,
        shows: "Who knew",
        query: &["about", "name", "page", "offset", "limit"],
        reply: Reply::List("knew", "knew"),
    },
    Page {
        path: "/contacts",
        make: pages::contacts::list,
        shows: "Who was in contact with whom, those most often first",
        query: &["about", "page", "offset", "limit"],
        reply: Reply::List("contacts", "contact"),
    },
    Page {
        path: "/conflicts",
        make: pages::conflicts::list,
        shows: "Where accounts differ",
        query: &["about", "page", "offset", "limit"],
        reply: Reply::List("conflicts", "conflict"),
    },
    Page {
        path: "/copies",
        make: pages::copies::list,
        shows: "Which reports were taken from which",
        query: &["about", "page", "offset", "limit"],
        reply: Reply::List("copies", "copy"),
    },
    Page {
        path: "/copies/{from}/{to}",
        make: pages::copies::side_by_side,
        shows: "An original and its copy",
        query: &[],
        reply: Reply::List("copies", "copy"),
    },
    Page {
        path: "/timeline",
        make: pages::timeline::answer,
        shows: "What is dated, earliest first",
        query: &["about", "q", "page", "offset", "limit"],
        reply: Reply::List("timeline", "moment"),
    },
    Page {
        path: "/search",
        make: pages::search::answer,
        shows: "Reports by their words, best first",
        query: &["q", "page", "offset", "limit"],
        reply: Reply::List("results", "result"),
    },
    Page {
        path: "/judgements",
        make: pages::judgements::list,
        shows: "What people judged",
        query: &[],
        reply: Reply::List("judgements", "judgement"),
    },
];

/// Returns everything that the desk answers to. Listening is not its business.
pub(crate) fn app(desk: Arc<Desk>) -> Router {
    let pages = PAGES.iter().fold(Router::new(), |router, page| {
        router.route(page.path, read_of(page))
    });
    let pages = pages
        .route("/index", read_of(&PAGES[0]))
        .route(pages::contacts::FILE, read(pages::contacts::file))
        .route("/openapi", read(openapi::answer))
        .route(
            "/check",
            read(pages::check::form).merge(post(pages::check::answer)),
        )
        .route("/judgements", post(pages::judgements::judge))
        .route("/judgements/{number}/undo", post(pages::judgements::undo))
        .route(
            "/add",
            read(add::form).merge(post(add::take).layer(DefaultBodyLimit::max(add::MOST_AT_ONCE))),
        )
        .route("/add/{job}", read(add::progress))
        .fallback(|State(desk): State<Arc<Desk>>, ask: Ask| made(desk, ask, nothing))
        .layer(DefaultBodyLimit::max(MOST_OF_A_FORM))
        .with_state(Arc::clone(&desk));
    Router::new()
        .route("/desk.css", get(assets::style))
        .route("/desk.js", get(assets::script))
        .route("/desk.svg", get(assets::mark))
        .fallback_service(pages)
        .layer(from_fn_with_state(desk, gate::guard))
        .layer(from_fn(in_time))
        .layer(from_fn(form_of_address))
}

/// How a page is made.
pub(super) type Make = fn(&Desk, &Ask) -> Answer;

/// Reads a page; what cannot be narrowed refuses to be.
fn read_of(page: &'static Page) -> MethodRouter<Arc<Desk>> {
    get(move |State(desk): State<Arc<Desk>>, ask: Ask| async move {
        if ask.query.about().is_some() && !page.query.contains(&"about") {
            return Wrong::usage(
                "This page is not narrowed by ?about=.",
                "Leave it out; the lists are narrowed by it.",
            )
            .reply(ask.form);
        }
        made(desk, ask, page.make).await
    })
}

fn read(make: Make) -> MethodRouter<Arc<Desk>> {
    get(move |State(desk): State<Arc<Desk>>, ask: Ask| made(desk, ask, make))
}

async fn made(desk: Arc<Desk>, ask: Ask, make: Make) -> Response {
    blocking(desk, ask.form, move |desk| make(desk, &ask)).await
}

/// Makes an answer on a thread that may wait for the disk.
pub(super) async fn blocking(
    desk: Arc<Desk>,
    form: Form,
    make: impl FnOnce(&Arc<Desk>) -> Answer + Send + 'static,
) -> Response {
    match tokio::task::spawn_blocking(move || make(&desk)).await {
        Ok(Ok(response)) => response,
        Ok(Err(wrong)) => wrong.reply(form),
        Err(_) => failure(form, StatusCode::INTERNAL_SERVER_ERROR, &broke()),
    }
}

/// Says that making an answer panicked.
pub(super) fn broke() -> Error {
    Error::usage("Sayso broke while it made this answer.")
        .hint("Tell its developers what you asked for.")
}

fn nothing(_: &Desk, ask: &Ask) -> Answer {
    Err(Wrong::missing(
        format!("There is no page at {}.", super::frame::line(&ask.address)),
        "Begin at the pile: the address that ends in /.",
    ))
}

/// Takes `.json` off an address, and notes that JSON is wanted.
async fn form_of_address(mut request: Request<Body>, next: Next) -> Response {
    let form = request.uri().path().strip_suffix(".json").map(|path| {
        if path.is_empty() {
            "/".to_owned()
        } else {
            path.to_owned()
        }
    });
    if let Some(path) = &form {
        let behind = request
            .uri()
            .query()
            .map_or_else(String::new, |query| format!("?{query}"));
        if let Ok(uri) = format!("{path}{behind}").parse::<Uri>() {
            *request.uri_mut() = uri;
        }
    }
    request.extensions_mut().insert(if form.is_some() {
        Form::Json
    } else {
        Form::Page
    });
    next.run(request).await
}

/// Ends a request that takes too long.
async fn in_time(request: Request<Body>, next: Next) -> Response {
    let form = request
        .extensions()
        .get::<Form>()
        .copied()
        .unwrap_or(Form::Page);
    match tokio::time::timeout(LONGEST, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            let error = Error::usage("This took too long and was given up.")
                .hint("Try again; name words to ask of fewer reports.");
            failure(form, StatusCode::SERVICE_UNAVAILABLE, &error)
        }
    }
}
