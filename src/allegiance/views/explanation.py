"""Why a mention was coded so, as plain text."""

from __future__ import annotations

from allegiance.records import Article, Mention, Party
from allegiance.views.text import days, quote


def _party(party: Party) -> str:
    return f"{party.id or 'unresolved'} from “{party.text}” ({party.via})"


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
        f"  {r.step}: {r.rule}" + (f", from “{r.words}” at {r.start}-{r.end}" if r.words else "")
        for r in mention.reasons
    ]
    return "\n".join([*head, f"confidence {mention.confidence:.2f}, made by {mention.made_by}", "because:", *steps])
