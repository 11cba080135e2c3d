"""How the command line tells an event, a coded mention and a report, each on one line."""

from __future__ import annotations

from collections.abc import Sequence

from allegiance.percentages import percent
from allegiance.records import Article, Event, Mention, Status
from allegiance.views.linked import Linked
from allegiance.views.text import days, days_told, sentence
from allegiance.views.wording import act, plural, standing

_MOST = 300
"""Characters of a report on a terminal."""


def heading(event: Event, *, dated: bool) -> str:
    """Return when, who did what to whom, how it stands, on how many words, and how sure that is.

    ``dated`` says whether a report names the day.
    """
    # of what is disputed the denial may be the later word
    left_out = {event.status, Status.DENIED} if event.disputed else {event.status}
    earlier = dict.fromkeys(change.status for change in event.history if change.status not in left_out)
    status = standing(event)
    status += f" (earlier {', '.join(earlier)})" if earlier else ""
    stands = f"{plural(len(event.origins), 'origin')} in {plural(len(event.articles), 'article')}"
    told = _told(event.actors, event.recipients, act(event.type, event.mode))
    when = days_told(event.date_start, event.date_end, event.first_reported, named=dated)
    return "  ".join((when, told, status, stands, percent(event.confidence), event.id))


def belongs(link: Linked) -> str:
    """Return what an event belongs with."""
    return f"{link.how}: {link.when}  {link.title}  {link.status}  {link.event}"


def coded(mention: Mention) -> str:
    """Return when, who did what to whom, and how it stands, as one mention has it."""
    actors, recipients = ([p.id or p.text for p in side] for side in (mention.actors, mention.recipients))
    when = f"{days(mention.date_start, mention.date_end)}  " if mention.date_start else ""
    return f"{when}{_told(actors, recipients, act(mention.type, mention.mode))}  {mention.status.value}"


def _told(actors: Sequence[str], recipients: Sequence[str], what: str) -> str:
    return f"{' → '.join(', '.join(side) for side in (actors, recipients) if side)}  {what}"


def report(mention: Mention, article: Article) -> str:
    """Return the sentence of a mention with who published it and when."""
    words = sentence(mention, article)
    words = words if len(words) <= _MOST else words[:_MOST].rpartition(" ")[0] + " …"
    return f"“{words}” {article.outlet or 'unknown outlet'}, {article.published or 'undated'}"
