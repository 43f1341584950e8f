#!/usr/bin/env python3
"""train_antecedents.py WORKSHOP DATA --out MODEL      learns to choose whom a pronoun means

`WORKSHOP choices FILE` reads each text and tells, for every pronoun of the third person, the candidates and the numbers that describe them
(`row.rs`) while every pronoun means nobody: what earlier pronouns meant would give the answer away in news, and a network that leans on it
carries a mistake on to the end of a report. What is right is learned from three places:

  gum/train.conllu.gz          gold chains. A candidate is right if most of its names and descriptions stand, by their head words, in the
                               chain of the pronoun; if none is, nobody is.
  litbank/books.jsonl.gz       gold chains likewise; "it" without a chain is a thing.
  unlabelled/news.jsonl.gz,    no chains, but gender: between a man and a woman, "she" is the woman. The candidates are described as if gender were
  polnear/train.jsonl.gz       not asked for, so that what tells them apart is learned where the answer is known. Somebody whose gender is not
                               known may be right as well.

A network with one hidden layer scores every candidate, and nobody, and the softmax over them is trained with Adam and dropout from a fixed seed.
Prints how often the choice is right on gum/dev.conllu.gz.
"""
import argparse, collections, gzip, json, os, re, subprocess, sys, tempfile

import numpy as np
from safetensors.numpy import save_file

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from score_people import KIND_OF_PRONOUN, documents

THINGS = ('it', 'its', 'itself')
WAITS = 'called by name behind, as subject of a clause above the pronoun'
HIDDEN, EPOCHS, BATCH, RATE, DROP, PENALTY, SEED = 96, 6, 256, 2e-3, 0.4, 1e-3, 1
# What the sources weigh, and an example in which no candidate is right: for "he" that one is missing is mostly the fault of the names stage.
WEIGHT = {'gum': 4.0, 'litbank': 1.3, 'news': 0.7}
NOBODY = {'he': 0.25, 'they': 1.0, 'it': 1.0}
# An example whose right candidate is named behind the pronoun, as the subject for which it waits: there are few, and no other tells what they do.
WAITED = 4.0
LONGEST = 8000   # characters of a news text that are read


def kind(word):
    return 'it' if word in THINGS else 'they' if word.startswith('th') else 'he'


class Example:
    """A pronoun: its candidates' rows and nobody's, and which of them are right."""
    def __init__(self, word, choice, right, source, waited):
        self.word, self.source = word, source
        self.rows = np.array([*(row for _, _, row in choice['candidates']), choice['nobody']], dtype=np.float32)
        self.right = np.array([*right, not any(right)], dtype=bool)
        self.weight = WEIGHT[source] * (NOBODY[kind(word)] if self.right[-1] else 1)
        if self.rows[self.right, waited].any():
            self.weight *= WAITED


def choices(workshop, path, *how):
    """What the program tells of each text of a file."""
    with subprocess.Popen([workshop, 'choices', path, *how], stdout=subprocess.PIPE, text=True) as run:
        for line in run.stdout:
            yield json.loads(line)
    if run.returncode:
        sys.exit(f'{workshop} choices {path}: exit code {run.returncode}')


def numbers(workshop):
    """What the numbers of a row are called."""
    return subprocess.run([workshop, 'choice-names'], stdout=subprocess.PIPE, text=True, check=True).stdout.splitlines()


def rewritten(rows):
    """Texts as a file of JSON Lines, whose name is returned."""
    with tempfile.NamedTemporaryFile('w', suffix='.jsonl', delete=False, encoding='utf-8') as f:
        for row in rows:
            f.write(json.dumps(row) + '\n')
    return f.name


def rows_of(path):
    with gzip.open(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f]


def most(votes):
    return votes.most_common(1)[0][0] if votes else None


def of_gum(workshop, path):
    gold, waited = documents(path), numbers(workshop).index(WAITS)
    for answer in choices(workshop, path):
        document = gold[answer['id']]
        owner = [None] * (len(answer['text']) + 1)
        for number, (start, end) in enumerate(answer['words']):
            owner[start:end] = [number] * (end - start)
        chains_at = collections.defaultdict(set)
        for m in document.mentions:
            chains_at[m['head']].add(m['chain'])
        chain = []
        for entity in answer['entities']:
            votes = collections.Counter()
            for start, end in entity['mentions']:
                inside = [w for w in dict.fromkeys(owner[start:end]) if w is not None]
                if not inside or (len(inside) == 1 and document.tags[inside[0]].startswith('PRON')):
                    continue
                heads = [i for i in inside if not inside[0] <= document.heads[i] <= inside[-1]]
                votes.update(c for i in heads for c in chains_at[i])
            chain.append(most(votes))
        for choice in answer['choices']:
            at = owner[choice['span'][0]]
            if at is None or not document.tags[at].startswith('PRON') or not choice['candidates']:
                continue
            word = document.words[at].lower()
            if word in KIND_OF_PRONOUN or word in THINGS:
                right = [chain[who] is not None and chain[who] in chains_at[at] for who, _, _ in choice['candidates']]
                yield Example(word, choice, right, 'gum', waited)


def running(text):
    """A text of words between spaces as running text, and for each place of the first its place in the second."""
    out, places = [], []
    for i, c in enumerate(text):
        places.append(len(out))
        clings = re.match(r"[,.;:!?)\]”]|(?:'s|n't|'ll|'ve|'re|'d|'m)\b", text[i + 1:i + 5])
        if c in ' \n' and (clings or (i and text[i - 1] in '([“`')):
            continue
        out.append(' ' if c == '\n' else c)
    return ''.join(out), [*places, len(out)]


def of_litbank(workshop, path):
    gold, texts, waited = {}, [], numbers(workshop).index(WAITS)
    for row in rows_of(path):
        text, places = running(row['text'])
        texts.append({'id': row['id'], 'text': text})
        gold[row['id']] = [{**m, 'span': [places[m['span'][0]], places[m['span'][1] - 1] + 1]} for m in row['mentions']]
    for answer in choices(workshop, rewritten(texts)):
        mentions = gold[answer['id']]
        pronouns = {tuple(m['span']): m['chain'] for m in mentions if m['form'] == 'PRON'}
        phrases = sorted((m for m in mentions if m['form'] != 'PRON'), key=lambda m: m['span'][1] - m['span'][0])
        chain = []
        for entity in answer['entities']:
            votes = collections.Counter()
            for start, end in entity['mentions']:
                word = answer['text'][start:end].lower()
                if word in KIND_OF_PRONOUN or word in THINGS or word == 'who':
                    continue
                holds = lambda a, b: a <= start and end <= b + 2 and b - a < end - start + 25
                votes.update([m['chain'] for m in phrases if holds(*m['span'])][:1])
            chain.append(most(votes))
        for choice in answer['choices']:
            word, meant = answer['text'][slice(*choice['span'])].lower(), pronouns.get(tuple(choice['span']))
            if choice['candidates'] and (meant is not None or word in THINGS):
                right = [meant is not None and chain[who] == meant for who, _, _ in choice['candidates']]
                yield Example(word, choice, right, 'litbank', waited)


def of_news(workshop, paths):
    """News that tells whom a pronoun means by gender."""
    names = numbers(workshop)
    pronoun, waited = names.index('last mention is a pronoun'), names.index(WAITS)
    texts = [{'id': row['id'], 'text': row['text'][:LONGEST]} for path in paths for row in rows_of(path)
             if re.search(r'\b(?:he|she|him|her|his)\b', row['text'], re.I)]
    for answer in choices(workshop, rewritten(texts), '--regardless'):
        for choice in answer['choices']:
            # One whom "who" has just meant is another already.
            if not any(row[pronoun] for _, _, row in choice['candidates']):
                word = answer['text'][slice(*choice['span'])].lower()
                yield Example(word, choice, [agrees is not False for _, agrees, _ in choice['candidates']], 'news', waited)


class Network:
    def __init__(self, width, random):
        self.parts = [
            random.normal(0, 0.7 * np.sqrt(2 / width), (width, HIDDEN)).astype(np.float32), np.zeros(HIDDEN, np.float32),
            random.normal(0, 0.3, HIDDEN).astype(np.float32),
        ]

    def score(self, rows, kept=1.0):
        weight, bias, last = self.parts
        self.rows, self.kept, self.sums = rows, kept, rows @ weight + bias
        self.states = np.where(self.sums > 0, self.sums, 0.1 * self.sums) * kept
        return self.states @ last

    def gradients(self, of_scores):
        _, _, last = self.parts
        below = np.outer(of_scores, last) * self.kept * np.where(self.sums > 0, 1, 0.1).astype(np.float32)
        return [self.rows.T @ below, below.sum(0), self.states.T @ of_scores]

    def save(self, path):
        weight, bias, last = self.parts
        save_file({'layers.0.weight': weight, 'layers.0.bias': bias, 'last': last}, path)


def learn(examples):
    random = np.random.default_rng(SEED)
    network = Network(examples[0].rows.shape[1], random)
    first, second = [np.zeros_like(p) for p in network.parts], [np.zeros_like(p) for p in network.parts]
    step, steps = 0, EPOCHS * -(-len(examples) // BATCH)
    for _ in range(EPOCHS):
        order = random.permutation(len(examples))
        for start in range(0, len(order), BATCH):
            batch, step = [examples[i] for i in order[start:start + BATCH]], step + 1
            sizes = np.array([len(e.rows) for e in batch])
            starts, owner = np.r_[0, sizes.cumsum()[:-1]], np.repeat(np.arange(len(batch)), sizes)
            rows, right = np.vstack([e.rows for e in batch]), np.concatenate([e.right for e in batch])
            kept = (random.random((len(rows), HIDDEN), dtype=np.float32) > DROP) / np.float32(1 - DROP)
            score = network.score(rows, kept)
            e = np.exp(score - np.maximum.reduceat(score, starts)[owner])
            p = e / np.add.reduceat(e, starts)[owner]
            good = np.where(right, e, 0)
            q = good / np.maximum(np.add.reduceat(good, starts)[owner], 1e-9)
            weight = np.array([e.weight for e in batch])[owner]
            for i, gradient in enumerate(network.gradients(((p - q) * weight / len(batch)).astype(np.float32))):
                gradient = gradient + PENALTY * network.parts[i]
                first[i] = 0.9 * first[i] + 0.1 * gradient
                second[i] = 0.999 * second[i] + 0.001 * gradient ** 2
                rate = RATE * (1 - step / steps)
                network.parts[i] -= rate * (first[i] / (1 - 0.9 ** step)) / (np.sqrt(second[i] / (1 - 0.999 ** step)) + 1e-8)
    return network


def report(network, examples):
    for name in NOBODY:
        some = [e for e in examples if kind(e.word) == name]
        best = [network.score(e.rows).argmax() for e in some]
        chosen = sum(b < len(e.right) - 1 for b, e in zip(best, some))
        right = sum(b < len(e.right) - 1 and e.right[b] for b, e in zip(best, some))
        possible = sum(not e.right[-1] for e in some)
        print(f'{name:5} {len(some)} pronouns, {possible} with a right candidate: {right} right of {chosen} chosen')


def main():
    a = argparse.ArgumentParser()
    a.add_argument('workshop')
    a.add_argument('data')
    a.add_argument('--out', required=True)
    o = a.parse_args()
    path = lambda *parts: os.path.join(o.data, *parts)
    examples = [
        *of_gum(o.workshop, path('gum', 'train.conllu.gz')),
        *of_litbank(o.workshop, path('litbank', 'books.jsonl.gz')),
        *of_news(o.workshop, [path('unlabelled', 'news.jsonl.gz'), path('polnear', 'train.jsonl.gz')]),
    ]
    print(collections.Counter((e.source, kind(e.word)) for e in examples))
    network = learn(examples)
    report(network, list(of_gum(o.workshop, path('gum', 'dev.conllu.gz'))))
    network.save(o.out)


if __name__ == '__main__':
    main()
