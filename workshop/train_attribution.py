"""Trains the attribution network and writes models/attribution.safetensors.

    python workshop/train_attribution.py OUT.safetensors VECTORS.npz GOLD.jsonl.gz FEATURES.jsonl
                                         [--dev GOLD FEATURES] [--epochs N] [--seed N]

Windows of whole consecutive sentences of at most 160 tokens, 32 windows a batch, AdamW 3e-3 with cosine decay. The weights are rounded to
8 bits per row on the way out (`sayso_core::model::file` describes the file).
"""
import argparse, json, math, random, time

import numpy as np
import torch

from export import save
from labels import LABELS, labels, rows
from network import Network

WINDOW, BATCH, RATE = 160, 32, 3e-3


def windows(seen, gold, row_of):
    """Cuts a text into windows: (rows, vector rows, labels, sentence lengths)."""
    vector = [row_of.get(h, 0) for h in seen['hashes']]
    out, start, lengths = [], None, []
    pieces = [(s + i, min(e, s + i + WINDOW)) for s, e in seen['sentences'] for i in range(0, e - s, WINDOW)]
    for s, e in pieces + [(None, None)]:
        if start is not None and (s is None or e - start > WINDOW):
            end = start + sum(lengths)
            out.append((np.array(seen['rows'][start:end], np.int64), np.array(vector[start:end]), np.array(gold[start:end]), lengths))
            start, lengths = None, []
        if s is not None:
            start = s if start is None else start
            lengths.append(e - s)
    return out


def batch(part):
    longest = max(len(w[0]) for w in part)
    r, v = torch.zeros(len(part), longest, len(part[0][0][0]), dtype=torch.long), torch.zeros(len(part), longest, dtype=torch.long)
    where, gold = [], []
    for i, (row, vec, lab, lengths) in enumerate(part):
        r[i, :len(row)], v[i, :len(row)] = torch.from_numpy(row), torch.from_numpy(vec)
        at = 0
        for n in lengths:
            where.append((i, at, n))
            gold.append(lab[at:at + n])
            at += n
    return r, v, torch.tensor([len(w[0]) for w in part]), where, gold


def sentences(e, where, gold):
    """Emissions by window -> by sentence, padded."""
    L = max(n for _, _, n in where)
    index, g, mask = torch.zeros(len(where), L, dtype=torch.long), torch.zeros(len(where), L, dtype=torch.long), torch.zeros(len(where), L, dtype=torch.bool)
    for i, (w, at, n) in enumerate(where):
        index[i, :n] = w * e.shape[1] + torch.arange(at, at + n)
        g[i, :n] = torch.from_numpy(gold[i])
        mask[i, :n] = True
    return e.reshape(-1, e.shape[-1])[index], g, mask


def spans(path):
    out, start = set(), None
    for i, x in enumerate([*path, 0]):
        role = (x + 1) // 2
        if start is not None and (x == 0 or x % 2 == 1 or role != start[1]):
            out.add((*start, i))
            start = None
        if x and start is None:
            start = (i, role)
    return out


def scores(net, part):
    r, v, n, where, gold = batch(part)
    return net.emissions(r, v, n), where, gold


def measure(net, data):
    net.eval()
    tp = [[0, 0, 0] for _ in range(4)]
    with torch.no_grad():
        for i in range(0, len(data), 64):
            e, where, gold = scores(net, data[i:i + 64])
            e = e.float()
            for (w, at, k), g in zip(where, gold):
                a, b = spans(net.decode(e[w, at:at + k])), spans(g)
                for role in (1, 2, 3):
                    x, y = {s for s in a if s[1] == role}, {s for s in b if s[1] == role}
                    for t in (tp[0], tp[role]):
                        t[0] += len(x & y)
                        t[1] += len(x)
                        t[2] += len(y)
    return [round(200 * t[0] / max(t[1] + t[2], 1), 1) for t in tp]


def load(gold, features, row_of):
    """The windows of a corpus with its gold labels."""
    by_id = {g['id']: g for g in rows(gold)}
    return [w for line in open(features) for s in [json.loads(line)] for w in windows(s, labels(s, by_id[s['id']]['attributions']), row_of)]


def main():
    a = argparse.ArgumentParser()
    a.add_argument('out'), a.add_argument('vectors'), a.add_argument('gold'), a.add_argument('features')
    a.add_argument('--dev', nargs=2), a.add_argument('--epochs', type=int, default=12), a.add_argument('--seed', type=int, default=1)
    a.add_argument('--hidden', type=int, default=128)
    o = a.parse_args()
    random.seed(o.seed), torch.manual_seed(o.seed), np.random.seed(o.seed)
    table = np.load(o.vectors)
    row_of = {int(h): i + 1 for i, h in enumerate(table['hashes'])}

    train, dev = load(o.gold, o.features, row_of), load(*o.dev, row_of) if o.dev else []
    net = Network(torch.from_numpy(table['vectors']), o.hidden)
    print(f'{sum(p.numel() for p in net.parameters() if p.requires_grad)} weights, {len(train)} windows')
    opt = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01)
    total, done, start = o.epochs * math.ceil(len(train) / BATCH), 0, time.time()
    for epoch in range(o.epochs):
        random.shuffle(train)
        # Windows of like length together waste less on padding; the order of the batches stays random.
        blocks = [sorted(train[i:i + 16 * BATCH], key=lambda w: len(w[0])) for i in range(0, len(train), 16 * BATCH)]
        parts = [b[i:i + BATCH] for b in blocks for i in range(0, len(b), BATCH)]
        random.shuffle(parts)
        net.train()
        summed = 0
        for part in parts:
            for g in opt.param_groups:
                g['lr'] = RATE * min(1, (done + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * min(1, done / total)))
            done += 1
            with torch.autocast('cpu', torch.bfloat16):
                e, where, gold = scores(net, part)
            loss = net.loss(*sentences(e.float(), where, gold)) / len(part)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.)
            opt.step()
            summed += float(loss.detach()) * len(part)
        print(f'epoch {epoch + 1}: loss {summed / len(train):.2f}, {time.time() - start:.0f} s', 'exact spans all, source, cue, content:', measure(net, dev) if dev and (epoch % 3 == 2 or epoch + 1 == o.epochs) else '', flush=True)
    save(net, o.out, about={'labels': ' '.join(LABELS), 'window': str(WINDOW)})


if __name__ == '__main__':
    main()
