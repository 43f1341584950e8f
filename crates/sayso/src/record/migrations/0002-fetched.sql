-- What was fetched is ground too: kept as it came, since the page may be gone or another tomorrow.

CREATE TABLE fetched (
    number        INTEGER PRIMARY KEY,
    address       TEXT NOT NULL,        -- what was asked for
    final_address TEXT NOT NULL,        -- what gave the page, after all redirects
    at            TEXT NOT NULL,        -- when it was asked: ISO 8601, UTC
    status        INTEGER NOT NULL,     -- of the answer
    headers       TEXT NOT NULL,        -- a JSON list of [name, value], in the order of the answer
    body          BLOB NOT NULL,        -- the bytes of the answer, unpacked if they came packed for the way
    UNIQUE (address, at)
) STRICT;

-- NULL for a report that came from a file. Several reports may come from one that was fetched, as from a feed.
ALTER TABLE report ADD COLUMN fetched INTEGER REFERENCES fetched (number);
CREATE INDEX report_fetched ON report (fetched) WHERE fetched IS NOT NULL;

-- What was fetched goes with the last report that came from it.
CREATE TRIGGER fetched_taken_out AFTER DELETE ON report WHEN old.fetched IS NOT NULL BEGIN
    DELETE FROM fetched WHERE number = old.fetched AND NOT EXISTS (SELECT 1 FROM report WHERE fetched = old.fetched);
END;
