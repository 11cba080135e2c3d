"""The run of a sentence that carries an event.

Readers mark the shortest run that tells an event. Which words it holds is told by a logistic regression over how each word
stands to the trigger in the parse (:mod:`allegiance.coding.quote_features`), fitted by ``training/fit_quotes.py`` to the runs
that readers marked: it gives the log odds of each word, and the quote is the run about the trigger whose sum is greatest.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from functools import lru_cache
from importlib import resources

from allegiance.coding.entities import Parsed
from allegiance.coding.quote_ends import closing, opening, whole
from allegiance.coding.quote_features import Trigger, word_features
from allegiance.coding.runs import reach
from allegiance.records import Span

QuoteWeights = Mapping[str, float]
"""Feature to its weight; ``left bias`` or ``right bias`` is among the features of every word outside the trigger."""


def quote_span(item: Parsed, trigger: Trigger, parties: Collection[str | None], weights: QuoteWeights) -> Span:
    """Return the run of a sentence that carries an event, as a span of the article.

    Args:
        item: The trigger's sentence.
        trigger: The event's trigger.
        parties: Ids of the event's parties.
        weights: The regression's.
    """
    first, last = trigger
    # The order of a set differs from run to run; an exact sum does not.
    odds = [math.fsum(weights.get(name, 0.0) for name in names) for names in word_features(item, trigger, parties)]
    low = opening(item.doc, first - reach(odds[:first][::-1]), first)
    high = closing(item.doc, last, last + reach(odds[last + 1 :]))
    low, high = whole(item, low, high)
    return item.place(item.doc[low]), item.place(item.doc[high]) + len(item.doc[high].text)


@lru_cache(maxsize=1)
def shipped_quote_weights() -> QuoteWeights:
    """Return the weights that the package ships."""
    text = (resources.files("allegiance.coding") / "data" / "quotes.json").read_text(encoding="utf-8")
    weights: QuoteWeights = json.loads(text)
    return weights
