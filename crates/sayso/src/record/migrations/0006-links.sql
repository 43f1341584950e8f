-- Links are kept and grow: what each report is compared by, what is near it, and of each story what joins its reports.
-- All of this is derived; another version of the linkers makes it anew.

DROP TABLE IF EXISTS near_key;
DROP TABLE IF EXISTS near;
DROP TABLE IF EXISTS retold;
DROP TABLE IF EXISTS near_state;

-- The version of the linkers by which everything below was made.
CREATE TABLE linker (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL
) STRICT;
INSERT INTO linker VALUES (1, 0);

CREATE TABLE story (
    number  INTEGER PRIMARY KEY,
    reports INTEGER NOT NULL,           -- how many
    links   BLOB NOT NULL               -- what joins them, packed; they are counted in the order of their ids
) STRICT;
CREATE INDEX story_reports ON story (reports);

CREATE TABLE linked (
    report  INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
    print   BLOB NOT NULL,              -- what it is compared by, packed; see `link::Print` in the core
    story   INTEGER,                    -- NULL where it is to be found anew
    is_new  INTEGER NOT NULL            -- 1 where what it is near to is to be linked anew
) STRICT;
CREATE INDEX linked_story ON linked (story);
CREATE INDEX linked_new ON linked (report) WHERE is_new;

CREATE TABLE story_key (
    key    INTEGER NOT NULL,            -- a hash; see `link::Print` in the core
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    PRIMARY KEY (key, report)
) WITHOUT ROWID, STRICT;
CREATE INDEX story_key_report ON story_key (report);

-- Both ways round, so that one look finds all that is near a report.
CREATE TABLE near (
    report   INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    other    INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    nearness REAL NOT NULL,             -- 0 to 1, of those that are near enough to matter
    PRIMARY KEY (report, other)
) WITHOUT ROWID, STRICT;
CREATE INDEX near_other ON near (other);

-- So that what another version has read is found without a look at every reading.
CREATE INDEX reading_version ON reading (version);
