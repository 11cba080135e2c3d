"""The network: a small BERT encoder cut in two, with heads for triggers below and for what a trigger means above.

The lower part reads a passage once and says where triggers stand. The upper part reads it again for each trigger, told by
a mark which one is meant: its type or none, its status, which slots are its parties, which words are its sources.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from itertools import product
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from allegiance.coding.model_input import HINTS, SLOTS
from allegiance.coding.model_output import STATUSES, TYPES

NONE = len(TYPES)
LOWER = 3
"""Layers of the lower part, at whose end triggers are told."""

SHARED = 1
"""Layers of the lower part after which the upper part goes on; the more of them read the marked trigger, the better its
parties are told."""

MARKS = 4
"""Kinds of mark on a token: none, trigger, actor, recipient."""

BERT_NAMES = {
    "attention.self.query": "query",
    "attention.self.key": "key",
    "attention.self.value": "value",
    "attention.output.dense": "mixed",
    "attention.output.LayerNorm": "norm",
    "intermediate.dense": "wide",
    "output.dense": "narrow",
    "output.LayerNorm": "norm_out",
}
"""A BERT file's names for the parts of a layer, and those of :class:`Layer`."""

# Slots and hints start from the meaning of words like those that they stand for.
_SEEDS = {
    "slot": ("country", "russia", "china", "france", "iran", "turkey", "government"),
    "organisation": ("organization", "union", "alliance"),
    "group": ("group", "rebels", "movement"),
    "person": ("president", "minister", "leader"),
    "capital": ("capital", "moscow", "paris"),
    "metonym": ("government", "administration"),
    "people": ("people", "citizens"),
}


class Drop(nn.Module):
    """Dropout with one mask for all tokens of a text: it regularises as well here and costs next to nothing on a CPU."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Return ``x``, shape (batch, tokens, size), with some of its features dropped while training."""
        if not self.training or self.share == 0:
            return x
        kept = torch.rand(x.shape[0], 1, x.shape[2]) >= self.share
        return x * (kept / (1 - self.share))


class Layer(nn.Module):
    """One transformer layer in BERT's form (post-norm)."""

    def __init__(self, size: int, heads: int, inner: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.query, self.key, self.value = (nn.Linear(size, size) for _ in range(3))
        self.mixed = nn.Linear(size, size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.wide, self.narrow = nn.Linear(size, inner), nn.Linear(inner, size)
        self.norm_out = nn.LayerNorm(size, eps=1e-12)
        self.drop = Drop(dropout)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the layer's output; ``bias`` is 0 for tokens and very small for padding, shape (batch, 1, 1, tokens)."""
        batch, tokens, size = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, tokens, self.heads, size // self.heads).transpose(1, 2)

        scores = split(self.query(x)) @ split(self.key(x)).transpose(-1, -2) / math.sqrt(size / self.heads) + bias
        seen = scores.softmax(-1) @ split(self.value(x))
        x = self.norm(x + self.drop(self.mixed(seen.transpose(1, 2).reshape(batch, tokens, size))))
        return self.norm_out(x + self.drop(self.narrow(nn.functional.gelu(self.wide(x)))))


def bias_of(mask: Tensor) -> Tensor:
    """Return what is added to attention scores so that padding isn't seen."""
    return (1.0 - mask.to(torch.float32))[:, None, None, :] * -1e4


class Lower(nn.Module):
    """Embeddings and the lower layers, with the trigger head."""

    def __init__(self, config: Mapping[str, int], dropout: float) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.words = nn.Embedding(config["vocab_size"], size)
        self.places = nn.Embedding(config["max_position_embeddings"], size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.drop = Drop(dropout)
        self.layers = nn.ModuleList(
            Layer(size, config["num_attention_heads"], config["intermediate_size"], dropout) for _ in range(LOWER)
        )
        self.tag = nn.Sequential(nn.Linear(size, size), nn.GELU(), nn.Linear(size, 1))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """Return hidden states, shape (batch, tokens, size), and trigger logits, shape (batch, tokens)."""
        x = self.words(ids) + self.places.weight[: ids.shape[1]]
        x = self.drop(self.norm(x))
        bias = bias_of(mask)
        for layer in self.layers[:SHARED]:
            x = layer(x, bias)
        shared = x
        for layer in self.layers[SHARED:]:
            x = layer(x, bias)
        return shared, self.tag(x).squeeze(-1)


class Upper(nn.Module):
    """The upper layers, read once for each marked trigger or pair, with the heads for what it means."""

    def __init__(self, config: Mapping[str, int], dropout: float) -> None:
        super().__init__()
        size = config["hidden_size"]
        self.early, self.marks = nn.Embedding(MARKS, size), nn.Embedding(MARKS, size)
        nn.init.zeros_(self.early.weight)
        nn.init.normal_(self.marks.weight, std=0.02)
        self.layers = nn.ModuleList(
            Layer(size, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"] - SHARED)
        )
        self.drop = Drop(dropout)
        self.event = nn.Sequential(nn.Linear(3 * size, size), nn.GELU(), nn.Dropout(dropout))
        self.kind = nn.Linear(size, len(TYPES) + 1)
        self.state = nn.Linear(size, len(STATUSES))
        self.hedge = nn.Linear(size, 1)
        self.asked = nn.Linear(size, size)
        self.role = nn.Sequential(nn.Linear(3 * size, size // 2), nn.GELU(), nn.Linear(size // 2, 4))

    def forward(self, hidden: Tensor, mask: Tensor, marks: Tensor) -> tuple[Tensor, ...]:
        """Run the upper part.

        Args:
            hidden: The lower part's states, shape (batch, tokens, size).
            mask: 1 for tokens, 0 for padding, shape (batch, tokens).
            marks: 0 none, 1 trigger, 2 actor, 3 recipient, the same shape.

        Returns:
            Logits: type (batch, 18; the last is "no event"), status (batch, 7), hedge (batch,), roles (batch, tokens,
            4: actor, recipient, said by, carried by).
        """
        x = hidden + self.early(marks)
        bias = bias_of(mask)
        for layer in self.layers[: LOWER - SHARED]:
            x = layer(x, bias)
        x = x + self.marks(marks)
        for layer in self.layers[LOWER - SHARED :]:
            x = layer(x, bias)
        x = self.drop(x)
        first = ((marks == 1) | (marks == 2)).to(x.dtype).unsqueeze(-1)
        second = ((marks == 1) | (marks == 3)).to(x.dtype).unsqueeze(-1)
        left = (x * first).sum(1) / first.sum(1).clamp(min=1)
        right = (x * second).sum(1) / second.sum(1).clamp(min=1)
        event = self.event(torch.cat([x[:, 0], left, right], dim=-1))
        asked = self.asked(event).unsqueeze(1).expand(-1, x.shape[1], -1)
        roles = self.role(torch.cat([x, asked, x * asked], dim=-1))
        return self.kind(event), self.state(event), self.hedge(event).squeeze(-1), roles


class Coder(nn.Module):
    """Both parts, from a pretrained BERT."""

    def __init__(self, config: Mapping[str, int], *, dropout: float = 0.1) -> None:
        super().__init__()
        self.lower = Lower(config, dropout)
        self.upper = Upper(config, dropout)


def from_pretrained(folder: Path, vocabulary: Mapping[str, int], *, dropout: float = 0.1) -> Coder:
    """Return a coder with the weights of a BERT in a folder (``config.json``, ``model.safetensors``)."""
    config = json.loads((folder / "config.json").read_text("utf-8"))
    model = Coder(config, dropout=dropout)
    raw = load_file(folder / "model.safetensors")
    state = {
        "lower.words.weight": raw["embeddings.word_embeddings.weight"],
        "lower.places.weight": raw["embeddings.position_embeddings.weight"]
        + raw["embeddings.token_type_embeddings.weight"][0],
        "lower.norm.weight": raw["embeddings.LayerNorm.weight"],
        "lower.norm.bias": raw["embeddings.LayerNorm.bias"],
    }
    for number in range(config["num_hidden_layers"]):
        parts = [f"lower.layers.{number}"] if number < LOWER else []
        parts += [f"upper.layers.{number - SHARED}"] if number >= SHARED else []
        for part, (theirs, ours), kind in product(parts, BERT_NAMES.items(), ("weight", "bias")):
            state[f"{part}.{ours}.{kind}"] = raw[f"encoder.layer.{number}.{theirs}.{kind}"]
    _seed(state["lower.words.weight"], vocabulary)
    missing, unexpected = model.load_state_dict(state, strict=False)
    if unexpected or any(".layers." in name or name.startswith("lower.words") for name in missing):
        raise ValueError(f"{folder} holds no BERT of the expected form: {unexpected[:3]} {missing[:3]}")
    return model


def _seed(words: Tensor, vocabulary: Mapping[str, int]) -> None:
    draw = torch.Generator().manual_seed(0)

    def mean(seeds: Sequence[str]) -> Tensor:
        return torch.stack([words[vocabulary[w]] for w in seeds]).mean(0)

    spread = words.std() * 0.7
    country = mean(_SEEDS["slot"])
    for slot in SLOTS:
        words[vocabulary[slot]] = country + torch.randn(country.shape, generator=draw) * spread
    for name, token in HINTS.items():
        words[vocabulary[token]] = mean(_SEEDS[name])
