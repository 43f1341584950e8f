//! Feeds and lists of feeds.

use sayso_core::page::Form;
use sayso_core::report::DatePlace;

use crate::{TEXT, opened, published, read};

const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Lune Courier</title><link>https://lune.example/</link><language>en-GB</language>
<item><title>Harbour closed &amp; guarded</title><link>https://lune.example/harbour</link><dc:creator>Jane Roe</dc:creator>
<pubDate>Fri, 07 Nov 2014 23:30:00 -0500</pubDate><guid>1</guid>
<description>Short.</description><content:encoded><![CDATA[<p>The harbour was closed, she said.</p></item><p>Nobody knew.</p>]]></content:encoded></item>
<item><title>Letter found - Pellan Ledger</title><link>https://news.example/x</link><source url="https://pellan.example">Pellan Ledger</source>
<description>&lt;p&gt;A letter was found, two officials said.&lt;/p&gt;</description></item>
<item><title>Only a headline</title></item>
</channel></rss>"#;

#[test]
fn every_entry_of_a_feed_is_an_article() {
    let parts = opened("feed.xml", RSS.as_bytes()).sound();
    let [first, second, third] = parts.as_slice() else {
        panic!("{parts:#?}")
    };
    let known = &first.options.known;
    assert_eq!(
        (first.name.as_str(), first.options.form),
        ("feed.xml#1", Form::Article)
    );
    assert_eq!(known.title.as_deref(), Some("Harbour closed & guarded"));
    assert_eq!(known.outlet.as_deref(), Some("The Lune Courier"));
    assert_eq!(known.url.as_deref(), Some("https://lune.example/harbour"));
    assert_eq!(
        (known.language.as_deref(), known.bylines.as_slice()),
        (Some("en"), &["Jane Roe".to_owned()][..])
    );
    // The day there, and not the next one at Greenwich.
    assert_eq!(published(first), "2014-11-07T23:30:00");
    assert_eq!(known.dates[0].place, DatePlace::Carrier);
    assert!(
        read(first)
            .report
            .text()
            .contains("The harbour was closed, she said.")
    );
    assert!(read(first).report.text().contains("Nobody knew."));
    // Who published it, and not who passed it on.
    assert_eq!(
        second.options.known.outlet.as_deref(),
        Some("Pellan Ledger")
    );
    assert_eq!(second.options.known.title.as_deref(), Some("Letter found"));
    assert_eq!(read(third).report.blocks().len(), 1);
}

#[test]
fn an_entry_is_the_same_report_in_every_copy_of_its_feed() {
    let ids = |feed: &str| {
        opened("f", feed.as_bytes())
            .parts
            .into_iter()
            .map(|part| part.options.id)
            .collect::<Vec<_>>()
    };
    let newer = RSS.replace(
        "<item><title>Harbour",
        "<item><title>New</title></item><item><title>Harbour",
    );
    assert_eq!(ids(RSS), ids(&newer)[1..]);
}

#[test]
fn atom_and_its_sources() {
    let atom = r#"<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Planet</title><id>x</id><updated>2014-11-08T00:00:00Z</updated>
        <entry><title type="html">A &lt;b&gt;letter&lt;/b&gt;</title><id>1</id><link href="https://a.example/1"/><link rel="edit" href="https://a.example/e"/>
        <author><name>John Poe</name></author><published>2014-11-07</published><updated>2014-11-09T10:00:00Z</updated>
        <source><id>s</id><title>The Strait Observer</title></source>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>He knew of it, he said.</p></div></content></entry></feed>"#;
    let parts = opened("a.atom", atom.as_bytes()).sound();
    let known = &parts[0].options.known;
    assert_eq!(known.outlet.as_deref(), Some("The Strait Observer"));
    assert_eq!(
        (published(&parts[0]).as_str(), known.modified.is_some()),
        ("2014-11-07", true)
    );
    assert_eq!(
        (known.url.as_deref(), known.bylines.join(";")),
        (Some("https://a.example/1"), "John Poe".to_owned())
    );
    assert!(
        read(&parts[0])
            .report
            .text()
            .contains("He knew of it, he said.")
    );
}

#[test]
fn old_rss_and_json_feed() {
    let rdf = format!(
        r#"<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
        <channel><title>Northern Wire</title><items><rdf:Seq/></items></channel>
        <item rdf:about="x"><title>One</title><link>https://n.example/1</link><description>{TEXT}</description><dc:date>2014-11-07</dc:date></item></rdf:RDF>"#
    );
    let parts = opened("x.rdf", rdf.as_bytes()).sound();
    assert_eq!(
        parts[0].options.known.outlet.as_deref(),
        Some("Northern Wire")
    );
    assert_eq!(published(&parts[0]), "2014-11-07");
    let json = format!(
        r#"{{"version": "https://jsonfeed.org/version/1.1", "title": "Northern Wire", "items": [
        {{"id": "7", "url": "https://n.example/7", "title": "Seven", "content_html": "<p>{TEXT}</p>", "date_published": "2014-11-07T09:00:00+02:00"}}]}}"#
    );
    let parts = opened("feed.json", json.as_bytes()).sound();
    assert_eq!(
        (
            parts[0].options.known.outlet.as_deref(),
            published(&parts[0]).as_str()
        ),
        (Some("Northern Wire"), "2014-11-07T09:00:00")
    );
}

#[test]
fn a_feed_that_is_broken_or_breaks_off_loses_only_what_is_broken() {
    let broken = RSS.replace("Letter found", "Letter <found");
    let opened_broken = opened("f.xml", broken.as_bytes());
    assert!(
        opened_broken.names().contains(&"f.xml#1") && opened_broken.names().contains(&"f.xml#3"),
        "{opened_broken:#?}"
    );
    let cut = opened("f.xml", &RSS.as_bytes()[..RSS.len() - 50]);
    assert_eq!(cut.names(), ["f.xml#1", "f.xml#2"]);
    cut.tells("breaks off in the middle of an entry");
}

#[test]
fn a_feed_in_utf16_or_with_a_lying_declaration() {
    let wide: Vec<u8> = RSS.encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(opened("f.xml", &wide).sound().len(), 3);
    let latin = RSS
        .replace(
            "<?xml version=\"1.0\"?>",
            "<?xml version=\"1.0\" encoding=\"iso-8859-1\"?>",
        )
        .replace("Jane", "Ren\u{e9}e");
    let parts = opened("f.xml", latin.as_bytes()).sound();
    assert_eq!(parts[0].options.known.bylines, ["Ren\u{e9}e Roe"]);
    let bytes: Vec<u8> = latin.chars().map(|letter| letter as u8).collect();
    assert_eq!(
        opened("f.xml", &bytes).sound()[0].options.known.bylines,
        ["Ren\u{e9}e Roe"]
    );
}

#[test]
fn a_million_tags_and_entities_of_entities_cost_little() {
    let deep = "<div>".repeat(1_000_000);
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>T</title><item><title>One</title><description><![CDATA[{deep}{TEXT}]]></description></item></channel></rss>"
    );
    let parts = opened("f.xml", feed.as_bytes()).sound();
    drop(read(&parts[0]));
    let bomb = "<!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]><rss version=\"2.0\"><channel>\
        <item><title>&b;</title><description>&b; <!ENTITY x SYSTEM \"file:///etc/passwd\"> said he.</description></item></channel></rss>";
    for part in opened("f.xml", bomb.as_bytes()).parts {
        assert!(part.bytes.len() < 1000 && !String::from_utf8_lossy(&part.bytes).contains("root:"));
    }
    // Tags that nearly close an entry, without end.
    let near = format!(
        "<rss version=\"2.0\"><channel><item>{}</channel></rss>",
        "</itemx ".repeat(500_000)
    );
    opened("f.xml", near.as_bytes()).tells("breaks off");
}

#[test]
fn a_list_of_feeds_holds_no_reports() {
    let list = r#"<opml version="2.0"><body><outline text="A"><outline type="rss" xmlUrl="https://a.example/f?a=1&amp;b=2"/></outline>
        <outline xmlurl="https://b.example/f"/><outline xmlUrl="https://b.example/f"/></body></opml>"#;
    let opened = opened("list.opml", list.as_bytes());
    opened.tells("list.opml lists 2 feeds and holds no reports itself");
    assert!(opened.unread[0].no_report);
    assert_eq!(
        sayso_containers::feeds(list.as_bytes()),
        ["https://a.example/f?a=1&b=2", "https://b.example/f"]
    );
}

#[test]
fn other_xml_is_no_report() {
    let opened = opened(
        "sitemap.xml",
        b"<?xml version='1.0'?><urlset><url/></urlset>",
    );
    opened.tells("is XML, but neither a feed nor a web page");
    assert!(opened.unread[0].no_report);
}

#[test]
fn feeds_as_they_are_written_by_hand() {
    let texts = |feed: &str| {
        let parts = opened("f.xml", feed.as_bytes()).sound();
        parts
            .iter()
            .map(|part| read(part).report.text().to_owned())
            .collect::<Vec<_>>()
    };
    let holds = |feed: &str| {
        let texts = texts(feed);
        assert!(
            texts.len() == 1 && texts[0].contains("The sluice held, she said"),
            "{feed}: {texts:?}"
        );
    };
    let rss = |inner: &str| {
        holds(&format!(
            "<rss version=\"2.0\"><channel><item>{inner}</item></channel></rss>"
        ));
    };
    let atom = |inner: &str| {
        holds(&format!(
            "<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\"><entry>{inner}</entry></feed>"
        ));
    };
    rss("<description>Brass & Sons: <br> The sluice held, she said.</description>");
    rss("<title>Pumps<link>x</link><description>The sluice held, she said.</description>");
    rss(
        "<body xmlns=\"http://www.w3.org/1999/xhtml\">And <b>so</b>. The sluice held, she said.</body>",
    );
    rss("<fulltext>The sluice held, she said.</fulltext>");
    rss("<itunes:summary>The sluice held, she said.</itunes:summary><itunes:image href='x'/>");
    rss("<description>The sluice held, she said. <!-- and so on</description>");
    atom("<content type=\"text/html\" mode=\"escaped\">The sluice held, she said.</content>");
    atom(
        "<summary type=\"application/octet-stream\">VGhlIHNsdWljZSBoZWxkLCBzaGUgc2FpZC4=</summary>",
    );
    atom("<summary type=\"xhtml\"><div><p>The sluice held, she said.</p></div></summary>");
    holds(
        "<channel><item href='https://a.example'><abstract>The sluice held, she said.</abstract></item></channel>",
    );
}

#[test]
fn whose_and_of_which_day_an_entry_is() {
    let feed = r#"<rss version="2.0" xml:lang="en-GB"><channel><image><title>A picture</title></image><title>Lune &lt;i&gt;Courier&lt;/i&gt;</title>
        <item><media:title>Another picture</media:title><title><b>Pumps</b> &amp; dykes</title><author>desk@lune.example (Ada Brandt)</author>
        <guid>https://lune.example/9</guid><dc:date>2014-11-07</dc:date><description>They held.</description></item></channel></rss>"#;
    let parts = opened("f.xml", feed.as_bytes()).sound();
    let known = &parts[0].options.known;
    assert_eq!(known.title.as_deref(), Some("Pumps & dykes"));
    assert_eq!(known.outlet.as_deref(), Some("Lune Courier"));
    assert_eq!(known.bylines, ["Ada Brandt"]);
    assert_eq!(known.url.as_deref(), Some("https://lune.example/9"));
    assert_eq!(
        (known.language.as_deref(), published(&parts[0]).as_str()),
        (Some("en"), "2014-11-07")
    );
}
