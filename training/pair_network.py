"""The network that reads two reports side by side: lower layers of a small BERT alone, upper ones over both.

The lower layers stay as they were pretrained, so what they say of a report is computed once, in training as at run time; the
upper layers and the head are trained.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from training.network import BERT_NAMES, Drop, Layer, bias_of

LOWER, UPPER = (0, 1, 2), (3, 4, 5)
"""Layers of the encoder that read a report alone, and those that read two together."""


def _layers(raw: dict[str, Tensor], config: dict[str, int], numbers: Sequence[int], dropout: float) -> nn.ModuleList:
    found = nn.ModuleList()
    for number in numbers:
        layer = Layer(config["hidden_size"], config["num_attention_heads"], config["intermediate_size"], dropout)
        parts = product(BERT_NAMES.items(), ("weight", "bias"))
        layer.load_state_dict(
            {f"{ours}.{kind}": raw[f"encoder.layer.{number}.{theirs}.{kind}"] for (theirs, ours), kind in parts}
        )
        found.append(layer)
    return found


class Alone(nn.Module):
    """Embeddings and lower layers of an encoder in a folder (``config.json``, ``model.safetensors``)."""

    def __init__(self, folder: Path, *, words: Sequence[int] | None = None) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text("utf-8"))
        raw = load_file(folder / "model.safetensors")
        size = config["hidden_size"]
        embedded = raw["embeddings.word_embeddings.weight"]
        self.words = nn.Embedding.from_pretrained(embedded if words is None else embedded[list(words)])
        places = raw["embeddings.position_embeddings.weight"] + raw["embeddings.token_type_embeddings.weight"][0]
        self.places = nn.Embedding.from_pretrained(places[:128].clone())
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.norm.load_state_dict({kind: raw[f"embeddings.LayerNorm.{kind}"] for kind in ("weight", "bias")})
        self.layers = _layers(raw, config, LOWER, 0.0)

    def forward(self, ids: Tensor) -> Tensor:
        """Return states of tokens without padding, both of shape (batch, tokens[, size])."""
        x = self.norm(self.words(ids) + self.places.weight[: ids.shape[1]])
        bias = torch.zeros(1, 1, 1, 1)
        for layer in self.layers:
            x = layer(x, bias)
        return x


class Together(nn.Module):
    """Upper layers over two reports, with the head that says how likely both tell one happening."""

    def __init__(self, folder: Path, *, dropout: float = 0.1) -> None:
        super().__init__()
        config = json.loads((folder / "config.json").read_text("utf-8"))
        size = config["hidden_size"]
        self.marks = nn.Embedding(4, size)
        nn.init.normal_(self.marks.weight, std=0.05)
        self.layers = _layers(load_file(folder / "model.safetensors"), config, UPPER, dropout)
        self.drop = Drop(dropout)
        self.told = nn.Sequential(nn.Linear(4 * size, 256), nn.GELU(), nn.Dropout(dropout), nn.Linear(256, 1))
        nn.init.zeros_(self.told[3].weight)
        nn.init.zeros_(self.told[3].bias)

    def forward(self, states: Tensor, marks: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return the log odds, shape (batch,).

        Args:
            states: Of the first report and then of the second, shape (batch, tokens, size).
            marks: 0 the first report, 1 its trigger, 2 the second, 3 its trigger, shape (batch, tokens).
            mask: 1 for tokens, 0 for padding, the same shape; None where there is no padding.
        """
        seen = torch.ones_like(marks) if mask is None else mask
        x, bias = self.drop(states + self.marks(marks)), bias_of(seen)
        for layer in self.layers:
            x = layer(x, bias)

        def mean(kept: Tensor) -> Tensor:
            share = kept.to(x.dtype).unsqueeze(-1)
            return (x * share).sum(1) / share.sum(1).clamp(min=1)

        one, two = mean(marks == 1), mean(marks == 3)
        return self.told(torch.cat([mean(seen), one * two, (one - two).abs(), one + two], dim=-1)).squeeze(-1)
