"""Makes the teacher of syntax and names out of MiniLM-L6, and lets it label sentences for the small network.

    python workshop/syntax_teacher.py train OUT.pt DATA [--epochs N]
    python workshop/syntax_teacher.py label TEACHER.pt OUT.npz DATA FEATURES.jsonl … [--most WORDS]

DATA is the folder with ewt/, gum/ and polnear/. EWT and GUM teach tags and relations; GUM (gold) and a part of PolNeAR (CoreNLP's guesses) teach
names. A word is the state of its first word piece; over the states stand linear layers for tags and names and Dozat and Manning's biaffine
scorers for heads and relations (Deep Biaffine Attention for Neural Dependency Parsing, 2017).
"""
import argparse, bisect, json, random, time

import numpy as np
import torch
import torch.nn.functional as F

from conllu import CORENLP_KINDS, NAMES, TAGS, UNKNOWN, labels, read, relation, runs, sentences, silver
from labels import spans
from minilm import MiniLM
from syntax_network import Heads, mask_arcs, pad, relation_scores, syntax_loss, tree

RATE, BATCH = 2e-4, 2400  # rate of the encoder; word pieces a batch


class Teacher(torch.nn.Module):
    def __init__(self, tags, relations):
        super().__init__()
        self.labels = {'tags': tags, 'relations': relations}
        self.encoder = MiniLM()
        # Word pieces that the gold never shows keep their places among those that it does; and half the weights need no update.
        self.encoder.table.requires_grad_(False)
        self.heads = Heads(384, len(tags), len(relations), len(NAMES), arc=192, relation=64)

    def forward(self, sentences):
        return self.heads(F.dropout(self.encoder.words(sentences), 0.2, self.training))


def batches(data, teacher):
    sized = sorted(data, key=lambda s: sum(map(len, teacher.encoder.cut(s['words']))) + random.random())
    out, part, longest = [], [], 0
    for s in sized:
        n = sum(map(len, teacher.encoder.cut(s['words']))) + 2
        if part and max(longest, n) * (len(part) + 1) > BATCH:
            out.append(part)
            part, longest = [], 0
        part.append(s)
        longest = max(longest, n)
    out += [part] if part else []
    random.shuffle(out)
    return out


def measure(net, data, run):
    """UPOS, UAS, LAS (without subtypes) and exact names F1 of named sentences."""
    net.eval()
    good, n, names = [0, 0, 0], 0, [0, 0, 0]
    tags, relations = net.labels['tags'], net.labels['relations']
    with torch.no_grad():
        for i in range(0, len(data), 64):
            part = data[i:i + 64]
            found = run(part)
            for k, s in enumerate(part):
                m = len(s['words'])
                heads, labels = tree(found, k, m)
                for w in range(m):
                    n += 1
                    good[0] += tags[int(found['tags'][k, w].argmax())] == s['tags'][w]
                    good[1] += heads[w] == s['heads'][w]
                    good[2] += heads[w] == s['heads'][w] and relations[labels[w]].split(':')[0] == s['relations'][w].split(':')[0]
                if s['names'][0] != UNKNOWN:
                    a, b = spans(found['names'][k, :m].argmax(-1).tolist()), spans(s['names'])
                    names[0] += len(a & b)
                    names[1] += len(a)
                    names[2] += len(b)
    return [round(100 * g / n, 2) for g in good] + [round(200 * names[0] / max(1, names[1] + names[2]), 1)]


def corpora(data):
    train = [s for name in ('ewt', 'gum') for s in read(f'{data}/{name}/train.conllu.gz')]
    dev = {name: read(f'{data}/{name}/dev.conllu.gz') for name in ('ewt', 'gum')}
    return train, dev


def train(o):
    gold, dev = corpora(o.data)
    tags, relations = sorted({t for s in gold for t in s['tags']}), sorted({r for s in gold for r in s['relations']})
    gold = [s for s in gold if len(s['words']) <= 120]
    extra = [s for s in silver(f'{o.data}/polnear/syntax-train.conllu.gz') if 3 <= len(s['words']) <= 80]
    teacher = Teacher(tags, relations)
    run = lambda part: {k: v.float() for k, v in teacher([s['words'] for s in part]).items()}
    groups = [{'params': [p for p in teacher.encoder.parameters() if p.requires_grad], 'top': RATE}, {'params': teacher.heads.parameters(), 'top': 2e-3}]
    opt = torch.optim.AdamW(groups, lr=RATE, weight_decay=0.01, betas=(0.9, 0.98), fused=True)
    gum = [s for s in gold if s['names'][0] != UNKNOWN]
    total = o.epochs * len(batches(gold + gum + extra[:o.silver], teacher))
    done, start = 0, time.time()
    for epoch in range(o.epochs):
        # GUM counts twice: it is the only gold for names, and nearer to news than EWT.
        data = gold + gum + random.sample(extra, o.silver)
        teacher.train()
        for part in batches(data, teacher):
            for g in opt.param_groups:
                g['lr'] = g['top'] * min(1, (done + 1) / (0.08 * total)) * max(0.02, 1 - done / total)
            done += 1
            with torch.autocast('cpu', torch.bfloat16):
                found = teacher([s['words'] for s in part])
            loss = syntax_loss({k: v.float() for k, v in found.items()}, pad(part, tags, relations))
            opt.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.)
            opt.step()
            if done % 50 == 0:
                print(f'{done} of {total}: loss {float(loss.detach()):.3f}, {time.time() - start:.0f} s', flush=True)
        with torch.autocast('cpu', torch.bfloat16):
            print(f'epoch {epoch + 1}: UPOS, UAS, LAS, names', {k: measure(teacher, v, run) for k, v in dev.items() if k == 'gum' or epoch + 1 == o.epochs}, flush=True)
        torch.save({'state': teacher.state_dict(), **teacher.labels}, o.out)


def load(path):
    kept = torch.load(path)
    teacher = Teacher(kept['tags'], kept['relations'])
    teacher.load_state_dict(kept['state'])
    teacher.eval()
    return teacher


def corenlp_names(path):
    """What CoreNLP takes for names in PolNeAR's articles: id -> (starts, ends, labels) of its words."""
    out, article = {}, None
    for comments, rows in sentences(path):
        article = next((c.split('= ')[1] for c in comments if c.startswith('# newdoc')), article)
        at = [dict(m.split('=') for m in r[9].split('|')) for r in rows]
        kinds = [CORENLP_KINDS.get(m['NER']) for m in at]
        for column, values in enumerate(([int(m['Start']) for m in at], [int(m['End']) for m in at], labels(len(rows), runs(kinds)))):
            out.setdefault(article, ([], [], []))[column].extend(values)
    return out


def names_of(found, spans):
    """Labels of Sayso's words from those of CoreNLP's words that they begin in; 255 where nothing is known."""
    if found is None:
        return [255] * len(spans)
    starts, ends, given = found
    out, before = [], None
    for start, _ in spans:
        i = bisect.bisect_right(starts, start) - 1
        value = given[i] if i >= 0 and start < ends[i] else 0
        # A second word of Sayso's in one of CoreNLP's goes on with the name.
        out.append(value + 1 if value % 2 and i == before else value)
        before = i
    return out


def label(o):
    """Labels the sentences of texts, as `sayso-workshop features` cut them, up to --most words of each file.

    Names are CoreNLP's where it read the article, since case is lost on MiniLM; elsewhere they stay unknown.
    """
    teacher, named = load(o.teacher), corenlp_names(f'{o.data}/polnear/syntax-train.conllu.gz')
    relations = torch.tensor([relation(r) for r in teacher.labels['relations']])
    tags = torch.tensor([TAGS.index(t) for t in teacher.labels['tags']])
    out = {k: [] for k in ('rows', 'hashes', 'lengths', 'tags', 'heads', 'relations', 'names')}
    for path in o.features:
        taken = 0
        for line in open(path):
            seen = json.loads(line)
            found = [(s, e) for s, e in seen['sentences'] if 4 <= e - s <= 60]
            found.sort(key=lambda x: x[1] - x[0])
            for i in range(0, len(found), 48):
                part = found[i:i + 48]
                with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
                    views = teacher([seen['words'][s:e] for s, e in part])
                    views = {k: v.float() for k, v in views.items()}
                    lengths = torch.tensor([e - s for s, e in part])
                    heads = mask_arcs(views['arcs'], lengths).argmax(-1)
                    rel = relations[relation_scores(views, heads).argmax(-1)]
                    tag = tags[views['tags'].argmax(-1)]
                for k, (s, e) in enumerate(part):
                    n = e - s
                    out['rows'] += seen['rows'][s:e]
                    out['hashes'] += seen['hashes'][s:e]
                    out['lengths'].append(n)
                    for key, value in (('tags', tag), ('heads', heads), ('relations', rel)):
                        out[key] += value[k, :n].tolist()
                    out['names'] += names_of(named.get(seen['id']), seen['spans'][s:e])
                    taken += n
            if taken >= o.most:
                break
        print(f'{path}: {taken} words', flush=True)
    types = {'rows': np.uint16, 'hashes': np.uint64, 'lengths': np.int16}
    np.savez_compressed(o.out, **{k: np.array(v, types.get(k, np.uint8)) for k, v in out.items()})


def main():
    a = argparse.ArgumentParser()
    tasks = a.add_subparsers(dest='task', required=True)
    t = tasks.add_parser('train')
    t.add_argument('out'), t.add_argument('data'), t.add_argument('--epochs', type=int, default=3), t.add_argument('--silver', type=int, default=4000)
    t = tasks.add_parser('label')
    t.add_argument('teacher'), t.add_argument('out'), t.add_argument('data'), t.add_argument('features', nargs='+'), t.add_argument('--most', type=int, default=200_000)
    o = a.parse_args()
    random.seed(1), torch.manual_seed(1), np.random.seed(1)
    train(o) if o.task == 'train' else label(o)


if __name__ == '__main__':
    main()
