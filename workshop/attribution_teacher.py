"""Makes a teacher of attributions out of MiniLM-L6, and lets teachers label texts for the small network.

    python workshop/attribution_teacher.py train OUT.pt VECTORS.npz GOLD.jsonl.gz FEATURES.jsonl STATES.npz [--dev GOLD FEATURES STATES]
    python workshop/attribution_teacher.py label OUT.npz VECTORS.npz KNOWN.jsonl FEATURES.jsonl STATES.npz TEACHER.pt …

A TEACHER may be a network of the kind that ships, too: `train_attribution.py --weights` keeps one. The teacher of its own is that network,
wider, and reads beside the parser's states those of MiniLM, a word being the state of its first piece. It writes scores, not labels: [tokens, labels] of each
text, the mean of several teachers', and their mean transitions. Texts that share 2 % of their runs of eight words with a text of KNOWN are left out, so that no
article is learned twice.
"""
import argparse, json, random, time

import numpy as np
import torch

from attribution_data import batch, expected, load, measure, sentences, windows
from labels import LABELS
from minilm import LONGEST, MiniLM
from network import Network
import parser_states

# Rates of MiniLM and of what stands over it; word pieces a batch; tokens of a window, more than the small network sees at once.
RATE, HEAD_RATE, BATCH, WINDOW = 1.5e-4, 2e-3, 2800, 240
SHINGLE, SHARED = 8, 0.02
# What MiniLM, which knows no case, is told of a word: column of the features, rows.
EXTRA = [(5, 6), (6, 5), (7, 3), (8, 4)]


class Teacher(Network):
    def __init__(self, vectors, below, hidden=160):
        super().__init__(vectors, hidden, below=below + 384)
        self.encoder = MiniLM()
        # Word pieces that the gold never shows keep their places among those that it does.
        self.encoder.table.requires_grad_(False)
        self.extra = torch.nn.ModuleList(torch.nn.Embedding(n, 384) for _, n in EXTRA)
        for e in self.extra:
            torch.nn.init.normal_(e.weight, std=0.02)

    def emissions(self, given):
        told = sum(e(given['rows'][..., c]) for e, (c, _) in zip(self.extra, EXTRA))
        states = self.encoder.words(given['words'], told)
        return super().emissions({**given, 'states': torch.cat([given['states'], states.float()], -1)})


def scores(teacher, part):
    given, where = batch(part)
    return teacher.emissions({**given, 'words': [w['words'] for w in part]}), where


def batches(data, teacher):
    size = {id(w): sum(map(len, teacher.encoder.cut(w['words']))) + 2 for w in data}
    out, part, longest = [], [], 0
    for w in sorted(data, key=lambda w: size[id(w)] + 12 * random.random()):
        n = min(size[id(w)], LONGEST)
        if part and max(longest, n) * (len(part) + 1) > BATCH:
            out.append(part)
            part, longest = [], 0
        part.append(w)
        longest = max(longest, n)
    out.append(part)
    random.shuffle(out)
    return out


def train(o, table, row_of):
    read = lambda gold, features, states: load(gold, features, row_of, parser_states.load(states), WINDOW)
    gold, dev = read(o.gold, o.features, o.states), read(*o.dev) if o.dev else []
    teacher = Teacher(torch.from_numpy(table['vectors']), gold[0]['states'].shape[1])
    inner = {id(p) for p in teacher.encoder.parameters()}
    groups = [{'params': [p for p in teacher.parameters() if p.requires_grad and (id(p) in inner) == low], 'top': rate} for low, rate in ((True, RATE), (False, HEAD_RATE))]
    opt = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    total, done, start = o.epochs * len(batches(gold, teacher)), 0, time.time()
    for epoch in range(o.epochs):
        teacher.train()
        for part in batches(gold, teacher):
            for g in opt.param_groups:
                g['lr'] = g['top'] * min(1, (done + 1) / (0.1 * total)) * max(0.02, 1 - done / total)
            done += 1
            with torch.autocast('cpu', torch.bfloat16):
                e, where = scores(teacher, part)
            loss = teacher.loss(*sentences(e.float(), where), *expected(part, where)) / len(part)
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 5.)
            opt.step()
            if done % 20 == 0:
                print(f'{done} of {total}: loss {float(loss.detach()):.2f}, {time.time() - start:.0f} s', flush=True)
        torch.save(teacher.state_dict(), o.out)
        if dev and epoch > 0:
            print(f'epoch {epoch + 1}: exact runs all, source, cue, content:', measure(teacher, dev, lambda p: scores(teacher, p)), flush=True)


def shingles(words):
    return {hash(tuple(words[i:i + SHINGLE])) for i in range(len(words) - SHINGLE + 1)}


def label(o, table, row_of):
    below = parser_states.load(o.states)
    width = next(iter(below.values())).shape[1]
    teachers = []
    for path in o.teachers:
        weights = torch.load(path)
        kind = Teacher if 'encoder.table' in weights else lambda vectors, below: Network(vectors, below=below)
        teachers.append(kind(torch.from_numpy(table['vectors']), width))
        teachers[-1].load_state_dict(weights)
        teachers[-1].eval()
    known = {s for line in open(o.known) for s in shingles(json.loads(line)['words'])} if o.known != '-' else set()
    out, ids, ends, left, start = [], [], [0], 0, time.time()
    for line in open(o.features):
        seen = json.loads(line)
        grams = shingles(seen['words'])
        if not seen['words'] or len(grams & known) > SHARED * max(len(grams), 1):
            left += 1
            continue
        part = windows(seen, row_of, below[seen['id']], lambda s, e, _: {}, WINDOW)
        with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
            for i in range(0, len(part), 8):
                found = sum(scores(t, part[i:i + 8])[0].float() for t in teachers) / len(teachers)
                out += [found[k, :len(w['rows'])].numpy().astype(np.float16) for k, w in enumerate(part[i:i + 8])]
        ids.append(seen['id']), ends.append(ends[-1] + len(seen['words']))
        if len(ids) % 500 == 0:
            print(f'{len(ids)} texts, {ends[-1]} tokens, {time.time() - start:.0f} s', flush=True)
    mean = {k: np.mean([getattr(t, k).detach().numpy() for t in teachers], 0) for k in ('first', 'last', 'steps')}
    np.savez(o.out, states=np.concatenate(out), ids=np.array(ids), ends=np.array(ends), **mean)
    print(f'{len(ids)} texts labelled, {left} left out')


def main():
    a = argparse.ArgumentParser()
    tasks = a.add_subparsers(dest='task', required=True)
    t = tasks.add_parser('train')
    for name in ('out', 'vectors', 'gold', 'features', 'states'):
        t.add_argument(name)
    t.add_argument('--dev', nargs=3), t.add_argument('--epochs', type=int, default=3), t.add_argument('--seed', type=int, default=1)
    t = tasks.add_parser('label')
    for name in ('out', 'vectors', 'known', 'features', 'states'):
        t.add_argument(name)
    t.add_argument('teachers', nargs='+'), t.add_argument('--seed', type=int, default=1)
    o = a.parse_args()
    random.seed(o.seed), torch.manual_seed(o.seed), np.random.seed(o.seed)
    table = np.load(o.vectors)
    row_of = {int(h): i + 1 for i, h in enumerate(table['hashes'])}
    (train if o.task == 'train' else label)(o, table, row_of)


if __name__ == '__main__':
    main()
