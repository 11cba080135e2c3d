"""Small helpers that every page uses: names, dates, percentages, safe addresses, a quote in its context."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from urllib.parse import urlsplit

from allegiance.actors import Gazetteer
from allegiance.errors import UnknownName
from allegiance.percentages import percent
from allegiance.records import Article, Mention

_SURE = 1e-6
"""Probabilities are kept so far from 0 and 1, where odds end."""
BOUNDARY_NOTE = "Names and boundaries shown here imply no endorsement or recognition of any kind."
GLOSSARY = (
    (
        "Odds",
        "The chance that something is so, divided by the chance that it is not: 20 % are odds of 1 to 4. A "
        "factor on the odds of 2 makes 20 % into 33 %.",
    ),
    (
        "Base rate",
        "How often the same came about among other pairs of states. It is where the answer starts, before any "
        "report on these two.",
    ),
    (
        "Baseline",
        "The time before the period, which the period is set against.",
    ),
    (
        "Sign",
        "An act that tells of a move: by one of the two on the other, or by the state asked about on a third "
        "party with which the other stands well or badly. Weight says how much it counts; 1 is one certain "
        "deed between the two.",
    ),
    (
        "Third party",
        "A state or group besides the two. How it stands with the other is taken from registers and tables, "
        "or from at least four acts read (what two do together counts for either); with fewer it is no sign.",
    ),
    (
        "Deed and talk",
        "Deeds are what the codebook calls material acts: aid, sanctions, troops. Talk is its verbal acts: "
        "statements, meetings, agreements. Talk weighs half, a meeting a quarter.",
    ),
    (
        "Independent origin",
        "Who was first to say it. Ten papers that copy one agency are one origin.",
    ),
    (
        "Grade",
        "The Admiralty code: the letter says how reliable the source is, the number how well the report is borne out.",
    ),
    (
        "Hedged",
        "Told with a reservation, such as “reportedly”.",
    ),
    (
        "Undated, published",
        "No report names a day; the event stands on the day of the first report, and may be older. Where the "
        "article has no date either, it is shown and not counted.",
    ),
    (
        "80 % interval",
        "The true figure is thought to lie within it in eight cases of ten.",
    ),
    (
        "Material move",
        "The odds of an unfriendly act rose or fell by a quarter or more.",
    ),
    (
        "Request",
        "The codebook files all requests under verbal conflict. A request for help, joint work, talks or "
        "mediation is no sign here; a demand is a sign away.",
    ),
)
"""Words that a dossier uses, each with what it means to a reader outside the field."""
_TURNING = re.compile("[\u202d\u202e]")
CONTEXT = 220
"""Characters before and after a mention within which its sentence is looked for."""
_LONG = 160
"""A quote that its own sentence makes no longer than so many characters has the sentence before it, too."""


def name(party: str, gazetteer: Gazetteer) -> str:
    """Return the name of a party for a reader; one that the gazetteer lacks keeps its own words."""
    try:
        return gazetteer.entity(party).name
    except UnknownName:
        return party


def factors(path: Sequence[tuple[str, float]]) -> list[tuple[str, str, float]]:
    """Return the steps from a base rate, each with the factor by which it multiplies the odds, p / (1 - p).

    >>> factors([("base rate", 0.2), ("after reports", 0.5)])
    [('base rate', '', 0.2), ('after reports', '× 4.00', 0.5)]
    """
    odds = [_odds(p) for _, p in path]
    told = ["", *(f"× {after / before:.2f}" for before, after in pairwise(odds))]
    return [(step, by, p) for (step, p), by in zip(path, told, strict=True)]


def product(path: Sequence[tuple[str, float]]) -> str:
    """Return in one line how the factors of :func:`factors` lead from the base rate to the last step.

    >>> product([("base rate", 0.2), ("after reports", 0.5)])
    'Odds of 0.25 × 4.00 = 1.00, that is 50 %.'
    >>> product([("base rate", 0.5), ("after reports", 1.0)])
    'Odds of 1.00 × 999999.00 = 999999.00, that is over 99 %.'
    """
    odds = [_odds(p) for _, p in path]
    by = "".join(f" {told}" for _, told, _ in factors(path) if told)
    return f"Odds of {odds[0]:.2f}{by} = {odds[-1]:.2f}, that is {percent(path[-1][1])}."


def _odds(p: float) -> float:
    p = min(max(p, _SURE), 1 - _SURE)
    return p / (1 - p)


def days(start: date | None, end: date | None) -> str:
    """Return an interval of days for a reader.

    >>> days(date(2022, 1, 1), date(2022, 1, 31)), days(date(2022, 4, 5), date(2022, 4, 5)), days(None, None)
    ('2022-01', '2022-04-05', 'undated')
    """
    if start is None or end is None:
        return "undated"
    if start == end:
        return start.isoformat()
    if start.day == 1 and (end.year, end.month) == (start.year, start.month) and end.day >= 28:
        return f"{start:%Y-%m}"
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"{start.year}"
    return f"{start} to {end}"


def days_told(start: date | None, end: date | None, published: date | None, *, named: bool) -> str:
    """Return an event's days for a reader, and say so where no report names any: it then has the day of the first report.

    >>> day = date(2022, 4, 5)
    >>> days_told(day, day, day, named=True), days_told(day, day, day, named=False)
    ('2022-04-05', 'undated, published 2022-04-05')
    """
    return days(start, end) if named or published is None else f"undated, published {published}"


def safe_address(address: str | None) -> str | None:
    """Return a web address if it may be linked: http or https with a host, and no control characters.

    >>> safe_address("javascript:alert(1)"), safe_address("https://sample.invalid/a")
    (None, 'https://sample.invalid/a')
    """
    if not address or re.search(r"[\x00-\x20\x7f]", address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def upright(value: object) -> object:
    """Return a text with a mark for each character that turns the order of all that follows; any other value as it is.

    >>> upright("a" + chr(0x202E) + "b"), upright(3)
    ('a�b', 3)
    """
    return _TURNING.sub("\ufffd", value) if type(value) is str else value


def short(text: str, most: int = 300) -> str:
    """Return a text cut behind a word to at most so many characters, for a list; the whole stands where it leads.

    >>> short("Talks held", 300), short("Talks held", 8), short("Talks", 4)
    ('Talks held', 'Talks…', 'Tal…')
    """
    if len(text) <= most:
        return text
    cut = text[:most].rpartition(" ")[0].rstrip() or text[: most - 1]
    return cut + "…"


# A full stop behind one capital or a title ends no sentence: what follows "where the U.S." may deny what stands before it.
_STOP = r"(?:[!?]|(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|St|Lt))(?<!\b(?:Mrs|Sen|Rep|Gen|Gov|Col))\.)"
_BEFORE, _BEHIND = re.compile(rf"{_STOP}\s+|\n+"), re.compile(rf"{_STOP}(?=\s)|\n")
_SENTENCE_END = re.compile(rf"{_STOP}[\"”’')]*\s+|\n+")


@dataclass(frozen=True, slots=True)
class Quote:
    """A mention's words with the text around them."""

    before: str
    words: str
    after: str


def quote(mention: Mention, article: Article) -> Quote:
    """Return a mention's words in their context; see :func:`passage`."""
    return passage(article.text, mention.start, mention.end)


def passage(text: str, start: int, end: int) -> Quote:
    """Return words of a text in their context, cut at sentence or line ends where one is near.

    Within that context their own sentence is never shortened, since what denies or hedges them may stand at its end.
    """
    left = text[max(0, start - CONTEXT) : start]
    right = text[end : end + CONTEXT]
    starts = [m.end() for m in _BEFORE.finditer(left)]
    if not starts and start > CONTEXT:
        left = "…" + left.partition(" ")[2]
    stop = _BEHIND.search(right)
    if stop:
        right = right[: stop.end()].rstrip("\n")
    elif end + CONTEXT < len(text):
        right = right.rpartition(" ")[0] + "…"
    if starts:
        before = starts[-1] if len(starts) == 1 else starts[-2]
        whole = len(left) - before + end - start + len(right)
        left = left[before if whole <= _LONG else starts[-1] :]
    return Quote(before=left.lstrip(), words=text[start:end], after=right)


def sentence(mention: Mention, article: Article) -> str:
    """Return the sentence in which a mention stands, on one line, as far as its context reaches.

    >>> text = "It rained. Kazakhstan, he said, has left neither alliance. It goes on."
    >>> from types import SimpleNamespace as Made
    >>> sentence(Made(start=32, end=57), Made(text=text))
    'Kazakhstan, he said, has left neither alliance.'
    """
    found = quote(mention, article)
    return " ".join(f"{_begun(found)}{found.words}{found.after}".split())


def excerpt(mention: Mention, article: Article, most: int = 160) -> str:
    """Return the sentence of a mention, cut behind words to at most so many characters, with the words of its act in it.

    It begins where the sentence does, unless the act would then be cut off.

    >>> text = "Before the snow came down on the high passes of the border, Oman halted all exports to Yemen."
    >>> from types import SimpleNamespace as Made
    >>> excerpt(Made(start=60, end=93, trigger_end=71), Made(text=text), 45)
    '…of the border, Oman halted all exports to…'
    """
    whole = sentence(mention, article)
    told = f"{_begun(quote(mention, article))}{article.text[mention.start : mention.trigger_end]}"
    end = len(" ".join(told.split()))
    if len(whole) > most and end >= most:
        # two thirds are for what leads up to the act, since who did it is told there
        rest = whole[end - most * 2 // 3 :]
        whole = "…" + (rest.partition(" ")[2] or rest)
    return short(whole, most)


def _begun(found: Quote) -> str:
    """Return what stands before a mention's words in their own sentence."""
    ends = list(_SENTENCE_END.finditer(found.before))
    return found.before[ends[-1].end() :] if ends else found.before
