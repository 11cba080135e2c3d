"""Invented mentions and articles for the tests of merging."""

from __future__ import annotations

from datetime import date, timedelta

from allegiance.exchange.tables import QUAD_OF
from allegiance.records import Article, Attribution, EventType, Mention, Party, Quad, Status

DAY = date(2022, 6, 6)


def report(
    name: str,
    text: str,
    trigger: str,
    *,
    day: int = 0,
    outlet: str = "Post",
    kind: EventType = EventType.CONSULT,
    actors: tuple[str, ...] = ("KAZ", "RUS"),
    recipients: tuple[str, ...] = (),
    status: Status = Status.ASSERTED,
    on: date | None = None,
    said: str = "",
    carried: str = "",
    confidence: float = 0.6,
) -> tuple[Mention, Article]:
    """Return a mention, its trigger found in the text, and its article."""
    article = Article(id=f"a-{name}", text=text, outlet=outlet, published=DAY + timedelta(days=day))
    start = text.index(trigger)

    def party(id_: str) -> Party:
        return Party(id=id_, text=id_, start=0, end=0)

    chain = tuple(
        Attribution(kind=kind_, source=who, start=0, end=0, cue=cue, cue_start=0, cue_end=0)
        for kind_, who, cue in (("said", said, "said"), ("carried", carried, "according to"))
        if who
    )
    mention = Mention(
        id=f"m-{name}",
        article=article.id,
        start=0,
        end=len(text),
        quote=text,
        trigger_start=start,
        trigger_end=start + len(trigger),
        actors=tuple(map(party, actors)),
        recipients=tuple(map(party, recipients)),
        type=kind,
        quad=Quad(QUAD_OF.get(kind, Quad.VERBAL_COOPERATION)),
        status=status,
        date_start=on,
        date_end=on,
        attributions=chain,
        confidence=confidence,
    )
    return mention, article
