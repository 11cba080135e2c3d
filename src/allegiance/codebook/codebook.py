"""The codebook as one object."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from allegiance.codebook.entries import Context, Example, TypeEntry
from allegiance.codebook.reading import read_contexts, read_examples, read_type
from allegiance.errors import DataError
from allegiance.records import EventType

_OWN = Path(__file__).parent / "data"
_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*")


def _matcher(context: Context) -> re.Pattern[str]:
    """Compile a context's cues into one pattern over words joined by single spaces; a plain cue takes an s or 's."""
    plain = (cue.replace("-", " ") for cue in context.cues)
    cues = (re.escape(cue[:-1]) + r"\S*" if cue.endswith("*") else re.escape(cue) + "['’]?s?" for cue in plain)
    return re.compile(rf" (?:{'|'.join(cues)})(?= )")


@dataclass(frozen=True, slots=True, kw_only=True)
class Codebook:
    """What counts as an event: types with their modes, contexts, and worked examples.

    Attributes:
        types: One entry for each :class:`~allegiance.records.EventType`.
        contexts: By name, in the order of the file.
        folders: Where it was read from, the project's own first.
    """

    types: Mapping[EventType, TypeEntry]
    contexts: Mapping[str, Context]
    folders: tuple[Path, ...]
    _matchers: Mapping[str, re.Pattern[str]] = field(repr=False)

    @staticmethod
    def load(extra: Path | None = None) -> Codebook:
        """Load the project's codebook, and over it the user's folder ``extra``.

        ``extra`` may hold ``types/TYPE.toml`` (its keys replace ours, its modes are added or replace ours),
        ``contexts.toml`` (contexts are added or replace ours by name) and ``examples/TYPE.csv`` (rows are added).

        Raises:
            DataError: A file is wrong; the message names it with the line or key.

        >>> Codebook.load().types[EventType.REJECT].quad.value
        'verbal conflict'
        """
        if extra is not None and not extra.is_dir():
            raise DataError(f"{extra}: no such folder. Give one of the form of {_OWN}")
        folders = (_OWN,) if extra is None else (_OWN, extra)
        types: dict[EventType, TypeEntry] = {}
        contexts: dict[str, Context] = {}
        for folder in folders:
            for path in sorted((folder / "types").glob("*.toml")):
                entry = read_type(path, {name.value: known for name, known in types.items()}.get(path.stem))
                types[entry.name] = entry
            if (folder / "contexts.toml").exists():
                contexts |= read_contexts(folder / "contexts.toml")
        missing = [name.value for name in EventType if name not in types]
        if missing:
            raise DataError(f"{_OWN / 'types'}: no file for {', '.join(missing)}")
        return Codebook(
            types=MappingProxyType({name: types[name] for name in EventType}),
            contexts=MappingProxyType(contexts),
            folders=folders,
            _matchers={name: _matcher(context) for name, context in contexts.items()},
        )

    def examples(self, type: EventType | str) -> tuple[Example, ...]:
        """Return the worked examples filed under a type: hits, near misses and texts with no event.

        They are read when asked for, as coding doesn't need them.

        Raises:
            DataError: A row is wrong; the message names file and line.
        """
        name = f"{EventType(type).value}.csv"
        paths = [folder / "examples" / name for folder in self.folders]
        return tuple(row for path in paths if path.exists() for row in read_examples(path, self.types))

    def contexts_of(self, words: str | Iterable[str]) -> tuple[str, ...]:
        """Return the contexts whose cues occur in a window of text, in the codebook's order.

        Args:
            words: The window, as one text or as its words or lemmas.

        >>> Codebook.load().contexts_of("Two warships will patrol the gas pipeline")
        ('military', 'energy')
        """
        parts = _WORD.findall(words) if isinstance(words, str) else words
        window = f" {' '.join(parts)} ".replace("-", " ").lower()
        return tuple(name for name, matcher in self._matchers.items() if matcher.search(window))
