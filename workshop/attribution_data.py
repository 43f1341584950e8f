"""Texts as the networks of attribution read them: windows with what is known of their labels, batches, and how runs of labels are scored.

What is known of the labels of a sentence is a distribution over label sequences: that of a teacher, or all weight on the gold one. Training needs
of it only the probability of each label at each token and how often one label is expected behind another.
"""
import json

import numpy as np
import torch

from labels import LABELS, labels, rows, spans

WINDOW = 160


def windows(seen, row_of, states, labels_of, longest=WINDOW):
    """Cuts a text into windows of whole consecutive sentences; a sentence longer than a window is cut.

    `states` [T, width] are what the parser makes of the tokens, `labels_of` a function from a run of tokens to `known`.
    """
    vector = np.array([row_of.get(h, 0) for h in seen['hashes']])
    rows, out, start, lengths = np.array(seen['rows'], np.int32).reshape(len(vector), -1), [], None, []
    pieces = [(s + i, min(e, s + i + longest)) for s, e in seen['sentences'] for i in range(0, e - s, longest)]
    for s, e in pieces + [(None, None)]:
        if start is not None and (s is None or e - start > longest):
            end = start + sum(lengths)
            out.append({'rows': rows[start:end], 'vector': vector[start:end], 'states': states[start:end], 'lengths': lengths,
                        'words': seen['words'][start:end], **labels_of(start, end, lengths)})
            start, lengths = None, []
        if s is not None:
            start = s if start is None else start
            lengths.append(e - s)
    return out


def certain(path, lengths):
    """What is known of a window whose labels are known."""
    path = np.asarray(path)
    expected, pairs, at = np.eye(len(LABELS), dtype=np.float16)[path], np.zeros((len(LABELS),) * 2, np.float32), 0
    for n in lengths:
        np.add.at(pairs, (path[at:at + n - 1], path[at + 1:at + n]), 1)
        at += n
    return {'gold': path, 'expected': expected, 'pairs': pairs}


def load(gold, features, row_of, states, longest=WINDOW):
    """The windows of a corpus with its gold labels; `states` by text."""
    by_id = {g['id']: g for g in rows(gold)}
    out = []
    for line in open(features):
        seen = json.loads(line)
        path = labels(seen, by_id[seen['id']]['attributions'])
        out += windows(seen, row_of, states[seen['id']], lambda s, e, lengths: certain(path[s:e], lengths), longest)
    return out


def batch(part):
    """Pads windows: what the network reads, and where the sentences stand."""
    longest = max(len(w['rows']) for w in part)
    wide = lambda key, kind: torch.zeros(len(part), longest, *part[0][key].shape[1:], dtype=kind)
    out = {'rows': wide('rows', torch.long), 'vector': wide('vector', torch.long), 'states': wide('states', torch.float)}
    where = []
    for i, w in enumerate(part):
        for key, tensor in out.items():
            tensor[i, :len(w[key])] = torch.from_numpy(w[key])
        at = 0
        for n in w['lengths']:
            where.append((i, at, n))
            at += n
    # A parser's state is stored in steps of a 63rd (`sayso_core::model::lstm`).
    out['states'] /= 63
    out['lengths'] = torch.tensor([len(w['rows']) for w in part])
    return out, where


def sentences(e, where):
    """[windows, T, …] -> sentence by sentence, padded; and the mask."""
    longest = max(n for _, _, n in where)
    index, mask = torch.zeros(len(where), longest, dtype=torch.long), torch.zeros(len(where), longest, dtype=torch.bool)
    for i, (w, at, n) in enumerate(where):
        index[i, :n] = w * e.shape[1] + torch.arange(at, at + n)
        mask[i, :n] = True
    return e.reshape(-1, e.shape[-1])[index], mask


def expected(part, where):
    """What is known of the labels, sentence by sentence, and how often each label is expected behind each."""
    longest = max(n for _, _, n in where)
    out = torch.zeros(len(where), longest, len(LABELS))
    for i, (w, at, n) in enumerate(where):
        out[i, :n] = torch.from_numpy(part[w]['expected'][at:at + n].astype(np.float32))
    return out, torch.from_numpy(sum(w['pairs'] for w in part))


def measure(net, data, scores):
    """Exact runs, F1: all, source, cue, content."""
    net.eval()
    counts = [[0, 0, 0] for _ in range(4)]
    with torch.no_grad(), torch.autocast('cpu', torch.bfloat16):
        for i in range(0, len(data), 64):
            part = data[i:i + 64]
            e, where = scores(part)
            e = e.float()
            for w, at, n in where:
                a, b = spans(net.decode(e[w, at:at + n])), spans(part[w]['gold'][at:at + n].tolist())
                for role in (1, 2, 3):
                    x, y = {s for s in a if s[1] == role}, {s for s in b if s[1] == role}
                    for t in (counts[0], counts[role]):
                        t[0] += len(x & y)
                        t[1] += len(x)
                        t[2] += len(y)
    return [round(200 * t[0] / max(t[1] + t[2], 1), 1) for t in counts]
