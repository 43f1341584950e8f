"""Logistic regression without packages, so that the floors can run on a bare machine: a few dozen signs, some thousand examples.

Newton's method from zero with an L2 penalty on the weights; no chance in it. Signs stand as they are, so that a rare one is trusted less.
"""
import math

STEPS = 12
ENOUGH = 1e-4   # no weight moves more


def solve(matrix, right):
    """Gauss with pivots."""
    n = len(right)
    rows = [list(row) + [value] for row, value in zip(matrix, right)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        head = rows[i]
        for r in range(i + 1, n):
            row = rows[r]
            if row[i]:
                by = row[i] / head[i]
                for c in range(i, n + 1):
                    row[c] -= by * head[c]
    out = [0.0] * n
    for i in reversed(range(n)):
        out[i] = (rows[i][n] - sum(rows[i][c] * out[c] for c in range(i + 1, n))) / rows[i][i]
    return out


def likely(score):
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))


def learn(rows, right, weigh, penalty):
    """Weights of the signs and what stands without any; `right` and `weigh` have a number per row."""
    size = len(rows[0])
    # Most signs are absent from most examples.
    sparse = [[(i, row[i]) for i in range(size) if row[i]] + [(size, 1.0)] for row in rows]
    found = [0.0] * (size + 1)
    for _ in range(STEPS):
        slope = [penalty * w for w in found[:size]] + [0.0]
        bend = [[0.0] * (size + 1) for _ in range(size + 1)]
        for row, r, w in zip(sparse, right, weigh):
            p = likely(sum(found[i] * x for i, x in row))
            error, curve = w * (p - r), max(1e-6, w * p * (1 - p))
            for k, (i, x) in enumerate(row):
                slope[i] += error * x
                line, x = bend[i], curve * x
                for j, z in row[:k + 1]:
                    line[j] += x * z
        for i in range(size + 1):
            bend[i][i] += penalty if i < size else 1e-9
            for j in range(i):
                bend[j][i] = bend[i][j]
        step = solve(bend, slope)
        found = [f - s for f, s in zip(found, step)]
        if max(map(abs, step)) < ENOUGH:
            break
    return found[:size], found[size]


def score(row, learned):
    weights, alone = learned
    return alone + sum(w * x for w, x in zip(weights, row))


def table(name, what, learned, names, size):
    """The weights as a Rust constant that says what each is for."""
    weights, alone = learned
    lines = ''.join(f'        {w:.3f}, // {n}\n' for w, n in zip(weights, names))
    return f'\n/// {what}\npub(super) const {name}: ([f32; {size}], f32) = (\n    [\n{lines}    ],\n    {alone:.3f}, // whatever is seen\n);\n'


def f1(said, gold):
    both = sum(s and g for s, g in zip(said, gold))
    return 200 * both / max(1, sum(said) + sum(gold))
