"""Trains the attribution network and writes models/attribution.safetensors.

    python workshop/train_attribution.py OUT.safetensors VECTORS.npz GOLD.jsonl.gz FEATURES.jsonl STATES.npz
                                         [--nested GOLD FEATURES STATES] [--labelled SCORES.npz FEATURES STATES] … [--also GOLD FEATURES STATES] … [--dev GOLD FEATURES STATES]

Windows of whole consecutive sentences of at most 160 tokens, 32 windows a batch, AdamW 3e-3 with cosine decay. Of labelled texts the network learns
the whole distribution over label sequences that their scores stand for (structure-level distillation: Wang et al., ACL 2020), not the best sequence
alone. The weights are rounded to 8 bits per row on the way out (`sayso_core::model::file` describes the file).
"""
import argparse, bisect, json, math, random, time

import numpy as np
import torch

from attribution_data import WINDOW, batch, certain, expected, load, measure, sentences, windows
from export import save
from labels import LABELS, labels, rows
from network import HIDDEN, Network
import parser_states

BATCH, RATE = 32, 3e-3
# The column of a token's place in its sentence.
PLACE = 7
# Sentences whose distributions are computed at once.
TOGETHER = 256


def labelled(path, features, states, row_of):
    """The windows of texts that teachers scored, with the distributions that their scores stand for."""
    given, scores, below = np.load(path), parser_states.load(path), parser_states.load(states)
    teacher = Network(torch.zeros(1, 64))
    for name in ('first', 'last', 'steps'):
        getattr(teacher, name).data = torch.from_numpy(given[name]).float()
    out, ends = [], {}
    for line in open(features):
        seen = json.loads(line)
        if seen['id'] in scores:
            own = scores[seen['id']]
            out += windows(seen, row_of, below[seen['id']], lambda s, e, _: {'scores': own[s:e], 'words': None})
    inputs = [(i, at, n) for i, w in enumerate(out) for at, n in zip(np.cumsum([0] + w['lengths'][:-1]), w['lengths'])]
    for w in out:
        w['expected'], w['pairs'] = np.zeros((len(w['rows']), len(LABELS)), np.float16), np.zeros((len(LABELS),) * 2, np.float32)
    inputs.sort(key=lambda x: x[2])
    for i in range(0, len(inputs), TOGETHER):
        part = inputs[i:i + TOGETHER]
        e = torch.zeros(len(part), part[-1][2], len(LABELS))
        mask = torch.zeros(e.shape[:2], dtype=torch.bool)
        for k, (w, at, n) in enumerate(part):
            e[k, :n], mask[k, :n] = torch.from_numpy(out[w]['scores'][at:at + n].astype(np.float32)), True
        token, pairs = distribution(teacher, e, mask)
        for k, (w, at, n) in enumerate(part):
            out[w]['expected'][at:at + n] = token[k, :n]
            out[w]['pairs'] += pairs[k]
    return out


def distribution(teacher, e, mask):
    """Probabilities of labels [S, L, labels], and how often each label is expected behind each [S, labels, labels]."""
    e.requires_grad_(True)
    # The logarithm of the sum over all sequences has both as its derivatives; a copy of the transitions for each sentence keeps them apart.
    steps = teacher.steps.detach().expand(len(e), -1, -1).clone().requires_grad_(True)
    alpha = teacher.first + e[:, 0]
    for t in range(1, e.shape[1]):
        alpha = torch.where(mask[:, t, None], torch.logsumexp(alpha[:, :, None] + steps, 1) + e[:, t], alpha)
    token, pairs = torch.autograd.grad(torch.logsumexp(alpha + teacher.last, 1).sum(), (e, steps)) if e.shape[1] > 1 else (None, torch.zeros_like(steps))
    if token is None:
        token = torch.softmax(e + (teacher.first + teacher.last), -1).detach()
    return token.numpy(), pairs.numpy()


def nested(gold, features, states, row_of):
    """Windows of texts with voices inside voices (`nested.py`): whole ones, and each content by itself as `attribution::find` reads it again."""
    below, by_id = parser_states.load(states), {g['id']: g for g in rows(gold)}
    out = load(gold, features, row_of, below)
    for line in open(features):
        seen = json.loads(line)
        starts = [s for s, _ in seen['spans']]
        for inner in by_id[seen['id']]['inner']:
            start, end = (bisect.bisect_left(starts, x) for x in inner['content'])
            own = {k: seen[k][start:end] for k in ('spans', 'words', 'hashes', 'rows')}
            own['rows'] = [[*r[:PLACE], int(i == 0), *r[PLACE + 1:]] for i, r in enumerate(own['rows'])]
            own['sentences'] = [[0, end - start]]
            path = labels(own, inner['attributions'])
            out += windows(own, row_of, below[seen['id']][start:end], lambda s, e, lengths: certain(path[s:e], lengths))
    return out


def scores(net, part):
    given, where = batch(part)
    return net.emissions(given), where


def main():
    a = argparse.ArgumentParser()
    for name in ('out', 'vectors', 'gold', 'features', 'states'):
        a.add_argument(name)
    a.add_argument('--dev', nargs=3), a.add_argument('--labelled', nargs=3, action='append', default=[])
    a.add_argument('--start', help='weights to start from'), a.add_argument('--rate', type=float, default=RATE)
    a.add_argument('--keep', type=float, default=0, help='share of the starting weights in the mean that is written')
    a.add_argument('--also', nargs=3, action='append', default=[], help='more texts with gold labels')
    a.add_argument('--nested', nargs=3), a.add_argument('--weights', help='where to keep the weights as they are, to teach others')
    a.add_argument('--epochs', type=int, default=12), a.add_argument('--seed', type=int, default=1)
    a.add_argument('--hidden', type=int, default=HIDDEN), a.add_argument('--drop', type=float, default=0.3), a.add_argument('--layers', type=int, default=1)
    a.add_argument('--every', type=int, default=3, help='epochs between measurements')
    o = a.parse_args()
    random.seed(o.seed), torch.manual_seed(o.seed), np.random.seed(o.seed)
    table = np.load(o.vectors)
    row_of = {int(h): i + 1 for i, h in enumerate(table['hashes'])}
    read = lambda gold, features, states: load(gold, features, row_of, parser_states.load(states))
    gold, dev = read(o.gold, o.features, o.states), read(*o.dev) if o.dev else []
    gold += [w for files in o.also for w in read(*files)]
    train = gold + (nested(*o.nested, row_of) if o.nested else []) + [w for files in o.labelled for w in labelled(*files, row_of)]
    net = Network(torch.from_numpy(table['vectors']), o.hidden, below=gold[0]['states'].shape[1], drop=o.drop, layers=o.layers)
    if o.start:
        net.load_state_dict(torch.load(o.start))
    print(f'{sum(p.numel() for p in net.parameters() if p.requires_grad)} weights, {len(gold)} windows of gold, {len(train) - len(gold)} others', flush=True)
    opt = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=RATE, weight_decay=0.01, fused=True)
    total, done, start = o.epochs * math.ceil(len(train) / BATCH), 0, time.time()
    for epoch in range(o.epochs):
        random.shuffle(train)
        # Windows of like length together waste less on padding; the order of the batches stays random.
        blocks = [sorted(train[i:i + 16 * BATCH], key=lambda w: len(w['rows'])) for i in range(0, len(train), 16 * BATCH)]
        parts = [b[i:i + BATCH] for b in blocks for i in range(0, len(b), BATCH)]
        random.shuffle(parts)
        net.train()
        summed = 0
        for part in parts:
            for g in opt.param_groups:
                g['lr'] = o.rate * min(1, (done + 1) / 100) * (0.5 + 0.5 * math.cos(math.pi * min(1, done / total)))
            done += 1
            with torch.autocast('cpu', torch.bfloat16):
                e, where = scores(net, part)
            loss = net.loss(*sentences(e.float(), where), *expected(part, where)) / len(part)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 5.)
            opt.step()
            summed += float(loss.detach()) * len(part)
        line = f'epoch {epoch + 1}: loss {summed / len(train):.2f}, {time.time() - start:.0f} s'
        if dev and (epoch % o.every == o.every - 1 or epoch + 1 == o.epochs):
            line += f' exact runs all, source, cue, content: {measure(net, dev, lambda p: scores(net, p))}'
        print(line, flush=True)
    if o.keep:
        # The mean of two stops on one way is often better than either (Izmailov et al., UAI 2018).
        first, last = torch.load(o.start), net.state_dict()
        net.load_state_dict({name: (o.keep * first[name].float() + (1 - o.keep) * last[name].float()).to(last[name].dtype) for name in last})
    if o.weights:
        torch.save(net.state_dict(), o.weights)
    save(net, o.out, about={'labels': ' '.join(LABELS), 'window': str(WINDOW)})


if __name__ == '__main__':
    main()
