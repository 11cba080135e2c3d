"""A quotation of the text cuts no words for time: neither "on March" off its "5" nor "month" off "earlier this"."""

from __future__ import annotations

from collections.abc import Iterable

from allegiance.coding.dates import When
from allegiance.records import Span


def whole_times(text: str, span: Span, trigger: Span, times: Iterable[When]) -> Span:
    """Return the span of a quotation with words for time at its ends taken in whole, or at its beginning left out.

    Args:
        text: The article's text.
        span: The quotation's span.
        trigger: Where the event's word stands, which stays inside.
        times: The words for time of the sentence.
    """
    start, end = span
    for when in times:
        if when.start < start < when.end:
            after = when.end + len(text[when.end :]) - len(text[when.end :].lstrip(" ,;:–—-"))
            start = after if after <= trigger[0] and after < end else when.start
        if when.start < end < when.end:
            end = when.end
    return start, end
