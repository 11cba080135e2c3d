"""The status of an event, by the network's numbers and by the grammar around its word together.

The grammar's part is a multinomial logistic regression over the names of :mod:`allegiance.coding.status_features`; its
log-probabilities and the network's are added with a share each, and a shift for each status. All are fitted by
``training/fit_status.py``, the shares on texts that neither part has seen.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from allegiance.coding.model_output import STATUSES
from allegiance.records import Status

_FAINTEST = 1e-3
_UNREAL = (STATUSES.index(Status.CONDITIONAL), STATUSES.index(Status.HYPOTHETICAL))


@dataclass(frozen=True, slots=True)
class StatusJoin:
    """The weights of both parts.

    Attributes:
        grammar: For each feature the weights of those statuses for which it counts.
        shares: What the network's and the grammar's log-probabilities are multiplied by.
        shifts: What is added for each status.
    """

    grammar: Mapping[str, Mapping[str, float]]
    shares: tuple[float, float]
    shifts: Mapping[str, float]

    def by_grammar(self, features: Iterable[str]) -> list[float]:
        """Return the probability of each status by the grammar alone, in the order of ``STATUSES``."""
        known = [self.grammar[name] for name in set(features) if name in self.grammar]
        # The order of a set differs from run to run; an exact sum does not.
        return softmax([math.fsum(weights.get(status, 0.0) for weights in known) for status in STATUSES])

    def probabilities(self, features: Iterable[str], network: Sequence[float]) -> list[float]:
        """Return the probability of each status by both, in the order of ``STATUSES``."""
        ours, theirs = self.shares
        return softmax(
            [
                ours * logged(mine) + theirs * logged(ruled) + self.shifts.get(status, 0.0)
                for status, mine, ruled in zip(STATUSES, network, self.by_grammar(features), strict=True)
            ]
        )


@lru_cache(maxsize=1)
def shipped_status_join() -> StatusJoin:
    """Return the weights that the package ships."""
    raw = json.loads((resources.files("allegiance.coding") / "data" / "status.json").read_text(encoding="utf-8"))
    return StatusJoin(raw["grammar"], (raw["shares"][0], raw["shares"][1]), raw["shifts"])


def logged(probability: float) -> float:
    """Return the logarithm of a probability, bounded below."""
    return math.log(max(_FAINTEST, probability))


def softmax(scores: Sequence[float]) -> list[float]:
    """Return the probabilities that scores stand for."""
    most = max(scores)
    raised = [math.exp(score - most) for score in scores]
    whole = math.fsum(raised)
    return [each / whole for each in raised]


def likeliest(probabilities: Sequence[float], *, deniable: bool = True) -> Status:
    """Return the likeliest status; the two of what isn't real, a condition and a supposition, stand together first.

    Args:
        probabilities: Those of each status, in the order of ``STATUSES``.
        deniable: False where no word of the sentence could deny anything.
    """
    unreal = max(_UNREAL, key=lambda k: probabilities[k])
    weighed = [p if k not in _UNREAL else 0.0 for k, p in enumerate(probabilities)]
    weighed[unreal] = sum(probabilities[k] for k in _UNREAL)
    if not deniable:
        weighed[STATUSES.index(Status.DENIED)] = 0.0
    return Status(STATUSES[max(range(len(weighed)), key=weighed.__getitem__)])
