"""Why a mention was coded so, as plain text."""

from __future__ import annotations

from allegiance.actors import known_by
from allegiance.percentages import percent
from allegiance.records import Article, Mention, Party, Reason
from allegiance.views.text import days, quote

_STEPS = {"type": "What", "status": "Status", "actor": "Who", "recipient": "To whom", "date": "When"}


def step(reason: Reason) -> str:
    """Return what a step decides, in the words of the pages.

    >>> step(Reason(step="recipient", rule="known by its name", words="Iran", start=0, end=4))
    'To whom'
    """
    return _STEPS.get(reason.step, reason.step.capitalize())


def _party(party: Party) -> str:
    return f"{party.id or 'unresolved'} from “{party.text}” ({known_by(party.via)})"


def explanation(mention: Mention, article: Article) -> str:
    """Return the steps that led to a mention, each with the words it rests on."""
    told = quote(mention, article)
    head = [
        f"mention {mention.id} in {article.outlet or 'unknown outlet'}, {article.published or 'undated'}",
        f"  …{told.before}[{told.words}]{told.after}",
        f"{mention.type}" + (f" ({mention.mode})" if mention.mode else "") + f", {mention.quad}",
        f"status {mention.status}" + (", hedged" if mention.hedged else ""),
        f"actors: {'; '.join(map(_party, mention.actors)) or 'none'}",
        f"recipients: {'; '.join(map(_party, mention.recipients)) or 'none'}",
        f"date: {days(mention.date_start, mention.date_end)}"
        + (f" from “{mention.date_words}”" if mention.date_words else ""),
    ]
    head += [f"{a.kind} by {a.source} (cue “{a.cue}”)" for a in mention.attributions]
    steps = [
        f"  {step(r)}: {r.rule}" + (f", from “{r.words}” at {r.start}-{r.end}" if r.words else "")
        for r in mention.reasons
    ]
    sure = f"{percent(mention.confidence)} sure that type and parties are right, made by {mention.made_by}"
    return "\n".join([*head, sure, "because:", *steps])
