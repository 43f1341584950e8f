-- What is near what: derived from the texts alone, and made anew when another version of the keys is known.

CREATE TABLE near_key (
    key    INTEGER NOT NULL,            -- a hash; see `link::keys` in the core
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    PRIMARY KEY (key, report)
) WITHOUT ROWID, STRICT;
CREATE INDEX near_key_report ON near_key (report);

-- Both ways round, so that one look finds all that is near a report.
CREATE TABLE near (
    report INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    other  INTEGER NOT NULL REFERENCES report (number) ON DELETE CASCADE,
    weight REAL NOT NULL,               -- of the keys that both have; a rare key weighs more
    PRIMARY KEY (report, other)
) WITHOUT ROWID, STRICT;
CREATE INDEX near_other ON near (other);

-- How many reports are near one, so that the most retold are found at once.
CREATE TABLE retold (
    report INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
    others INTEGER NOT NULL
) STRICT;
CREATE INDEX retold_others ON retold (others);

-- The version of the keys by which reports up to `through` were entered.
CREATE TABLE near_state (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    version INTEGER NOT NULL,
    through INTEGER NOT NULL
) STRICT;
INSERT INTO near_state VALUES (1, 0, 0);
