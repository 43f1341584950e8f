-- What people judged is ground, like reports: it is never derived, and only people take it back.

CREATE TABLE judgement (
    number INTEGER PRIMARY KEY,
    one    TEXT NOT NULL,               -- a name
    other  TEXT NOT NULL,               -- another
    same   INTEGER NOT NULL CHECK (same IN (0, 1)),
    made   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;
