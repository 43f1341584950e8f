"""The label set of the attribution network, and gold annotation turned into labels.

One label a token: O, or B-/I- of source, cue, content, in the order that `attribution::labeller` in sayso-core knows. Attributions overlap
now and then; then the cue wins, then the source.
"""
import bisect, gzip, json

ROLES = ('source', 'cue', 'content')
LABELS = ['O'] + [f'{b}-{r}' for r in ROLES for b in 'BI']


def rows(path):
    opener = gzip.open if path.endswith('.gz') else open
    with opener(path, 'rt', encoding='utf-8') as f:
        return [json.loads(line) for line in f if line.strip()]


def labels(seen, attributions):
    """Labels of the tokens of one text; `seen` is a line of `sayso-workshop features`."""
    starts = [s for s, _ in seen['spans']]
    out = [0] * len(starts)
    for role in ('content', 'source', 'cue'):
        base = 1 + 2 * ROLES.index(role)
        for a in attributions:
            for s, e in a[role]:
                first = bisect.bisect_right(starts, s) - 1
                first = max(first, 0)
                if first < len(starts) and seen['spans'][first][1] <= s:
                    first += 1
                last = bisect.bisect_left(starts, e)
                for i in range(first, last):
                    out[i] = base + (i > first)
    return out


def spans(path):
    """The runs of a label sequence of O and pairs of B and I: (first token, kind from 1, end)."""
    out, start = set(), None
    for i, x in enumerate([*path, 0]):
        kind = (x + 1) // 2
        if start is not None and (x == 0 or x % 2 == 1 or kind != start[1]):
            out.add((*start, i))
            start = None
        if x and start is None:
            start = (i, kind)
    return out
