"""Sentences of CoNLL-U files as the trainers of syntax and names need them.

A sentence is a dictionary: `words`, `tags` (UPOS), `heads` (0 is the root), `relations`, `lemmas`, and `names`, one label a word (NAMES) or -100
where the file says nothing of names. GUM marks every mention of an entity in MISC; a named one is a mention whose head is a proper noun,
cut down to the words without which it would be another name (GUM's minimal span). PolNeAR's are CoreNLP's guesses.
"""
import gzip, re

KINDS = ('person', 'organisation', 'place', 'other')
NAMES = ['O'] + [f'{b}-{k}' for k in KINDS for b in 'BI']
UNKNOWN = -100
# The labels in the order in which the network numbers them; `language/syntax/labels.rs` has the same lists.
TAGS = 'ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X'.split()
RELATIONS = ('acl acl:relcl advcl advmod amod appos aux aux:pass case cc ccomp compound compound:prt conj cop csubj dep det discourse dislocated '
             'expl fixed flat goeswith iobj list mark nmod nmod:poss nsubj nsubj:pass nummod obj obl obl:agent orphan parataxis punct '
             'reparandum root vocative xcomp').split()
GUM_KINDS = {'person': 'person', 'organization': 'organisation', 'place': 'place', 'abstract': 'other', 'event': 'other', 'object': 'other'}
CORENLP_KINDS = {'PERSON': 'person', 'ORGANIZATION': 'organisation', 'LOCATION': 'place', 'MISC': 'other'}


def sentences(path):
    """Yields (comments, rows) of each sentence; rows are the ten columns of its words."""
    comments, rows = [], []
    for line in (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8'):
        line = line.rstrip('\n')
        if not line:
            if rows:
                yield comments, rows
            comments, rows = [], []
        elif line[0] == '#':
            comments.append(line)
        else:
            columns = line.split('\t')
            if columns[0].isdigit():
                rows.append(columns)
    if rows:
        yield comments, rows


def mentions(path):
    """Yields (document, comments, rows, mentions) of each sentence of GUM; a mention is (entity, kind, first, end, minimal, link)."""
    document, still = None, []
    for comments, rows in sentences(path):
        for c in comments:
            if c.startswith('# newdoc'):
                document, still = c.split('= ')[1], []
        found = []
        for i, row in enumerate(rows):
            entity = next((m[7:] for m in row[9].split('|') if m.startswith('Entity=')), '')
            for piece in re.findall(r'\([^()]*\)?|[^()]*\)', entity):
                if piece[0] == '(':
                    fields = piece[1:].rstrip(')').split('-')
                    still.append([fields[0], fields[1], i, len(rows), fields[5] if len(fields) > 5 else '', fields[6] if len(fields) > 6 else ''])
                    found.append(still[-1])
                    if piece[-1] != ')':
                        continue
                    still.pop()[3] = i + 1
                else:
                    at = next((k for k in range(len(still) - 1, -1, -1) if still[k][0] == piece[:-1]), None)
                    if at is not None:
                        still.pop(at)[3] = i + 1
        still = []
        yield document, comments, rows, found


def head(rows, first, end):
    """The word of a span whose head lies outside of it."""
    return next((i for i in range(first, end) if not first <= int(rows[i][6]) - 1 < end), first)


def minimal(rows, mention):
    """The run of minimal words around the head of a mention, or None if the head is no proper noun: the mention then names nothing."""
    _, _, first, end, least, _ = mention
    top = head(rows, first, end)
    if rows[top][3] != 'PROPN':
        return None
    inside = {first + int(k) - 1 for k in least.split(',') if k.isdigit()} | {top}
    a = b = top
    while a - 1 in inside:
        a -= 1
    while b + 1 in inside:
        b += 1
    # "the Ruhr" and "Ruhr" are one name.
    while a < b and rows[a][3] == 'DET':
        a += 1
    return a, b + 1


def named(rows, found):
    """The outermost named mentions of a sentence: (mention, first, end)."""
    all_named = [(m, *span) for m in found for span in [minimal(rows, m)] if span and m[1] in GUM_KINDS]
    all_named.sort(key=lambda x: (x[1], -x[2]))
    out = []
    for one in all_named:
        if not out or one[1] >= out[-1][2]:
            out.append(one)
    return out


def relation(text):
    """The number of a relation; a subtype that is not kept counts as its relation."""
    return RELATIONS.index(text if text in RELATIONS else text.split(':')[0])


def labels(length, spans):
    out = [0] * length
    for kind, first, end in spans:
        base = 1 + 2 * KINDS.index(kind)
        for i in range(first, end):
            out[i] = base + (i > first)
    return out


def read(path):
    """All sentences of EWT or GUM with gold syntax, and names where the file has them."""
    out = []
    for _, _, rows, found in mentions(path):
        spans = [(GUM_KINDS[m[1]], a, b) for m, a, b in named(rows, found)]
        out.append({
            'words': [r[1] for r in rows], 'tags': [r[3] for r in rows], 'lemmas': [r[2] for r in rows],
            'heads': [int(r[6]) for r in rows], 'relations': [r[7] for r in rows],
            'names': labels(len(rows), spans) if 'gum' in path.lower() else [UNKNOWN] * len(rows),
        })
    return out


def runs(kinds):
    """Stretches of words of one kind: (kind, first, end)."""
    spans, start = [], None
    for i, kind in enumerate([*kinds, None]):
        if start is not None and kind != kinds[start]:
            spans.append((kinds[start], start, i))
            start = None
        if kind and start is None:
            start = i
    return spans


def silver(path):
    """PolNeAR's sentences: words and CoreNLP's names."""
    out = []
    for _, rows in sentences(path):
        kinds = [CORENLP_KINDS.get(next((m[4:] for m in r[9].split('|') if m.startswith('NER=')), 'O')) for r in rows]
        out.append({'words': [r[1] for r in rows], 'names': labels(len(rows), runs(kinds))})
    return out
