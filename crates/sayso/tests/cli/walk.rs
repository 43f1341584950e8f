//! The desk in a real browser: headless Chromium, driven over the protocol that browsers have for
//! it (W3C `WebDriver`).
//!
//! Where no browser is installed the test says so and passes. `SAYSO_SHOTS` names a folder for
//! pictures of what it saw; `SAYSO_AXE` the file `axe.min.js` of axe-core, which then judges
//! whether each page can be used by everybody.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::sandbox::Sandbox;
use crate::serve::Serving;

/// Long enough for a slow machine to start a browser, or to read the Kestrel pile without
/// optimisation.
const PATIENCE: Duration = Duration::from_secs(90);

/// The name under which `WebDriver` hands out elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

const PHONE: (u32, u32) = (390, 844);
const DESKTOP: (u32, u32) = (1280, 900);

/// A browser that is driven.
struct Browser {
    driver: Child,
    session: String,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Starts a browser, or says why there is none.
    fn start() -> Result<Self, String> {
        let port = TcpListener::bind("127.0.0.1:0")
            .and_then(|free| free.local_addr())
            .map_err(|error| error.to_string())?
            .port();
        let driver = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let driver = driver.map_err(|error| format!("chromedriver does not start: {error}"))?;
        let profile = tempfile::tempdir().map_err(|error| error.to_string())?;
        let mut browser = Browser {
            driver,
            session: format!("http://127.0.0.1:{port}/session"),
            _profile: profile,
        };
        let profile = format!("--user-data-dir={}", browser._profile.path().display());
        let quiet = [
            "headless",
            "no-sandbox",
            "disable-gpu",
            "disable-quic",
            "no-first-run",
            "disable-background-networking",
        ];
        let mut switches: Vec<String> = quiet.iter().map(|switch| format!("--{switch}")).collect();
        switches.extend([
            "--disable-component-update".to_owned(),
            "--disable-sync".to_owned(),
            profile,
        ]);
        let wanted =
            json!({"capabilities": {"alwaysMatch": {"goog:chromeOptions": {"args": switches}}}});
        let until = Instant::now() + PATIENCE;
        loop {
            match post(&browser.session, &wanted) {
                Ok(value) => {
                    let id = value["sessionId"]
                        .as_str()
                        .ok_or("a session without a name")?;
                    browser.session = format!("{}/{id}", browser.session);
                    return Ok(browser);
                }
                Err(error) if Instant::now() > until || error.contains("session not created") => {
                    return Err(error);
                }
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }

    #[track_caller]
    fn command(&self, command: &str, body: &Value) -> Value {
        post(&format!("{}/{command}", self.session), body)
            .unwrap_or_else(|error| panic!("{command} {body}: {error}"))
    }

    #[track_caller]
    fn open(&self, address: &str) {
        self.command("url", &json!({ "url": address }));
    }

    /// Runs a script in the page and returns what it returns.
    #[track_caller]
    fn script(&self, script: &str) -> Value {
        self.command("execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Returns the first element that a CSS selector means, as soon as there is one.
    #[track_caller]
    fn find(&self, selector: &str) -> String {
        let until = Instant::now() + PATIENCE;
        loop {
            let found = post(
                &format!("{}/element", self.session),
                &json!({"using": "css selector", "value": selector}),
            );
            match found {
                Ok(found) => return found[ELEMENT].as_str().expect("an element").to_owned(),
                Err(error) if Instant::now() > until => {
                    panic!(
                        "no {selector} in {}: {error}",
                        self.script("return document.body.innerText")
                    )
                }
                Err(_) => std::thread::sleep(Duration::from_millis(50)),
            }
        }
    }

    #[track_caller]
    fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.command(&format!("element/{element}/click"), &json!({}));
    }

    #[track_caller]
    fn typed(&self, selector: &str, words: &str) {
        let element = self.find(selector);
        self.command(
            &format!("element/{element}/value"),
            &json!({ "text": words }),
        );
    }

    #[track_caller]
    fn text(&self, selector: &str) -> String {
        let quoted = Value::from(selector);
        self.find(selector);
        self.script(&format!(
            "return document.querySelector({quoted}).textContent"
        ))
        .as_str()
        .unwrap_or_default()
        .to_owned()
    }

    /// Waits until the page says these words.
    #[track_caller]
    fn wait_for(&self, selector: &str, words: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text(selector).contains(words) {
            assert!(
                Instant::now() < until,
                "{selector} never says {words:?}, but {:?}",
                self.text(selector)
            );
            std::thread::sleep(Duration::from_millis(100));
        }
    }

    #[track_caller]
    fn sized(&self, (width, height): (u32, u32)) {
        let screen =
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
        self.chrome("Emulation.setDeviceMetricsOverride", &screen);
    }

    #[track_caller]
    fn scheme(&self, scheme: &str) {
        self.chrome(
            "Emulation.setEmulatedMedia",
            &json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        );
    }

    #[track_caller]
    fn chrome(&self, command: &str, params: &Value) {
        self.command(
            "goog/cdp/execute",
            &json!({ "cmd": command, "params": params }),
        );
    }

    /// Demands that no page is wider than the screen, and keeps pictures of it where somebody wants
    /// to look.
    #[track_caller]
    fn look(&self, name: &str) {
        for (kind, size) in [("desktop", DESKTOP), ("phone", PHONE)] {
            self.sized(size);
            let over = self.script("return document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assert_eq!(over, 0, "{name} is wider than a {kind}");
            for scheme in ["light", "dark"] {
                self.scheme(scheme);
                self.judged(name);
                self.keep(&format!("{name}-{kind}-{scheme}"));
            }
        }
        self.sized(DESKTOP);
    }

    /// Demands that axe-core finds nothing that keeps somebody out.
    #[track_caller]
    fn judged(&self, name: &str) {
        let Some(axe) = std::env::var_os("SAYSO_AXE") else {
            return;
        };
        self.script(&std::fs::read_to_string(axe).expect("SAYSO_AXE names a file"));
        let run = "const done = arguments[0]; axe.run().then(r => done(r.violations.map(v => [v.id, v.nodes[0].html])))";
        let found = self.command("execute/async", &json!({ "script": run, "args": [] }));
        assert_eq!(found, json!([]), "{name}");
    }

    fn keep(&self, name: &str) {
        let Some(folder) = std::env::var_os("SAYSO_SHOTS") else {
            return;
        };
        let got = ureq::get(format!("{}/screenshot", self.session))
            .call()
            .and_then(|mut answer| answer.body_mut().read_to_string());
        let Ok(Ok(value)) = got.map(|text| serde_json::from_str::<Value>(&text)) else {
            return;
        };
        let path = PathBuf::from(folder).join(format!("{name}.png.base64"));
        std::fs::write(path, value["value"].as_str().unwrap_or_default())
            .expect("a picture is kept");
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        drop(ureq::delete(&self.session).call());
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}

/// Sends a command and returns its value, or what `WebDriver` says is wrong.
fn post(address: &str, body: &Value) -> Result<Value, String> {
    let agent: ureq::Agent = ureq::Agent::config_builder()
        .http_status_as_error(false)
        .timeout_global(Some(PATIENCE))
        .build()
        .into();
    let mut answer = agent
        .post(address)
        .header("content-type", "application/json")
        .send(body.to_string())
        .map_err(|error| error.to_string())?;
    let text = answer
        .body_mut()
        .read_to_string()
        .map_err(|error| error.to_string())?;
    let answer: Value = serde_json::from_str(&text).map_err(|error| error.to_string())?;
    match answer["value"]["error"].as_str() {
        Some(error) => Err(format!("{error}: {}", answer["value"]["message"])),
        None => Ok(answer["value"].clone()),
    }
}

/// The Kestrel pile, as the form of "Add" takes it: paths, one a line.
fn kestrel() -> String {
    let pile = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../examples/kestrel")
        .canonicalize()
        .expect("the pile ships with the project");
    let files = std::fs::read_dir(pile)
        .expect("the pile ships with the project")
        .map(|file| file.expect("an entry").path());
    let mut files: Vec<String> = files
        .filter(|path| path.extension().is_some_and(|end| end != "md"))
        .map(|path| path.display().to_string())
        .collect();
    files.sort();
    assert_eq!(files.len(), 14);
    files.join("\n")
}

#[test]
fn a_reader_walks_the_desk_in_a_browser() {
    let browser = match Browser::start() {
        Ok(browser) => browser,
        Err(why) => {
            #[expect(clippy::print_stderr, reason = "a test that could not look says so")]
            {
                eprintln!("No browser is here, so nobody walked the desk: {why}.");
            }
            return;
        }
    };
    let sandbox = Sandbox::new();
    let desk = Serving::new(&sandbox, &[]);
    let at = |path: &str| format!("http://{}{path}", desk.at);
    browser.sized(DESKTOP);

    // Add the Kestrel pile.
    browser.open(&at("/add"));
    browser.typed("#files", &kestrel());
    browser.click("form[data-drop] button");
    browser.wait_for("h1", "Added");
    assert!(
        browser.text(".lead").contains("14 reports added."),
        "{}",
        browser.text(".lead")
    );

    // The first claim, and from a telling to its words in the report.
    browser.open(&at("/"));
    browser.look("pile");
    browser.click("ol.claims .claim a");
    browser.find("svg.travelled rect.origin");
    browser.look("claim");
    let told = browser.text("ol.tellings blockquote a");
    browser.click("ol.tellings blockquote a");
    browser.find("mark#here");
    let marked = browser.script(
        "return [...document.querySelectorAll('main mark')].map(m => m.textContent).join('')",
    );
    let plain = |words: &str| {
        words
            .chars()
            .filter(|letter| letter.is_alphanumeric())
            .collect::<String>()
    };
    assert_eq!(
        plain(marked.as_str().unwrap_or_default()),
        plain(&told),
        "the marked words are those of the telling"
    );
    let is_seen = "const box = document.getElementById('here').getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight";
    assert_eq!(
        browser.script(is_seen),
        true,
        "the browser goes to the words"
    );
    browser.look("report");

    // Join two people and see the count change, then take it back.
    browser.open(&at("/entities?name=Ilse+Tarrant"));
    browser.click("ul.entities a.who");
    let before = browser.text("#standing");
    browser.typed("#other", "Judith Orrick");
    browser.click("#names form.narrow button");
    browser.wait_for("#names", "Judith Orrick");
    assert_ne!(
        browser.text("#standing"),
        before,
        "the count does not change"
    );
    browser.look("person");
    browser.open(&at("/judgements"));
    browser.click("ol.judgements button");
    browser.wait_for("main", "Nothing was judged");
    browser.open(&at("/entities?name=Ilse+Tarrant"));
    browser.click("ul.entities a.who");
    assert_eq!(
        browser.text("#standing"),
        before,
        "taken back, everything is as it was"
    );

    for page in [
        "claims",
        "reports",
        "entities",
        "told",
        "knew",
        "contacts",
        "conflicts",
        "copies",
        "timeline",
        "search?q=tape",
        "check",
        "add",
    ] {
        browser.open(&at(&format!("/{page}")));
        browser.look(page.split('?').next().unwrap_or(page));
    }
    browser.open(&at("/copies"));
    browser.click("ul.copies p a");
    browser.look("side-by-side");
}
