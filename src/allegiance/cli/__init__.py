"""The command line: ``allegiance COMMAND``, a thin host over the pipeline.

Exit status: 0 done, 1 failed, 2 wrong usage, 3 done but some inputs could not be read.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from allegiance import __version__
from allegiance.cli.output import say
from allegiance.errors import AllegianceError

__all__ = ["app", "main"]

# Each command's module and function, in the order of the help.
_COMMANDS = {
    "assess": ("commands", "assess"),
    "code": ("commands", "code"),
    "collect": ("commands", "collect"),
    "serve": ("serve", "serve"),
    "events": ("listing", "events"),
    "sources": ("reviewing", "sources"),
    "explain": ("listing", "explain"),
    "review": ("reviewing", "review"),
    "stories": ("reviewing", "stories"),
    "check": ("checking", "check"),
    "names": ("listing", "names"),
    "problems": ("listing", "problems"),
    "import": ("outside", "import_"),
    "export": ("outside", "export"),
    "compare": ("outside", "compare"),
    "movers": ("outside", "movers"),
    "record": ("outside", "record"),
    "demo": ("commands", "demo"),
}


class _Late(TyperGroup):
    """Imports a command's module when it is asked for: a list of events need not wait for a parser and a web server."""

    def list_commands(self, ctx: Any) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in _COMMANDS:
            return None
        module, function = _COMMANDS[cmd_name]
        one = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
        one.command(cmd_name)(getattr(import_module(f"{__name__}.{module}"), function))
        return typer.main.get_command(one)


app = typer.Typer(
    cls=_Late,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Read the news; tell which states move towards or away from each other, how sure that is, on whose word.",
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """Run the command line; an expected error is one line on stderr and exit status 1."""
    try:
        app()
    except AllegianceError as error:
        say(f"error: {error}")
        sys.exit(1)
    except KeyboardInterrupt:
        say("interrupted: what was done so far is kept; run the same command to go on")
        sys.exit(130)
