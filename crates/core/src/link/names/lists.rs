//! Titles and short forms of given names: general knowledge, as style books and
//! registers list it.

use std::collections::HashMap;
use std::sync::LazyLock;

/// The usual romanisations of one given name that differ in more than one letter.
pub(super) const MUHAMMAD: &[&str] = &[
    "muhammad",
    "mohammad",
    "mohammed",
    "muhammed",
    "mohamed",
    "mohamad",
    "muhamad",
    "mohamud",
    "mahomed",
    "mehmed",
    "muhammadu",
    "mohd",
    "md",
];

const TITLES: &str = "
mr mrs ms miss mx dr prof professor sir dame lord lady baron count herr frau monsieur madame senor senora don
president vice deputy premier prime minister chancellor secretary undersecretary governor senator sen rep congressman congresswoman
representative mayor judge justice attorney ambassador envoy commissioner councillor councilman councilwoman chairman chairwoman chair chief
director spokesman spokeswoman spokesperson foreign defence defense interior finance state king queen prince princess emperor sultan emir
pope cardinal bishop archbishop father reverend rev rabbi imam ayatollah sheikh shaikh sheik mullah maulana haji hajji grand supreme leader
general gen colonel col lt lieutenant major maj captain capt commander sergeant sgt admiral adm brigadier brig marshal skipper citizen messrs constable officer detective inspector
former then ex acting late hon honourable honorable the and of for jr sr ret";

/// Says whether a folded word is a title, an office, or what joins titles.
pub(super) fn is_title(word: &str) -> bool {
    use std::collections::HashSet;
    use std::sync::LazyLock;
    static WORDS: LazyLock<HashSet<&'static str>> =
        LazyLock::new(|| TITLES.split_whitespace().collect());
    WORDS.contains(word)
}

/// Given names with their usual short forms, a line each. Short forms that serve many names ("Al",
/// "Chris") stand in several lines.
const SHORT_NAMES: &str = "
william bill billy will willie liam
robert bob bobby rob robbie bert
richard dick rick ricky rich richie
james jim jimmy jamie
john jack johnny jon
joseph joe joey
michael mike mick mickey
thomas tom tommy
charles charlie chuck chas
edward ed eddie ted teddy ned
theodore ted teddy theo
anthony tony
daniel dan danny
david dave davey
benjamin ben benny bibi
samuel sam sammy
samantha sam
alexander alex sandy sasha aleksandr
alexandra alex sandra sasha
andrew andy drew
matthew matt
nicholas nick nicky
christopher chris kit
christine chris tina christina
stephen steve steven stevie
kenneth ken kenny
ronald ron ronnie
donald don donnie
gerald gerry jerry
jerome jerry
lawrence larry laurence
patrick pat paddy
patricia pat patty tricia
peter pete
philip phil phillip
raymond ray
timothy tim
walter walt wally
henry harry hank
harold harry hal
frederick fred freddie fredrick
francis frank
franklin frank
gregory greg
jeffrey jeff geoffrey
jonathan jon
joshua josh
leonard len leo
louis lou lewis
nathaniel nathan nat nate
vincent vince
albert al bert
alfred al alf fred
arthur art
eugene gene
george georgie
zachary zach zack
elizabeth liz beth betty lizzie eliza lisa
margaret maggie meg peggy
katherine kate kathy katie catherine kathryn cathy
jennifer jen jenny
jessica jess jessie
rebecca becky
susan sue susie
deborah deb debbie
barbara barb
victoria vicky tori
dorothy dot dottie
judith judy
pamela pam
theresa terry tess teresa
vladimir volodya vova
mikhail misha
dmitry dima dmitri
ivan vanya
sergei seryozha
yevgeny zhenya evgeny";

/// Adjectives that are not made of their country's name by an ending, each with it.
const OF_COUNTRIES: &str = "
norwegian norway
danish denmark
french france
british britain
dutch netherlands
swiss switzerland
spanish spain
swedish sweden
turkish turkey
irish ireland
welsh wales
greek greece
german germany
finnish finland
english england
afghan afghanistan
filipino philippines
thai thailand
ukrainian ukraine
cypriot cyprus
peruvian peru
kazakh kazakhstan
uzbek uzbekistan
tajik tajikistan
turkmen turkmenistan
kyrgyz kyrgyzstan
emirati emirates
argentine argentina
czech czechia
portuguese portugal
lebanese lebanon
taiwanese taiwan
icelandic iceland";

/// Endings that make an adjective of a country's name, and what the name may lose before them.
const ADJECTIVE_ENDINGS: [&str; 7] = ["ian", "an", "n", "ese", "ish", "i", "ic"];
const LOST: [&str; 7] = ["", "a", "y", "o", "e", "ia", "s"];

/// Says whether a folded word is the adjective of a country or region: "norwegian" of "norway",
/// "tarsian" of "tarsia".
pub(super) fn is_adjective_of(adjective: &str, place: &str) -> bool {
    if OF_COUNTRIES
        .lines()
        .any(|line| line.split_once(' ') == Some((adjective, place)))
    {
        return true;
    }
    let stems = ADJECTIVE_ENDINGS
        .iter()
        .filter_map(|ending| adjective.strip_suffix(ending));
    let mut stems = stems.filter(|stem| stem.len() > 2);
    stems.any(|stem| {
        LOST.iter()
            .any(|lost| place.strip_suffix(lost) == Some(stem))
    })
}

/// For each given name the lines of short forms that hold it.
static LINES: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let mut found: HashMap<&str, Vec<usize>> = HashMap::new();
    for (at, line) in SHORT_NAMES.lines().enumerate() {
        for name in line.split(' ') {
            found.entry(name).or_default().push(at);
        }
    }
    found
});

/// Says whether two given names stand in one line of short forms: a name and its short form, or two
/// short forms of one name ("Bob", "Rob").
pub(super) fn nicknames(a: &str, b: &str) -> bool {
    let lines = |name: &str| LINES.get(name).map_or(&[][..], Vec::as_slice);
    a != b && lines(a).iter().any(|at| lines(b).contains(at))
}
