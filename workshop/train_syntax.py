"""Trains the parser and writes models/syntax.safetensors.

    python workshop/train_syntax.py OUT.safetensors VECTORS.npz DATA FEATURES [--labelled TEACHER.npz] [--epochs N] [--last N]

DATA holds ewt/ and gum/, FEATURES the files ewt-train.jsonl, gum-train.jsonl, ewt-dev.jsonl, gum-dev.jsonl that `sayso-workshop features` made of them.
First gold and the teacher's labels together, then --last epochs of gold alone, at a falling rate. The weights are rounded to 8 bits per row on
the way out.
"""
import argparse, json, math, random, time

import numpy as np
import torch

from conllu import NAMES, RELATIONS, TAGS, UNKNOWN, read, relation
from export import save
from syntax_network import Parser, pad, syntax_loss
from syntax_teacher import measure

BATCH, RATE = 1600, 3e-3  # words a batch


def gold(data, features, part, row_of):
    """Gold sentences with what the network sees of them."""
    out = []
    for name in ('ewt', 'gum'):
        sentences = read(f'{data}/{name}/{part}.conllu.gz')
        seen = [json.loads(line) for line in open(f'{features}/{name}-{part}.jsonl')]
        cut = [(np.array(s['rows'][a:b]), np.array([row_of.get(h, 0) for h in s['hashes'][a:b]])) for s in seen for a, b in s['sentences']]
        assert len(cut) == len(sentences) and all(len(c[0]) == len(s['words']) for c, s in zip(cut, sentences))
        for (rows, vector), s in zip(cut, sentences):
            numbers = {'tags': [TAGS.index(t) for t in s['tags']], 'relations': [relation(r) for r in s['relations']]}
            out.append({**s, **({} if part == 'dev' else numbers), 'rows': rows, 'vector': vector})
    return out


def labelled(path, row_of):
    z = dict(np.load(path))
    vector = np.array([row_of.get(int(h), 0) for h in z['hashes']])
    ends = np.cumsum(z['lengths'].astype(np.int64))
    cut = [slice(e - n, e) for e, n in zip(ends, z['lengths'].astype(np.int64))]
    known = {k: z[k].astype(np.int64) for k in ('rows', 'tags', 'heads', 'relations', 'names')}
    known['names'][known['names'] == 255] = UNKNOWN
    return [{'vector': vector[c], 'words': range(c.stop - c.start), **{k: v[c] for k, v in known.items()}} for c in cut]


def run(net, part):
    longest = max(len(s['words']) for s in part)
    rows, vector = torch.zeros(len(part), longest, part[0]['rows'].shape[1], dtype=torch.long), torch.zeros(len(part), longest, dtype=torch.long)
    for i, s in enumerate(part):
        rows[i, :len(s['words'])], vector[i, :len(s['words'])] = torch.from_numpy(s['rows']), torch.from_numpy(s['vector'])
    return net(rows, vector, torch.tensor([len(s['words']) for s in part]))


def batches(data):
    out, part = [], []
    for s in sorted(data, key=lambda s: len(s['words']) + random.random()):
        if part and len(s['words']) * (len(part) + 1) > BATCH:
            out.append(part)
            part = []
        part.append(s)
    out.append(part)
    random.shuffle(out)
    return out


def main():
    a = argparse.ArgumentParser()
    for name in ('out', 'vectors', 'data', 'features'):
        a.add_argument(name)
    a.add_argument('--labelled'), a.add_argument('--epochs', type=int, default=9), a.add_argument('--last', type=int, default=4)
    a.add_argument('--hidden', type=int, default=160), a.add_argument('--seed', type=int, default=1)
    o = a.parse_args()
    random.seed(o.seed), torch.manual_seed(o.seed), np.random.seed(o.seed)
    table = np.load(o.vectors)
    row_of = {int(h): i + 1 for i, h in enumerate(table['hashes'])}
    train, dev = gold(o.data, o.features, 'train', row_of), gold(o.data, o.features, 'dev', row_of)
    train = [s for s in train if len(s['words']) <= 100]
    # GUM counts twice: the only gold for names, and nearer to news.
    train += [s for s in train if s['names'][0] != UNKNOWN]
    extra = labelled(o.labelled, row_of) if o.labelled else []
    net = Parser(torch.from_numpy(table['vectors']), o.hidden)
    net.labels = {'tags': TAGS, 'relations': RELATIONS}
    print(f'{sum(p.numel() for p in net.parameters() if p.requires_grad)} weights, {len(train)} gold sentences, {len(extra)} labelled', flush=True)
    opt = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01, betas=(0.9, 0.95), fused=True)
    total = o.epochs * len(batches(train + extra)) + o.last * len(batches(train))
    done, start = 0, time.time()
    for epoch in range(o.epochs + o.last):
        net.train()
        summed, parts = 0., batches(train + extra if epoch < o.epochs else train)
        for part in parts:
            for g in opt.param_groups:
                g['lr'] = RATE * min(1, (done + 1) / 200) * max(0.01, 0.5 + 0.5 * math.cos(math.pi * min(1, done / total)))
            done += 1
            with torch.autocast('cpu', torch.bfloat16):
                found = run(net, part)
                layer = found.pop('layer')
            found = {k: v.float() for k, v in found.items()} | {'layer': layer}
            loss = syntax_loss(found, pad(part, TAGS, RELATIONS))
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 2.)
            opt.step()
            summed += float(loss.detach())
        line = f'epoch {epoch + 1}: loss {summed / len(parts):.3f}, {time.time() - start:.0f} s'
        if epoch % 3 == 2 or epoch + 1 == o.epochs + o.last:
            half = len([s for s in dev if s['names'][0] == UNKNOWN])
            line += f' UPOS, UAS, LAS, names: EWT {measure(net, dev[:half], lambda p: run(net, p))} GUM {measure(net, dev[half:], lambda p: run(net, p))}'
        print(line, flush=True)
    save(net, o.out, {'counts': np.array([len(TAGS), len(NAMES)], np.float32)}, {'tags': ' '.join(TAGS), 'relations': ' '.join(RELATIONS), 'names': ' '.join(NAMES)})


if __name__ == '__main__':
    main()
