"""Who a speaker is, however a text describes him: "Turkey's president" is Erdogan, "the Kremlin" the government of Russia."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from itertools import pairwise

from allegiance.actors import Gazetteer, NameHit

ARTICLE = re.compile(r"^(?:the|an?|its|their) ", re.IGNORECASE)
"""What stands before a body and tells it from no other: of "its foreign ministry" nobody knows whose."""
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = re.compile(
    r",? on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$"
    rf"|,? (?:of|on|from|dated) (?:\d\d? {_MONTH}|{_MONTH} \d\d?)(?:,? \d{{4}})?$"
)
_OFFICES = {
    "head_of_state": r"president",
    "head_of_government": r"prime minister|premier|chancellor|pm",
    "foreign_minister": (
        r"foreign minister|foreign secretary|secretary of state|minister (?:of|for) foreign affairs|fm|(?:top|chief) diplomat"
    ),
    "defence_minister": r"defen[cs]e minister|defen[cs]e secretary|secretary of defen[cs]e|minister of defen[cs]e",
}
_DIPLOMAT, _ABOVE = re.compile(r"(?:top|chief) diplomat", re.IGNORECASE), "Foreign Affairs Commission"
# "State" before a name would be read as part of it.
_RANK = re.compile(r"^Secretary of State (?=[A-Z])")
_PLACED = re.compile(r"(.+) (?:of|in)(?: the)?")
_GOVERNMENT = re.compile(r"government|authorities", re.IGNORECASE)
_MILITARY = re.compile(r"military|army|armed forces|general staff|joint chiefs of staff", re.IGNORECASE)
# Whose words they are in "a spokesman for President Biden" is not the president.
_ANOTHERS = re.compile(r"\b(?:for|of(?! (?:State|Defen[cs]e|Foreign)\b)|to|by|with|against|from|on)(?: [\w.]+){0,2} $")
_MINISTRY = re.compile(
    r"(?P<kind>foreign|defen[cs]e|interior|energy|economy|finance|health|trade|transport) (?:ministry|(?<=foreign )office)"
    r"|(?:ministry|department) of (?P<of>foreign affairs|defen[cs]e|energy|finance|health|trade|transport|state|justice)",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"government|presidency|embassy|parliament|air force|navy|coast guard|presidential (?:administration|office)",
    re.IGNORECASE,
)
# Who is told apart from others by the place in a text only: "Judges", "the ministry".
_ROLE = re.compile(
    r"(?:analysts?|army|authorities|commander|court|document|experts?|government|judges?|leaders?|military|minister|ministry|"
    r"officials?|parliament|police|president|prime minister|prosecutors?|rebels?|sources?|spokes\w+|state)",
    re.IGNORECASE,
)


@lru_cache(maxsize=1 << 14)
def speaker(words: str, known: Gazetteer, day: date | None) -> str | None:
    """Return the name of the person, body or state that words for a speaker mean; None where that can't be told.

    A state's name, its capital, the seat of its government and "the ... government" are the state; its forces and their
    seat are its military.

    Args:
        words: The speaker as a text describes him.
        known: Knows who is who, and who held which office.
        day: When the text was published.

    >>> known, day = Gazetteer.load(), date(2023, 3, 17)
    >>> [speaker(words, known, day) for words in ("Turkey’s Erdogan", "the Turkish president", "Ankara", "a Turkish tailor")]
    ['Recep Tayyip Erdoğan', 'Recep Tayyip Erdoğan', 'Türkiye', None]
    """
    text = bare(words).replace("’", "'")
    text = _RANK.sub("", re.sub(r"\bU\.S\b(?!\.)", "U.S.", text))
    hits = known.find(text, on=day)
    persons = [hit for hit in hits if hit.person and _heads(text, hit)]
    if persons:
        return persons[0].person if len({hit.person for hit in persons}) == 1 else None
    if len(hits) > 1 and not any(hit.person for hit in hits) and _joined(text, hits):
        return " and ".join(known.entity(hit.id).name for hit in hits)
    if len({hit.id for hit in hits}) != 1 or any(hit.person for hit in hits):
        return None
    hit = hits[0]  # of "Britain's Foreign Office" the state
    before = ARTICLE.sub("", text[: hit.start]).removesuffix("the ").strip()
    after = text[hit.end :].removeprefix("'s").removeprefix("'").strip()
    office = after if not before else before.removesuffix(" of") if not after and before.endswith(" of") else ""
    held = next((name for name, titles in _OFFICES.items() if re.fullmatch(titles, office, re.IGNORECASE)), None)
    if held:
        rows = [row for row in known.holders(hit.id, on=day) if row.office in _OFFICES] if day else []
        # Where a leader stands above the president, the table has the president as head of government.
        president = held == "head_of_state"
        if _DIPLOMAT.fullmatch(office) and any(_ABOVE in row.title for row in known.holders(hit.id, on=day)):
            return None  # "China's top diplomat" may be the minister or who stands above him
        fitting = [row for row in rows if (row.title == "President") == president and (president or row.office == held)]
        return fitting[0].name if len(fitting) == 1 and fitting[0].sure else None
    if not after and (placed := _PLACED.fullmatch(before)):
        before, after = "", placed[1]  # "the ministry of defence of Ukraine", "the interior ministry in Kyiv"
    elif after and hit.role != "state":
        return None
    if before:
        return None
    entity = known.entity(hit.id)
    if (entity.family, entity.kind) == ("group", "bloc"):
        return None
    name = entity.name
    if hit.role == "military" or _MILITARY.fullmatch(after):
        return f"{name} (military)"
    ministry = _MINISTRY.fullmatch(after)
    if ministry:
        kind = (ministry["kind"] or ministry["of"]).lower().removesuffix(" affairs").replace("defense", "defence")
        return f"{name} ({kind} ministry)"
    return name if not after or _GOVERNMENT.fullmatch(after) else None


def bare(words: str) -> str:
    """Return words for a speaker without an article or "its" before them and a day after them.

    >>> bare("the Kremlin on Monday"), bare("A report of 2 May")
    ('Kremlin', 'report')
    """
    return _DAY.sub("", ARTICLE.sub("", words.strip()))


def _heads(text: str, hit: NameHit) -> bool:
    """Whether a person's name is what a description ends in, before what is added to it ("..., the Kremlin spokesman")."""
    return text[hit.end : hit.end + 1] in ("", ",") and not _ANOTHERS.search(text[: hit.start])


def _joined(text: str, hits: Sequence[NameHit]) -> bool:
    """Whether a description is nothing but names: "Japan and China"."""
    between = [text[one.end : two.start] for one, two in pairwise(hits)]
    ends = text[: hits[0].start] + text[hits[-1].end :]
    return not ends.strip() and all(re.fullmatch(r",? and (?:the )?|, (?:the )?", part) for part in between)


def unplaced(words: str) -> bool:
    """Whether words are a state's body or office without the state.

    >>> [unplaced(words) for words in ("embassy", "Ministry of Defence", "foreign minister", "tailor")]
    [True, True, True, False]
    """
    body = _MINISTRY.fullmatch(words) or _MILITARY.fullmatch(words) or _BODY.fullmatch(words)
    return bool(body) or any(re.fullmatch(titles, words, re.IGNORECASE) for titles in _OFFICES.values())


def role(words: str) -> bool:
    """Whether words are no name but what somebody is ("Judges", "the president").

    >>> role("Judges"), role("Judges' Union")
    (True, False)
    """
    return _ROLE.fullmatch(words) is not None
