#!/usr/bin/env python3
"""score_people.py WORKSHOP FILE [--errors]      names, and who pronouns and descriptions mean, against GUM's gold entities

FILE is a part of GUM in CoNLL-U. `WORKSHOP predict entities FILE` makes a text of each document and reads it; it sees no gold column but the
words. GUM says in a comment who speaks a sentence of an interview; the published page prints that name in bold before each turn. So the text
begins a turn with "Name: ", and what is scored are GUM's own words only, never that lead.

Names (all documents). A gold name is an outermost mention of kind person, organisation or place whose head is a proper noun. A predicted name
is one place where an entity is called by name, without its role. It is right if the kinds are the same and it covers the head of the gold
mention and does not reach beyond the mention. Only one prediction can be right for a gold name. A prediction that fits a gold name inside
of another ("Ohio" in "Akron, Ohio") is not scored. An outlet is an organisation. A group of
people is a person if its last word is a plural ("Norwegians", which GUM takes for persons), and else is not scored, neither for nor
against: "Norwegian" is an adjective, which GUM does not take for a name. Works are not scored. "exact" asks for the very words without which
it would be another name (GUM's minimal span, without article).

Speakers (documents of the genres news and interview). A gold chain is a named person if one of its mentions has a proper noun in the singular
as its head and joins no two names: "Ann Lane and Bo Mora" are two people, and their "we" is counted apart as "groups". To be resolved are the
other mentions of such chains that are a personal pronoun, possessive or reflexive form, or a definite description: the head is a common
noun, with "the", a possessive or a demonstrative before it, or nothing before it that is an article or number ("president of the club"). A phrase that
holds the name itself ("captain Ann Lane") and a word that only modifies another is no description.
Ours is the smallest mention that covers the head and stays inside the gold mention, or goes on to the name ("coach [Ann Lane]", where gold
takes the coach apart); a pronoun must be a mention of its own. It is right if
the entity that it belongs to is that person: most of the names of the entity that cover heads of gold person names do so in this chain.
Recall: right of all to be resolved. Precision: of all pronouns and descriptions that we give to an entity that is a named person (one of
whose names covers the head of a gold name of a person), right ones; a pronoun or description that gold has in another chain, or in none, is wrong.

Prints P, R, F1 in percent. --errors lists what went wrong, for GUM's training part.
"""
import collections, json, os, subprocess, sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from conllu import head, mentions, minimal

KINDS = {'person': 'person', 'organization': 'organisation', 'place': 'place'}
OURS = {'Person': 'person', 'Organisation': 'organisation', 'Outlet': 'organisation', 'Place': 'place', 'Group': 'person'}
GENRES = ('news', 'interview')
PRONOUNS = {
    'he, she': 'he him his himself she her hers herself'.split(),
    'they': 'they them their theirs themselves themself'.split(),
    'I': 'i me my mine myself'.split(),
    'we': 'we us our ours ourselves'.split(),
    'you': 'you your yours yourself yourselves'.split(),
}
KIND_OF_PRONOUN = {word: kind for kind, words in PRONOUNS.items() for word in words}


class Document:
    """Words of one document, counted through, with gold mentions."""
    def __init__(self, name):
        self.name, self.words, self.tags, self.relations, self.heads, self.mentions, self.sentences = name, [], [], [], [], [], []

    def add(self, rows, found):
        base = len(self.words)
        self.sentences.append((base, base + len(rows)))
        for row in rows:
            self.words.append(row[1])
            self.tags.append(row[3] + ('s' if row[4] in ('NNPS', 'NNS') else ''))
            self.relations.append(row[7].split(':')[0])
            self.heads.append(base + int(row[6]) - 1 if row[6] != '0' else -1)
        for m in found:
            top, least = base + head(rows, m[2], m[3]), minimal(rows, m)
            self.mentions.append({
                'chain': m[0], 'kind': m[1], 'span': (base + m[2], base + m[3]), 'head': top,
                'minimal': least and (base + least[0], base + least[1]),
                'joins': any(r[7] == 'conj' and int(r[6]) - 1 == top - base for r in rows[m[2]:m[3]]),
            })

    def show(self, first, end):
        return ' '.join(self.words[max(first - 8, 0):first] + ['[[' + ' '.join(self.words[first:end]) + ']]'] + self.words[end:end + 5])


def documents(path):
    out = {}
    for name, _, rows, found in mentions(path):
        out.setdefault(name, Document(name)).add(rows, found)
    return out


def predictions(workshop, path):
    """Yields each document's entities, with the spans of names and mentions as ranges of words."""
    done = subprocess.run([workshop, 'predict', 'entities', path], stdout=subprocess.PIPE, text=True, check=True)
    for line in done.stdout.splitlines():
        answer = json.loads(line)
        owner = [None] * (len(answer['text']) + 1)
        for number, (start, end) in enumerate(answer['words']):
            owner[start:end] = [number] * (end - start)
        for entity in answer['entities']:
            for part in ('names', 'mentions'):
                covered = [[w for w in owner[start:end] if w is not None] for start, end in entity[part]]
                entity[part] = [(words[0], words[-1] + 1) for words in covered if words]
        yield answer['id'], answer['entities']


class Count:
    """Right, said and gold of each kind."""
    def __init__(self):
        self.right, self.said, self.gold = collections.Counter(), collections.Counter(), collections.Counter()

    def show(self, kinds, title, together='together'):
        print(f'{title:26}{"P":>6}{"R":>6}{"F1":>6}{"gold":>7}')
        for kind in [*kinds, None]:
            total = [sum(c.values()) if kind is None else c[kind] for c in (self.right, self.said, self.gold)]
            right, said, gold = total
            p, r = (right / said if said else 0), (right / gold if gold else 0)
            print(f'{together if kind is None else "  " + kind:26}{100 * p:6.1f}{100 * r:6.1f}{200 * p * r / (p + r) if p + r else 0:6.1f}{gold:7}')


def outermost(spans):
    """Those of (span, …) that no other holds, the longest first where two begin together."""
    out = []
    for one in sorted(spans, key=lambda x: (x[0][0], -x[0][1])):
        if not out or one[0][0] >= out[-1][0][1]:
            out.append(one)
    return out


def names(document, entities, loose, exact, errors):
    """Counts the names of a document."""
    every = [(m['span'], KINDS[m['kind']], m['head'], m['minimal']) for m in document.mentions if m['minimal'] and m['kind'] in KINDS]
    gold = outermost(every)
    inner = [g for g in every if g not in gold]
    said = []
    for entity in entities:
        for span in entity['names']:
            plural = document.tags[span[1] - 1].endswith('s')
            if entity['kind'] in OURS and (entity['kind'] != 'Group' or plural):
                said.append((span, OURS[entity['kind']]))
            elif entity['kind'] == 'Group' and any(span[0] <= g[2] < span[1] for g in gold):
                errors.append(('group not scored', document.show(*span)))
    for count, fits in ((loose, lambda g, s: s[0] <= g[2] < s[1] and g[0][0] <= s[0] and s[1] <= g[0][1]), (exact, lambda g, s: s == g[3])):
        count.gold.update(kind for _, kind, _, _ in gold)
        left = list(said)
        for one in gold:
            match = next((s for s in left if s[1] == one[1] and fits(one, s[0])), None)
            if match:
                left.remove(match)
                count.right[one[1]] += 1
                count.said[one[1]] += 1
            elif count is loose:
                errors.append((f'name missed, {one[1]}', document.show(*one[3])))
        left = [s for s in left if not any(s[1] == one[1] and fits(one, s[0]) for one in inner)]
        count.said.update(kind for _, kind in left)
        if count is loose:
            errors.extend((f'name too much, {kind}', document.show(*span)) for span, kind in left)


def asks(document, mention):
    """The kind of pronoun or description that a mention is, or None if it is neither."""
    tag, word = document.tags[mention['head']], document.words[mention['head']].lower()
    if tag.startswith('PRON'):
        return KIND_OF_PRONOUN.get(word)
    first = mention['span'][0]
    opening, opens = document.words[first].lower(), document.tags[first]
    indefinite = opens.startswith('NUM') or opening in ('a', 'an', 'one', 'some', 'another', 'such', 'both', 'every', 'each', 'any', 'no')
    names = any(document.heads[i] == mention['head'] and document.tags[i].startswith('PROPN') and document.relations[i] in ('flat', 'appos')
                for i in range(*mention['span']))
    modifies = document.relations[mention['head']] == 'compound'
    return 'descriptions' if tag.startswith('NOUN') and not indefinite and not names and not modifies else None


def speakers(document, entities, one, groups, errors):
    """Counts the pronouns and descriptions of named people, and of groups of them."""
    named, many = set(), set()
    names_of = collections.defaultdict(set)
    for m in document.mentions:
        if m['kind'] == 'person' and document.tags[m['head']].startswith('PROPN'):
            (many if m['joins'] or document.tags[m['head']].endswith('s') else named).add(m['chain'])
            names_of[m['chain']].add(m['head'])
    chain_of_head = {}
    for chain, heads in names_of.items():
        for h in heads:
            chain_of_head.setdefault(h, chain)
    person = []
    for entity in entities:
        votes = collections.Counter(chain_of_head[w] for a, b in entity['names'] for w in range(a, b) if w in chain_of_head)
        person.append(votes.most_common(1)[0][0] if votes else None)
    # Ours, the smallest first: which person each span of words is given to.
    ours = sorted(((span[1] - span[0], span, person[i]) for i, entity in enumerate(entities) for span in entity['mentions']))
    called = {span for entity in entities for span in entity['names']}
    for chains, count in ((named, one), (many - named, groups)):
        for m in document.mentions:
            kind = asks(document, m)
            if m['chain'] not in chains or not kind:
                continue
            count.gold[kind] += 1
            covering = [(span, who) for _, span, who in ours if span[0] <= m['head'] < span[1]]
            if kind == 'descriptions':
                covering = [(span, who) for span, who in covering if m['span'][0] <= span[0] and
                            (span[1] <= m['span'][1] or any(span[0] <= a and b == span[1] for a, b in called))]
            else:
                covering = [(span, who) for span, who in covering if span[1] == span[0] + 1]
            who = covering[0][1] if covering else None
            # What goes on to the name is a name to the count of what was said below.
            count.said[kind] += who is not None and covering[0][0][1] > m['span'][1]
            count.right[kind] += who == m['chain']
            if who != m['chain'] and count is one:
                given = 'nobody' if who is None else document.words[min(names_of[who])]
                errors.append((f'{kind} of {document.words[min(names_of[m["chain"]])]} given to {given}', document.show(*m['span'])))
    chains_at = collections.defaultdict(set)
    for m in document.mentions:
        chains_at[m['head']].add(m['chain'])
    for _, (a, b), who in ours:
        if who is None or any(a <= h < b for h in names_of[who]) or any(a <= s and e <= b for s, e in called):
            continue
        top = next((i for i in range(a, b) if not a <= document.heads[i] < b), a)
        kind = KIND_OF_PRONOUN.get(document.words[top].lower()) if document.tags[top].startswith('PRON') else None
        if kind is None and document.tags[top].startswith('NOUN'):
            kind = 'descriptions'
        if kind:
            count = one if who in named else groups
            count.said[kind] += 1
            if who not in chains_at[top]:
                errors.append((f'{kind} wrongly given to {document.words[min(names_of[who])]}', document.show(a, b)))


def main():
    arguments = [a for a in sys.argv[1:] if a != '--errors']
    if len(arguments) != 2:
        sys.exit(__doc__)
    gold, errors = documents(arguments[1]), []
    loose, exact, one, groups = Count(), Count(), Count(), Count()
    for name, entities in predictions(*arguments):
        wrong = []
        names(gold[name], entities, loose, exact, wrong)
        if name.split('_')[1] in GENRES:
            speakers(gold[name], entities, one, groups, wrong)
        errors.extend((name, *e) for e in wrong)
    loose.show(sorted(set(KINDS.values())), 'names', 'names F1')
    exact.show(sorted(set(KINDS.values())), 'names, exact', 'exact')
    kinds = ['he, she', 'I', 'you', 'they', 'we', 'descriptions']
    one.show(kinds, 'named people')
    groups.show(kinds, 'groups of named people')
    right, said, asked = (sum(c.values()) for c in (one.right, one.said, one.gold))
    print(f'speakers recall {100 * right / asked if asked else 0:.1f} precision {100 * right / said if said else 0:.1f}')
    if '--errors' in sys.argv:
        for name, what, where in errors:
            print(f'{name:28} {what:40} {where}')


if __name__ == '__main__':
    main()
