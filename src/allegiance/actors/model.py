"""What the gazetteer gives back, and the rows that it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class NameHit:
    """One place in a text that names a party.

    Attributes:
        start, end: Span in the text, end exclusive.
        text: The words there.
        id: Gazetteer id; the person's own name for a leader who has left office on the day asked about.
        via: ``name``, ``former``, ``demonym``, ``people``, ``capital``, ``metonym``, ``abbreviation``, ``person`` or
            ``office``. A name before a hyphen and a small letter ("US-led") counts as ``demonym``.
        role: ``state``, ``government``, ``leader``, ``military``, ``organisation``, ``group``, ``people``, ``place``
            (a capital where something happens, not a party) or ``other``.
        person: The office holder's usual name, when the hit is a person.
        office: The holder's office, when the hit is a person.
        gender: ``m`` or ``f`` of a person, where known.
    """

    start: int
    end: int
    text: str
    id: str
    via: str
    role: str
    person: str | None = None
    office: str | None = None
    gender: str = ""


@dataclass(frozen=True, slots=True)
class Entity:
    """A state, organisation of states or group.

    Attributes:
        kind: ``member``, ``observer``, ``contested`` or ``territory`` for states; for others as in their tables.
        family: ``state``, ``organisation`` or ``group``.
        start, end: When it came to be and ceased, if known and of use.
        un: Year of joining the United Nations.
        descriptions: Words that describe it ("Central Asian").
        parties: For a group, the states where it acts; ``backers`` those that back it.
    """

    id: str
    name: str
    kind: str
    family: str = "state"
    iso2: str = ""
    cow: int | None = None
    start: date | None = None
    end: date | None = None
    un: int | None = None
    descriptions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    backers: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A town, region or other place of a state, which is no party itself.

    Attributes:
        state: Gazetteer id of the state that it belongs to by the names of ISO 3166 and the United Nations; where these leave
            it open, as for some islands and Kashmir, of the one that governs it.
        kind: ``city``, ``town``, ``region``, ``island``, ``base``, ``camp``, ``crossing``, ``facility`` or ``site``.
        start, end: When it was the state's to lose, ``end`` exclusive. Between two rows of one place somebody else held it,
            such as the Islamic State, and what befell the place then didn't befall the state.
        ambiguous: True where the word is also a surname or another place's name.
    """

    name: str
    aliases: tuple[str, ...]
    state: str
    kind: str
    start: date | None
    end: date | None
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class PlaceHit:
    """One place in a text that names a town, region or other place of a state."""

    start: int
    end: int
    text: str
    place: Place


@dataclass(frozen=True, slots=True)
class Membership:
    """That a state belonged to an organisation from ``start`` to ``end`` (exclusive), as far as known.

    Attributes:
        how: ``founder``, ``joined``, ``acceded``, ``associate`` or ``observer``.
        left: ``left``, ``suspended``, ``expelled`` or ``dissolved``; empty while it lasts.
        reference: What the row rests on.
    """

    organisation: str
    state: str
    start: date | None
    end: date | None
    how: str
    left: str
    reference: str


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """One person's time in one office.

    Attributes:
        state: Gazetteer id of the state or organisation.
        office: ``head_of_state``, ``head_of_government``, ``foreign_minister``, ``defence_minister`` or ``other``.
        sure: False where the dates are not certain.
        gender: ``m``, ``f`` or empty.
    """

    state: str
    name: str
    aliases: tuple[str, ...]
    office: str
    title: str
    start: date | None
    end: date | None
    sure: bool
    gender: str


@dataclass(frozen=True, slots=True)
class Outlet:
    """A publisher or agency.

    Attributes:
        hosts: Its web hosts; subdomains count too.
        country: Gazetteer id; empty when unknown.
        kind: ``agency``, ``state agency``, ``state``, ``public``, ``private`` or ``party``.
        aliases: Other names; ``translated_aliases`` what machine translation makes of its name.
    """

    name: str
    hosts: tuple[str, ...]
    country: str
    language: str
    kind: str
    aliases: tuple[str, ...]
    translated_aliases: tuple[str, ...]
    note: str = ""

    @property
    def agency(self) -> bool:
        """Whether it is a news agency, whose texts others print."""
        return self.kind in ("agency", "state agency")

    @property
    def state(self) -> bool:
        """Whether a state runs it."""
        return self.kind in ("state", "state agency")


@dataclass(frozen=True, slots=True)
class OutletHit:
    """One place in a text that names an outlet."""

    start: int
    end: int
    text: str
    outlet: Outlet


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a form; several may share a form, and ``rule`` then decides.

    Attributes:
        rule: Name of a rule in :mod:`allegiance.actors.rules`, with words after a colon where it takes them.
        surname: True for a bare surname, which needs its holder to be in office or named in full.
    """

    id: str
    via: str
    role: str
    start: date | None = None
    end: date | None = None
    rule: str = ""
    person: str | None = None
    office: str | None = None
    surname: bool = False
