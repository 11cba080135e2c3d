"""Mentions to events: the reports of one happening become one entry with its independent origins."""

from allegiance.merging.chains import sources
from allegiance.merging.clusters import Merged, merge
from allegiance.merging.reprints import reprints
from allegiance.merging.side_by_side import shipped_reader
from allegiance.merging.stories import stories
from allegiance.merging.themes import themes

__all__ = ["Merged", "merge", "reprints", "shipped_reader", "sources", "stories", "themes"]
