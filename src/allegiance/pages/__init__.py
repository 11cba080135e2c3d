"""What each page shows, read from the store: the reading side of :mod:`allegiance.pipeline`.

Each function takes a store, a setup and what the address says, and returns the page's context (``views``). They read
the derived tables only, so that a page costs the same on a large store as on a small one.
"""

from allegiance.pages.assessment import assessment_page, warm
from allegiance.pages.event import decide, event_page
from allegiance.pages.movers import movers_page
from allegiance.pages.relation import relation_page
from allegiance.pages.search import search_page
from allegiance.pages.sources import sources_page
from allegiance.pages.text import article_page
from allegiance.pages.world import world_page

__all__ = [
    "article_page",
    "assessment_page",
    "decide",
    "event_page",
    "movers_page",
    "relation_page",
    "search_page",
    "sources_page",
    "warm",
    "world_page",
]
