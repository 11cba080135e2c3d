"""Scoring coded mentions against hand-coded ones.

A coded mention meets a labelled one when it overlaps at least half of the shorter span (and is no longer than three times
the label's span, or 500 characters), its type is among the label's types, and the parties agree: actors meet, recipients
meet, and the mean of the two Jaccard indices is at least .34.  A mutual label (several actors, no recipient) is met by two
of its parties on either side; for CONSULT, AGREE and COOPERATE the mutual and the directed form answer each other, and
mirror images are one mention.  Pairs are one to one, as many as possible, the better ones first.

``precision``, ``recall_inter`` and ``f1`` are over two-sided mentions: a state or organisation of states on one side, a
different one on the other.  ``must_recall`` is over all labels marked must.  A right coding of an event that is labelled
elsewhere in the text counts as ``repeat``, against ``precision_strict`` alone.
``parties_right`` is the share of the hits that name all parties of the label and no other.
"""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

Line = Mapping[str, Any]
Weigh = dict[tuple[int, int], float]

STATES = frozenset(
    "AFG ALB DZA AND AGO ATG ARG ARM AUS AUT AZE BHS BHR BGD BRB BLR BEL BLZ BEN BTN BOL BIH BWA BRA BRN BGR BFA BDI CPV "
    "KHM CMR CAN CAF TCD CHL CHN COL COM COG COD CRI CIV HRV CUB CYP CZE DNK DJI DMA DOM ECU EGY SLV GNQ ERI EST SWZ ETH "
    "FJI FIN FRA GAB GMB GEO DEU GHA GRC GRD GTM GIN GNB GUY HTI HND HUN ISL IND IDN IRN IRQ IRL ISR ITA JAM JPN JOR KAZ "
    "KEN KIR PRK KOR KWT KGZ LAO LVA LBN LSO LBR LBY LIE LTU LUX MDG MWI MYS MDV MLI MLT MHL MRT MUS MEX FSM MDA MCO MNG "
    "MNE MAR MOZ MMR NAM NRU NPL NLD NZL NIC NER NGA MKD NOR OMN PAK PLW PAN PNG PRY PER PHL POL PRT QAT ROU RUS RWA KNA "
    "LCA VCT WSM SMR STP SAU SEN SRB SYC SLE SGP SVK SVN SLB SOM ZAF SSD ESP LKA SDN SUR SWE CHE SYR TJK TZA THA TLS TGO "
    "TON TTO TUN TUR TKM TUV UGA UKR ARE GBR USA URY UZB VUT VEN VNM YEM ZMB ZWE PSE TWN XKX VAT HKG ESH".split()
)
BODIES = frozenset(
    "EU UN NATO CSTO OSCE IAEA G7 G20 AU ASEAN OPEC OPEC+ GCC EAEU CIS SCO BRICS IMF ICC ICJ ECOWAS WHO WTO WB OPCW "
    "ARAB-LEAGUE COE QUAD AUKUS OIC E3 MERCOSUR APEC OAS UNESCO UNHCR UNICEF".split()
)
OTHER_NAMES = {
    "UK": "GBR",
    "US": "USA",
    "KOSOVO": "XKX",
    "TAIWAN": "TWN",
    "PALESTINE": "PSE",
    "DNR": "DPR",
    "LNR": "LPR",
    "DONETSK PEOPLES REPUBLIC": "DPR",
    "LUHANSK PEOPLES REPUBLIC": "LPR",
    "EUROPEAN UNION": "EU",
    "EUROPEAN COMMISSION": "EU",
    "UNITED NATIONS": "UN",
    "UN SECURITY COUNCIL": "UN",
    "SECURITY COUNCIL": "UN",
    "UNSC": "UN",
    "UNGA": "UN",
    "WORLD BANK": "WB",
    "AFRICAN UNION": "AU",
    "ARAB LEAGUE": "ARAB-LEAGUE",
    "WAGNER": "WAGNER GROUP",
    "HOUTHI": "HOUTHIS",
    "HEZBOLLAH MILITANTS": "HEZBOLLAH",
}
TWO_WAY = frozenset({"CONSULT", "AGREE", "COOPERATE"})
OFFICES = frozenset(
    "the and for said mr mrs ms dr sir president vice prime minister ministers ministry secretary state foreign defense "
    "defence general senator chancellor king prince leader chief spokesman spokeswoman spokesperson ambassador envoy "
    "commander adviser advisor deputy head chairman official officials government senior top former us russian ukrainian "
    "american british french german chinese israeli iranian".split()
)
LITTLE_WORDS = frozenset("the and for said a an senior top one two of".split())


def plain_name(value: Any) -> str:
    """Return a party's name in the form in which names are compared."""
    if not isinstance(value, str):
        value = value.get("id") or value.get("name") or value.get("text") or ""
    name = re.sub(r"^THE ", "", re.sub(r"[’'.]", "", value).upper().strip())
    return OTHER_NAMES.get(name, name)


def names(values: Iterable[Any] | None) -> set[str]:
    """Return a side's names."""
    return {plain_name(value) for value in values or ()} - {""}


def sides(line: Line) -> tuple[set[str], set[str]]:
    """Return a mention's actors and recipients."""
    return names(line.get("actors")), names(line.get("recipients"))


def between_states(actors: set[str], recipients: set[str]) -> bool:
    """Return whether a state stands on one side and a different one on the other, or two act on each other."""
    known = STATES | BODIES
    if not recipients:
        return len(actors & known) >= 2
    return any(a != r for a in actors & known for r in recipients & known)


def overlap(gold: Line, coded: Line) -> float:
    """Return the shared part of the shorter span; 0 where the coded span is far too long."""
    shared = min(gold["end"], coded["end"]) - max(gold["start"], coded["start"])
    long, short = coded["end"] - coded["start"], gold["end"] - gold["start"]
    if shared <= 0 or long > max(500, 3 * short):
        return 0
    return float(shared / min(short, long))


def _jaccard(first: set[str], second: set[str]) -> float:
    return len(first & second) / len(first | second) if first | second else 1


def agreement(gold: Line, coded: Line) -> float:
    """Return how well type and parties agree (at most 2), the place aside; 0 where they don't."""
    if coded.get("type") not in gold["types"]:
        return 0
    (ga, gr), (ca, cr) = sides(gold), sides(coded)
    gold_mutual = not gr and len(ga) >= 2
    coded_mutual = len(ca) >= 2 and (not cr or ca == cr)
    two_way = coded["type"] in TWO_WAY
    if gold_mutual or (two_way and coded_mutual and gr and ga and ga != gr):
        have, want = ca | cr, ga | gr
        if len(want & have) < 2:
            return 0
        if not coded_mutual and not any(x != y for x in want & ca for y in want & cr):
            return 0
        if not gold_mutual and not (ga & have and gr & have):
            return 0
        score = _jaccard(want, have) * 2
    else:
        if not two_way and coded_mutual and ca == cr and gr and ga != gr:
            return 0
        if (ga and not ga & ca) or (gr and not gr & cr):
            return 0
        score = _jaccard(ga, ca) + _jaccard(gr, cr)
    return score if score / 2 >= 0.34 else 0


def likeness(gold: Line, coded: Line) -> float:
    """Return how well a coded mention answers a labelled one; 0 where it doesn't."""
    place = overlap(gold, coded)
    if place < 0.5:
        return 0
    agree = agreement(gold, coded)
    return 1 + agree + place + (0.5 if gold["types"][0] == coded["type"] else 0) if agree else 0


def pair_up(rows: int, columns: int, weights: Weigh) -> dict[int, int]:
    """Return row to column, one to one: as many pairs as possible, the better ones first."""
    partner: dict[int, int] = {}

    def place(row: int, seen: set[int]) -> bool:
        open_to = [c for c in range(columns) if weights.get((row, c), 0) > 0]
        for column in sorted(open_to, key=lambda c: -weights[row, c]):
            if column in seen:
                continue
            seen.add(column)
            if column not in partner or place(partner[column], seen):
                partner[column] = row
                return True
        return False

    for row in sorted(range(rows), key=lambda r: -max([weights.get((r, c), 0) for c in range(columns)] or [0])):
        place(row, set())
    return {row: column for column, row in partner.items()}


def once(lines: Iterable[Line]) -> list[Line]:
    """Return mentions without exact doubles and without mirror images of two-way acts."""
    seen: set[tuple[Any, ...]] = set()
    kept = []
    for line in lines:
        a, r = sides(line)
        who: tuple[Any, ...] = (frozenset(a | r),) if line.get("type") in TWO_WAY else (frozenset(a), frozenset(r), "d")
        key = (line["start"], line["end"], line.get("type"), *who)
        if key not in seen:
            seen.add(key)
            kept.append(line)
    return kept


def _words(text: Any) -> list[str]:
    return re.findall(r"\w+", re.sub(r"[’']s\b|\.", "", str(text).lower()))


def same_source(first: Any, second: Any) -> bool:
    """Return whether two names or descriptions of a source mean the same one."""
    left, right = _words(first), _words(second)
    proper = [w for w in left if w not in OFFICES], [w for w in right if w not in OFFICES]
    if proper[0] and proper[1]:
        x, y = set(proper[0]), set(proper[1])
        if len(proper[0]) > 8 or len(proper[1]) > 8:
            return x == y
        return proper[0][-1] == proper[1][-1] or x <= y or y <= x
    x, y = ({w.rstrip("s") for w in words} - LITTLE_WORDS for words in (left, right))
    return bool(x and y) and (x <= y or y <= x)


def _edge(text: str, *, last: bool) -> date:
    parts = str(text)[:10].split("-")
    year, month = int(parts[0]), int(parts[1]) if len(parts) > 1 else (12 if last else 1)
    if len(parts) > 2:
        return date(year, month, int(parts[2]))
    return date(year, month, calendar.monthrange(year, month)[1] if last else 1)


def interval(value: Any) -> tuple[date, date] | None:
    """Return the days that a written date or interval spans; None where there is none or it can't be read."""
    if not value:
        return None
    if isinstance(value, list | tuple):
        first, second = value[0], value[-1]
    elif isinstance(value, dict):
        first, second = value.get("start") or value.get("from"), value.get("end") or value.get("to")
    else:
        parts = str(value).split("/")
        first, second = parts[0], parts[-1]
    try:
        return _edge(first, last=False), _edge(second, last=True)
    except (ValueError, IndexError, TypeError):
        return None


def same_time(gold: tuple[date, date] | None, coded: tuple[date, date] | None) -> bool:
    """Return whether dates meet, a day of grace allowed, the coded one at most twice as wide."""
    if gold is None or coded is None:
        return False
    grace = timedelta(days=1)
    wide, mine = (gold[1] - gold[0]).days + 1, (coded[1] - coded[0]).days + 1
    return gold[0] <= coded[1] + grace and coded[0] <= gold[1] + grace and mine <= max(3, 2 * wide)


def _real(status: Any) -> str:
    return "conditional" if status == "hypothetical" else str(status)


def _score_hit(counts: Counter[str], gold: Line, coded: Line) -> None:
    want, have = _real(gold["status"]), _real(coded.get("status"))
    counts["st_n"] += 1
    counts["st_ok"] += want == have
    counts["st_g:" + want] += 1
    counts["st_s:" + have] += 1
    counts["st_k:" + want] += want == have
    counts["best_type"] += coded["type"] == gold["types"][0]
    counts["just_these"] += set.union(*sides(gold)) == set.union(*sides(coded))
    then, told = interval(gold.get("date")), interval(coded.get("date"))
    counts["da_g"] += then is not None
    counts["da_s"] += told is not None
    counts["da_ok"] += same_time(then, told)
    for key, fields in (("at", ("said_by", "carried_by")), ("sb", ("said_by",)), ("cb", ("carried_by",))):
        left = [s for f in fields for s in gold.get(f) or ()]
        right = [
            s if isinstance(s, str) else (s.get("name") or s.get("text") or "")
            for f in fields
            for s in coded.get(f) or ()
        ]
        same = {(i, j): 1.0 for i, a in enumerate(left) for j, b in enumerate(right) if same_source(a, b)}
        counts[key + "_ok"] += len(pair_up(len(left), len(right), same))
        counts[key + "_g"] += len(left)
        counts[key + "_s"] += len(right)


Tell = Callable[[dict[str, Any]], None]


def score_article(gold: Line, coded: Sequence[Line], tell: Tell | None = None) -> Counter[str]:
    """Return the counts of one article.

    Args:
        gold: The labelled article.
        coded: The mentions coded in it.
        tell: Called with every hit, miss and extra, for reading.
    """
    counts: Counter[str] = Counter()
    labels = gold["mentions"]
    lines = once(coded)
    counts["doubles"] += len(coded) - len(lines)
    weights = {(i, j): v for i, x in enumerate(labels) for j, s in enumerate(lines) if (v := likeness(x, s))}
    mate = pair_up(len(labels), len(lines), weights)
    taken = set(mate.values())
    for i, label in enumerate(labels):
        inter, hit, must = between_states(*sides(label)), i in mate, label["need"] == "must"
        counts["gold"] += 1
        counts["must"] += must
        counts["gold_inter"] += inter
        counts["hit"] += hit
        counts["must_hit"] += hit and must
        counts["inter_hit"] += hit and inter
        if hit:
            _score_hit(counts, label, lines[mate[i]])
            if tell:
                tell({"kind": "hit", "id": gold["id"], "gold": label, "system": lines[mate[i]]})
        elif tell:
            near = [line for line in lines if overlap(label, line) > 0]
            tell({"kind": "miss", "id": gold["id"], "gold": label, "near": near})
    mutual_hits = [(i, j) for i, j in mate.items() if not labels[i]["recipients"] and len(labels[i]["actors"]) > 1]
    for j, line in enumerate(lines):
        inter = between_states(*sides(line))
        if line.get("quote") and gold["text"][line["start"] : line["end"]] != line["quote"]:
            counts["bad_offsets"] += 1
        if j in taken:
            counts["hit_any"] += 1
            counts["sys"] += inter
            counts["sys_hit"] += inter
            continue
        if any(lines[k]["type"] == line.get("type") and likeness(labels[i], line) for i, k in mutual_hits):
            counts["doubles"] += 1
            continue
        counts["not_events"] += any(
            line["start"] < n["end"] and n["start"] < line["end"] for n in gold.get("not_events", ())
        )
        if not inter:
            counts["loose"] += 1
        elif any(agreement(x, line) for x in labels if overlap(x, line) < 0.5):
            counts["repeat"] += 1
        else:
            counts["sys"] += 1
            if tell:
                around = gold["text"][max(0, line["start"] - 60) : line["end"] + 60]
                tell({"kind": "extra", "id": gold["id"], "system": dict(line), "text": around})
    return counts


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _f1(precision: float | None, recall: float | None) -> float:
    return 2 * precision * recall / (precision + recall) if precision and recall else 0


def figures(counts: Counter[str]) -> dict[str, Any]:
    """Return the figures that counts give, shares rounded to three digits."""
    c = counts
    precision, recall = _share(c["sys_hit"], c["sys"]), _share(c["hit"], c["gold"])
    inter = _share(c["inter_hit"], c["gold_inter"])
    labels = [k[5:] for k in list(c) if k.startswith("st_g:") and c[k]]
    macro = [_f1(_share(c["st_k:" + s], c["st_s:" + s]), _share(c["st_k:" + s], c["st_g:" + s])) for s in labels]
    others = [s for s in labels if s != "asserted"]
    found: dict[str, Any] = {
        "precision": precision,
        "precision_strict": _share(c["sys_hit"], c["sys"] + c["repeat"]),
        "recall": recall,
        "recall_inter": inter,
        "must_recall": _share(c["must_hit"], c["must"]),
        "f1": _f1(precision, inter),
        "f1_old_style": _f1(precision, recall),
        "best_type_share": _share(c["best_type"], c["hit"]),
        "parties_right": _share(c["just_these"], c["hit"]),
        "status_accuracy": _share(c["st_ok"], c["st_n"]),
        "status_macro_f1": sum(macro) / len(macro) if macro else None,
        "status_nonasserted_recall": _share(sum(c["st_k:" + s] for s in others), sum(c["st_g:" + s] for s in others)),
        "date_precision": _share(c["da_ok"], c["da_s"]),
        "date_recall": _share(c["da_ok"], c["da_g"]),
    }
    for key, name in (("at", "attribution"), ("sb", "said_by"), ("cb", "carried_by")):
        p, r = _share(c[key + "_ok"], c[key + "_s"]), _share(c[key + "_ok"], c[key + "_g"])
        found |= {name + "_precision": p, name + "_recall": r, name + "_f1": _f1(p, r)}
    for key in ("not_events", "repeat", "loose", "doubles", "bad_offsets", "gold", "gold_inter", "must"):
        found[key] = c[key]
    found["system"] = c["sys"]
    return {k: round(v, 3) if isinstance(v, float) else v for k, v in found.items()}


def score(gold: Iterable[Line], coded: Mapping[str, Sequence[Line]], tell: Tell | None = None) -> dict[str, Any]:
    """Return the figures over all labelled articles, over full articles and over feed items.

    Args:
        gold: The labelled articles.
        coded: Article id to the mentions coded in it.
        tell: Called with every hit, miss and extra.
    """
    parts: dict[str, Counter[str]] = {"all": Counter(), "articles": Counter(), "feeds": Counter()}
    for article in gold:
        counts = score_article(article, coded.get(str(article["id"]), ()), tell)
        for part in ("all", "feeds" if article.get("corpus") == "rss" else "articles"):
            parts[part].update(counts)
    return {part: figures(counts) for part, counts in parts.items()}
