"""``allegiance serve``: the web application on this machine only."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer
import uvicorn

from allegiance import pipeline, web
from allegiance.cli.output import say
from allegiance.errors import StoreError
from allegiance.store import Store


def serve(
    store: Annotated[Path, typer.Option("--store", help="The store to show.")] = Path("allegiance.duckdb"),
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on the loopback address.")] = 8321,
    actors: Annotated[Path | None, typer.Option("--actors", help="Folder with your own actors and outlets.")] = None,
) -> None:
    """Show a store in a browser on this machine."""
    if not store.is_file():
        raise StoreError(f"{store}: no such store. Make one with `allegiance assess` or `allegiance demo`.")
    # a page must not wait for its turn while another thread works an answer out
    sys.setswitchinterval(0.0005)
    with Store(store) as opened:
        say(f"open http://127.0.0.1:{port}/ in a browser; stop with Ctrl+C")
        uvicorn.run(
            web.application(opened, pipeline.Setup(gazetteer=actors)), host="127.0.0.1", port=port, log_level="warning"
        )
