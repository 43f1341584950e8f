#!/usr/bin/env python3
"""same_fact.py SHARED/data OUT      makes pairs of sentences that tell the same fact or not, in the form that the scorer of `predict same-fact` reads

Writes JSON Lines of {a, b, same, set, topic, fold, kind}. OUT is somewhere temporary: the sentences are not part of the project. Two sets:

  ecb        same-fact/: sentences of reports on one event that people linked because they tell the same happening
  headlines  claim-stance/: a claim and headlines for it, and two headlines for one claim

As many pairs that are not the same stand in each, by kind:

  near    sentences of two reports that are linked, if not to each other, elsewhere; half of them the pair of several that shares most words
  loose   sentences of two reports that are linked elsewhere, as they come: often what people did not look at; of headlines one of another claim,
          chosen of fewer
  other   sentences of another topic, the pair of several that shares most words

A topic stands in one of FOLDS folds, and nothing pairs over two folds; claims that are one in other words, or share a headline, are one topic. `--sets ecb` writes only that set. Chance is seeded: two runs agree.
"""
import argparse, collections, gzip, json, os, random, re

FOLDS = 5
MOST = 4      # linked pairs taken of two reports
TRIED = 12    # pairs among which the one that shares most words is chosen


def rows(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        yield from (json.loads(line) for line in f if line.strip())


def stems(sentence):
    """What two sentences are compared by when a hard pair is chosen: the first five letters of longer words."""
    return {w[:5] for w in re.findall(r'\w+', sentence.lower()) if len(w) > 3}


def alike(a, b):
    a, b = stems(a), stems(b)
    return len(a & b) / max(1, min(len(a), len(b)))


KIN = .5      # claims that share so much are taken for one in other words


def kin(pairs):
    """Puts claims that share a headline, or most of their words, into one topic. Takes (claim, headline); returns the topic of each claim."""
    of = collections.defaultdict(set)
    for claim, headline in pairs:
        of[claim].add(headline.lower())
    claims = sorted(of)
    topic = {claim: at for at, claim in enumerate(claims)}
    for i, a in enumerate(claims):
        for b in claims[:i]:
            if topic[a] != topic[b] and (of[a] & of[b] or alike(a, b) >= KIN):
                gone, kept = max(topic[a], topic[b]), min(topic[a], topic[b])
                topic = {claim: kept if t == gone else t for claim, t in topic.items()}
    return topic


def folds(topic_of):
    """Deals topics into FOLDS folds, the largest first into the emptiest. Returns the fold of each topic."""
    sizes, dealt = collections.Counter(topic_of.values()), [0] * FOLDS
    fold_of = {}
    for topic, size in sorted(sizes.items(), key=lambda item: (-item[1], item[0])):
        fold_of[topic] = dealt.index(min(dealt))
        dealt[fold_of[topic]] += size
    return fold_of


class Set:
    """Pairs of one set as they are drawn, each once."""

    def __init__(self, name):
        self.name, self.rows, self.seen, self.chance = name, [], set(), random.Random(f'same fact {name}')

    def add(self, a, b, same, topic, fold, kind):
        if self.chance.random() < .5:
            a, b = b, a
        if a == b or (a, b) in self.seen or (b, a) in self.seen or min(len(a.split()), len(b.split())) < 4:
            return False
        self.seen.add((a, b))
        self.rows.append({'a': a, 'b': b, 'same': same, 'set': self.name, 'topic': topic, 'fold': fold, 'kind': kind})
        return True

    def draw(self, count, option, topic, fold, kind, tried=1):
        """Adds `count` pairs that are not the same; `option` draws one, or None."""
        left = 20 * count
        while count > 0 and left > 0:
            left -= 1
            options = [o for o in (option() for _ in range(tried)) if o]
            if options and self.add(*max(options, key=lambda o: alike(*o)), False, topic, fold, kind):
                count -= 1


def ecb(folder):
    out = Set('ecb')
    chance = out.chance
    sentences = {d['id']: d['sentences'] for d in rows(os.path.join(folder, 'documents.jsonl.gz'))}
    linked = {(r['a'], r['b']): {tuple(link) for link in r['links']} for r in rows(os.path.join(folder, 'links.jsonl.gz')) if r['links']}
    topic_of = {document: int(document.split('_')[0]) for document in sentences}
    # Only some sentences of a report were looked at; what is linked anywhere was.
    looked = collections.defaultdict(set)
    for (a, b), links in linked.items():
        for i, j in links:
            looked[a].add(i)
            looked[b].add(j)
    looked = {document: sorted(places) for document, places in looked.items()}
    for topic in sorted(set(topic_of.values())):
        fold = topic % FOLDS
        keys = [key for key in sorted(linked) if topic_of[key[0]] == topic]
        here = len(out.rows)
        for a, b in keys:
            some = sorted(linked[a, b])
            for i, j in chance.sample(some, min(MOST, len(some))):
                out.add(sentences[a][i], sentences[b][j], True, topic, fold, 'same')
        wanted = len(out.rows) - here
        others = [d for d in sorted(looked) if topic_of[d] != topic and topic_of[d] % FOLDS == fold]
        own = [d for d in sorted(looked) if topic_of[d] == topic]

        def near():
            a, b = chance.choice(keys)
            i, j = chance.choice(looked[a]), chance.choice(looked[b])
            return None if (i, j) in linked[a, b] else (sentences[a][i], sentences[b][j])

        def loose():
            a, b = chance.choice(keys)
            i, j = chance.randrange(len(sentences[a])), chance.randrange(len(sentences[b]))
            return None if (i, j) in linked[a, b] else (sentences[a][i], sentences[b][j])

        def other():
            a, b = chance.choice(own), chance.choice(others)
            return sentences[a][chance.choice(looked[a])], sentences[b][chance.choice(looked[b])]

        out.draw(wanted * 3 // 10, near, topic, fold, 'near', TRIED)
        out.draw(wanted * 3 // 10, near, topic, fold, 'near')
        out.draw(wanted // 5, loose, topic, fold, 'loose')
        out.draw(wanted // 5, other, topic, fold, 'other', TRIED)
    return out.rows


def headlines(folder):
    out = Set('headlines')
    chance = out.chance
    told = collections.defaultdict(list)
    for r in rows(os.path.join(folder, 'train.jsonl.gz')):
        if r['stance'] == 'for':
            told[r['claim']].append(r['headline'])
    claims = sorted(told)
    # A claim in other words is another claim in the file: such are one topic, and none of their headlines tells something else.
    topic_of = kin((claim, headline) for claim in claims for headline in told[claim])
    fold_of = folds(topic_of)
    for claim in claims:
        topic = topic_of[claim]
        fold = fold_of[topic]
        here = len(out.rows)
        for headline in told[claim][:8]:
            out.add(claim, headline, True, topic, fold, 'same')
            other = chance.choice(told[claim])
            out.add(headline, other, True, topic, fold, 'same')
        others = [c for c in claims if topic_of[c] != topic and fold_of[topic_of[c]] == fold]

        def other():
            return chance.choice([claim, *told[claim]]), chance.choice([h for c in [chance.choice(others)] for h in [c, *told[c]]])

        wanted = len(out.rows) - here
        out.draw(wanted - wanted // 4, other, topic, fold, 'other', 5 * TRIED)
        out.draw(wanted // 4, other, topic, fold, 'loose', TRIED)
    return out.rows


SETS = {'ecb': (ecb, 'same-fact'), 'headlines': (headlines, 'claim-stance')}


def main():
    a = argparse.ArgumentParser(description='Makes pairs of sentences that tell the same fact or not.')
    a.add_argument('data')
    a.add_argument('out')
    a.add_argument('--sets', default=','.join(SETS), help='only these, with commas between')
    o = a.parse_args()
    made = [row for name in o.sets.split(',') for row in SETS[name][0](os.path.join(o.data, SETS[name][1]))]
    with open(o.out, 'w', encoding='utf-8') as f:
        f.writelines(json.dumps(r, ensure_ascii=False) + '\n' for r in made)
    print(', '.join(f'{n} {name} {kind}' for (name, kind), n in collections.Counter((r['set'], r['kind']) for r in made).items()))


if __name__ == '__main__':
    main()
