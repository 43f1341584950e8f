-- Who of several stories is one, and who was in contact with whom: kept by names over stories, and exact over all of the record.
-- All of this is derived, and made anew with the links.

-- What stories call somebody.
CREATE TABLE bearer (
    number   INTEGER PRIMARY KEY,
    called   BLOB NOT NULL UNIQUE,      -- packed; see `link::Called` in the core
    ending   INTEGER NOT NULL,          -- a hash of the end of the name, by which judgements find it
    forms    BLOB NOT NULL,             -- what reports call him, packed
    mentions INTEGER NOT NULL,
    person   INTEGER                    -- NULL where each story's is somebody else
) STRICT;
CREATE INDEX bearer_ending ON bearer (ending);
CREATE INDEX bearer_person ON bearer (person);

CREATE TABLE bearer_key (
    key    INTEGER NOT NULL,            -- a hash; bearers that share one may be joined or keep others apart
    bearer INTEGER NOT NULL REFERENCES bearer (number) ON DELETE CASCADE,
    PRIMARY KEY (key, bearer)
) WITHOUT ROWID, STRICT;
CREATE INDEX bearer_key_bearer ON bearer_key (bearer);

-- The keys whose bearers are to be joined anew.
CREATE TABLE loose (key INTEGER PRIMARY KEY) STRICT;

-- Who is in a story, but for those without a name.
CREATE TABLE cast_of (
    story    INTEGER NOT NULL,
    place    INTEGER NOT NULL,          -- in the story's own list
    bearer   INTEGER,                   -- NULL for whoever is nobody else over stories
    person   INTEGER,                   -- NULL until it is known
    first    BLOB NOT NULL,             -- by which people are ordered, and their key: when his first report appeared, and where he stands there
    mentions BLOB NOT NULL,             -- reports and places there, packed
    PRIMARY KEY (story, place)
) WITHOUT ROWID, STRICT;
CREATE INDEX cast_of_bearer ON cast_of (bearer);
CREATE INDEX cast_of_person ON cast_of (person, first);

-- Everybody who has a name.
CREATE TABLE person (
    number INTEGER PRIMARY KEY AUTOINCREMENT,   -- never given twice
    rank   BLOB NOT NULL,               -- what the list of people is sorted by
    first  BLOB NOT NULL,
    forms  BLOB NOT NULL                -- what reports call him, packed
) STRICT;
CREATE INDEX person_rank ON person (rank);

-- Between whom the communications of a story went that took place, by their places in the story.
CREATE TABLE contact (
    story    INTEGER NOT NULL,
    place    INTEGER NOT NULL,          -- of the communication
    one      INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    secret   INTEGER NOT NULL,
    channels INTEGER NOT NULL,          -- a bit each
    PRIMARY KEY (story, place, one, other)
) WITHOUT ROWID, STRICT;

-- The same between persons.
CREATE TABLE tied (
    one      INTEGER NOT NULL,
    other    INTEGER NOT NULL,
    story    INTEGER NOT NULL,
    place    INTEGER NOT NULL,
    secret   INTEGER NOT NULL,
    channels INTEGER NOT NULL,
    PRIMARY KEY (one, other, story, place)
) WITHOUT ROWID, STRICT;
CREATE INDEX tied_story ON tied (story);

-- Who was in contact with whom.
CREATE TABLE tie (
    one   INTEGER NOT NULL,
    other INTEGER NOT NULL,
    rank  BLOB NOT NULL,                -- what the list is sorted by
    PRIMARY KEY (one, other)
) WITHOUT ROWID, STRICT;
CREATE INDEX tie_other ON tie (other);
CREATE INDEX tie_rank ON tie (rank);

-- What is dated is counted by its kind too, which ends its rank.
CREATE TRIGGER dated_in AFTER INSERT ON ranked WHEN new.list = 13 BEGIN
    INSERT INTO tally VALUES (20 + CAST(CAST(substr(new.rank, -1) AS TEXT) AS INTEGER), substr(new.rank, 1, 8), 1)
        ON CONFLICT DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER dated_out AFTER DELETE ON ranked WHEN old.list = 13 BEGIN
    UPDATE tally SET entries = entries - 1
        WHERE list = 20 + CAST(CAST(substr(old.rank, -1) AS TEXT) AS INTEGER) AND head = substr(old.rank, 1, 8);
    DELETE FROM tally
        WHERE list = 20 + CAST(CAST(substr(old.rank, -1) AS TEXT) AS INTEGER) AND head = substr(old.rank, 1, 8) AND entries = 0;
END;

-- People and ties are counted by how often they are named and were in contact.
CREATE TRIGGER person_in AFTER INSERT ON person BEGIN
    INSERT INTO tally VALUES (14, substr(new.rank, 1, 5), 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER person_out AFTER DELETE ON person BEGIN
    UPDATE tally SET entries = entries - 1 WHERE list = 14 AND head = substr(old.rank, 1, 5);
    DELETE FROM tally WHERE list = 14 AND head = substr(old.rank, 1, 5) AND entries = 0;
END;
CREATE TRIGGER person_moved AFTER UPDATE OF rank ON person WHEN substr(new.rank, 1, 5) <> substr(old.rank, 1, 5) BEGIN
    INSERT INTO tally VALUES (14, substr(new.rank, 1, 5), 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
    UPDATE tally SET entries = entries - 1 WHERE list = 14 AND head = substr(old.rank, 1, 5);
    DELETE FROM tally WHERE list = 14 AND head = substr(old.rank, 1, 5) AND entries = 0;
END;
CREATE TRIGGER tie_in AFTER INSERT ON tie BEGIN
    INSERT INTO tally VALUES (15, substr(new.rank, 1, 4), 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER tie_out AFTER DELETE ON tie BEGIN
    UPDATE tally SET entries = entries - 1 WHERE list = 15 AND head = substr(old.rank, 1, 4);
    DELETE FROM tally WHERE list = 15 AND head = substr(old.rank, 1, 4) AND entries = 0;
END;
CREATE TRIGGER tie_moved AFTER UPDATE OF rank ON tie WHEN substr(new.rank, 1, 4) <> substr(old.rank, 1, 4) BEGIN
    INSERT INTO tally VALUES (15, substr(new.rank, 1, 4), 1) ON CONFLICT DO UPDATE SET entries = entries + 1;
    UPDATE tally SET entries = entries - 1 WHERE list = 15 AND head = substr(old.rank, 1, 4);
    DELETE FROM tally WHERE list = 15 AND head = substr(old.rank, 1, 4) AND entries = 0;
END;

-- So that everything is linked once more, with all of this.
UPDATE linker SET version = 0;
