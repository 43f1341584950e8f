//! Who sends news to other outlets, and who owns several: agencies and families of papers.
//!
//! What a page prints of an agency is `page`'s to find; that a copy stays in the family is `link`'s
//! to tell.

/// Agencies by the names that bylines, datelines and their own pages print, and the name they are
/// known by.
const AGENCIES: [(&str, &str); 41] = [
    ("ap", "Associated Press"),
    ("associated press", "Associated Press"),
    ("reuters", "Reuters"),
    ("thomson reuters", "Reuters"),
    ("afp", "Agence France-Presse"),
    ("agence france-presse", "Agence France-Presse"),
    ("agence france presse", "Agence France-Presse"),
    ("upi", "United Press International"),
    ("united press international", "United Press International"),
    ("bloomberg", "Bloomberg"),
    ("bloomberg news", "Bloomberg"),
    ("dpa", "dpa"),
    ("efe", "EFE"),
    ("ansa", "ANSA"),
    ("pa", "PA Media"),
    ("pa media", "PA Media"),
    ("press association", "PA Media"),
    ("tass", "TASS"),
    ("itar-tass", "TASS"),
    ("ria novosti", "RIA Novosti"),
    ("interfax", "Interfax"),
    ("xinhua", "Xinhua"),
    ("kyodo", "Kyodo News"),
    ("kyodo news", "Kyodo News"),
    ("yonhap", "Yonhap"),
    ("pti", "Press Trust of India"),
    ("press trust of india", "Press Trust of India"),
    ("ani", "ANI"),
    ("ians", "IANS"),
    ("aap", "Australian Associated Press"),
    ("australian associated press", "Australian Associated Press"),
    ("canadian press", "The Canadian Press"),
    ("anadolu", "Anadolu Agency"),
    ("anadolu agency", "Anadolu Agency"),
    ("irna", "IRNA"),
    ("ap news", "Associated Press"),
    ("apnews.com", "Associated Press"),
    ("reuters.com", "Reuters"),
    ("afp.com", "Agence France-Presse"),
    ("upi.com", "United Press International"),
    ("jta", "Jewish Telegraphic Agency"),
];

/// Returns the name by which a news agency is known.
pub(crate) fn agency(name: &str) -> Option<&'static str> {
    let plain = plain(name.trim().trim_matches(['(', ')', '.']));
    AGENCIES
        .iter()
        .find(|(printed, _)| *printed == plain)
        .map(|(_, known)| *known)
}

/// Returns a name as the tables have it: in lower case, without "the".
fn plain(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower
        .strip_prefix("the ")
        .map(str::to_owned)
        .unwrap_or(lower)
}

/// Publishers and outlets that share their copy, as the publishers' own sites list them. Short on
/// purpose: a name that papers of several publishers bear ("The Times", "Daily Telegraph", "Metro")
/// is left out, and so is what was lately sold.
const FAMILIES: [(&str, &[&str]); 12] = [
    (
        "Gannett",
        &[
            "usa today",
            "detroit free press",
            "arizona republic",
            "indianapolis star",
            "milwaukee journal sentinel",
            "tennessean",
            "courier journal",
            "cincinnati enquirer",
            "columbus dispatch",
            "des moines register",
            "palm beach post",
        ],
    ),
    (
        "McClatchy",
        &[
            "miami herald",
            "sacramento bee",
            "kansas city star",
            "charlotte observer",
            "news & observer",
            "fresno bee",
            "fort worth star-telegram",
            "idaho statesman",
            "lexington herald-leader",
        ],
    ),
    (
        "Lee Enterprises",
        &[
            "st. louis post-dispatch",
            "richmond times-dispatch",
            "buffalo news",
            "omaha world-herald",
        ],
    ),
    (
        "Hearst",
        &[
            "san francisco chronicle",
            "houston chronicle",
            "san antonio express-news",
            "albany times union",
        ],
    ),
    (
        "Advance",
        &[
            "cleveland.com",
            "nj.com",
            "oregonlive",
            "mlive",
            "al.com",
            "syracuse.com",
            "pennlive",
        ],
    ),
    (
        "MediaNews and Tribune",
        &[
            "denver post",
            "mercury news",
            "orange county register",
            "boston herald",
            "chicago tribune",
            "orlando sentinel",
            "sun sentinel",
            "hartford courant",
            "new york daily news",
        ],
    ),
    (
        "News Corp",
        &[
            "wall street journal",
            "new york post",
            "australian",
            "herald sun",
            "courier-mail",
        ],
    ),
    (
        "Reach",
        &[
            "daily mirror",
            "daily express",
            "daily record",
            "manchester evening news",
            "liverpool echo",
            "birmingham live",
        ],
    ),
    (
        "DMG Media",
        &["daily mail", "mail on sunday", "mailonline", "mail online"],
    ),
    (
        "Postmedia",
        &[
            "national post",
            "vancouver sun",
            "montreal gazette",
            "ottawa citizen",
            "calgary herald",
            "edmonton journal",
            "toronto sun",
        ],
    ),
    (
        "Nine",
        &[
            "sydney morning herald",
            "age",
            "brisbane times",
            "watoday",
            "australian financial review",
        ],
    ),
    (
        "Mediahuis Ireland",
        &[
            "irish independent",
            "sunday independent",
            "belfast telegraph",
        ],
    ),
];

/// Returns the publisher that owns two different outlets.
pub(crate) fn family(a: &str, b: &str) -> Option<&'static str> {
    let (a, b) = (plain(a), plain(b));
    let holds = |outlets: &[&str], name: &str| outlets.contains(&name);
    FAMILIES
        .iter()
        .find(|(_, outlets)| a != b && holds(outlets, &a) && holds(outlets, &b))
        .map(|(owner, _)| *owner)
}

/// What the pages of an outlet are called behind its name: "Harbour Post Sports".
const DESKS: [&str; 12] = [
    "business",
    "entertainment",
    "health",
    "money",
    "online",
    "opinion",
    "politics",
    "science",
    "sport",
    "sports",
    "technology",
    "travel",
];

/// Returns the name of an outlet, in lower case, without the desk behind it.
pub(crate) fn without_desk(name: &str) -> String {
    let plain = plain(name);
    let desk = plain
        .rsplit_once(' ')
        .filter(|(_, last)| DESKS.contains(last));
    desk.map_or(plain.clone(), |(outlet, _)| outlet.to_owned())
}

/// Says whether a name of several words is an outlet's that is listed here, or one of its desks'.
pub(crate) fn is_listed(name: &str) -> bool {
    let plain = without_desk(name);
    let listed = || {
        FAMILIES
            .iter()
            .any(|(_, all)| all.contains(&plain.as_str()))
    };
    plain.contains(' ') && (agency(&plain).is_some() || listed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn agencies_are_known_by_what_is_printed() {
        assert_eq!(agency("(AP)"), Some("Associated Press"));
        assert_eq!(agency("apnews.com"), Some("Associated Press"));
        assert_eq!(agency("Harbour Post"), None);
    }

    #[test]
    fn a_family_has_two_outlets_of_one_owner() {
        assert_eq!(family("USA Today", "The Tennessean"), Some("Gannett"));
        assert_eq!(family("USA Today", "USA Today"), None);
        assert_eq!(family("USA Today", "Miami Herald"), None);
        assert_eq!(family("Harbour Post", "Evening Sun"), None);
    }

    #[test]
    fn a_desk_is_its_outlet() {
        assert!(is_listed("USA Today Sports"));
        assert!(is_listed("Associated Press"));
        assert!(!is_listed("The Australian"));
        assert!(!is_listed("Orsa Sports"));
    }

    #[test]
    fn no_outlet_has_two_owners() {
        let mut all: Vec<&str> = FAMILIES
            .iter()
            .flat_map(|(_, outlets)| outlets.iter().copied())
            .collect();
        let listed = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), listed);
    }
}
