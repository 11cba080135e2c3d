"""``allegiance serve``: the web application on this machine only."""

from __future__ import annotations

import socket
import sys
from contextlib import suppress
from typing import Annotated

import typer
import uvicorn

from allegiance import pipeline, web
from allegiance.cli.options import DEFAULT_STORE, Actors, StoreFile, held
from allegiance.cli.output import say
from allegiance.errors import UnusablePort


def serve(
    store: StoreFile = DEFAULT_STORE,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on the loopback address.")] = 8321,
    actors: Actors = None,
) -> None:
    """Show a store in a browser on this machine."""
    # a page must not wait for its turn while another thread works an answer out
    sys.setswitchinterval(0.0005)
    with held(store) as opened, _listener(port) as listener:
        # whoever opens the page before all is ready waits for it
        say(f"open http://127.0.0.1:{port}/ in a browser; stop with Ctrl+C")
        app = web.application(opened, pipeline.Setup(gazetteer=actors))
        with suppress(KeyboardInterrupt):
            uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listener])


def _listener(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise UnusablePort(f"Port {port} can't be used ({error.strerror}): name another with --port.") from None
