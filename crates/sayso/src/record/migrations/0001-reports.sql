-- Reports are ground: what was handed in, never changed. Readings are derived and can be made again.

CREATE TABLE report (
    number    INTEGER PRIMARY KEY,      -- in the order of adding
    id        TEXT NOT NULL UNIQUE,     -- a hash of the bytes it came in
    path      TEXT NOT NULL,            -- where it was read from when it was first added
    url       TEXT,
    title     TEXT,
    outlet    TEXT,
    bylines   TEXT NOT NULL,            -- a JSON list of names
    credit    TEXT,
    published TEXT,                     -- ISO 8601, without zone
    modified  TEXT,                     -- likewise
    dates     TEXT NOT NULL,            -- a JSON list of {event, date, place}: what the page states, most trusted first
    language  TEXT,                     -- a two-letter code
    text      TEXT NOT NULL,
    blocks    TEXT NOT NULL,            -- a JSON list of {kind, start, end, author, replies_to}; offsets count UTF-8 bytes
    notes     TEXT NOT NULL             -- a JSON list of sentences about the page it came from
) STRICT;

CREATE TABLE reading (
    report  INTEGER PRIMARY KEY REFERENCES report (number) ON DELETE CASCADE,
    version INTEGER NOT NULL,           -- of what made it; another version is read anew
    found   BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE report_text USING fts5 (
    title, text,
    content = 'report', content_rowid = 'number',
    tokenize = "porter unicode61 remove_diacritics 2"
);

CREATE TRIGGER report_added AFTER INSERT ON report BEGIN
    INSERT INTO report_text (rowid, title, text) VALUES (new.number, new.title, new.text);
END;

CREATE TRIGGER report_taken_out AFTER DELETE ON report BEGIN
    INSERT INTO report_text (report_text, rowid, title, text) VALUES ('delete', old.number, old.title, old.text);
END;
