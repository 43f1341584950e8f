"""The networks in PyTorch; `sayso_core::model` runs the same arithmetic in Rust.

Every network begins with the encoder: hashed embeddings and word vectors, a gated layer, bidirectional LSTMs. Over it stand a linear layer and
label transitions that restart at each sentence (attributions), or the views of the parser (syntax, names).
"""
import torch
import torch.nn.functional as F

from labels import LABELS

# Rows and width of each table, in the order of the columns of `sayso-workshop features`; both word columns share the first table.
# Attribution reads the first eight tables: of suffixes the middle one does for it.
TABLES = [(8192, 64), (2048, 32), (2048, 32), (512, 16), (6, 8), (5, 8), (3, 8), (4, 8), (2048, 16), (2048, 32)]
HIDDEN, VECTOR = 128, 64


class Encoder(torch.nn.Module):
    def __init__(self, vectors, tables=len(TABLES), inner=HIDDEN, hidden=HIDDEN, layers=1, drop=0.3, word_drop=0.08, below=0):
        """`below`: the width of the states of another network that it reads too."""
        super().__init__()
        self.tables = torch.nn.ModuleList(torch.nn.Embedding(n, d) for n, d in TABLES[:tables])
        for t in self.tables:
            torch.nn.init.normal_(t.weight, std=0.1)
        # Row 0 stands for every word without a vector.
        self.vectors = torch.nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, VECTOR), vectors]), freeze=True)
        width = sum(d for _, d in TABLES[:tables]) + VECTOR
        self.gate = torch.nn.Linear(width, 2 * inner)
        self.below = torch.nn.Linear(below, 2 * inner, bias=False) if below else None
        self.norm = torch.nn.LayerNorm(inner)
        # Two LSTMs of one direction: only unpacked ones run on the fused kernel, many times faster than packed ones on a CPU.
        lstm = lambda i: torch.nn.LSTM(inner if i == 0 else 2 * hidden, hidden, batch_first=True)
        self.forwards = torch.nn.ModuleList(lstm(i) for i in range(layers))
        self.backwards = torch.nn.ModuleList(lstm(i) for i in range(layers))
        self.drop, self.word_drop = drop, word_drop

    def states(self, rows, vector, lengths, below=None):
        """rows [B, T, columns], vector [B, T] (row of the word vectors), lengths [B], below [B, T, width] -> [B, T, 2 * hidden]."""
        words = self.tables[0](rows[..., 0]) + self.tables[0](rows[..., 1])
        vec = self.vectors(vector)
        if self.training:
            keep = (torch.rand(words.shape[:2]) >= self.word_drop)[..., None].float()
            words, vec = words * keep, vec * (torch.rand(words.shape[:2]) >= self.word_drop / 2)[..., None].float()
        x = torch.cat([words, *(t(rows[..., i + 1]) for i, t in enumerate(self.tables) if i), vec], -1)
        x = self.gate(F.dropout(x, self.drop, self.training))
        if self.below is not None:
            x = x + self.below(F.dropout(below, self.drop, self.training))
        a, g = x.chunk(2, -1)
        x = self.norm(a * torch.sigmoid(g))
        # Each window turned round within its own length, so that padding comes last in both directions.
        steps = torch.arange(rows.shape[1])[None]
        turned = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[..., None]
        for forwards, backwards in zip(self.forwards, self.backwards):
            x = F.dropout(x, self.drop, self.training)
            there = turned.expand(-1, -1, x.shape[-1])
            back = backwards(x.gather(1, there))[0]
            x = torch.cat([forwards(x)[0], back.gather(1, turned.expand_as(back))], -1)
        return F.dropout(x, self.drop, self.training)


class Network(Encoder):
    """The labelling network of attributions."""

    def __init__(self, vectors, hidden=HIDDEN, **settings):
        super().__init__(vectors, tables=8, inner=hidden, hidden=hidden, **settings)
        self.out = torch.nn.Linear(2 * hidden, len(LABELS))
        n = len(LABELS)
        self.first, self.last = torch.nn.Parameter(torch.zeros(n)), torch.nn.Parameter(torch.zeros(n))
        self.steps = torch.nn.Parameter(torch.zeros(n, n))

    def emissions(self, given):
        """[B, T, labels]; `given` as `attribution_data.batch` makes it."""
        return self.out(self.states(given['rows'], given['vector'], given['lengths'], given['states']))

    def total(self, e, mask):
        """Logarithm of the summed weights of all label sequences, by sentence: e [S, L, labels], mask [S, L]."""
        alpha = self.first + e[:, 0]
        for t in range(1, e.shape[1]):
            step = torch.logsumexp(alpha[:, :, None] + self.steps, 1) + e[:, t]
            alpha = torch.where(mask[:, t, None], step, alpha)
        return torch.logsumexp(alpha + self.last, 1)

    def loss(self, e, mask, expected, pairs):
        """Cross entropy of label sequences, summed over sentences: a row of `e` each.

        expected [S, L, labels] is the probability of each label at each token, pairs [labels, labels] how often one is expected behind another.
        """
        ends = mask.sum(1) - 1
        last = expected[torch.arange(len(e)), ends]
        score = (expected * e).sum() + (expected[:, 0] * self.first).sum() + (last * self.last).sum() + (pairs * self.steps).sum()
        return self.total(e, mask).sum() - score

    @torch.no_grad()
    def decode(self, e):
        """The best label sequence of one sentence: e [L, labels]."""
        alpha, back = self.first + e[0], []
        for t in range(1, len(e)):
            best, arg = (alpha[:, None] + self.steps).max(0)
            alpha = best + e[t]
            back.append(arg)
        path = [int((alpha + self.last).argmax())]
        for arg in reversed(back):
            path.append(int(arg[path[-1]]))
        return path[::-1]
