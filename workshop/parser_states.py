"""What the shipped parser makes of texts: the state of each token, which the networks of attribution read.

    python workshop/parser_states.py OUT.npz SYNTAX.safetensors VECTORS.npz FEATURES.jsonl

Writes one array [tokens, width] of whole numbers for all texts in order, in steps of a 63rd as the program keeps them
(`sayso_core::model::lstm`). Run in floats: the last step may differ now and then.
"""
import json, sys

import numpy as np
import torch
from safetensors.torch import load_file

from conllu import NAMES, TAGS
from syntax_network import Parser

# Words that the program parses as one sentence at most.
LONGEST = 120
BATCH = 8192


def reader(model, vectors):
    """The parser with its shipped weights."""
    kept = load_file(model)
    weights = {k: v.float() * kept[k + '.scale'][:, None] if k + '.scale' in kept else v for k, v in kept.items() if not k.endswith('.scale')}
    arc, relation = len(weights['root_arc']), len(weights['root_relation'])
    net = Parser(vectors, hidden=len(weights['norm.weight']), arc=arc, relation=relation)
    assert kept['counts'].tolist() == [len(TAGS), len(NAMES)]
    weights['vectors.weight'] = net.vectors.weight
    net.load_state_dict({k: v for k, v in weights.items() if k != 'counts'})
    return net.eval()


@torch.no_grad()
def states(net, rows, vector, pieces, out):
    """Fills out[start:end] for every (start, end) of `pieces`."""
    pieces = sorted(pieces, key=lambda p: p[1] - p[0])
    while pieces:
        most = max(1, BATCH // (pieces[-1][1] - pieces[-1][0]))
        part, pieces = pieces[-most:], pieces[:-most]
        longest = max(e - s for s, e in part)
        r, v = torch.zeros(len(part), longest, rows.shape[1], dtype=torch.long), torch.zeros(len(part), longest, dtype=torch.long)
        for i, (s, e) in enumerate(part):
            r[i, :e - s], v[i, :e - s] = torch.from_numpy(rows[s:e].astype(np.int64)), torch.from_numpy(vector[s:e])
        with torch.autocast('cpu', torch.bfloat16):
            h = net.states(r, v, torch.tensor([e - s for s, e in part]))
        h = (h.float() * 63).round().clamp(-63, 63).to(torch.int8).numpy()
        for i, (s, e) in enumerate(part):
            out[s:e] = h[i, :e - s]


def main(out, model, vectors, features):
    table = np.load(vectors)
    row_of = {int(h): i + 1 for i, h in enumerate(table['hashes'])}
    net = reader(model, torch.from_numpy(table['vectors']))
    found, ids, ends = [], [], [0]
    for line in open(features):
        seen = json.loads(line)
        n = len(seen['hashes'])
        rows, vector = np.array(seen['rows'], np.int32).reshape(n, -1), np.array([row_of.get(h, 0) for h in seen['hashes']])
        own = np.zeros((n, net.views.in_features), np.int8)
        states(net, rows, vector, [(i, min(e, i + LONGEST)) for s, e in seen['sentences'] for i in range(s, e, LONGEST)], own)
        found.append(own), ids.append(seen['id']), ends.append(ends[-1] + n)
    np.savez(out, states=np.concatenate(found), ids=np.array(ids), ends=np.array(ends))


def load(path):
    """States by text."""
    kept = np.load(path)
    states, ends = kept['states'], kept['ends']
    return {str(name): states[ends[i]:ends[i + 1]] for i, name in enumerate(kept['ids'])}


if __name__ == '__main__':
    main(*sys.argv[1:])
