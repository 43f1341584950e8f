"""Learns how words become lemmas and writes models/lemmas.txt: `TAG suffix strip add`, one rule a line.

    python workshop/lemmas.py OUT.txt DATA

Of each word the longest suffix with a rule decides; `^` begins a whole word. A suffix gets a rule where the words that end in it go otherwise
than its own longest shorter suffix says, in at least LEAST words (whole words: occurrences). DATA holds ewt/ and gum/.
"""
import collections, sys

from conllu import read

LEAST, LONGEST = 2, 6
# Tags whose words have other lemmas than themselves in small letters; names keep their form, plurals and all.
INFLECTED = ('ADJ', 'ADV', 'AUX', 'DET', 'NOUN', 'PART', 'PRON', 'VERB')


def rule(word, lemma):
    """(letters to strip, letters to add), or None where word and lemma share too little to be a rule."""
    same = 0
    while same < min(len(word), len(lemma)) and word[same] == lemma[same]:
        same += 1
    return len(word) - same, lemma[same:]


def learn(sentences):
    seen = {t: collections.Counter() for t in INFLECTED}
    for s in sentences:
        for w, t, l in zip(s['words'], s['tags'], s['lemmas']):
            if t in seen and w.isascii() and l.isascii() and ' ' not in l and l != '_':
                seen[t][w.lower().replace('’', "'"), l.lower()] += 1
    rules = {}
    for tag, pairs in seen.items():
        votes, whole = collections.defaultdict(collections.Counter), collections.defaultdict(collections.Counter)
        for (word, lemma), n in pairs.items():
            for k in range(min(LONGEST, len(word) - 1) + 1):
                votes[word[len(word) - k:]][rule(word, lemma)] += 1
            whole['^' + word][rule(word, lemma)] += n
        for suffix in sorted(votes, key=len):
            (best, n), = votes[suffix].most_common(1)
            if suffix == '' or (n >= LEAST and best != find(rules, tag, suffix)):
                rules[tag, suffix] = best
        for word, found in whole.items():
            (best, n), = found.most_common(1)
            if n >= LEAST and best != find(rules, tag, word):
                rules[tag, word] = best
    return rules


def find(rules, tag, word):
    return next(rules[tag, word[k:]] for k in range(len(word) + 1) if (tag, word[k:]) in rules)


def lemma(rules, tag, word):
    word = word.lower().replace('’', "'")
    if tag not in INFLECTED:
        return word
    strip, add = find(rules, tag, '^' + word)
    return word[:len(word) - strip] + add


def main(out, data):
    rules = learn([s for name in ('ewt', 'gum') for s in read(f'{data}/{name}/train.conllu.gz')])
    for name in ('ewt', 'gum'):
        pairs = [(lemma(rules, t, w), l.lower()) for s in read(f'{data}/{name}/dev.conllu.gz') for w, t, l in zip(s['words'], s['tags'], s['lemmas'])]
        print(f'{name}: {100 * sum(a == b for a, b in pairs) / len(pairs):.2f} % of lemmas from gold tags, case aside')
    with open(out, 'w') as f:
        for (tag, suffix), (strip, add) in sorted(rules.items()):
            f.write(f'{tag} {suffix or "-"} {strip} {add}'.rstrip() + '\n')
    print(f'{len(rules)} rules')


if __name__ == '__main__':
    main(*sys.argv[1:])
