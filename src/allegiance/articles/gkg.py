"""Knows GDELT's tables: what of the knowledge graph is a headline, and that the table of events holds none."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping

# The columns of the knowledge graph, version 2.1, which comes without a header (GDELT GKG codebook, 2015).
GKG_COLUMNS = tuple(
    "gkgrecordid date sourcecollectionidentifier sourcecommonname documentidentifier counts v2counts themes v2themes "
    "locations v2locations persons v2persons organizations v2organizations v2tone dates gcam sharingimage "
    "relatedimages socialimageembeds socialvideoembeds quotations allnames amounts translationinfo extras".split()
)
_GKG_LINE = re.compile(r"\d{14}-T?\d+\t\d{14}\t\d\t")
_EVENT_LINE = re.compile(r"\d{6,}\t(?:19|20)\d{6}\t(?:19|20)\d{4}\t(?:19|20)\d\d\t")
_TITLE = re.compile(r"<PAGE_TITLE>(.*?)</PAGE_TITLE>", re.DOTALL)
_MOMENT = re.compile(r"<PAGE_PRECISEPUBTIMESTAMP>(\d{14})</PAGE_PRECISEPUBTIMESTAMP>")
NO_TITLE = (
    "a row of GDELT's knowledge graph without a page title, so there is nothing to read. Fetch its address with "
    "`allegiance collect`"
)


def is_gkg_line(line: str) -> bool:
    """Tell whether a line is a row of the knowledge graph."""
    return _GKG_LINE.match(line) is not None


def is_event_line(line: str) -> bool:
    """Tell whether a line is a row of GDELT's table of events."""
    return _EVENT_LINE.match(line) is not None


def opened(row: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return a row of the knowledge graph with its page's title and moment as fields; None for any other row.

    >>> opened({"GKGRECORDID": "1", "Extras": "<PAGE_TITLE>Envoy recalled &amp; replaced</PAGE_TITLE>"})["title"]
    'Envoy recalled & replaced'
    """
    names = {str(name).lower(): name for name in row}
    if "gkgrecordid" not in names:
        return None
    extras = str(row.get(names.get("extras", ""), "") or "")
    title, moment = _TITLE.search(extras), _MOMENT.search(extras)
    made = {**row, "title": html.unescape(title[1]).strip() if title else ""}
    if moment:
        made["published"] = moment[1]
    return made
