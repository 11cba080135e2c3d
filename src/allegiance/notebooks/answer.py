"""An answer in a notebook: the record, its parts as tables, and the whole dossier."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from typing import Any

import polars as pl

from allegiance import views
from allegiance.errors import MissingPart
from allegiance.notebooks.page import Page
from allegiance.notebooks.table import Table
from allegiance.records import Assessment

_ODDS = pl.Float64
_JUDGEMENT = {"statement": pl.String, "word": pl.String, "probability": _ODDS, "low": _ODDS, "high": _ODDS}
_STEP = {"step": pl.String, "probability": _ODDS}
_SIGN = {
    "event": pl.String,
    "direction": pl.String,
    "via": pl.String,
    "weight": _ODDS,
    "source_grade": pl.String,
    "information_grade": pl.String,
    "why": pl.String,
}
_MEASURE = {
    "name": pl.String,
    "kind": pl.String,
    "direction": pl.String,
    "probability": _ODDS,
    "low": _ODDS,
    "high": _ODDS,
    "before": _ODDS,
    "after": _ODDS,
    "evidence": _ODDS,
    "finding": pl.String,
}


@dataclass(frozen=True, slots=True, repr=False)
class Answer:
    """The answer to one question; it shows itself as sentence, judgements and path.

    Attributes:
        record: All of it.
        laid_out: The dossier that shows it with its evidence.
    """

    record: Assessment
    laid_out: views.Dossier

    @property
    def probability(self) -> float | None:
        """That the state has moved away; None when there is not enough evidence."""
        return self.record.judgements[0].probability

    @property
    def judgements(self) -> Table:
        """The key judgements with word, number and 80 % interval."""
        return Table("Key judgements", _rows(self.record.judgements, _JUDGEMENT))

    @property
    def path(self) -> Table:
        """The steps from the base rate to the probability."""
        return Table("From the base rate", pl.DataFrame(self.record.path, schema=_STEP, orient="row"))

    @property
    def signs(self) -> Table:
        """The events that bear on the question, the weightiest first."""
        return Table("Signs", _rows(self.record.signs, _SIGN))

    @property
    def measures(self) -> Table:
        """What each measure says, side by side."""
        return Table("Measures", _rows(self.record.measures, _MEASURE))

    @property
    def sensitivity(self) -> Table:
        """The probability under other choices."""
        return Table("Sensitivity", pl.DataFrame(self.record.sensitivity, schema=_STEP, orient="row"))

    def dossier(self, form: str = "md") -> str:
        """Return the whole dossier as ``md``, ``html`` or ``json``.

        Raises:
            MissingPart: There is no such form.
        """
        if form not in views.RENDERERS:
            raise MissingPart(f"{form}: no such form of a dossier; use one of {', '.join(views.RENDERERS)}.")
        return views.RENDERERS[form](self.laid_out)

    @property
    def page(self) -> Page:
        """The whole dossier, shown within the notebook with its graphics."""
        return Page(self.record.question, self.dossier("html"))

    def polars(self) -> pl.DataFrame:
        """Return the key judgements as a polars frame."""
        return self.judgements.polars()

    def pandas(self) -> Any:
        """Return the key judgements as a pandas frame."""
        return self.judgements.pandas()

    def arrow(self) -> Any:
        """Return the key judgements as an Arrow table."""
        return self.judgements.arrow()

    def __str__(self) -> str:
        return self.record.answer

    def __repr__(self) -> str:
        return f"<Answer: {self}>"

    def _repr_html_(self) -> str:
        found = self.record
        sure = f"Confidence: {found.confidence} ({found.confidence_why})."
        tables = self.judgements._repr_html_() + self.path._repr_html_()
        return f"<p>{escape(found.question)}</p><p><b>{escape(found.answer)}</b></p><p>{escape(sure)}</p>{tables}"


def _rows(records: Sequence[Any], schema: dict[str, type[pl.DataType]]) -> pl.DataFrame:
    held = [{name: value for name, value in asdict(record).items() if name in schema} for record in records]
    return pl.DataFrame(held, schema=schema)
