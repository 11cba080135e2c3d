"""The stages in their order: the package to read first.

``gather`` reads articles into the store, ``code`` finds mentions in those not read yet, ``merge`` makes events of them,
``answer`` weighs the events for a question, and ``make_dossier`` lays out the answer with its evidence. Each stage is a
pure function of records; only this package joins them to the store, so a run that is killed goes on where it was.
"""

from allegiance.pipeline.answering import answer, default_since, finish, keep_forecast, merge, relation, weigh
from allegiance.pipeline.coded import BATCH, check, check_paths, code, code_articles, code_paths
from allegiance.pipeline.dossiers import evidence, make_dossier, sources_of
from allegiance.pipeline.gathering import cache_of, gather, gather_paths
from allegiance.pipeline.setup import Progress, Setup, coder, gazetteer, quiet

__all__ = [
    "BATCH",
    "Progress",
    "Setup",
    "answer",
    "cache_of",
    "check",
    "check_paths",
    "code",
    "code_articles",
    "code_paths",
    "coder",
    "default_since",
    "evidence",
    "finish",
    "gather",
    "gather_paths",
    "gazetteer",
    "keep_forecast",
    "make_dossier",
    "merge",
    "quiet",
    "relation",
    "sources_of",
    "weigh",
]
