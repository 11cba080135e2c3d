"""Claims that a person holds an office of a state or organisation, set against the gazetteer's office holders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from allegiance.actors import OfficeHolder
from allegiance.records import RegisterCheck
from allegiance.registers.claims import CONFIRMED, CONTRADICTED, PAST, Context, check, hedged
from allegiance.registers.lines import Line, Name
from allegiance.registers.times import RECENT, explicit

_TITLES = {
    "head_of_state": r"President",
    "head_of_government": r"Prime Minister|Premier|Chancellor",
    "foreign_minister": (r"Foreign Minister|Foreign Secretary|Secretary of State|Minister (?:of|for) Foreign Affairs"),
    "defence_minister": r"Defen[cs]e Minister|Defen[cs]e Secretary|Secretary of Defen[cs]e|Minister of Defen[cs]e",
    "secretary_general": r"Secretary[- ]General",
}
_TITLE = "(?P<title>(?i:" + "|".join(_TITLES.values()) + "))"
_OF = r"(?<![\w-])(?P<of>\{[SDO]\d+\})"
# An apposition ends so; a second person after it shows that the title is that person's.
_END = r"(?=[,.;]| (?:on|told|said|will|was|is|who)\b)(?!,? (?:and )?(?:Mr|Mrs|Ms|Dr|General)?\.? ?(?:\w+ )?\{P)"
# In the present tense no day need be told for the claim to be of the days before publication.
_IS_NOW = [
    re.compile(
        rf"(?P<who>\{{P\d+\}}) is (?:now |currently |today |still )*(?:the )?(?:current )?{_TITLE} of (?:the )?{_OF}"
        r"(?![\w-]|'s)"
    ),
    re.compile(
        rf"(?P<who>\{{P\d+\}}) is (?:now |currently |today |still )*{_OF}(?:'s?)? (?:current )?{_TITLE}(?! \{{P)"
    ),
]
# "The Chancellor of {S0}, {P1}, spoke", and no list of persons nor another apposition to the name.
_AFTER_TITLE = re.compile(
    rf"(?P<pre>[\w'-]+[ -])?{_TITLE} of (?:the )?{_OF}, (?P<who>\{{P\d+\}})"
    r"(?=[,.;])(?!,? (?:and|or|&|an?|the|who|whose|[A-Z]\w+)\b)(?!, \{)"
)
# "After talks with the Chancellor of {S0}, {P1}, tired, flew home": the name begins the clause.
_OPENING = re.compile(
    r"^\W*(?:After|Before|During|Following|At|In|With|Alongside|Unlike|Like|For|On|From|As|While|When|Since)\b[^,]*$"
)
_PATTERNS = [
    re.compile(rf"(?P<pre>[\w'-]+ )?{_OF}(?:'s?)? {_TITLE} (?P<who>\{{P\d+\}})"),
    re.compile(rf"(?P<pre>[\w'-]+ )?{_OF}(?:'s?)? {_TITLE}, (?P<who>\{{P\d+\}})(?=[,.;])"),
    re.compile(rf"(?P<pre>[\w'-]+ )?{_TITLE} (?P<who>\{{P\d+\}}) of (?:the )?{_OF}"),
    re.compile(rf"(?P<who>\{{P\d+\}}), (?:the |who is (?:the )?)?{_OF}(?:'s?)? {_TITLE}{_END}"),
    re.compile(rf"(?P<who>\{{P\d+\}}), (?:who is )?(?:the )?{_TITLE} of (?:the )?{_OF}{_END}"),
    _AFTER_TITLE,
    *_IS_NOW,
]
# A single name with another capital beside it may be somebody else's given name.
_MORE_NAME = re.compile(r"[\])]*[ -]\(?(?:[A-Z](?![A-Z])|\{P)")
_NOT_HOLDER = re.compile(
    r"\b(?:former|ex|then|late|acting|deputy|vice|assistant|first|shadow|incoming|future|one-time"
    r"|onetime|ousted|deposed|exiled|interim|designate"
    r"|opposition|junior|senior|under|ceremonial|honorary|co|state|parallel|rival|outgoing"
    r"|transitional|departing)[- ]?$",
    re.IGNORECASE,
)
# "President {P0}, who left office last year": the title is that of the past.
_GONE = re.compile(
    r",? (?:who|whose) [^,;.]{0,40}\b(?:left|quit|stepped|stood|resigned|died|lost|retired|ended|ousted|toppled)\b"
)
_GRACE = timedelta(days=45)
# Before this the table has gaps.
_FROM = date(1995, 1, 1)
_LEADERS = frozenset({"head_of_state", "head_of_government", "foreign_minister", "defence_minister"})


def offices(line: Line, context: Context, by_person: Mapping[str, list[OfficeHolder]]) -> Iterator[RegisterCheck]:
    """Check each claim about an office in a sentence."""
    if "{P" not in line.masked:
        return
    for pattern in _PATTERNS:
        for match in pattern.finditer(line.masked):
            if _NOT_HOLDER.search(match.groupdict().get("pre") or "") or _NOT_HOLDER.search(
                line.masked[: match.start()]
            ):
                continue
            if pattern is _AFTER_TITLE and _OPENING.match(line.masked[: match.start("title")]):
                continue
            found = _one(line, match, context, by_person)
            if found is not None:
                yield found


def _one(
    line: Line, match: re.Match[str], context: Context, by_person: Mapping[str, list[OfficeHolder]]
) -> RegisterCheck | None:
    published = line.published
    who = line.tokens(match["who"])[0]
    of = line.tokens(match["of"])[0]
    state = of.id
    if published is None or who.person is None or published < _FROM:
        return None
    rows = by_person.get(who.person, [])
    if len(who.text.split()) == 1 and _MORE_NAME.match(line.masked, match.end("who")):
        return None
    if not _sure_person(who, rows, by_person, published):
        return None
    title = match["title"]
    office = next(name for name, words in _TITLES.items() if re.fullmatch(words, title, re.IGNORECASE))
    held = [row for row in rows if row.state == state and _is(row, office, title)]
    if of.letter == "O" and office != "secretary_general":
        return None
    says = f"{who.person} is {title.lower()} of {context.name(state)}"
    near = [row for row in held if _within(row, published - _GRACE, published + _GRACE)]
    now = [row for row in rows if _within(row, published, published)]
    if not near and any(
        _another(row, title) and (row.state == state or context.gazetteer.entity(row.state).family == "group")
        for row in now
    ):
        return None
    others = [
        row
        for row in context.gazetteer.holders(state, on=published)
        if _settled(row, published) and _is(row, office, title) and row.name != who.person
    ]
    if near:
        verdict = CONFIRMED
    elif not held and (_wrong_state(rows, state, office) or _wrong_office(rows, state, now, others)):
        plain = not hedged(line, match.start(), match.end()) and not _long_ago(line, published)
        verdict = CONTRADICTED if plain else ""
    elif others and (_once(rows, state, published) if not held else all(_settled(row, published) for row in held)):
        verdict = CONTRADICTED if _now(line, match) else ""
    else:
        return None
    if not verdict:
        return None
    record = "; ".join(_told(context, row) for row in (near or now or held or rows)[-3:])
    nearest = ""
    if verdict == CONTRADICTED:
        told = [_told(context, row) for row in [*others[:1], *(now or held or rows)[-2:]]]
        nearest = "; ".join(dict.fromkeys(told))
    return check(
        line,
        match.start(),
        match.end(),
        kind="office",
        verdict=verdict,
        says=says,
        record=record,
        nearest=nearest,
        reference="table of office holders, from official lists of governments",
    )


def _sure_person(who: Name, rows: list[OfficeHolder], by_person: Mapping[str, list[OfficeHolder]], day: date) -> bool:
    """Whether the words name this person and no other: in full, or by a surname that only one bears."""
    if not rows or not all(_settled(row, day) for row in rows):
        return False
    if len(who.text.split()) > 1:
        return True
    return sum(1 for person in by_person if person.split()[-1] == who.text) == 1


def _settled(row: OfficeHolder, day: date) -> bool:
    """Whether a row is sure, or its unsure ends lie more than a year off."""
    year = timedelta(days=365)
    return row.sure or all(abs(end - day) > year for end in (row.start, row.end) if end is not None)


def _is(row: OfficeHolder, office: str, title: str) -> bool:
    if office == "secretary_general":
        return row.title.replace("-", " ").lower() == "secretary general"
    if row.office == office:
        return True
    return title.lower() in row.title.lower() and row.office != "other"


def _another(row: OfficeHolder, title: str) -> bool:
    """Whether a row's title begins like one told: "chancellor" of the exchequer, "prime minister" of a rival government."""
    return row.title.lower().startswith(title.lower())


def _within(row: OfficeHolder, first: date, last: date) -> bool:
    return (row.start is None or row.start <= last) and (row.end is None or first <= row.end)


def _wrong_state(rows: list[OfficeHolder], state: str, office: str) -> bool:
    """Whether a leader of one state is given to another, of which no office of that person is known."""
    return (
        office in _LEADERS and all(row.state != state for row in rows) and any(row.office in _LEADERS for row in rows)
    )


def _wrong_office(rows: list[OfficeHolder], state: str, now: list[OfficeHolder], others: list[OfficeHolder]) -> bool:
    """Whether the person is known to hold another leading office of the state, and another person this one."""
    return bool(others) and any(row.state == state and row.office in _LEADERS for row in now) and bool(rows)


def _once(rows: list[OfficeHolder], state: str, published: date) -> bool:
    """Whether a leader of a state, whose offices are all known, is given one that another person holds."""
    return any(row.state == state and row.office in _LEADERS for row in rows) and all(
        _settled(row, published) for row in rows
    )


def _long_ago(line: Line, published: date) -> bool:
    """Whether the sentence names a year before that of publication."""
    return any(when.first.year < published.year for when in explicit(line.masked))


def _now(line: Line, match: re.Match[str]) -> bool:
    """Whether the sentence speaks of the days before publication, and not of when the person held the office."""
    if explicit(line.masked) or PAST.search(line.masked.replace(match.group(), "")):
        return False
    if _GONE.match(line.masked, match.end()):
        return False
    plain = match.re in _IS_NOW or " who is " in match.group() or RECENT.search(line.masked)
    return bool(plain) and not hedged(line, match.start(), match.end())


def _told(context: Context, row: OfficeHolder) -> str:
    since = row.start.isoformat() if row.start else "?"
    until = row.end.isoformat() if row.end else ""
    held = f"{since} to {until}" if until else f"since {since}"
    return f"{row.name}, {row.title.lower()} of {context.name(row.state)} {held}"
