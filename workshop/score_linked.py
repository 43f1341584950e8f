#!/usr/bin/env python3
"""score_linked.py PROGRAM FILE     people and organisations across reports: B³ against ECB+'s chains

FILE holds documents of ECB+ (id, topic, tokens, sentence, validated_sentences, mentions). All documents of a topic are one pile, read by
`PROGRAM brief --json DIR`. Scored are the gold mentions of people and organisations (HUMAN_PART_PER, HUMAN_PART_ORG) with a chain, in sentences
that were validated. Ours is the smallest mention that covers the last word of the gold mention; where there is none, the mention counts as an entity
by itself. B³ (Bagga and Baldwin 1998) over all topics' mentions; then the same over those that have a mention of ours, and over those
that are a name (the last word has a capital), to tell what linking loses from what reading never found.
"""
import collections, gzip, json, os, subprocess, sys, tempfile

KINDS = ('HUMAN_PART_PER', 'HUMAN_PART_ORG')


def rows(path):
    with (gzip.open if path.endswith('.gz') else open)(path, 'rt', encoding='utf-8') as f:
        yield from (json.loads(line) for line in f if line.strip())


def document(row):
    """The text, one sentence a line, and where each token stands in it."""
    text, places, last = '', [], None
    for token, sentence in zip(row['tokens'], row['sentence']):
        text += '' if last is None else '\n\n' if sentence != last else ' '
        # The corpus writes marks as the Penn treebank does.
        token = {'``': '"', "''": '"', '-LRB-': '(', '-RRB-': ')'}.get(token, token)
        places.append((len(text), len(text) + len(token)))
        text, last = text + token, sentence
    return text, places


def ours(program, folder):
    """For each file the mentions of the pile's entities: (start, end, entity)."""
    out = subprocess.run([program, 'brief', '--json', folder], stdout=subprocess.PIPE, check=True, text=True).stdout
    brief = json.loads(out)
    linked = {(m['report'], m['entity']): e['id'] for e in brief['entities'] for m in e['mentions']}
    found = {}
    for r in brief['reports']:
        key = os.path.basename(r['report']['path'])
        found[key] = r['report']['text'], [(s, e, linked.get((r['report']['id'], x['id']))) for x in r['entities'] for s, e in x['mentions']]
    return found


def b_cubed(pairs):
    """pairs: (gold, ours) for each mention. Precision, recall, F1 in percent."""
    gold, own, both = collections.Counter(g for g, _ in pairs), collections.Counter(o for _, o in pairs), collections.Counter(pairs)
    p = sum(n * n / own[o] for (g, o), n in both.items()) / max(len(pairs), 1)
    r = sum(n * n / gold[g] for (g, o), n in both.items()) / max(len(pairs), 1)
    return 100 * p, 100 * r, 200 * p * r / max(p + r, 1e-9)


def main(program, path):
    topics = collections.defaultdict(list)
    for row in rows(path):
        topics[row['topic']].append(row)
    scored, lone = [], 0
    for topic, documents in sorted(topics.items()):
        with tempfile.TemporaryDirectory() as folder:
            for row in documents:
                with open(os.path.join(folder, f"{row['id']}.txt"), 'w', encoding='utf-8') as f:
                    f.write(document(row)[0])
            found = ours(program, folder)
        for row in documents:
            text, places = document(row)
            read, mentions = found.get(f"{row['id']}.txt", ('', []))
            # Reading a pasted text may leave lines out; it moves nothing that it keeps.
            mentions = mentions if read == text else []
            for m in row['mentions']:
                if not m['kind'].startswith(KINDS) or not m.get('chain') or row['sentence'][m['tokens'][-1]] not in row['validated_sentences']:
                    continue
                start, end = places[m['tokens'][-1]]
                covering = [x for x in mentions if x[0] <= start and end <= x[1]]
                own = min(covering, key=lambda x: x[1] - x[0], default=None)
                lone += own is None
                key = (topic, own[2]) if own and own[2] is not None else ('alone', lone, row['id'], tuple(m['tokens']))
                scored.append(((topic, m['chain']), key, own is not None, row['tokens'][m['tokens'][-1]][:1].isupper()))
    for name, pick in (('linked', lambda x: True), ('mentions found', lambda x: x[2]), ('names found', lambda x: x[2] and x[3])):
        pairs = [x[:2] for x in scored if pick(x)]
        print('{:15} {:5} mentions  P {:.1f}  R {:.1f}'.format(name, len(pairs), *b_cubed(pairs)[:2]))
        print('{} B3 F1 {:.1f}'.format(name, b_cubed(pairs)[2]))


if __name__ == '__main__':
    main(*sys.argv[1:3])
