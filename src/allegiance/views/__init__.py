"""The dossier and the pages: one context dataclass per page, rendered by templates that escape everything."""

from allegiance.views.dossier import Dossier, dossier
from allegiance.views.explanation import explanation
from allegiance.views.render import RENDERERS

__all__ = ["RENDERERS", "Dossier", "dossier", "explanation"]
