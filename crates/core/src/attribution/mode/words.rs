//! Which words of a cue say, think, know or act: lemmas of verbs, nouns and adjectives.
//!
//! Only words that settle it alone stand here; of all others `mode` asks what they stand with. Each
//! list is one text, its words between blanks.

/// Words of saying, whatever stands with them.
pub(super) const SAYING: &str = "\
    accord according account accusation accuse acknowledge add admission admit advise agree \
    allegation allege allegedly allude announce announcement answer apologise apologize \
    apparently appeal applaud argue argument ask assert assertion assure attest bark beg bemoan \
    berate beseech blame blast boast brag brief castigate caution certify chant characterise \
    characterize chastise chide cite claim clarify commend comment compare complain complaint \
    concede conclude concur condemn confess confirm confirmation contend contradict correct \
    corroborate counsel critical criticise criticism criticize debate debunk declare decry \
    defend demand denial denounce deny depict deplore deride describe description disagree \
    disavow disclaim disclose discuss dismiss disown dispute divulge downplay echo elaborate \
    emphasise emphasize encourage enquire enthuse entreat estimate exaggerate exclaim exhort \
    explain explanation express extol forecast fume grill growl grumble guarantee gush hail \
    highlight hint implore imply indicate inform inquire insinuate insist invoke jeer joke \
    lambast lambaste lament laud lecture liken lobby maintain mention moan mock murmur muse \
    mutter narrate needle note notify object observe opine outline per philosophize plead pledge \
    portray praise pray preach predict prediction proclaim profess promise pronounce proposal \
    propose protest purportedly query question quibble quip quote rant reassure rebuff rebuke \
    rebut recall recant recommend recommendation recount refer reference refute reiterate reject \
    rejoin relate remark remind repeat reply report reportedly repudiate respond retort retract \
    retweet reveal ridicule riposte ruminate rumor rumour say scoff scold scream shout signal \
    slam snap sneer speak speculate spell state statement stipulate stress suggest suggestion \
    supposedly swear talk taunt tell testify testimony threaten thunder tout tweet underline \
    underscore urge vouch vow warn warning whisper word yell";

/// Words of thinking, feeling and wanting, whatever stands with them.
pub(super) const THINKING: &str = "\
    accept admire advocate afraid anticipate appear appreciate assume belief believe certain \
    champion concern concerned confident consider conviction convinced deem desire despise \
    dislike doubt dread eager embrace endorse envisage envision envy expect expectation eye \
    fancy favor favour fear feel foresee guess hate hope hopeful imagine impression inclined \
    intend intention keen like long love mean mind opinion opponent oppose opposition optimistic \
    perceive pessimistic plan prefer presume proud rate reckon regard regret reluctant resent \
    sceptical seem skeptical support supporter suppose sure suspect suspicion think thought \
    trust uncertain unsure view want wary willing wish wonder worried worry yearn";

/// Words that answer what others say, and nothing else.
pub(super) const ANSWERING: &str = "\
    acknowledge admit concede confirm deny dispute refute";

/// Words of thinking that with a deed or a thing only tell what somebody is about to do.
pub(super) const PLANNING: &str = "\
    intend intention plan";

/// Words of knowing and coming to know.
pub(super) const KNOWING: &str = "\
    aware discover forget know knowledge learn notice realise realize recognise recognize \
    remember unaware understand";

/// Words of deeds that stand with a judgement or without a verb and say nothing for that.
pub(super) const ACTS: &str = "\
    action anoint appoint attempt charge choose crown decide decision effort elect hire move \
    name nominate pick select";

/// Words of taking in with the senses; with a thing alone they are deeds.
pub(super) const SENSING: &str = "\
    hear overhear see witness";

/// Bodies before which things are said: what they hear others have told them.
pub(super) const HEARING: &str = "\
    commission committee court hearing inquest inquiry jury panel parliament tribunal";

/// Verbs that give a thing a name or a judgement.
pub(super) const CALLING: &str = "\
    brand call deem dub judge label term";

/// Verbs by which a document says something of a thing.
pub(super) const SHOWING: &str = "\
    detail find give identify list outline put read reveal show state";

/// Words that tell what is yet to be done, before "to" and a verb of saying: "is expected to say".
pub(super) const AHEAD: &str = "\
    ability able agree allow ask authority call chance demand due encourage expect expectation \
    fail force free have help hope instruct intend intention invite let likely need obligation \
    opportunity order ought permit plan pledge prepare press pressure promise ready request \
    require right schedule set suppose tell threaten unlikely urge want willing wish";

/// Words of saying whose negation leaves nothing said, of a thing: "did not mention the pier".
pub(super) const PASSED_OVER: &str = "\
    accuse allude announce cite criticise criticize describe mention note refer";

/// Words of saying that give what they say to whoever is told: "was told that".
pub(super) const TELLING: &str = "\
    advise assure brief inform notify promise remind tell warn";

/// Verbs that say something with one of these close behind, and may be deeds without.
pub(super) const SAYING_WITH: &[(&str, &[&str])] = &[
    ("congratulate", &["on"]),
    ("thank", &["for"]),
    ("decline", &["comment", "interview", "interviews"]),
    ("refuse", &["comment", "interview", "interviews"]),
    ("back", &["up"]),
    ("bear", &["out"]),
    ("call", &["for", "on", "upon", "out"]),
    ("cast", &["doubt"]),
    (
        "express",
        &[
            "doubt",
            "doubts",
            "hope",
            "concern",
            "concerns",
            "regret",
            "fear",
            "confidence",
            "anger",
            "support",
            "outrage",
            "disappointment",
            "sympathy",
        ],
    ),
    ("fire", &["back"]),
    ("give", &["account", "evidence"]),
    ("hit", &["back"]),
    ("issue", &["statement", "warning", "apology", "denial"]),
    ("lash", &["out"]),
    ("lay", &["out"]),
    (
        "make",
        &["clear", "claim", "case", "accusation", "allegation"],
    ),
    ("own", &["up"]),
    ("point", &["out"]),
    ("press", &["for"]),
    ("push", &["back"]),
    (
        "put",
        &["it", "number", "figure", "toll", "cost", "total", "odds"],
    ),
    ("rail", &["against"]),
    (
        "raise",
        &[
            "question",
            "questions",
            "concern",
            "concerns",
            "doubts",
            "objections",
            "alarm",
        ],
    ),
    ("rule", &["out"]),
    ("set", &["out"]),
    ("speak", &["out"]),
    ("spell", &["out"]),
    ("stand", &["by"]),
    ("sum", &["up"]),
    ("take", &["aim", "issue"]),
    ("weigh", &["in"]),
];
