"""Word lists on which the reading of parties rests."""

from __future__ import annotations

import csv
from functools import lru_cache
from importlib import resources

LEADER_NOUNS = frozenset(
    [
        "president",
        "minister",
        "premier",
        "chancellor",
        "leader",
        "ruler",
        "prince",
        "king",
        "queen",
        "sultan",
        "emir",
        "dictator",
        "strongman",
        "head",
        "chief",
        "secretary",
        "ambassador",
        "envoy",
        "diplomat",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "official",
        "officials",
        "counterpart",
        "adviser",
        "advisor",
        "governor",
        "mayor",
        "senator",
        "lawmaker",
        "lawmakers",
        "legislator",
        "congressman",
        "deputy",
        "speaker",
        "general",
        "commander",
        "admiral",
        "delegate",
        "delegation",
        "negotiator",
        "negotiators",
        "representative",
        "chairman",
        "chair",
        "politician",
        "candidate",
        "monarch",
        "pm",
        "fm",
        "boss",
        "tsar",
        "autocrat",
        "strategist",
        "aide",
        "vice-president",
        "commissioner",
        "ayatollah",
        "pope",
        "marshal",
        "colonel",
        "councillor",
    ]
)
"""Offices and persons that stand for their state."""

BODY_NOUNS = frozenset(
    [
        "government",
        "administration",
        "regime",
        "ministry",
        "cabinet",
        "parliament",
        "congress",
        "senate",
        "house",
        "court",
        "army",
        "military",
        "navy",
        "force",
        "troop",
        "soldier",
        "air",
        "guard",
        "marine",
        "police",
        "intelligence",
        "service",
        "agency",
        "embassy",
        "consulate",
        "authority",
        "authorities",
        "state",
        "republic",
        "country",
        "nation",
        "people",
        "citizen",
        "side",
        "leadership",
        "ruler",
        "company",
        "firm",
        "giant",
        "bank",
        "team",
        "mission",
        "party",
        "group",
        "coalition",
        "union",
        "alliance",
        "commission",
        "council",
        "presidency",
        "capital",
        "warship",
        "ship",
        "vessel",
        "aircraft",
        "jet",
        "fighter",
        "plane",
        "tank",
        "drone",
        "missile",
        "bomber",
        "submarine",
        "paratrooper",
        "mercenary",
        "militia",
        "separatist",
        "rebel",
        "hacker",
        "spy",
        "agent",
        "prosecutor",
        "judge",
        "prosecutors",
        "regulator",
        "department",
        "office",
        "treasury",
        "pentagon",
        "foreign",
        "defence",
        "defense",
        "security",
        "border",
        "unit",
        "battalion",
        "delegation",
        "media",
        "ally",
        "partner",
        "invader",
        "occupier",
        "aggressor",
        "defender",
        "investor",
        "businessman",
        "oligarch",
        "tanker",
        "carrier",
        "fleet",
        "artillery",
        "tribunal",
        "assembly",
        "bloc",
        "federation",
        "kingdom",
        "dynasty",
        "monarchy",
        "junta",
        "community",
        "public",
        "resident",
        "man",
        "woman",
        "journalist",
        "national",
        "student",
        "refugee",
        "migrant",
        "athlete",
        "pilot",
        "sailor",
        "prisoner",
        "detainee",
        "hostage",
        "volunteer",
        "civilian",
        "expert",
        "scientist",
        "engineer",
        "lawyer",
        "activist",
        "dissident",
    ]
)
"""Bodies, forces and people that stand for their state."""

AGENT_NOUNS = LEADER_NOUNS | BODY_NOUNS

PRIVATE_NOUNS = frozenset(
    """journalist reporter correspondent columnist commentator blogger tourist traveller traveler scholar academic professor
    historian scientist researcher student pupil teacher doctor nurse author writer novelist poet artist actor actress
    singer musician filmmaker footballer player athlete swimmer runner fan businessman businesswoman entrepreneur farmer
    miner trucker shopkeeper lawyer attorney priest analyst expert economist resident villager teenager boy girl man woman
    couple worker activist campaigner protester protestor demonstrator""".split()
)
"""Persons who don't act for their state, whatever their nationality: what befalls them is still told of it."""

CROWD_NOUNS = frozenset(["crowd", "mob", "gunman", "vandal", "thief", "robber", "arsonist", "pirate", "attacker"])
"""Those who do something in a place, whoever they are."""

POST_NOUNS = frozenset(
    ["ambassador", "envoy", "embassy", "consul", "consulate", "diplomat", "representative", "mission", "delegate"]
)
"""Offices sent to another party: "the British ambassador to Moscow" is British."""

COUNTRY_NOUNS = frozenset(
    ["country", "nation", "state", "republic", "kingdom", "government", "regime", "leadership", "authorities"]
)
MINISTRY_NOUNS = frozenset(
    ["government", "ministry", "parliament", "army", "military", "cabinet", "administration", "authorities", "kremlin"]
)
LEADER_HEADS = frozenset(
    ["president", "minister", "premier", "chancellor", "leader", "ruler", "king", "emir", "dictator", "strongman"]
)
BOTH_NOUNS = frozenset(
    [
        "country",
        "side",
        "leader",
        "nation",
        "state",
        "neighbor",
        "neighbour",
        "government",
        "party",
        "power",
        "president",
        "minister",
        "ally",
        "capital",
        "rival",
        "counterpart",
        "army",
        "foe",
        "superpower",
        "diplomat",
    ]
)
PERSON_PRONOUNS = frozenset(["he", "she", "him", "her", "his", "hers", "himself", "herself"])
FEMALE_PRONOUNS = frozenset(["she", "her", "hers", "herself"])
THING_PRONOUNS = frozenset(["it", "its", "itself"])
PLURAL_PRONOUNS = frozenset(["they", "them", "their", "theirs", "themselves"])
SELF_PRONOUNS = frozenset(["we", "us", "our", "ours", "i", "me", "my"])
SPEECH_VERBS = frozenset(
    [
        "say",
        "tell",
        "add",
        "state",
        "declare",
        "announce",
        "insist",
        "claim",
        "argue",
        "explain",
        "note",
        "stress",
        "warn",
        "write",
        "report",
        "confirm",
        "suggest",
        "believe",
        "think",
        "assert",
        "comment",
        "reply",
        "respond",
        "acknowledge",
        "admit",
        "remark",
        "emphasize",
        "emphasise",
        "reiterate",
        "mention",
        "tweet",
        "post",
        "quote",
        "describe",
        "recall",
        "reveal",
        "point",
        "hint",
        "signal",
        "testify",
        "vow",
        "promise",
    ]
)


@lru_cache(maxsize=1)
def regions() -> dict[str, frozenset[str]]:
    """Return which states a word such as "Central Asian" may stand for, lower-cased."""
    path = resources.files("allegiance.coding") / "data" / "regions.csv"
    table: dict[str, frozenset[str]] = {}
    for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()):
        for word in row["words"].split("|"):
            table[word.lower()] = frozenset(row["ids"].split("|"))
    return table
