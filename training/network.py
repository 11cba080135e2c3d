"""The network: a small encoder with heads for triggers, types, statuses and roles."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from transformers import AutoModel

TYPES = (
    "AGREE CONSULT SUPPORT CONCEDE COOPERATE AID RETREAT REQUEST ACCUSE REJECT THREATEN PROTEST SANCTION MOBILIZE "
    "COERCE ASSAULT VOTE"
).split()
STATUSES = "asserted planned conditional hypothetical asked denied historical".split()
NONE = len(TYPES)


class Coder(nn.Module):
    """Encoder and heads; one forward pass gives all heads, so that one exported graph serves every use."""

    def __init__(self, encoder: str, *, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        size = self.encoder.config.hidden_size
        self.drop = nn.Dropout(dropout)
        self.tag = nn.Sequential(nn.Linear(size, size // 2), nn.GELU(), nn.Linear(size // 2, 1))
        self.event = nn.Sequential(nn.Linear(3 * size, size), nn.GELU())
        self.kind = nn.Linear(size, len(TYPES) + 1)
        self.state = nn.Linear(size, len(STATUSES))
        self.hedge = nn.Linear(size, 1)
        self.pair = nn.Sequential(nn.Linear(3 * size, size), nn.GELU())
        self.role_event = nn.Linear(size, size)
        self.role = nn.Sequential(nn.Linear(3 * size, size // 2), nn.GELU(), nn.Linear(size // 2, 2))

    def forward(self, ids: Tensor, mask: Tensor, spans: Tensor) -> tuple[Tensor, ...]:
        """Run the network.

        Args:
            ids: Token ids, shape (batch, tokens).
            mask: 1 for tokens, 0 for padding, the same shape.
            spans: First and last marked token of two spans, shape (batch, 4): for ``read`` the trigger's marks (twice),
                for ``pair`` the actor's and the recipient's first marks.

        Returns:
            Logits: tag (batch, tokens), type (batch, 18), status (batch, 7), hedge (batch,), roles (batch, tokens, 2),
            pair type (batch, 18).
        """
        hidden = self.encoder(input_ids=ids, attention_mask=mask).last_hidden_state
        hidden = self.drop(hidden)
        whole = hidden[:, 0]
        rows = torch.arange(ids.shape[0], device=ids.device)
        left, right = hidden[rows, spans[:, 0]], hidden[rows, spans[:, 1]]
        event = self.event(torch.cat([whole, left, right], dim=-1))
        pair = self.pair(torch.cat([whole, hidden[rows, spans[:, 2]], hidden[rows, spans[:, 3]]], dim=-1))
        asked = self.role_event(event).unsqueeze(1).expand(-1, hidden.shape[1], -1)
        roles = self.role(torch.cat([hidden, asked, hidden * asked], dim=-1))
        event = self.drop(event)
        return (
            self.tag(hidden).squeeze(-1),
            self.kind(event),
            self.state(event),
            self.hedge(event).squeeze(-1),
            roles,
            self.kind(self.drop(pair)),
        )


def slot_logits(roles: Tensor, ids: Tensor, slots: Sequence[int]) -> Tensor:
    """Return each slot's role logits, the highest among its places: shape (batch, slots, 2); absent ones are -30."""
    out = []
    for slot in slots:
        here = (ids == slot).unsqueeze(-1)
        out.append(roles.masked_fill(~here, -30.0).amax(dim=1))
    return torch.stack(out, dim=1)
