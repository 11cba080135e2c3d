"""Every exception that allegiance raises on purpose.

::

    AllegianceError
    ├── InputError            a file, folder or address can't be read; names it and the remedy
    │   ├── EmptyInput        nothing in it
    │   ├── UnreadableInput   binary, cut off, wrong encoding, wrong format
    │   └── TooLarge          over the size limit
    ├── FetchError            an address can't be fetched
    │   ├── Refused           robots, a private network, a scheme other than http(s)
    │   └── Unreachable       time-out, no connection, an error status
    ├── DataError             the project's own data files, or a user's edit of them, are wrong
    ├── ModelError            the trained coder's weights are missing or don't fit
    ├── StoreError            the store can't be opened, or has another schema
    ├── OutputError           a file can't be written
    ├── UnknownName           a state, ally, mention or event that nothing is known of
    ├── BadAddress            a page's address says something that can't be read
    └── MissingPart           an optional part isn't installed, or a result has nothing to draw
"""

from __future__ import annotations


class AllegianceError(Exception):
    """Root of every error raised on purpose."""


class InputError(AllegianceError):
    """An input can't be read.

    Args:
        where: The file, folder or address, as the user gave it.
        what: What is wrong with it.
        remedy: What the user can do about it.
    """

    def __init__(self, where: str, what: str, remedy: str = "") -> None:
        self.where = where
        self.what = what
        self.remedy = remedy
        self.told = what + (f". {remedy}" if remedy else "")
        """What is wrong and the remedy, for where the input is named already."""
        super().__init__(f"{where}: {self.told}")


class EmptyInput(InputError):
    """Nothing is in the input."""


class UnreadableInput(InputError):
    """The input is binary, cut off, wrongly encoded or in an unknown format."""


class TooLarge(InputError):
    """The input is over the size limit."""


class OutputError(AllegianceError):
    """A file can't be written."""


class FetchError(AllegianceError):
    """An address can't be fetched."""


class Refused(FetchError):
    """The address may not be fetched: robots, a private network, an unknown scheme."""


class Unreachable(FetchError):
    """No answer, or an error status."""


class DataError(AllegianceError):
    """A data file of the project, or a user's edit of it, is wrong."""


class ModelError(AllegianceError):
    """The trained coder's weights are missing or don't fit this version."""


class StoreError(AllegianceError):
    """The store can't be opened, or its schema is of another version."""


class UnknownName(AllegianceError):
    """Nothing is known of a state, ally, mention or event that was asked for."""


class BadAddress(AllegianceError):
    """A page's address says something that can't be read; the message says what would be right."""


class UnusablePort(AllegianceError):
    """Pages can't be served at a port: it is in use, or needs rights that the user lacks."""


class MissingPart(AllegianceError):
    """An optional part that isn't installed, or nothing to draw."""
