"""The command line: ``allegiance COMMAND``, a thin host over the pipeline."""

from __future__ import annotations

import sys

from allegiance.cli.commands import app
from allegiance.cli.output import say
from allegiance.errors import AllegianceError

__all__ = ["app", "main"]


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
