"""``allegiance serve``: the web application on this machine only."""

from __future__ import annotations

import sys
from typing import Annotated

import typer
import uvicorn

from allegiance import pipeline, web
from allegiance.cli.options import DEFAULT_STORE, Actors, StoreFile, held
from allegiance.cli.output import say


def serve(
    store: StoreFile = DEFAULT_STORE,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on the loopback address.")] = 8321,
    actors: Actors = None,
) -> None:
    """Show a store in a browser on this machine."""
    # a page must not wait for its turn while another thread works an answer out
    sys.setswitchinterval(0.0005)
    with held(store) as opened:
        say(f"open http://127.0.0.1:{port}/ in a browser; stop with Ctrl+C")
        uvicorn.run(
            web.application(opened, pipeline.Setup(gazetteer=actors)), host="127.0.0.1", port=port, log_level="warning"
        )
