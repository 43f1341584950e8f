"""Makes texts with a voice inside a voice, which the corpus does not label: its sentences, put into the mouth of somebody else.

    python workshop/nested.py OUT.jsonl GOLD.jsonl.gz FEATURES.jsonl [--most SENTENCES] [--seed N]

Each paragraph is one sentence of the corpus behind or before words such as "the agency reported that". `attributions` are those of the voice
outside, `inner` those of the sentence itself: the trainer shows the network the paragraph with the former, and the content alone with the latter.
A third of the sentences name no voice, so that the network learns to find none inside a content either.
"""
import argparse, collections, json, random, re

from labels import ROLES, rows

# Who reports: names, descriptions, documents. Every part is drawn by itself.
NAMES = ['Lena Marsh', 'Oduya', 'Mr. Castellan', 'Senator Ruth Beckwith', 'Farrow', 'Ms. Oyelaran', 'Governor Tom Hale', 'Minister Ilka Brandt', 'He', 'She', 'They',
         'Priya Raman, a professor of law,', 'Walt Jessup, the campaign chairman,', 'Judge Aldous Crane', 'I', 'We']
OUTLETS = ['The Lune Courier', 'Northgate News', 'The Harbor Post', 'The agency', 'The newspaper', 'The network', 'KTVM', 'Meridian Radio', 'The Ledger', 'a local station',
           'The Weekly Standpoint', 'the paper']
UNNAMED = ['A senior official', 'Two aides', 'A person familiar with the talks', 'Officials', 'One adviser', 'Three former prosecutors', 'Critics', 'A spokesman for the ministry',
           'Analysts', 'People close to the campaign', 'A diplomat', 'The campaign', 'The department', 'Police']
DOCUMENTS = ['The report', 'A memo', 'The letter', 'The lawsuit', 'Court filings', 'A poll by Meridian Research', 'The indictment', 'The statement', 'An internal review', 'The email']
SAY = ['said', 'says', 'said on Tuesday', 'has said', 'had said', 'also said', 'claimed', 'claims', 'argued', 'insisted', 'noted', 'added', 'alleged', 'acknowledged', 'believes', 'recalled',
       'explained', 'warned', 'conceded', 'admitted', 'suggested', 'stated', 'declared', 'maintained', 'repeated', 'testified', 'stressed', 'pointed out']
REPORT = ['reported', 'reported on Friday', 'reports', 'has reported', 'wrote', 'said', 'reported last week', 'revealed', 'said in an editorial', 'confirmed', 'disclosed', 'found', 'first reported']
TELL = ['told reporters', 'told the committee', 'told Northgate News', 'told an audience in Dover', 'informed the board', 'told aides', 'told the court', 'assured voters']
SHOW = ['says', 'said', 'shows', 'showed', 'states', 'alleges', 'found', 'makes clear', 'indicates', 'suggests']
DENY = ['denied', 'disputed', 'doubted', 'confirmed', 'would not confirm', 'could not say', 'did not dispute', 'rejected the suggestion', 'questioned']


def voices():
    kind = random.random()
    if kind < .3:
        return random.choice(OUTLETS), random.choice(REPORT)
    if kind < .6:
        return random.choice(NAMES), random.choice(SAY)
    if kind < .8:
        return random.choice(UNNAMED), random.choice(SAY)
    if kind < .9:
        return random.choice(DOCUMENTS), random.choice(SHOW)
    return random.choice(NAMES + UNNAMED), random.choice(DENY)


def lowered(sentence, names):
    """The sentence as it stands behind "that": its first word small, unless texts write it with a capital as often. `names` counts words."""
    first = stem(sentence.split(' ', 1)[0])
    return sentence if first == 'I' or names[first] >= names[first.lower()] else sentence[0].lower() + sentence[1:]


def stem(word):
    return re.split("['’,]", word)[0]


def paragraph(sentence, names):
    """Text, source, cue and content of it, and where the sentence begins in it."""
    shape = random.random()
    body = sentence[:-1]
    if shape < .18:
        source, cue = random.choice(OUTLETS + DOCUMENTS + UNNAMED), 'according to'
        source = source if source[0].islower() or random.random() < .5 and not source.startswith(('The', 'A ')) else source[0].lower() + source[1:]
        if random.random() < .3:
            text = f'According to {source}, {lowered(body, names)}.'
            at = len(f'According to {source}, ')
            return text, (13, 13 + len(source)), (0, 12), (at, len(text) - 1), at
        text = f'{body}, {cue} {source}.'
        return text, (len(body) + 15, len(text) - 1), (len(body) + 2, len(body) + 14), (0, len(body)), 0
    if shape < .3:
        source, cue = voices()
        source = source.rstrip(',')
        source = source if source[0].islower() or source.split()[0] not in ('The', 'A', 'One', 'Two', 'Three', 'He', 'She', 'They', 'We', 'Officials', 'Critics', 'Analysts', 'An') else source[0].lower() + source[1:]
        text = f'{body}, {source} {cue}.'
        return text, (len(body) + 2, len(body) + 2 + len(source)), (len(body) + 3 + len(source), len(text) - 1), (0, len(body)), 0
    source, cue = (random.choice(NAMES + UNNAMED), random.choice(TELL)) if shape < .42 else voices()
    source, that = source[0].upper() + source[1:], random.random() < .75 or cue in DENY
    head = f'{source} {cue} '
    inner = lowered(body, names)
    text = head + ('that ' if that else '') + inner + '.'
    start = len(head)
    return text, (0, len(source)), (len(source) + 1, len(source) + 1 + len(cue)), (start, len(text) - 1), start + 5 * that


def main():
    a = argparse.ArgumentParser()
    a.add_argument('out'), a.add_argument('gold'), a.add_argument('features')
    a.add_argument('--most', type=int, default=6000), a.add_argument('--seed', type=int, default=1)
    o = a.parse_args()
    random.seed(o.seed)
    gold = {g['id']: g for g in rows(o.gold)}
    told, plain, times = [], [], collections.Counter()
    for line in open(o.features):
        seen = json.loads(line)
        text, found = gold[seen['id']]['text'], gold[seen['id']]['attributions']
        ends = sorted((min(s for r in ROLES for s, _ in a[r]), max(e for r in ROLES for _, e in a[r])) for a in found if any(a[r] for r in ROLES))
        for s, e in seen['sentences']:
            start, end = seen['spans'][s][0], seen['spans'][e - 1][1]
            sentence = text[start:end]
            for i in range(s + 1, e):
                times[stem(text[slice(*seen['spans'][i])])] += 1
            if not (7 <= e - s <= 45 and sentence.endswith('.') and sentence[0].isupper() and '\n' not in sentence) or any(q in sentence for q in '“”"') or "''" in sentence:
                continue
            own = [(x, y) for x, y in ends if x < end and y > start]
            if any(x < start or y > end for x, y in own):
                continue
            inner = [a for a in found if any(a[r] for r in ROLES) and all(start <= x and y <= end for r in ROLES for x, y in a[r])]
            (told if inner else plain).append((sentence, start, inner))
    random.shuffle(told), random.shuffle(plain)
    chosen = told[:2 * o.most // 3] + plain[:o.most // 3]
    random.shuffle(chosen)
    with open(o.out, 'w') as f:
        for k in range(0, len(chosen), 20):
            text, outer, inner = '', [], []
            for sentence, start, found in chosen[k:k + 20]:
                own, source, cue, content, at = paragraph(sentence, times)
                # The sentence's own stop stood at its end; nothing of it is behind the content.
                shift = len(text)
                outer.append({r: [[s + shift, e + shift]] for r, (s, e) in zip(ROLES, (source, cue, content))})
                move = shift + at - start
                clip = lambda spans: [[s + move, min(e + move, shift + content[1])] for s, e in spans if s + move < shift + content[1]]
                inner.append({'content': [content[0] + shift, content[1] + shift], 'attributions': [{r: clip(a[r]) for r in ROLES} for a in found]})
                text += own + '\n\n'
            f.write(json.dumps({'id': f'nested-{k}', 'text': text, 'attributions': outer, 'inner': inner}, ensure_ascii=False) + '\n')
    print(f'{len(chosen)} sentences of {len(told)} with a voice and {len(plain)} without')


if __name__ == '__main__':
    main()
