-- What an outlet repeats on unrelated pages is a function of the reports that are held, and so is what each list begins with.
-- All of this is derived, and made anew with the links.

-- The paragraphs of every report whose outlet is known, but for short ones.
CREATE TABLE paragraph (
    words  INTEGER NOT NULL,            -- a hash of the outlet and the words; see `page::repeated` in the core
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    place  INTEGER NOT NULL,            -- of its block
    PRIMARY KEY (words, report)
) WITHOUT ROWID, STRICT;
CREATE INDEX paragraph_report ON paragraph (report);

-- Those of them that are furniture.
CREATE TABLE furniture (
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    place  INTEGER NOT NULL,
    PRIMARY KEY (report, place)
) WITHOUT ROWID, STRICT;

-- The reports of which something became furniture or is none any more, and that are to be read anew.
CREATE TABLE refurnished (
    report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE
) STRICT;

-- So that everything is entered once more, with its paragraphs.
UPDATE linker SET version = 0;

-- Where what stands in a story comes in the lists of the whole record.
CREATE TABLE ranked (
    list  INTEGER NOT NULL,             -- which list; see `record::ranks`
    rank  BLOB NOT NULL,                -- what the list is sorted by
    story INTEGER NOT NULL REFERENCES story (number) ON DELETE CASCADE,
    place INTEGER NOT NULL,             -- in the story's own list, or of a report in the story
    PRIMARY KEY (list, rank, story, place)
) WITHOUT ROWID, STRICT;
CREATE INDEX ranked_story ON ranked (story);

-- How many entries of a list begin alike, so that an entry's number is found without counting all before it.
CREATE TABLE tally (
    list    INTEGER NOT NULL,
    head    BLOB NOT NULL,              -- the first bytes of a rank
    entries INTEGER NOT NULL,
    PRIMARY KEY (list, head)
) WITHOUT ROWID, STRICT;
CREATE TRIGGER ranked_in AFTER INSERT ON ranked BEGIN
    INSERT INTO tally VALUES (new.list, substr(new.rank, 1, 9), 1)
        ON CONFLICT DO UPDATE SET entries = entries + 1;
END;
CREATE TRIGGER ranked_out AFTER DELETE ON ranked BEGIN
    UPDATE tally SET entries = entries - 1 WHERE list = old.list AND head = substr(old.rank, 1, 9);
    DELETE FROM tally WHERE list = old.list AND head = substr(old.rank, 1, 9) AND entries = 0;
END;

-- So that the outlets are counted and the first and last day found without a look at every report.
CREATE INDEX report_outlet ON report (outlet);
CREATE INDEX report_published ON report (published);

-- The number of a judgement that was taken back is not given to another.
CREATE TABLE numbered (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    kind   TEXT NOT NULL CHECK (kind IN ('names', 'tellings', 'attribution', 'furniture')),
    one    TEXT NOT NULL,
    other  TEXT,
    same   INTEGER CHECK (same IN (0, 1)),
    made   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;
INSERT INTO numbered SELECT number, kind, one, other, same, made FROM judgement;
DROP TABLE judgement;
ALTER TABLE numbered RENAME TO judgement;
