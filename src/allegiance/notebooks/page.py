"""A page of its own within a notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

_HEIGHT = 720


@dataclass(frozen=True, slots=True, repr=False)
class Page:
    """A dossier that a notebook shows in a frame, with the graphics of the web application.

    The frame may run the dossier's own script; it reaches no notebook, and a network only where a reader follows a link.

    Attributes:
        title: What it is about.
        html: The whole page.
    """

    title: str
    html: str

    def __repr__(self) -> str:
        return f"<Page: {self.title}>"

    def _repr_html_(self) -> str:
        return (
            f'<iframe title="{escape(self.title)}" srcdoc="{escape(self.html)}" sandbox="allow-scripts" '
            f'width="100%" height="{_HEIGHT}" style="border: 1px solid #c9ced6"></iframe>'
        )
