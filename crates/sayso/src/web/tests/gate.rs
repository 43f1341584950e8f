//! Who may ask, and what every answer forbids the browser.

use super::*;

#[tokio::test]
async fn every_answer_forbids_what_a_report_could_try() {
    let open = Open::new();
    for address in ["/", "/desk.css", "/nothing", "/claims.json"] {
        let got = open.get(address).await;
        let policy = got.headers[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .expect("a policy");
        assert!(
            policy.starts_with("default-src 'none';")
                && policy.contains("frame-ancestors 'none'")
                && !policy.contains("unsafe"),
            "{policy}"
        );
        assert_eq!(got.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        assert_eq!(got.headers[header::REFERRER_POLICY], "no-referrer");
    }
    let page = open.get("/").await.body;
    assert!(
        !page.contains("style=\"") && !page.contains(" onclick"),
        "{page}"
    );
}

#[tokio::test]
async fn a_name_that_somebody_made_to_lead_here_is_refused() {
    let open = Open::new();
    let status = async |host: &str| {
        open.send(
            Request::get("/")
                .header(header::HOST, host)
                .body(Body::empty())
                .expect("a request"),
        )
        .await
        .status
    };
    for host in [
        "127.0.0.1:7296",
        "localhost",
        "LOCALHOST:1",
        "[::1]:7296",
        "192.168.0.7:7296",
    ] {
        assert_eq!(status(host).await, StatusCode::OK, "{host}");
    }
    for host in [
        "evil.example",
        "evil.example:7296",
        "localhost.evil.example",
        "",
        "127.0.0.1.evil.example",
    ] {
        assert_eq!(status(host).await, StatusCode::FORBIDDEN, "{host}");
    }
}

#[tokio::test]
async fn a_form_from_elsewhere_changes_nothing() {
    let open = Open::new();
    let fields = [("one", "A"), ("other", "B"), ("same", "yes")];
    assert_eq!(
        open.post("/judgements", &fields).await.status,
        StatusCode::BAD_REQUEST
    );
    let wrong = [("secret", "0123"), fields[0], fields[1], fields[2]];
    assert_eq!(
        open.post("/judgements", &wrong).await.status,
        StatusCode::FORBIDDEN
    );
    let secret = open.get("/check").await.field("secret");
    let request = Request::post("/judgements")
        .header(header::HOST, "localhost")
        .header("sec-fetch-site", "cross-site")
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from(format!(
            "secret={secret}&one=A&other=B&same=yes"
        )))
        .expect("a request");
    assert_eq!(open.send(request).await.status, StatusCode::FORBIDDEN);
    assert_eq!(
        open.json("/judgements.json").await["judgements"]
            .as_array()
            .map(Vec::len),
        Some(0)
    );
}

#[tokio::test]
async fn a_token_is_asked_for_once() {
    let open = Open::with(Some("a-long-enough-token"));
    assert_eq!(open.get("/").await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        open.get("/claims.json?token=another").await.status,
        StatusCode::UNAUTHORIZED
    );
    let first = open.get("/claims?q=x&token=a-long-enough-token").await;
    assert_eq!(
        (first.status, first.location().as_str()),
        (StatusCode::SEE_OTHER, "/claims?q=x")
    );
    let cookie = first.headers[header::SET_COOKIE]
        .to_str()
        .expect("a cookie")
        .to_owned();
    assert!(
        cookie.contains("HttpOnly")
            && cookie.contains("SameSite=Strict")
            && !cookie.contains("a-long-enough-token"),
        "{cookie}"
    );
    let with = |name, value: &str| {
        Request::get("/")
            .header(header::HOST, "localhost")
            .header(name, value)
            .body(Body::empty())
            .expect("a request")
    };
    let visit = cookie.split(';').next().expect("a pair");
    assert_eq!(
        open.send(with(header::COOKIE, visit)).await.status,
        StatusCode::OK
    );
    assert_eq!(
        open.send(with(header::AUTHORIZATION, "Bearer a-long-enough-token"))
            .await
            .status,
        StatusCode::OK
    );
    assert_eq!(
        open.send(with(header::COOKIE, "sayso=0")).await.status,
        StatusCode::UNAUTHORIZED
    );
}

#[tokio::test]
async fn too_large_a_form_is_refused() {
    let open = Open::new();
    let secret = open.get("/check").await.field("secret");
    let got = open
        .post(
            "/check",
            &[("secret", &secret), ("text", &"a".repeat(9 << 20))],
        )
        .await;
    assert!(got.status.is_client_error(), "{}", got.status);
}
