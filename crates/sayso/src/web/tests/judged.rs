//! What a reader judges on the pages: it holds until it is taken back.

use super::*;

#[tokio::test]
async fn a_reader_adds_reports_follows_a_claim_to_its_words_joins_two_people_and_parts_them_again()
{
    let open = Open::new();
    assert!(open.get("/").await.body.contains("holds no report yet"));
    open.add(&[("a.txt", FIRST), ("b.txt", SECOND)]).await;
    let pile = open.get("/").await;
    assert!(pile.body.contains("Told most"), "{}", pile.body);
    let claim = open.get(&pile.link("/claims/")).await;
    assert_eq!(claim.status, StatusCode::OK);
    assert!(
        claim.body.contains("How it travelled") && claim.body.contains("<svg"),
        "{}",
        claim.body
    );
    let words = claim.link("/reports/");
    let report = open.get(words.split('#').next().expect("an address")).await;
    assert!(
        report.body.contains("<mark"),
        "the words of the telling are not marked: {}",
        report.body
    );

    let velin = open.json("/entities.json?name=Velin").await["entities"][0].clone();
    assert_eq!(velin["mentions"].as_array().map(Vec::len), Some(1));
    let person = format!("/entities/{}", velin["key"].as_str().expect("a key"));
    let page = open.get(&person).await;
    assert!(page.body.contains("named in 1 report"), "{}", page.body);
    let secret = page.field("secret");
    let joined = open
        .post(
            "/judgements",
            &[
                ("secret", &secret),
                ("back", &person),
                ("one", "Dara Velin"),
                ("other", "Rosa Amsel"),
                ("same", "yes"),
            ],
        )
        .await;
    assert_eq!(
        (joined.status, joined.location()),
        (StatusCode::SEE_OTHER, person.clone())
    );
    assert!(
        open.get(&person).await.body.contains("named in 2 reports"),
        "the address still leads to the one they are now"
    );
    let list = open.get("/judgements").await;
    let undone = open
        .post(
            "/judgements/1/undo",
            &[
                ("secret", &list.field("secret")),
                ("back", "//elsewhere.example"),
            ],
        )
        .await;
    assert_eq!(
        undone.location(),
        "/judgements",
        "nobody is sent to another site"
    );
    assert!(open.get(&person).await.body.contains("named in 1 report"));
    assert_eq!(
        open.post("/judgements/2/undo", &[("secret", &secret)])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_reader_joins_two_claims_parts_a_telling_and_takes_both_back() {
    let open = Open::new();
    let third = "The envoys said that a sealed message reached the old minister.\n";
    let [first, second] = ["Dara Velin", "Rosa Amsel"]
        .map(|name| format!("{name} said on Friday that the harbour of Lund would close.\n"));
    open.add(&[("a.txt", &first), ("b.txt", &second), ("c.txt", third)])
        .await;
    let told = async || -> Vec<usize> {
        let claims = open.json("/claims.json").await;
        claims["claims"]
            .as_array()
            .expect("claims")
            .iter()
            .map(|claim| claim["tellings"].as_array().map_or(0, Vec::len))
            .collect()
    };
    assert_eq!(told().await, [2, 1]);
    let key = open.json("/claims.json?q=message").await["claims"][0]["key"]
        .as_str()
        .expect("a key")
        .to_owned();
    let address = open.get("/").await.link("/claims/");
    let page = open.get(&address).await;
    assert!(
        page.body.contains("The same as another claim")
            && page.body.contains(&format!("<option value=\"{key}\">")),
        "{}",
        page.body
    );
    let secret = page.field("secret");
    // What is pasted may be the address of the other claim.
    let other = format!("http://127.0.0.1:7296/claims/{key}");
    let clearest = address.trim_start_matches("/claims/");
    let joined = [
        ("secret", secret.as_str()),
        ("back", &address),
        ("kind", "tellings"),
        ("one", clearest),
        ("other", &other),
        ("same", "yes"),
    ];
    assert_eq!(open.post("/judgements", &joined).await.location(), address);
    assert_eq!(told().await, [3]);
    assert!(
        open.get("/judgements")
            .await
            .body
            .contains("tells the same as")
    );
    assert_eq!(
        open.post("/judgements/1/undo", &[("secret", &secret)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(told().await, [2, 1]);

    let page = open.get(&address).await;
    let parted = page
        .body
        .split("<form")
        .find(|form| form.contains("Not this claim"))
        .expect("a form");
    let value = |name: &str| {
        parted
            .split(&format!("name=\"{name}\" value=\""))
            .nth(1)
            .and_then(|rest| rest.split('"').next())
            .expect("a field")
    };
    let fields = [
        ("secret", value("secret")),
        ("kind", value("kind")),
        ("one", value("one")),
        ("other", value("other")),
        ("same", "no"),
    ];
    assert_eq!(
        open.post("/judgements", &fields).await.status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(told().await, [1, 1, 1]);
    assert_eq!(
        open.post("/judgements/2/undo", &[("secret", &secret)])
            .await
            .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(told().await, [2, 1]);
}

#[tokio::test]
async fn a_reader_says_that_a_voice_is_wrong_and_a_block_furniture_and_takes_both_back() {
    let open = Open::new();
    open.add(&[("a.txt", "Dara Velin said on Friday that the harbour would close.\nOur editor said that readers should subscribe.\n")])
        .await;
    let id = open.json("/reports.json").await["reports"][0]["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let address = format!("/reports/{id}");
    let found = async || {
        let read = open.json(&format!("{address}.json")).await["read"].clone();
        let kinds = read["report"]["blocks"]
            .as_array()
            .expect("blocks")
            .iter()
            .filter(|block| block["kind"] == "furniture")
            .count();
        (read["attributions"].as_array().map_or(0, Vec::len), kinds)
    };
    assert_eq!(found().await, (2, 0));
    let page = open.get(&address).await;
    let secret = page.field("secret");
    let button = |name: &str, words: &str| {
        let buttons = page
            .body
            .split("<button")
            .filter(|button| button.contains(words));
        let key = buttons.last().and_then(|button| {
            button
                .split(&format!("name=\"{name}\" value=\""))
                .nth(1)?
                .split('"')
                .next()
        });
        key.unwrap_or_else(|| panic!("no button {words} in {}", page.body))
            .to_owned()
    };
    let (wrong, furniture) = (
        button("wrong", "Voice 1 is wrong"),
        button("furniture", "This is furniture"),
    );
    let judged = open
        .post(
            "/judgements",
            &[("secret", &secret), ("back", &address), ("wrong", &wrong)],
        )
        .await;
    assert_eq!(
        (judged.status, judged.location()),
        (StatusCode::SEE_OTHER, address.clone())
    );
    assert_eq!(found().await, (1, 0));
    assert_eq!(
        open.post(
            "/judgements",
            &[("secret", &secret), ("furniture", &furniture)]
        )
        .await
        .status,
        StatusCode::SEE_OTHER
    );
    assert_eq!(found().await, (0, 1));
    assert!(
        open.get(&address)
            .await
            .body
            .contains("1 line of furniture")
    );
    let list = open.get("/judgements").await;
    assert!(
        list.body.contains("is wrongly attributed") && list.body.contains("is furniture"),
        "{}",
        list.body
    );
    for number in [1, 2] {
        assert_eq!(
            open.post(
                &format!("/judgements/{number}/undo"),
                &[("secret", &secret)]
            )
            .await
            .status,
            StatusCode::SEE_OTHER
        );
    }
    assert_eq!(found().await, (2, 0));
    let nowhere = format!("{id}-900-950");
    assert_eq!(
        open.post("/judgements", &[("secret", &secret), ("wrong", &nowhere)])
            .await
            .status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        open.post("/judgements", &[("secret", &secret), ("wrong", "anything")])
            .await
            .status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(
        open.post("/judgements", &[("secret", "0123"), ("wrong", &wrong)])
            .await
            .status,
        StatusCode::FORBIDDEN
    );
}
