-- People judge findings too, and not only names. What is judged is named by words of a report, so that it outlives every reading.

CREATE TABLE judged (
    number INTEGER PRIMARY KEY,
    kind   TEXT NOT NULL CHECK (kind IN ('names', 'tellings', 'attribution', 'furniture')),
    one    TEXT NOT NULL,               -- a name, or a key: REPORT-FROM-TO, in code points
    other  TEXT,                        -- another, of names and tellings
    same   INTEGER CHECK (same IN (0, 1)),
    made   TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
) STRICT;
INSERT INTO judged SELECT number, 'names', one, other, same, made FROM judgement;
DROP TABLE judgement;
ALTER TABLE judged RENAME TO judgement;

-- The places of the blocks that were judged to be furniture when the reading was made: a JSON list. Others ask for reading anew.
ALTER TABLE reading ADD COLUMN furniture TEXT NOT NULL DEFAULT '[]';
