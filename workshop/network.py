"""The attribution network in PyTorch; `sayso_core::model::network` runs the same arithmetic in Rust.

Hashed embeddings and word vectors, a gated layer, one bidirectional LSTM, a linear layer, label transitions that restart at each sentence.
"""
import torch
import torch.nn.functional as F

from labels import LABELS

# Rows and width of each table, in the order of the columns of `sayso-workshop features`; both word columns share the first table.
TABLES = [(8192, 64), (2048, 32), (2048, 32), (512, 16), (6, 8), (5, 8), (3, 8), (4, 8)]
HIDDEN, VECTOR = 128, 64


class Network(torch.nn.Module):
    def __init__(self, vectors, hidden=HIDDEN, drop=0.3, word_drop=0.08):
        super().__init__()
        self.tables = torch.nn.ModuleList(torch.nn.Embedding(n, d) for n, d in TABLES)
        for t in self.tables:
            torch.nn.init.normal_(t.weight, std=0.1)
        # Row 0 stands for every word without a vector.
        self.vectors = torch.nn.Embedding.from_pretrained(torch.cat([torch.zeros(1, VECTOR), vectors]), freeze=True)
        width = sum(d for _, d in TABLES) + VECTOR
        self.gate = torch.nn.Linear(width, 2 * hidden)
        self.norm = torch.nn.LayerNorm(hidden)
        # Two LSTMs of one direction: only unpacked ones run on the fused kernel, many times faster than packed ones on a CPU.
        self.forwards = torch.nn.LSTM(hidden, hidden, batch_first=True)
        self.backwards = torch.nn.LSTM(hidden, hidden, batch_first=True)
        self.out = torch.nn.Linear(2 * hidden, len(LABELS))
        n = len(LABELS)
        self.first, self.last = torch.nn.Parameter(torch.zeros(n)), torch.nn.Parameter(torch.zeros(n))
        self.steps = torch.nn.Parameter(torch.zeros(n, n))
        self.drop, self.word_drop = drop, word_drop

    def emissions(self, rows, vector, lengths):
        """rows [B, T, 9], vector [B, T] (row of the word vectors), lengths [B] -> [B, T, labels]."""
        words = self.tables[0](rows[..., 0]) + self.tables[0](rows[..., 1])
        vec = self.vectors(vector)
        if self.training:
            keep = (torch.rand(words.shape[:2]) >= self.word_drop)[..., None].float()
            words, vec = words * keep, vec * (torch.rand(words.shape[:2]) >= self.word_drop / 2)[..., None].float()
        x = torch.cat([words, *(t(rows[..., i + 1]) for i, t in enumerate(self.tables) if i), vec], -1)
        a, g = self.gate(F.dropout(x, self.drop, self.training)).chunk(2, -1)
        x = F.dropout(self.norm(a * torch.sigmoid(g)), self.drop, self.training)
        # Each window turned round within its own length, so that padding comes last in both directions.
        steps = torch.arange(rows.shape[1])[None]
        turned = torch.where(steps < lengths[:, None], lengths[:, None] - 1 - steps, steps)[..., None].expand_as(x)
        back = self.backwards(x.gather(1, turned))[0]
        h = torch.cat([self.forwards(x)[0], back.gather(1, turned)], -1)
        return self.out(F.dropout(h, self.drop, self.training))

    def loss(self, e, gold, mask):
        """Negative log likelihood of label sequences: e [S, L, labels], gold [S, L], mask [S, L]; a sentence a row."""
        alpha, score = self.first + e[:, 0], self.first[gold[:, 0]] + e[:, 0].gather(1, gold[:, :1])[:, 0]
        for t in range(1, e.shape[1]):
            m = mask[:, t]
            step = torch.logsumexp(alpha[:, :, None] + self.steps, 1) + e[:, t]
            alpha = torch.where(m[:, None], step, alpha)
            score = score + torch.where(m, self.steps[gold[:, t - 1], gold[:, t]] + e[:, t].gather(1, gold[:, t:t + 1])[:, 0], 0.)
        ends = gold.gather(1, (mask.sum(1, keepdim=True) - 1))[:, 0]
        return (torch.logsumexp(alpha + self.last, 1) - score - self.last[ends]).sum()

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
