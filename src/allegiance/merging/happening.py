"""A mention as merging sees it: who, what, when, and the words, names and figures of its sentence."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from allegiance.merging.acts import kinds
from allegiance.merging.series import places_in_series
from allegiance.merging.stems import STOP, WORD, stem, stems
from allegiance.records import Article, EventType, Mention, Status

# Types that reports of one event may differ in; types of different families never make one event.
FAMILIES = {
    EventType.CONSULT: "meeting",
    EventType.AGREE: "meeting",
    EventType.COOPERATE: "meeting",
    EventType.AID: "help",
    EventType.SUPPORT: "help",
    EventType.CONCEDE: "help",
    EventType.ASSAULT: "force",
    EventType.COERCE: "force",
    EventType.MOBILIZE: "force",
    EventType.SANCTION: "cut",
    EventType.RETREAT: "retreat",
    EventType.ACCUSE: "blame",
    EventType.REJECT: "blame",
    EventType.THREATEN: "blame",
    EventType.REQUEST: "request",
    EventType.PROTEST: "protest",
    EventType.VOTE: "vote",
}
COOPERATIVE = frozenset({"meeting", "help", "retreat"})
# A visit is told as a meeting and as a welcome, a deal as an agreement and as backing.
_GROUPS = {"meeting": "friendly", "help": "friendly"}
MUTUAL = frozenset({EventType.CONSULT, EventType.AGREE, EventType.COOPERATE})
# Words for what two do to each other, though its type has a direction: prisoners are exchanged whoever is named first.
_EACH_WAY = ("exchang", "swap")
# A denial speaks about the asserted event; a plan, a question and a memory are events of their own.
STAGES = {
    Status.ASSERTED: "done",
    Status.DENIED: "done",
    Status.PLANNED: "ahead",
    Status.CONDITIONAL: "ahead",
    Status.HYPOTHETICAL: "open",
    Status.ASKED: "open",
    Status.HISTORICAL: "past",
}
# What was signed or adopted comes into force in a stage of its own.
_ENFORCED = frozenset({EventType.AGREE, EventType.COOPERATE, EventType.RETREAT, EventType.SANCTION})
_IN_FORCE = re.compile(
    r"(?<!\bto )(?<!\bnot )(?<!\bwill )(?<!\bwould )(?<!\bcan )(?<!\bcould )(?<!\bmay )(?<!\bmight )(?<!\bshould )\b"
    r"(?:(?:comes?|came|enter(?:s|ed)?|go(?:es)?|went|put|brought) into (?:force|effect)"
    r"|(?:takes?|took) effect)\b",
    re.IGNORECASE,
)
# What goes on for long and is spoken of every day: reports of it are one event, whatever their day.
_STANDING = {
    "war": "war",
    "invas": "war",
    "invad": "war",
    "conflict": "war",
    "aggress": "war",
    "annex": "annexation",
    "occup": "occupation",
    "occupi": "occupation",
    "occupy": "occupation",
    "controll": "occupation",
}
# Words of a context that count: the headline and the first paragraphs.
_CONTEXT = 900
# A headline and a lead are about so long, in characters.
_OPENING = 500
# Letters by which a headline is known, and those of a line that are looked at.
_HEADLINE, _LINE = 40, 200
# A stop after an initial, a title or a month ends no sentence.
_END = re.compile(
    r"\n|[?!] |(?<!\b[A-Z])(?<!\b(?:Dr|Mr|Ms|St|Lt))(?<!\b(?:Mrs|Sen|Rep|Gen|Gov|Col|Jan|Feb|Mar|Apr|Aug|Sep|Oct|Nov|Dec))"
    r"(?<!\bSept)\. "
)
# What ends a clause, roughly; and content words before and after the trigger that mostly tell what is done.
_CLAUSE_END = re.compile(
    r"[;:–—“”\"]| - |, (?:and|but|while|as|after|when|which|who)\b|"
    r"\b(?:after|while|as|amid|because|although|following|when|that|who|which)\b"
)
_BEFORE, _AFTER = 3, 5
# A clause that begins so soon after the trigger, in characters, is what the trigger governs ("says that").
_GOVERNED = 12
_CAPITAL = re.compile(r"\b[A-Z][\w'’-]+")
_NUMBER = re.compile(r"(?<![\w.])\d[\d,]*(?:\.\d+)?(?=(?:[bm]n?|tn|k)?(?!\w))(?!\.\d)")
YEAR = re.compile(r"(?:19|20)\d\d$")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
DAY_OF_MONTH = re.compile(
    rf"\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b|\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}\b"
)


@lru_cache(maxsize=64)
def _beginning(text: str) -> tuple[str, ...]:
    """Return the stems of an article's beginning; the mentions of one article follow one another mostly."""
    return stems(text)


def figures(text: str) -> frozenset[str]:
    """Return the figures of a text, without years and days of a month.

    >>> sorted(figures("On May 3, 2022 Russia fired 1,200 shells and 7 missiles"))
    ['1200', '7']
    >>> figures("a loan of $1.2bn") == figures("a loan of $1.2 billion")
    True
    """
    found = (figure.replace(",", "") for figure in _NUMBER.findall(DAY_OF_MONTH.sub(" ", text)))
    return frozenset(figure for figure in found if figure and not YEAR.match(figure))


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What two mentions are compared by.

    Attributes:
        key: The mention's id.
        kind: Its type; ``family`` of types it belongs to; ``stage`` of the doing; ``vote``: how one was cast, else empty.
        status: As the mention tells it.
        mutual: The parties have no sides; ``each_way``: they do the same to each other, in a type that has sides.
        trigger: Stems of the words that name the act; ``acts``: the kinds of act they may name; ``named``: where they stand.
        clause: Stems around the trigger, which tell what the act is about; parties' names and the trigger left out.
        words, context: Stems of the sentence, and of the article's beginning.
        fields: Contexts of the act (PLOVER's: military, economic).
        start, end: Days (proleptic ordinals) on which it happened as far as the text or its publication tell;
            0 when nothing does. ``dated``: the text names a time; ``exact``: it names the day.
        standing: What goes on for long (a war), so that its day does not tell it apart; else empty.
        span: Where its words stand in the article; ``sentence``: where their sentence, ``line``, begins.
        beside: The headline, or what follows the sentence where that is the headline.
        opening: It stands in the headline or the lead, which tell the news twice.
    """

    key: str
    article: str
    kind: str = ""
    family: str = ""
    stage: str = ""
    vote: str = ""
    status: str = ""
    mutual: bool = False
    each_way: bool = False
    actors: frozenset[str] = frozenset()
    recipients: frozenset[str] = frozenset()
    trigger: frozenset[str] = frozenset()
    acts: frozenset[str] = frozenset()
    named: tuple[int, int] = (0, 0)
    clause: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    context: tuple[str, ...] = ()
    start: int = 0
    end: int = 0
    reported: int = 0
    dated: bool = False
    exact: bool = False
    standing: str = ""
    span: tuple[int, int] = (0, 0)
    sentence: int = 0
    line: str = ""
    beside: str = ""
    opening: bool = False
    numbers: frozenset[str] = frozenset()
    series: frozenset[tuple[str, str]] = frozenset()
    names: frozenset[str] = frozenset()
    place: str = ""
    fields: frozenset[str] = frozenset()


def family_group(family: str) -> str:
    """Return the families of types that are compared with one another, by one name; mostly a family alone.

    >>> family_group("help") == family_group("meeting"), family_group("force")
    (True, 'force')
    """
    return _GROUPS.get(family, family)


@lru_cache(maxsize=64)
def _ends(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return where the sentences of a text end, and where those after them begin."""
    found = [(end.start(), end.end()) for end in _END.finditer(text)]
    return tuple(at for at, _ in found), tuple(at for _, at in found)


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence or line that a span lies in.

    >>> sentence_around("It rained. The U.S. left. He stayed.", 16, 24)
    'The U.S. left'
    """
    return text[_sentence_start(text, start) : _sentence_end(text, end)].strip(" .?!")


def _sentence_start(text: str, start: int) -> int:
    begins = _ends(text)[1]
    before = bisect_right(begins, start)
    return begins[before - 1] if before else 0


def _sentence_end(text: str, end: int) -> int:
    ends = _ends(text)[0]
    after = bisect_left(ends, end)
    return ends[after] if after < len(ends) else len(text)


def _around(text: str, mention: Mention) -> tuple[str, str]:
    """Return what stands before and after a trigger in its clause."""
    before = text[_sentence_start(text, mention.start) : mention.trigger_start]
    after = text[mention.trigger_end : _sentence_end(text, mention.end)]
    before = before[max((end.end() for end in _CLAUSE_END.finditer(before)), default=0) :]
    cut = _CLAUSE_END.search(after, _GOVERNED)
    return before, after[: cut.start()] if cut else after


def _clause(before: str, after: str, leave_out: frozenset[str]) -> tuple[str, ...]:
    """Return the stems of the few words around a trigger that its clause holds, without those to leave out."""
    told = [word for word in stems(before) if word not in leave_out][-_BEFORE:]
    return (*told, *[word for word in stems(after) if word not in leave_out][:_AFTER])


def _stage(mention: Mention, words: str, after: str) -> str:
    """Return the stage of a mention, by its status and by what its clause says of the act itself."""
    stage = STAGES[mention.status]
    enforced = stage == "done" and mention.type in _ENFORCED
    return "force" if enforced and _IN_FORCE.search(words + _CLAUSE_END.split(after)[0]) else stage


def happening(mention: Mention, article: Article) -> Happening:
    """Return a mention as merging sees it."""
    sentence = sentence_around(article.text, mention.start, mention.end)
    parties = {stem(word) for p in (*mention.actors, *mention.recipients) for word in WORD.findall(p.text)}
    words = article.text[mention.trigger_start : mention.trigger_end]
    trigger = frozenset(stems(words))
    before, after = _around(article.text, mention)
    begins, line, beside = told_at(article, mention.start, mention.end)
    start, end, exact = _days(mention, article.published)
    actors = frozenset(p.id or p.text.lower() for p in mention.actors)
    recipients = frozenset(p.id or p.text.lower() for p in mention.recipients)
    each_way = mention.type is EventType.RETREAT and any(word.startswith(_EACH_WAY) for word in trigger)
    mutual = mention.type in MUTUAL or not recipients or each_way
    names = frozenset(stem(name) for name in _CAPITAL.findall(sentence)) - parties
    return Happening(
        key=mention.id,
        article=article.id,
        kind=mention.type.value,
        family=FAMILIES[mention.type],
        stage=_stage(mention, words, after),
        vote=(mention.mode or "") if mention.type is EventType.VOTE else "",
        status=mention.status.value,
        mutual=mutual,
        each_way=each_way,
        actors=actors | recipients if mutual else actors,
        recipients=frozenset() if mutual else recipients,
        trigger=trigger,
        acts=kinds(words),
        named=(mention.trigger_start, mention.trigger_end),
        clause=_clause(before, after, trigger | parties),
        words=stems(sentence),
        context=_beginning(article.text[:_CONTEXT]),
        start=start,
        end=end,
        reported=article.published.toordinal() if article.published else 0,
        dated=bool(mention.date_start and mention.date_end),
        exact=exact,
        standing="" if exact else next((_STANDING[word] for word in sorted(trigger) if word in _STANDING), ""),
        span=(mention.start, mention.end),
        sentence=begins,
        line=line,
        beside=beside,
        opening=mention.start < _OPENING,
        numbers=figures(sentence),
        series=places_in_series(sentence, *_within(article.text, sentence, mention)),
        names=names - STOP,
        place=(mention.place or "").lower(),
        fields=frozenset(mention.contexts),
    )


def _within(text: str, sentence: str, mention: Mention) -> tuple[int, int]:
    """Return where the words for the act stand in their sentence."""
    begins = text.find(sentence, _sentence_start(text, mention.start))
    return mention.trigger_start - begins, mention.trigger_end - begins


def told_at(article: Article, start: int, end: int) -> tuple[int, str, str]:
    """Return where the sentence or line around a span begins, its text, and what the article tells beside it.

    Beside it stands the headline, or, where the sentence is the headline itself or holds it, the line that follows.
    """
    begins = _sentence_start(article.text, start)
    line = article.text[begins : _sentence_end(article.text, end)]
    told = " ".join(line.split())
    if article.title and article.title[:_HEADLINE] not in told[:_LINE] and told[:_HEADLINE] not in article.title:
        return begins, line, article.title
    after = begins + len(line)
    return begins, line, article.text[after : after + _LINE].lstrip(' .?!\n"”').split("\n")[0]


def _days(mention: Mention, published: date | None) -> tuple[int, int, bool]:
    """Return the first and last day, and whether the text names them closely."""
    if mention.date_start and mention.date_end:
        start, end = mention.date_start.toordinal(), mention.date_end.toordinal()
        return start, end, end - start <= 2
    day = published.toordinal() if published else 0
    return day, day, False
