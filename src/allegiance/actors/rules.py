"""Rules that decide in context whether an ambiguous form names a party.

Each rule looks at the words around the form and at what the rest of the text names. A rule's name stands in the
column ``ambiguous`` of names.csv; words after a colon are the rule's own (``needs:Tehran|Iran``).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from allegiance.actors import councils
from allegiance.actors.context import Context
from allegiance.actors.naming import looks_like_person
from allegiance.actors.places import in_place

_US_STATES = re.compile(
    r"\b(?:Alabama|Arizona|Arkansas|California|Colorado|Florida|Michigan|Minnesota|Mississippi|Nevada|North Carolina|"
    r"Ohio|Oregon|Pennsylvania|South Carolina|Tennessee|Texas|Virginia|Wisconsin|Atlanta|Savannah|Augusta|Macon|"
    r"Fulton County|Raffensperger|Kemp|Warnock|Ossoff|Abrams|Loeffler|Perdue|Herschel Walker|Taylor Greene|"
    r"Secretary of State|secretary of state|runoff|Peach State|Republican|Democrat|GOP|electors|Gov\.)"
)
# Not "pounds" and "won", which are verbs as well.
_MONEY = re.compile(
    r"[ \n](?:dollars?|roubles?|rubles?|francs?|yuan|yen|rupees?|liras?|tenge|hryvnias?|pesos?|dinars?|riy?als?"
    r"|zlotys?|kron(?:a|er|or))\b",
    re.IGNORECASE,
)
# What the US state has, and the state in the Caucasus seldom: it had a National Guard and has a party of Republicans.
_US_OFFICE = re.compile(
    r"(?:'s)?\s+(?:Gov\b|[Gg]overnor|Secretary of State|(?:State )?Senat|House\b|[Ll]egislature|[Rr]epublicans?\b"
    r"|[Dd]emocrats?\b|Supreme Court Justice|National Guard|Bureau)"
)
_GOVERNOR_OF_GEORGIA = re.compile(r"\bGeorgia(?:'s)? (?:Gov\b|[Gg]overnor)")
_IN_GEORGIA = re.compile(r"\b(?:Tbilisi|Abkhazia|South Ossetia)\b")
_CAUCASUS = re.compile(
    r"\b(?:Tbilisi|Abkhazia|South Ossetia|Saakashvili|Zurabishvili|Zourabichvili|Garibashvili|Kobakhidze|"
    r"Ivanishvili|Margvelashvili|Shevardnadze|"
    r"Caucasus|Batumi|Armenia|Azerbaijan|Moldova|Georgian|Georgians|Soviet|Black Sea|Russia|Russian|Ukraine|NATO|EU)\b"
)
_PERSON_JORDAN = re.compile(r"\b(?:Jim|Michael|Vernon|Barbara|Hamilton|DeAndre|Judiciary Committee)\b")
_STATE_JORDAN = re.compile(
    r"\b(?:Amman|Jordanian|Jordanians|King Abdullah|King Hussein|Hashemite|Petra|West Bank|Israel)\b"
)
_REGION_AFTER = re.compile(
    r"\s+(?:of|and|China|Caucasus|Pole|American|Korean|Korea|Pacific|African|Africa)\b|-|\s+[A-Z]"
)
_BIRD = re.compile(
    r"\b(?:Thanksgiving|roast|stuffing|sandwich|breast|drumstick|poultry|cranberry|gravy|leftover|oven|carv(?:e|ed|ing)|"
    r"bird flu|pardon(?:s|ed)?|butterball|meatballs|bacon)\b",
    re.IGNORECASE,
)
_WAGNER = re.compile(
    r"\b(?:mercenar(?:y|ies)|Prigozhin|PMC|Bakhmut|Wagner [Gg]roup|Soledar|private military|fighters)\b"
)
_MUSIC = re.compile(r"\b(?:opera|operas|composer|Bayreuth|Ring cycle|orchestra|Valkyrie)\b")
_NOT_THE_WEST = re.compile(
    r" +(?:Africa|Asia|Bank|Coast|Side|End|Wing|Point|Virginia|Indies|Midlands|Germany|Berlin|Ham|Texas|Jerusalem|Point)"
    r"|\s+(?:of|side|coast|bank|wing|door|wall)\b|-[A-Za-z]"
)
_POINTS_OF_COMPASS = re.compile(r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|kilometers|kilometres|miles)\b")
_WESTERN = re.compile(
    r"(?!\s+Military (?:District|Command)|\s+Defense Force)"
    r"(?:\s+(?:alli(?:es|ance|ed)|officials?|countr(?:y|ies)|governments?|leaders?|sanctions?|arms|weapons?|support|powers?|nations?|"
    r"intelligence|militar(?:y|ies)|tanks?|states?|partners?|backers|diplomats?|politicians?|aid|capitals?|democracies|"
    r"defen[cs]e|companies|firms|investors?|pressure|unity|world|embass(?:y|ies)|ambassadors?|donors|media|military|missiles|jets|help|"
    r"assistance|security|criticism|response|demands?|efforts?|policy|policies|special|counterparts?|ministers?|markets?|banks?|condemnation|outrage|stance|wishes|technology|hardware|goods|firms|trainers|troops|"
    r"interference|hegemony|instructors|spies|spy|rivals?|adversar(?:y|ies)|threats?|warnings?|condemn\w*|values|supplies|deliveries|"
    r"statements?|calls?|price cap|weaponry|ammunition|equipment|aircraft|fighter|backing|pledges?|promises?|plans?|moves?|"
    r"targets?|hostages?|air ?strikes|bloc|camp|coalition|provocations?|lawmakers)\b|-(?:led|backed|supplied|"
    r"made|imposed|donated|style)\b)",
    re.IGNORECASE,
)
_ACTS = re.compile(
    r"\s*(?:'s\b|has\b|have\b|is\b|are\b|was\b|will\b|would\b|can\b|must\b|should\b|to\b|,|\.|over\b|and\b|wants?\b|for\b)"
)
_BEFORE_WEST = frozenset(
    {"to", "with", "by", "against", "from", "for", "as", "than", "says", "warns", "accuses", "and"}
)
# Headlines leave out the article: "Kremlin blames West for delay", "Kyiv urges west to hurry".
_TO_THE_WEST = frozenset(
    """accuses accused accusing blames blamed blaming warns warned warning tells told urges urged urging asks asked asking
    rebukes rebuked condemns criticises criticizes slams threatens threatened threatening thanks thanked mocks taunts presses
    begs""".split()
)
_TOLD_TO_DO = re.compile(
    r"\s+(?:to|over|of|for|on|that|against|not|must|will|is|as|in|with|after|ahead)\b|[,.:;']|\s*$", re.MULTILINE
)
_POLISH_VERB = re.compile(r"\s+(?:your|the|his|her|its|their|our|my|up|off|it|them)\b")


def _person(context: Context, sense_id: str, words: str) -> bool:
    return not looks_like_person(context)


def _jordan(context: Context, sense_id: str, words: str) -> bool:
    if looks_like_person(context):
        return False
    return context.holds(_STATE_JORDAN) or not context.holds(_PERSON_JORDAN)


def _georgia(context: Context, sense_id: str, words: str) -> bool:
    if looks_like_person(context):
        return False
    window = context.near(reach=300)
    if _US_OFFICE.match(context.text, context.end) and not _IN_GEORGIA.search(window):
        return False
    us, caucasus = len(_US_STATES.findall(window)), len(_CAUCASUS.findall(window))
    if us == caucasus:
        us, caucasus = len(_US_STATES.findall(context.text)), len(_CAUCASUS.findall(context.text))
    return caucasus >= us


def _georgian(context: Context, sense_id: str, words: str) -> bool:
    if re.match(r"\s+governor\b", context.text[context.end :], re.IGNORECASE) and context.holds(_GOVERNOR_OF_GEORGIA):
        return False
    return not re.match(
        r"\s+(?:architecture|house|mansion|terrace|townhouse|era|style|building|window)", context.text[context.end :]
    )


def _turkey(context: Context, sense_id: str, words: str) -> bool:
    return not _BIRD.search(context.near(reach=80))


def _shouting(context: Context) -> bool:
    letters = [char for char in context.near(reach=30) if char.isalpha()]
    return len(letters) > 12 and sum(char.isupper() for char in letters) > 0.9 * len(letters)


def _caps(context: Context, sense_id: str, words: str) -> bool:
    return not _shouting(context)


def _wagner(context: Context, sense_id: str, words: str) -> bool:
    if looks_like_person(context) or context.holds(_MUSIC):
        return False
    return context.holds(_WAGNER) or context.ids["RUS"] > 0


def _western(context: Context, sense_id: str, words: str) -> bool:
    if context.before.lower() in {"pro", "anti"} or context.text[context.start - 4 : context.start].lower() == "pro-":
        return True
    return bool(_WESTERN.match(context.text, context.end))


def _small_west(context: Context, sense_id: str, words: str) -> bool:
    """Some outlets write "the west" for the bloc: it acts or is acted on, and no other point of the compass is near."""
    if context.before.lower() in {"in", "into", "of", "towards", "on"} or _NOT_THE_WEST.match(
        context.text, context.end
    ):
        return False
    if context.before.lower() in {"to", "from"}:
        named = context.ids["RUS"] > 0 or context.ids["CHN"] > 0
        return named and not _POINTS_OF_COMPASS.search(context.near(reach=60))
    return bool(_ACTS.match(context.text, context.end)) or context.before.lower() in _BEFORE_WEST


def _bare_west(context: Context, sense_id: str, words: str) -> bool:
    """Accept where a headline has somebody accuse, warn or ask "west", without an article."""
    return context.before.lower() in _TO_THE_WEST and bool(_TOLD_TO_DO.match(context.text, context.end))


def _west(context: Context, sense_id: str, words: str) -> bool:
    if _bare_west(context, sense_id, words):
        return True
    if _NOT_THE_WEST.match(context.text, context.end):
        return False
    if context.text[context.start : context.start + 4].lower() == "the ":
        return True
    if context.text[context.start - 5 : context.start].lower() in ("anti-", "-pro-", " pro-"):
        return True
    return context.before.lower() in _BEFORE_WEST or context.text.startswith(("'s ", " and Ukraine"), context.end)


def _council(context: Context, sense_id: str, words: str) -> bool:
    return councils.whose(context) == sense_id


def _half(context: Context, sense_id: str, words: str) -> bool:
    """Accept "the South" for one Korea where the other is spoken of and the word is no region's."""
    if not context.ids["PRK"] and not context.ids["KOR"]:
        return False
    return context.before.lower() == "the" and not _REGION_AFTER.match(context.text, context.end)


def _us(context: Context, sense_id: str, words: str) -> bool:
    return not _shouting(context) or context.before not in {
        "LET",
        "GIVE",
        "TELL",
        "FOR",
        "OF",
        "WITH",
        "TO",
        "JOIN",
        "CONTACT",
    }


def _washington(context: Context, sense_id: str, words: str) -> bool:
    if looks_like_person(context) or re.search(r"\b[Ss]tate of $", context.text[: context.start]):
        return False
    return not re.search(r"\b(?:Seattle|Spokane|Tacoma)\b", context.near(reach=80))


def _polish(context: Context, sense_id: str, words: str) -> bool:
    return not _POLISH_VERB.match(context.text, context.end)


def _prefix(context: Context, sense_id: str, words: str) -> bool:
    return bool(re.match(r"-[A-Z]", context.text[context.end : context.end + 2]))


def _korea_south(context: Context, sense_id: str, words: str) -> bool:
    return not _korea_north(context, sense_id, words)


def _korea_north(context: Context, sense_id: str, words: str) -> bool:
    return context.before.lower() != "south" and context.ids["PRK"] > 0 and not context.ids["KOR"]


def _brussels(context: Context, sense_id: str, words: str) -> bool:
    return not in_place(context)


def _brussels_place(context: Context, sense_id: str, words: str) -> bool:
    return in_place(context)


def _always(context: Context, sense_id: str, words: str) -> bool:
    return True


@lru_cache(maxsize=512)
def _any_of(words: str) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(re.escape(word) for word in words.split("|")) + r")\b")


def _needs(context: Context, sense_id: str, words: str) -> bool:
    return context.ids[sense_id] > 0 or bool(words and context.holds(_any_of(words)))


def _beside(context: Context, sense_id: str, words: str) -> bool:
    """Accept where one of the words stands within some sixty characters, as in "the republics of A and B"."""
    near = context.text[max(0, context.start - 60) : context.end + 30]
    return bool(_any_of(words).search(near))


def _unless(context: Context, sense_id: str, words: str) -> bool:
    return not context.holds(_any_of(words))


RULES: dict[str, Callable[[Context, str, str], bool]] = {
    "person": _person,
    "jordan": _jordan,
    "georgia": _georgia,
    "georgian": _georgian,
    "turkey": _turkey,
    "half": _half,
    "us": _us,
    "caps": _caps,
    "wagner": _wagner,
    "west": _west,
    "western": _western,
    "small_west": _small_west,
    "bare_west": _bare_west,
    "council": _council,
    "washington": _washington,
    "polish": _polish,
    "prefix": _prefix,
    "korea": _korea_south,
    "korea_north": _korea_north,
    "brussels": _brussels,
    "brussels_place": _brussels_place,
    "bygone": _always,
    "needs": _needs,
    "beside": _beside,
    "unless": _unless,
}


def names_money(context: Context) -> bool:
    """Whether the form only says whose money it is: "two million US dollars", "US$50 million"."""
    return context.text.startswith("$", context.end) or _MONEY.match(context.text, context.end) is not None


def accept(rule: str, context: Context, sense_id: str) -> bool:
    """Whether ``rule`` (a cell of the column ``ambiguous``) lets this form stand for ``sense_id``."""
    name, _, words = rule.partition(":")
    return RULES[name](context, sense_id, words) if name else True
