"""The networks of syntax and names in PyTorch: the parser that ships, the views of its teacher, their loss, the best tree.

`sayso_core::model::parser` runs the parser's arithmetic in Rust.
"""
import torch
import torch.nn.functional as F

from conllu import NAMES, RELATIONS, TAGS, UNKNOWN
from network import Encoder


class Parser(Encoder):
    """Heads by a biaffine form, the relation to the given head by a small layer over both words (Kiperwasser and Goldberg 2016)."""

    def __init__(self, vectors, hidden=128, arc=64, relation=96, drop=0.2, **settings):
        super().__init__(vectors, inner=hidden, hidden=hidden, layers=2, drop=drop, **settings)
        self.widths = [len(TAGS), len(NAMES), arc, arc, relation, relation]
        self.views = torch.nn.Linear(2 * hidden, sum(self.widths))
        self.arc, self.relation = torch.nn.Linear(arc, arc), torch.nn.Linear(relation, len(RELATIONS))
        # The root is a head without a word.
        self.root_arc, self.root_relation = torch.nn.Parameter(torch.randn(arc) * 0.1), torch.nn.Parameter(torch.randn(relation) * 0.1)

    def forward(self, rows, vector, lengths):
        tags, names, dep, head, rel_dep, rel_head = self.views(self.states(rows, vector, lengths)).split(self.widths, -1)
        b = rows.shape[0]
        dep, head = (F.dropout(F.leaky_relu(x, 0.1), 0.2, self.training) for x in (dep, head))
        head = torch.cat([self.root_arc.to(head.dtype).expand(b, 1, -1), head], 1)
        rel_head = torch.cat([self.root_relation.to(rel_head.dtype).expand(b, 1, -1), rel_head], 1)
        return {'tags': tags, 'names': names, 'arcs': self.arc(dep) @ head.transpose(1, 2), 'rel_dep': rel_dep, 'rel_head': rel_head,
                'layer': self.relation}


class Heads(torch.nn.Module):
    """What stands over an encoder: tags, names, and biaffine scorers for heads and relations."""

    def __init__(self, width, tags, relations, names, arc, relation):
        super().__init__()
        self.tags, self.names = torch.nn.Linear(width, tags), torch.nn.Linear(width, names)
        # One layer for the four views of a word: as dependent and as head, for arcs and for relations.
        self.views = torch.nn.Linear(width, 2 * arc + 2 * relation)
        self.split = [arc, arc, relation, relation]
        # The root is a head without a word.
        self.root_arc, self.root_relation = torch.nn.Parameter(torch.zeros(arc)), torch.nn.Parameter(torch.zeros(relation))
        self.arc = torch.nn.Parameter(torch.zeros(arc + 1, arc))
        self.relation = torch.nn.Parameter(torch.zeros(relations, relation + 1, relation + 1))
        torch.nn.init.xavier_uniform_(self.arc)
        torch.nn.init.normal_(self.relation, std=0.02)

    def forward(self, h):
        """h [B, T, width] -> tags [B, T, tags], names, arcs [B, T, T + 1] (column 0 is the root), relations of every pair as two factors."""
        b, t, _ = h.shape
        views = F.leaky_relu(self.views(h), 0.1)
        views = F.dropout(views, 0.25, self.training)
        dep, head, rel_dep, rel_head = views.split(self.split, -1)
        head = torch.cat([self.root_arc.expand(b, 1, -1), head], 1)
        rel_head = torch.cat([self.root_relation.expand(b, 1, -1), rel_head], 1)
        one = torch.ones(b, t, 1, dtype=dep.dtype)
        arcs = torch.cat([dep, one], -1) @ self.arc.to(dep.dtype) @ head.transpose(1, 2)
        return {'tags': self.tags(h), 'names': self.names(h), 'arcs': arcs, 'rel_dep': rel_dep, 'rel_head': rel_head, 'relation': self.relation}


def relation_scores(found, heads):
    """Scores of the relations of each word to the given head: heads [B, T] -> [B, T, relations]."""
    d, h = found['rel_dep'], found['rel_head']
    h = h.gather(1, heads[..., None].expand(-1, -1, h.shape[-1]))
    if 'layer' in found:
        return found['layer'](F.leaky_relu(d + h, 0.1))
    one = torch.ones(*d.shape[:2], 1, dtype=d.dtype)
    d, h = torch.cat([d, one], -1), torch.cat([h, one], -1)
    w = found['relation'].to(d.dtype)
    r, i, j = w.shape
    left = (d @ w.permute(1, 0, 2).reshape(i, r * j)).view(*d.shape[:2], r, j)
    return (left @ h[..., None])[..., 0]


def pad(part, tags, relations):
    """Gold of a batch, padded with UNKNOWN."""
    tag_of, rel_of = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(relations)}
    longest = max(len(s['words']) for s in part)
    out = {k: torch.full((len(part), longest), UNKNOWN) for k in ('tags', 'heads', 'relations', 'names')}
    for i, s in enumerate(part):
        n = len(s['words'])
        out['names'][i, :n] = torch.as_tensor(s['names'])
        if 'heads' in s:
            out['tags'][i, :n] = torch.as_tensor([tag_of[t] if isinstance(t, str) else t for t in s['tags']])
            out['heads'][i, :n] = torch.as_tensor(s['heads'])
            out['relations'][i, :n] = torch.as_tensor([rel_of[r] if isinstance(r, str) else r for r in s['relations']])
    out['lengths'] = torch.tensor([len(s['words']) for s in part])
    return out


def mask_arcs(arcs, lengths):
    b, t, _ = arcs.shape
    behind = torch.arange(t + 1)[None, None] > lengths[:, None, None]
    itself = torch.eye(t, t + 1, dtype=torch.bool).roll(1, 1)
    itself[:, 0] = False
    return arcs.masked_fill(behind | itself[None], -1e4)


def syntax_loss(found, gold):
    flat = lambda x: x.reshape(-1, x.shape[-1])
    loss = F.cross_entropy(flat(found['names']), gold['names'].reshape(-1), ignore_index=UNKNOWN) if (gold['names'] != UNKNOWN).any() else 0.
    if (gold['heads'] != UNKNOWN).any():
        loss = loss + F.cross_entropy(flat(found['tags']), gold['tags'].reshape(-1), ignore_index=UNKNOWN)
        loss = loss + F.cross_entropy(flat(mask_arcs(found['arcs'], gold['lengths'])), gold['heads'].reshape(-1), ignore_index=UNKNOWN)
        scores = relation_scores(found, gold['heads'].clamp(min=0))
        loss = loss + F.cross_entropy(flat(scores), gold['relations'].reshape(-1), ignore_index=UNKNOWN)
    return loss


def tree(found, k, n):
    """Heads and relations of sentence k of n words: the best head of each word, mended to a tree."""
    arcs = found['arcs'][k, :n, :n + 1].clone()
    arcs[torch.arange(n), torch.arange(n) + 1] = -1e4
    heads = mend(arcs)
    one = {**found, 'rel_dep': found['rel_dep'][k:k + 1, :n], 'rel_head': found['rel_head'][k:k + 1, :n + 1]}
    return heads, relation_scores(one, torch.tensor(heads)[None])[0].argmax(-1).tolist()


def mend(arcs):
    """The best tree with one root (Chu and Liu, Edmonds): arcs [n, n + 1]."""
    n = arcs.shape[0]
    best = None
    greedy = arcs.argmax(1).tolist()
    if greedy.count(0) == 1 and not cycle(greedy):
        return greedy
    roots = sorted(range(n), key=lambda i: -float(arcs[i, 0] - arcs[i, 1:].max()))[:3]
    for root in roots:
        a = arcs.clone()
        a[:, 0] = -1e6
        a[root, :] = -1e6
        a[root, 0] = 0
        scores = torch.cat([torch.full((1, n + 1), -1e9), a], 0).tolist()
        heads = edmonds(scores)[1:]
        total = sum(float(arcs[i, h]) for i, h in enumerate(heads))
        if best is None or total > best[0]:
            best = (total, heads)
    return best[1]


def cycle(heads):
    seen = [0] * (len(heads) + 1)
    for i in range(1, len(heads) + 1):
        path = []
        while i and not seen[i]:
            seen[i] = 1
            path.append(i)
            i = heads[i - 1]
        if i and i in path:
            return path[path.index(i):]
        for p in path:
            seen[p] = 2
    return None


def edmonds(s):
    """s[dep][head], node 0 the root -> heads, heads[0] = 0."""
    n = len(s)
    heads = [0] + [max((h for h in range(n) if h != d), key=lambda h: s[d][h]) for d in range(1, n)]
    ring = cycle(heads[1:])
    if not ring:
        return heads
    inside = set(ring)
    outer = [i for i in range(n) if i not in inside]
    new = {v: i for i, v in enumerate(outer)}
    c = len(outer)
    t = [[-1e9] * (c + 1) for _ in range(c + 1)]
    enter, leave = {}, {}
    around = sum(s[v][heads[v]] for v in ring)
    for d in outer:
        for h in outer:
            if d != h:
                t[new[d]][new[h]] = s[d][h]
        h = max(ring, key=lambda h: s[d][h])
        t[new[d]][c], leave[d] = s[d][h], h
    for h in outer:
        d = max(ring, key=lambda d: s[d][h] - s[d][heads[d]])
        t[c][new[h]], enter[h] = s[d][h] - s[d][heads[d]] + around, d
    got = edmonds(t)
    out = list(heads)
    for d in outer[1:]:
        g = got[new[d]]
        out[d] = leave[d] if g == c else outer[g]
    h = outer[got[c]]
    out[enter[h]] = h
    return out
