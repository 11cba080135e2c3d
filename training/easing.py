"""Scale single features before the matrix products that read them, so that eight bits hold them better.

A quantised product takes one scale for all that it reads. In a BERT a few features are ten times larger than all others, at a
few tokens, so that the rest is left with five of its eight bits. Here each such feature is scaled down before the product and
its weights are scaled up, which changes nothing in exact arithmetic (as in SmoothQuant, Xiao et al. 2023, arXiv:2211.10438,
with the limit taken from the features alone). It costs one multiplication a feature.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from training.batches import Item
from training.network import Coder, Layer
from training.objective import losses

MOST = 3.0
"""Features whose greatest value is more often than this the median feature's are scaled down to it."""

READERS = (("query", "key", "value"), ("wide",), ("narrow",))
"""The products of a layer that read the same features; what attention hands on has no such features."""


class Eased(nn.Module):
    """A product whose features are scaled first and whose weights undo it.

    Args:
        product: The product; its weights are changed.
        scale: A factor for each feature, shape (features,).
    """

    def __init__(self, product: nn.Linear, scale: Tensor) -> None:
        super().__init__()
        self.product, self.scale = product, scale
        with torch.no_grad():
            product.weight /= scale

    def forward(self, x: Tensor) -> Tensor:
        """Return what the product gave before, shape (..., outputs), for features of shape (..., features)."""
        result: Tensor = self.product(x * self.scale)
        return result


def greatest(model: Coder, items: Sequence[Item], tokenizer: Tokenizer) -> dict[nn.Module, Tensor]:
    """Return the greatest size of each feature that each product of the layers reads in instances."""
    seen: dict[nn.Module, Tensor] = {}

    def note(product: nn.Module, read: tuple[Tensor, ...]) -> None:
        here = read[0].detach().abs().flatten(0, -2).amax(0)
        seen[product] = torch.maximum(seen[product], here) if product in seen else here

    products = [getattr(layer, name) for layer in layers(model) for names in READERS for name in names]
    hooks = [product.register_forward_pre_hook(note) for product in products]
    with torch.no_grad():
        for item in items:
            losses(model, [item], tokenizer, None)
    for hook in hooks:
        hook.remove()
    return seen


def layers(model: Coder) -> list[Layer]:
    """Return the layers of both parts."""
    return [layer for part in (model.lower, model.upper) for layer in part.layers if isinstance(layer, Layer)]


def ease(model: Coder, items: Sequence[Item], tokenizer: Tokenizer) -> None:
    """Scale a model's features as they are in instances (a few hundred do)."""
    seen = greatest(model, items, tokenizer)
    for layer in layers(model):
        for names in READERS:
            sizes = seen[getattr(layer, names[0])]
            scale = (MOST * sizes.median() / sizes).clamp(max=1.0)
            for name in names:
                setattr(layer, name, Eased(getattr(layer, name), scale))
