"""Makes a teacher of MiniLM-L6 and lets it label texts for the small network.

    python workshop/teach.py OUT_LABELS.json VECTORS.npz GOLD.jsonl.gz FEATURES.jsonl SMALL.safetensors.pt UNLABELLED_FEATURES.jsonl
                             [--dev GOLD FEATURES] [--epochs N] [--seed N]

The teacher reads the words as word pieces, and of each token the state of its first piece, with small embeddings for quotation state,
case and sentence start. Unlabelled texts get the best label sequence under the mean of its scores and the small network's (RESULTS of
both alone are worse). Texts that share 2 % of their 8-grams with a text of GOLD are left out, so that no article is labelled twice.
"""
import argparse, json, math, random, time

import numpy as np
import torch

from labels import LABELS
from minilm import MiniLM
from network import Network
from train_attribution import load, measure, sentences, windows

BATCH, RATE, SHINGLE, SHARED = 16, 1e-4, 8, 0.02
EXTRA = [(5, 6), (6, 5), (7, 3), (8, 4)]  # column of the features, rows


class Teacher(Network):
    """The decoding of the small network over the scores of MiniLM."""

    def __init__(self):
        super().__init__(torch.zeros(1, 64))
        self.encoder = MiniLM()
        self.extra = torch.nn.ModuleList(torch.nn.Embedding(n, 384) for _, n in EXTRA)
        for e in self.extra:
            torch.nn.init.normal_(e.weight, std=0.02)
        self.score = torch.nn.Linear(384, len(LABELS))
        self.pieces = {}

    def cut(self, words):
        """Word pieces of each word, kept, since words recur."""
        new = [w for w in set(words) if w not in self.pieces]
        for w, e in zip(new, self.encoder.tokenizer.encode_batch(new, add_special_tokens=False)):
            self.pieces[w] = e.ids[:6] or [100]
        return [self.pieces[w] for w in words]

    def emissions(self, rows, words, lengths):
        """rows [B, T, 9]; words: B lists of words."""
        cut = [self.cut(w) for w in words]
        longest = max(sum(map(len, c)) for c in cut) + 2
        ids, mask = torch.zeros(len(cut), longest, dtype=torch.long), torch.zeros(len(cut), longest, dtype=torch.bool)
        first, owner = torch.zeros(rows.shape[:2], dtype=torch.long), torch.zeros(len(cut), longest, dtype=torch.long)
        for i, c in enumerate(cut):
            flat, at = [101], 1
            for j, p in enumerate(c):
                first[i, j] = at
                owner[i, at:at + len(p)] = j
                flat += p
                at += len(p)
            ids[i, :len(flat) + 1] = torch.tensor(flat + [102])
            mask[i, :len(flat) + 1] = True
        small = sum(e(rows[..., c]) for e, (c, _) in zip(self.extra, EXTRA))
        extra = small.gather(1, owner[..., None].expand(-1, -1, 384)) * mask[..., None]
        states = self.encoder(ids, mask, extra)
        return self.score(states.gather(1, first[..., None].expand(-1, -1, 384)))


def train(teacher, data, epochs):
    groups = [{'params': teacher.encoder.parameters(), 'lr': RATE, 'top': RATE},
              {'params': [*teacher.extra.parameters(), *teacher.score.parameters(), teacher.first, teacher.last, teacher.steps], 'lr': 1e-3, 'top': 1e-3}]
    opt = torch.optim.AdamW(groups, weight_decay=0.01)
    total, done, start = epochs * math.ceil(len(data) / BATCH), 0, time.time()
    for epoch in range(epochs):
        random.shuffle(data)
        blocks = [sorted(data[i:i + 16 * BATCH], key=lambda w: len(w[0])) for i in range(0, len(data), 16 * BATCH)]
        parts = [b[i:i + BATCH] for b in blocks for i in range(0, len(b), BATCH)]
        random.shuffle(parts)
        teacher.train()
        for part in parts:
            for g in opt.param_groups:
                g['lr'] = g['top'] * min(1, (done + 1) / (0.1 * total)) * max(0.02, 1 - done / total)
            done += 1
            with torch.autocast('cpu', torch.bfloat16):
                e, where, gold = scores(teacher, part)
            loss = teacher.loss(*sentences(e.float(), where, gold)) / len(part)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.)
            opt.step()
            if done % 50 == 0:
                print(f'{done} of {total}: loss {float(loss.detach()):.1f}, {time.time() - start:.0f} s', flush=True)


def scores(teacher, part):
    """part: windows that carry their words as a fifth item."""
    longest = max(len(w[0]) for w in part)
    r = torch.zeros(len(part), longest, 9, dtype=torch.long)
    where, gold = [], []
    for i, w in enumerate(part):
        r[i, :len(w[0])] = torch.from_numpy(w[0])
        at = 0
        for n in w[3]:
            where.append((i, at, n))
            gold.append(w[2][at:at + n])
            at += n
    return teacher.emissions(r, [w[4] for w in part], None), where, gold


def shingles(words):
    return {hash(tuple(words[i:i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}


def main():
    a = argparse.ArgumentParser()
    for name in ('out', 'vectors', 'gold', 'features', 'small', 'unlabelled'):
        a.add_argument(name)
    a.add_argument('--dev', nargs=2), a.add_argument('--epochs', type=int, default=2), a.add_argument('--seed', type=int, default=1)
    o = a.parse_args()
    random.seed(o.seed), torch.manual_seed(o.seed), np.random.seed(o.seed)
    table = np.load(o.vectors)
    row_of = {int(h): i + 1 for i, h in enumerate(table['hashes'])}
    gold = load(o.gold, o.features, row_of)
    teacher = Teacher()
    train(teacher, gold, o.epochs)
    torch.save(teacher.state_dict(), o.out + '.teacher.pt')
    if o.dev:
        print('teacher on development, exact spans:', measure(teacher, load(*o.dev, row_of), scores), flush=True)
    small = Network(torch.from_numpy(table['vectors']))
    small.load_state_dict(torch.load(o.small))
    small.eval(), teacher.eval()
    known = set()
    for line in open(o.features):
        known |= shingles(json.loads(line)['words'])
    out, left, start = {}, 0, time.time()
    for line in open(o.unlabelled):
        seen = json.loads(line)
        grams = shingles(seen['words'])
        if len(grams & known) > SHARED * max(len(grams), 1):
            left += 1
            continue
        labels = []
        pieces = windows(seen, [0] * len(seen['hashes']), row_of)
        with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
            for i in range(0, len(pieces), 32):
                part = pieces[i:i + 32]
                e, where, _ = scores(teacher, part)
                r = torch.zeros(len(part), e.shape[1], 9, dtype=torch.long)
                v = torch.zeros(len(part), e.shape[1], dtype=torch.long)
                for j, w in enumerate(part):
                    r[j, :len(w[0])], v[j, :len(w[1])] = torch.from_numpy(w[0]), torch.from_numpy(w[1])
                both = (e.float() + small.emissions(r, v, torch.tensor([len(w[0]) for w in part])).float()) / 2
                for w, at, n in where:
                    labels += teacher.decode(both[w, at:at + n])
        out[seen['id']] = labels
        if len(out) % 500 == 0:
            print(f'{len(out)} texts labelled, {time.time() - start:.0f} s', flush=True)
    json.dump(out, open(o.out, 'w'))
    print(f'{len(out)} texts labelled, {left} left out')


if __name__ == '__main__':
    main()
