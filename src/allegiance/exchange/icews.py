"""ICEWS events: the 20-column form, and plain tables of dated events by actor, recipient and code."""

from __future__ import annotations

import io
from datetime import date
from pathlib import Path

import polars as pl

from allegiance.errors import UnreadableInput
from allegiance.exchange import cameo
from allegiance.exchange.files import open_text
from allegiance.exchange.names import from_names, gazetteer
from allegiance.exchange.tables import Read, check_file, split, tidy

_GOVERNMENT = (
    "government|executive|ministry|cabinet|legislative|parliament|judicial|foreign affairs|head of government|"
    "president|prime minister|court|senate|congress|police|officials|ambassador|envoy|royal|state media|intelligence"
)
_MILITARY = "military|army|navy|air force|marines|armed forces|defense force|defence force"
_GROUP = "insurgent|rebel|militant|separatist|terror|armed gang|dissident|criminal|gang|guerrilla|radical|unidentified"
_PEOPLE = (
    "citizen|protester|population|civilian|student|women|children|men |worker|employee|journalist|media|business|"
    "company|activist|party|refugee|lawyer|doctor|professor|medical|labor|ngo|villager|immigrant|migrant|"
    "opposition|human rights|religi|farm|fisher|thug|criminal|elite|actor|tourist"
)


def read_icews(path: Path) -> Read:
    """Read ICEWS events as published: 20 named columns, tab-separated, plain or gzipped.

    An event's id is made unique by its date. "NA" means missing. A consultation told from both sides has two rows,
    which are marked mutual.

    Raises:
        UnreadableInput: The columns aren't those of ICEWS.
        EmptyInput: Nothing is in the file.
    """
    check_file(path)
    frame = read_named(path)
    need = {"Event ID", "Event Date", "Source Name", "Source Country", "CAMEO Code", "Target Name", "Target Country"}
    if missing := need - set(frame.columns):
        raise UnreadableInput(str(path), f"no column {', '.join(sorted(missing))}", "ICEWS tables name their columns")
    blank = pl.col(pl.String).replace(["NA", ""], [None, None])
    frame = frame.with_columns(blank).with_columns(
        code=pl.col("CAMEO Code"),
        date=pl.col("Event Date").str.to_date("%Y-%m-%d", strict=False),
        event_id=pl.concat_str("Event Date", "Event ID", separator=":"),
        actor=from_names(frame["Source Country"]).fill_null(from_names(frame["Source Name"])),
        recipient=from_names(frame["Target Country"]).fill_null(from_names(frame["Target Name"])),
        **{name: pl.lit(None, dtype=pl.String) for name in _OPTIONAL if name not in frame.columns},
    )
    frame = cameo.to_plover(frame)
    found = split(frame, _reasons("Event ID"), path, text=pl.col("Event ID"))
    pair = _both("Source Name", "Target Name")
    events = found.events.with_columns(
        actor_name=pl.col("Source Name"),
        recipient_name=pl.col("Target Name"),
        actor_role=_role(pl.col("Source Sectors"), pl.col("Source Name"), pl.col("actor")),
        recipient_role=_role(pl.col("Target Sectors"), pl.col("Target Name"), pl.col("recipient")),
        status=pl.lit("asserted"),
        origin=pl.lit("ICEWS"),
        origins=pl.lit(1.0),
        articles=pl.lit(1),
        place=pl.coalesce("City", "District", "Province"),
        place_country=pl.col("Country"),
        latitude=pl.col("Latitude").cast(pl.Float64, strict=False),
        longitude=pl.col("Longitude").cast(pl.Float64, strict=False),
        mutual=(pl.struct("date", "Story ID", "Sentence Number", "code", *pair).is_duplicated())
        & pl.col("Story ID").is_not_null(),
    )
    return Read(events=tidy(events), rejected=found.rejected)


_OPTIONAL = (
    "Source Sectors",
    "Target Sectors",
    "Story ID",
    "Sentence Number",
    "City",
    "District",
    "Province",
    "Country",
    "Latitude",
    "Longitude",
)


def read_plain(path: Path) -> Read:
    """Read any table of ``date, actor, recipient`` (or ``source, target``) and ``code`` or ``quad``, and ``count``.

    Actors may be ISO codes, names of states, or names as in ICEWS ("Foreign Affairs (Russia)", "Angela Merkel"), which
    are reduced to the state they act for. A table of yearly counts by quad (``year, …, verbal_coop, material_coop,
    verbal_conflict, material_conflict``) gives one row for each count, dated 1 July.

    Raises:
        UnreadableInput: The columns needed aren't there.
        EmptyInput: Nothing is in the file.
    """
    check_file(path)
    frame = read_named(path, separator=",")
    frame = frame.rename({name: name.lower() for name in frame.columns})
    frame = frame.rename({"source": "actor", "target": "recipient"}, strict=False)
    if "verbal_coop" in frame.columns:
        frame = _unfold(frame)
    need = {"date", "actor", "recipient"} - set(frame.columns)
    if need or not {"code", "quad"} & set(frame.columns):
        lacks = ", ".join(sorted(need)) or "code or quad"
        raise UnreadableInput(str(path), f"no column {lacks}", "give date, actor, recipient, and code or quad")
    frame = frame.with_columns(date=pl.col("date").str.to_date("%Y-%m-%d", strict=False))
    sides: dict[str, pl.Expr | pl.Series] = {}
    for side in ("actor", "recipient"):
        given = frame[f"{side}_id"] if f"{side}_id" in frame.columns else frame[side]
        states, roles = _reduce(given, frame["date"])
        sides |= {f"{side}_name": frame[side], side: states, f"{side}_role": roles.fill_null("other")}
    frame = frame.with_columns(**sides, event_id=pl.col("row").cast(pl.String))
    if "code" in frame.columns:
        frame = cameo.to_plover(frame.with_columns(code=cameo.restore_zero(pl.col("code"))))
    else:
        frame = frame.with_columns(known=pl.lit(True), code=pl.lit(""))
    count = pl.col("count").cast(pl.Float64, strict=False) if "count" in frame.columns else pl.lit(1.0)
    reasons = [*_reasons("event_id"), (count.is_null(), "the count is no number")]
    shown = pl.concat_str("actor_name", "recipient_name", separator=" ", ignore_nulls=True)
    found = split(frame, reasons, path, text=shown)
    events = found.events.with_columns(
        status=pl.lit("asserted"), origin=pl.lit(path.name), origins=count, code=pl.col("code").replace("", None)
    )
    if "type" in events.columns and "count" not in events.columns:
        twice = pl.struct("date", "code", *_both("actor_name", "recipient_name")).is_duplicated()
        events = events.with_columns(mutual=twice & (pl.col("type") == "CONSULT").fill_null(False))
    return Read(events=tidy(events), rejected=found.rejected)


def _unfold(frame: pl.DataFrame) -> pl.DataFrame:
    names = {
        "verbal_coop": "verbal cooperation",
        "material_coop": "material cooperation",
        "verbal_conflict": "verbal conflict",
        "material_conflict": "material conflict",
    }
    keys = {"source_iso3": "actor_id", "target_iso3": "recipient_id"}
    frame = frame.rename(keys, strict=False)
    return (
        frame.unpivot(
            on=list(names),
            index=[name for name in frame.columns if name not in names],
            variable_name="quad",
            value_name="count",
        )
        .with_columns(pl.col("quad").replace(names), date=pl.col("year") + pl.lit("-07-01"))
        .filter(pl.col("count") != "0")
    )


def read_named(path: Path, *, separator: str = "\t") -> pl.DataFrame:
    """Read a table with a header as text, with the number of each row in ``row`` (the header is row 1)."""
    with open_text(path) as file:
        data = file.read()
    try:
        frame = pl.read_csv(
            io.BytesIO(data.encode()),
            separator=separator,
            quote_char=None if separator == "\t" else '"',
            infer_schema=False,
        )
    except pl.exceptions.PolarsError as error:
        raise UnreadableInput(str(path), "the rows don't fit the header", str(error).split("\n")[0]) from None
    return frame.with_row_index("row", offset=2)


def _both(first: str, second: str) -> list[pl.Expr]:
    """Return the two names in one order, whichever acts."""
    return [pl.min_horizontal(first, second).alias("one"), pl.max_horizontal(first, second).alias("other")]


def _reasons(id_column: str) -> list[tuple[pl.Expr, str]]:
    return [
        (pl.col(id_column).is_null(), "no event id"),
        (pl.col("date").is_null(), "no such day"),
        (pl.col("code").is_null(), "no event code"),
        (pl.col("known").is_null(), "the code isn't in CAMEO"),
    ]


def _role(sectors: pl.Expr, name: pl.Expr, party: pl.Expr) -> pl.Expr:
    words = pl.concat_str(sectors.fill_null(""), name.fill_null(""), separator=" ").str.to_lowercase()
    return (
        pl.when(sectors.is_null() & ~words.str.contains(r"\("))
        .then(pl.when(party.is_null()).then(pl.lit("other")).otherwise(pl.lit("state")))
        .when(words.str.contains(_GROUP))
        .then(pl.lit("group"))
        .when(words.str.contains(_MILITARY))
        .then(pl.lit("military"))
        .when(words.str.contains(r"\bigos?\b|international government organization"))
        .then(pl.lit("organisation"))
        .when(words.str.contains(_GOVERNMENT))
        .then(pl.lit("government"))
        .otherwise(pl.lit("people"))
    )


def _reduce(names: pl.Series, days: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Return the state that each name acts for and its role; office holders by the day, the rest by name alone."""
    year = days.dt.year()
    keys = pl.DataFrame({"name": names, "year": year})
    rows = []
    for name, when in keys.unique().drop_nulls("name").iter_rows():
        rows.append((name, when, *_state_of(name, date(when, 7, 1) if when else None)))
    kinds = {"name": pl.String, "year": pl.Int32, "state": pl.String, "role": pl.String}
    table = pl.DataFrame(rows, schema=kinds, orient="row")
    found = keys.join(table, on=["name", "year"], how="left", nulls_equal=True, maintain_order="left")
    return found["state"], found["role"]


def _state_of(name: str, on: date | None) -> tuple[str | None, str | None]:
    head, bracket, tail = name.rpartition(" (")
    if bracket:
        state = from_names(pl.Series([tail.rstrip(")")])).item()
        words = head.lower()
        for role, cues in (("group", _GROUP), ("military", _MILITARY), ("government", _GOVERNMENT)):
            if any(cue in words for cue in cues.split("|")):
                return state, role
        if any(cue in words for cue in _PEOPLE.split("|")):
            return state, "people"
        return state, "other"
    parts = name.split()
    known = gazetteer().resolve(name, on=on)
    if known is None and len(parts) > 2:
        known = gazetteer().resolve(f"{parts[0]} {parts[-1]}", on=on)
    if known:
        return known, "state"
    hits = [hit for hit in gazetteer().find(name, on=on) if hit.end - hit.start >= 0.5 * len(name)]
    if not hits or hits[0].id == hits[0].person:
        # nobody known, or one who was out of office by then and acts for no state
        return None, "other"
    return hits[0].id, "other" if hits[0].role == "place" else hits[0].role
