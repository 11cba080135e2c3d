"""What training makes small: the losses of a batch, and what to print of them."""

from __future__ import annotations

import random
from typing import Any

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from allegiance.coding.model_input import SLOTS, SPECIAL
from training.batches import Item
from training.network import NONE, STATUSES, TYPES, Coder

_TRIGGERS, _HARD, _TEMPTING = 4, 1, 1
"""Most triggers read of a passage in one step; negatives: those that the tagger likes best, and those named by coders."""

_PAIRS = 0.25
"""Share of the triggers with both parties that are also read as a pair."""

_WORD_DROP = 0.05


def _padded(
    batch: list[Item], tokenizer: Tokenizer, draw: random.Random | None
) -> tuple[Tensor, Tensor, list[list[int]]]:
    """Return ids and mask; slots get new numbers at random and words are dropped now and then."""
    slots = [tokenizer.token_to_id(t) for t in SLOTS]
    special = {tokenizer.token_to_id(t) for t in (*SPECIAL, "[CLS]", "[SEP]")}
    unknown = tokenizer.token_to_id("[MASK]")
    width = max(len(item.ids) for item in batch)
    ids, mask = torch.zeros(len(batch), width, dtype=torch.long), torch.zeros(len(batch), width, dtype=torch.long)
    orders = []
    for i, item in enumerate(batch):
        order = list(range(len(slots)))
        row = item.ids
        if draw:
            draw.shuffle(order)
            renumber = {old: slots[order[n]] for n, old in enumerate(slots)}
            row = [renumber.get(t, t) for t in row]
            row = [unknown if t not in special and draw.random() < _WORD_DROP else t for t in row]
        ids[i, : len(row)] = torch.tensor(row)
        mask[i, : len(row)] = 1
        orders.append(order)
    return ids, mask, orders


def _types(logits: Tensor, wanted: list[list[int]]) -> tuple[Tensor, list[bool]]:
    """Return the loss, where any acceptable type will do, and which are right."""
    allowed = torch.zeros_like(logits)
    for i, types in enumerate(wanted):
        allowed[i, types] = 1
    log_p = logits.log_softmax(-1)
    loss = -log_p.masked_fill(allowed == 0, -1e4).logsumexp(-1)
    right = allowed.gather(1, log_p.argmax(-1, keepdim=True)).squeeze(-1) > 0
    return loss.mean(), right.tolist()


def losses(
    model: Coder, batch: list[Item], tokenizer: Tokenizer, draw: random.Random | None
) -> tuple[Tensor, dict[str, float]]:
    """Return the loss of a batch and what to print of it; without ``draw`` nothing is left to chance."""
    ids, mask, orders = _padded(batch, tokenizer, draw)
    hidden, tag = model.lower(ids, mask)
    if batch[0].kind == "pair":
        marks = torch.zeros_like(ids)
        for i, item in enumerate(batch):
            marks[i, item.actor] = 2
            marks[i, item.recipient] = 3
        kind, *_ = model.upper(hidden, mask, marks)
        loss, right = _types(kind, [[TYPES.index(t) for t in item.row["types"]] for item in batch])
        return loss, {"pair": sum(right) / len(right)}
    tags, scope = torch.zeros_like(tag), torch.zeros_like(tag)
    for i, item in enumerate(batch):
        tags[i, sorted(item.tagged)] = 1
        scope[i, : len(item.scope)] = torch.tensor([float(x) for x in item.scope])
    raw = nn.functional.binary_cross_entropy_with_logits(tag, tags, reduction="none") * scope
    loss = 5 * raw.sum() / scope.sum().clamp(min=1)
    hit = ((tag > -1.0) & (tags > 0)).sum().item() / max(1.0, tags.sum().item())
    shot = (((tag > -1.0) & (tags > 0) & (scope > 0)).sum() / ((tag > -1.0) & (scope > 0)).sum().clamp(min=1)).item()
    seen = {"tag_recall": hit, "tag_precision": shot}
    rows, spans, labels = _choose(batch, tag.detach(), draw)
    if not rows:
        return loss, seen
    marks = torch.zeros(len(rows), ids.shape[1], dtype=torch.long)
    for n, span in enumerate(spans):
        marks[n, span] = 1
    kind, state, hedge, roles = model.upper(hidden[rows], mask[rows], marks)
    typed, right = _types(kind, [[TYPES.index(t) for t in lab["types"]] if lab else [NONE] for lab in labels])
    loss = loss + typed
    seen["type"] = sum(right) / len(right)
    real = [n for n, label in enumerate(labels) if label]
    if real:
        more, shown = _meaning(
            state[real], hedge[real], roles[real], [labels[n] for n in real], [batch[rows[n]] for n in real],
            [orders[rows[n]] for n in real], ids[[rows[n] for n in real]], tokenizer,
        )  # fmt: skip
        loss = loss + more
        seen |= shown
    if draw:
        loss = loss + _as_pairs(model, hidden, mask, ids, rows, labels, orders, tokenizer, draw)
    return loss, seen


def _choose(
    batch: list[Item], tag: Tensor, draw: random.Random | None
) -> tuple[list[int], list[list[int]], list[dict[str, Any] | None]]:
    """Return the triggers to read: their passage, tokens and label, which is None where there is no event."""
    rows: list[int] = []
    spans: list[list[int]] = []
    labels: list[dict[str, Any] | None] = []
    for i, item in enumerate(batch):
        triggers = item.triggers
        if draw and len(triggers) > _TRIGGERS:
            triggers = draw.sample(triggers, _TRIGGERS)
        for tokens, label in triggers:
            rows.append(i)
            spans.append(tokens)
            labels.append(label)
        free = [k for k, inside in enumerate(item.scope) if inside and k not in item.tagged]
        liked = sorted(free, key=lambda k: -float(tag[i, k]))[:_HARD]
        tempting = item.negatives
        if draw:
            tempting = draw.sample(tempting, min(_TEMPTING, len(tempting)))
        for tokens in [*([k] for k in liked), *tempting[:_TEMPTING]]:
            rows.append(i)
            spans.append(tokens)
            labels.append(None)
    return rows, spans, labels


def _meaning(
    state: Tensor, hedge: Tensor, roles: Tensor, labels: list[Any], items: list[Item], orders: list[list[int]],
    ids: Tensor, tokenizer: Tokenizer,
) -> tuple[Tensor, dict[str, float]]:  # fmt: skip
    """Return the loss for status, hedge, parties and sources of real triggers."""
    status = torch.tensor([STATUSES.index(label["status"]) for label in labels])
    loss = 0.5 * nn.functional.cross_entropy(state, status)
    doubt = torch.tensor([float(label["hedged"]) for label in labels])
    loss = loss + 0.2 * nn.functional.binary_cross_entropy_with_logits(hedge, doubt)
    slots = [tokenizer.token_to_id(t) for t in SLOTS]
    found = torch.stack([roles[..., :2].masked_fill((ids != s).unsqueeze(-1), -30.0).amax(1) for s in slots], dim=1)
    total = state.new_zeros(())
    right = 0
    for n, (label, order) in enumerate(zip(labels, orders, strict=True)):
        sides = []
        for side, name in enumerate(("actors", "recipients")):
            if label["lost"][0 if label["mutual"] else side]:
                continue
            logits = found[n, :, side]
            here = logits > -20
            wanted = torch.zeros(len(slots))
            wanted[[order[s] for s in label[name]]] = 1
            wanted = wanted * here
            if here.any():
                bce = nn.functional.binary_cross_entropy_with_logits(logits[here], wanted[here], reduction="sum")
                # Parties of one side compete with each other and with "none of them".
                every = torch.cat([logits, logits.new_zeros(1)]).logsumexp(0)
                best = logits[wanted > 0].logsumexp(0) if wanted.any() else logits.new_zeros(())
                total = total + bce * 0.5 + (every - best)
            sides.append(bool((((logits > 0) & here) == (wanted > 0)).all()))
        right += all(sides)
    loss = loss + 0.6 * total / len(labels)
    sourced = [n for n, label in enumerate(labels) if label["sourced"]]
    shown = {
        "status": float((state.argmax(-1) == status).float().mean()),
        "parties": right / len(labels),
    }
    if sourced:
        wanted = torch.zeros(len(sourced), ids.shape[1], 2)
        inside = torch.zeros(len(sourced), ids.shape[1], 1)
        for row, n in enumerate(sourced):
            inside[row, 1 : len(items[n].ids) - 1] = 1
            for side, name in enumerate(("said", "carried")):
                for a, b in labels[n][name]:
                    wanted[row, items[n].cover(a, b), side] = 1
        raw = nn.functional.binary_cross_entropy_with_logits(roles[sourced][..., 2:], wanted, reduction="none") * inside
        loss = loss + 4 * raw.sum() / inside.sum() / 2
        guess = (roles[sourced][..., 2:] > 0) & (inside > 0)
        shown["source_recall"] = float((guess & (wanted > 0)).sum() / (wanted > 0).sum().clamp(min=1))
        shown["source_precision"] = float((guess & (wanted > 0)).sum() / guess.sum().clamp(min=1))
    return loss, shown


def _as_pairs(
    model: Coder, hidden: Tensor, mask: Tensor, ids: Tensor, rows: list[int], labels: list[Any],
    orders: list[list[int]], tokenizer: Tokenizer, draw: random.Random,
) -> Tensor:  # fmt: skip
    """Return the loss of telling the type from the marked parties alone, for some of the triggers with both parties."""
    slots = [tokenizer.token_to_id(t) for t in SLOTS]
    marked, where, wanted = [], [], []
    seen: set[tuple[int, int, int]] = set()
    for row, label in zip(rows, labels, strict=True):
        if not label or not label["actors"] or not label["recipients"] or draw.random() > _PAIRS:
            continue
        first = draw.choice(label["actors"])
        others = [s for s in label["recipients"] if s != first]
        if not others:
            continue
        second = draw.choice(others)
        if (row, first, second) in seen:
            continue
        seen.add((row, first, second))
        marks = torch.zeros(ids.shape[1], dtype=torch.long)
        marks[ids[row] == slots[orders[row][first]]] = 2
        marks[ids[row] == slots[orders[row][second]]] = 3
        marked.append(marks)
        where.append(row)
        same = [o for r, o in zip(rows, labels, strict=True) if o and r == row and first in o["actors"]]
        types = {TYPES.index(t) for o in same if second in o["recipients"] for t in o["types"]}
        wanted.append(sorted(types))
    if not marked:
        return hidden.new_zeros(())
    kind, *_ = model.upper(hidden[where], mask[where], torch.stack(marked))
    loss, _ = _types(kind, wanted)
    return 0.5 * loss
