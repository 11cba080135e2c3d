"""The gazetteer: one place that knows who is who, and when."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path

from allegiance.actors import councils, naming, persons, places, rules, tables
from allegiance.actors.context import Context, Mark
from allegiance.actors.model import Entity, Membership, NameHit, OfficeHolder, Outlet, OutletHit, Place, PlaceHit, Sense
from allegiance.actors.outlets import OutletBook
from allegiance.actors.scanner import Match, Scanner, fold
from allegiance.actors.towns import PlaceBook
from allegiance.errors import DataError, UnknownName

_SHADOW = Sense(id="", via="shadow", role="other")
_BYGONE_ROLE = "other"
_LED = frozenset({"head_of_state", "head_of_government", "foreign_minister"})
# Longer before any known office a person speaks for nobody, and may be a namesake; longer after all of them for himself.
_FAR = timedelta(days=5 * 366)
# News of the last days in office comes after them, and some dates are known by the month only.
_GRACE = timedelta(days=31)
# Kinds of word that may be meant where one is spelt wrongly, and the least share of letters that the two have in common.
_NAMED, _CLOSE = frozenset({"name", "former"}), 0.7


class Gazetteer:
    """States, organisations, groups, office holders and outlets, with the words that name them.

    Make one with :meth:`load`; it doesn't change afterwards and may be shared.
    """

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self._entities: dict[str, Entity] = {}
        senses: dict[str, list[Sense]] = defaultdict(list)
        outlets: dict[str, Outlet] = {}
        sites: dict[tuple[str, date | None], Place] = {}
        members: dict[tuple[str, str, date | None], Membership] = {}
        holders: dict[tuple[str, str, str, date | None], OfficeHolder] = {}
        for folder in folders:
            for form, sense in tables.read_table(folder, "names.csv", tables.make_name):
                senses[fold(form)].append(sense)
                if sense.rule and sense.rule.partition(":")[0] not in rules.RULES:
                    raise DataError(f"{folder / 'names.csv'}: unknown rule {sense.rule!r} of the form {form!r}")
            self._read_entities(folder, senses)
            for member in tables.read_table(folder, "memberships.csv", tables.make_membership):
                members[member.organisation, member.state, member.start] = member
            for holder in tables.read_table(folder, "office_holders.csv", tables.make_holder):
                holders[holder.state, holder.name, holder.office, holder.start] = holder
            outlets |= {outlet.name: outlet for outlet in tables.read_table(folder, "outlets.csv", tables.make_outlet)}
            for place in tables.read_table(folder, "places.csv", tables.make_place):
                sites[place.name, place.start] = place
        for form, sense in list(
            councils.full_names((form, sense) for form, found in senses.items() for sense in found)
        ):
            if not senses.get(form):
                senses[form].append(sense)
        for form, found in senses.items():
            for sense in found:
                if sense.id not in self._entities and sense.via != "shadow":
                    raise DataError(f"names.csv: unknown id {sense.id!r} of the form {form!r}")
        self._memberships = tuple(members.values())
        self._of_state: dict[str, list[Membership]] = defaultdict(list)
        self._of_organisation: dict[str, list[Membership]] = defaultdict(list)
        for row in self._memberships:
            self._of_state[row.state].append(row)
            self._of_organisation[row.organisation].append(row)
        self._holders = tuple(holders.values())
        self._terms: dict[tuple[str, str], list[OfficeHolder]] = defaultdict(list)
        for holder in self._holders:
            self._terms[holder.state, holder.name].append(holder)
        self._outlets = OutletBook(outlets.values())
        unknown = next((place for place in sites.values() if place.state not in self._entities), None)
        if unknown is not None:
            raise DataError(f"places.csv: unknown id {unknown.state!r} of the place {unknown.name!r}")
        self._sites = PlaceBook(sites.values())
        for form, sense in persons.person_forms(self._holders):
            if sense.id in self._entities:
                senses[fold(form)].append(sense)
        names = Scanner(senses)
        for form in self._outlets.forms:
            if form not in senses and names.find(form):
                senses[form].append(_SHADOW)  # "The Korea Herald" is no party
        self._plain = {form.casefold(): tuple(found) for form, found in reversed(list(senses.items()))}
        for form in [form for form in senses if len(form) > 3 and not form.isupper()]:
            senses.setdefault(form.upper(), [sense for sense in senses[form] if not sense.surname])
        self._senses = tuple(tuple(found) for found in senses.values())
        self._sure = tuple(_only(found) for found in self._senses)
        self._people = {row.name: Entity(row.name, row.name, "person", "person") for row in self._holders}
        self._persons = tuple(
            tuple({sense.person for sense in found if sense.person and not sense.surname}) for found in self._senses
        )
        self._genders = {row.name: row.gender for row in self._holders}
        officers, callers = councils.officers_of(self._holders)
        marks = (councils.mark_of(form, found, officers, callers) for form, found in senses.items())
        self._marks = {n: mark for n, mark in enumerate(marks) if mark[1]}
        self._scanner = Scanner(senses)

    @classmethod
    def load(cls, extra: Path | None = None) -> Gazetteer:
        """Read the project's tables, and those in the folder ``extra`` that add to or override them.

        Raises:
            DataError: A table is wrong; the message names file and line. Or the folder is missing, or holds no table.
        """
        if extra and not any((extra / table).is_file() for table in tables.NAMES):
            what = f"holds none of {', '.join(tables.NAMES)}" if extra.is_dir() else "no such folder"
            raise DataError(f"{extra}: {what}. Give a folder with tables of the form in {tables.DATA}")
        return cls((tables.DATA, extra) if extra else (tables.DATA,))

    def _read_entities(self, folder: Path, senses: dict[str, list[Sense]]) -> None:
        for name, make in (
            ("states.csv", tables.make_state),
            ("organisations.csv", tables.make_organisation),
            ("groups.csv", tables.make_group),
        ):
            for entity in tables.read_table(folder, name, make):
                self._entities[entity.id] = entity
                if entity.family == "state":
                    continue
                for form in dict.fromkeys((entity.id, entity.name, *entity.aliases)):
                    if any(sense.id == entity.id for sense in senses[fold(form)]):
                        continue  # names.csv says more about it, such as when it is another word
                    via = "abbreviation" if form.replace(".", "").isupper() else "name"
                    senses[fold(form)].append(Sense(entity.id, via, entity.family, entity.start, entity.end))

    def find(self, text: str, *, on: date | None = None) -> list[NameHit]:
        """Return the places that name a party: non-overlapping, longest match, left to right.

        Args:
            text: The whole article; what else it names decides ambiguous words.
            on: Day of publication, for office holders and names that changed hands.
        """
        folded = fold(text)
        matches = self._scanner.find(folded)
        sure = [self._sure[match.form] for match in matches]
        marks = tuple(Mark(m.start, m.end, *self._marks[m.form]) for m in matches if m.form in self._marks)
        context = Context(folded, 0, 0, Counter(sense.id for sense in sure if sense is not None), marks)
        named = {person for match in matches for person in self._persons[match.form]}
        hits = []
        for match, known in zip(matches, sure, strict=True):
            context.start, context.end = match.start, match.end
            chosen = known or self._choose(match, context, named, on)
            if chosen is not None and _long_before(chosen, on):
                continue
            if chosen is not None and chosen.id and not rules.names_money(context):
                if chosen.person and on is not None and self._has_left(chosen, on) and not naming.is_then(context):
                    chosen = replace(chosen, id=chosen.person, role=_BYGONE_ROLE)
                hit = _hit(text, match, chosen, context, on)
                hits.append(replace(hit, gender=self._genders.get(hit.person, "")) if hit.person else hit)
        return hits

    def _choose(self, match: Match, context: Context, named: set[str], on: date | None) -> Sense | None:
        senses = self._senses[match.form]
        others = [sense for sense in senses if not sense.person]
        for sense in sorted(others, key=lambda sense: not _valid(sense, on)):
            if rules.accept(sense.rule, context, sense.id):
                return sense
            if sense.rule == "council" and (owner := councils.whose(context)):
                return Sense(owner, "metonym", "government")
        full = [sense for sense in senses if sense.person and not sense.surname]
        if full:
            return min(full, key=lambda sense: _remoteness(sense, on))
        return _choose_surname([sense for sense in senses if sense.surname], context, named, on)

    def _has_left(self, sense: Sense, on: date) -> bool:
        """Whether a leader, or anyone else for years, has left office: he speaks for himself and no longer for the state."""
        terms = self._terms[sense.id, sense.person or ""]
        left = any(
            term.end is not None and term.end + (_GRACE if term.office in _LED else _FAR) <= on for term in terms
        )
        return left and not any(
            (term.start is None or term.start - _GRACE <= on) and (term.end is None or on < term.end + _GRACE)
            for term in terms
        )

    def entity(self, id: str) -> Entity:
        """Return what is known of an id; former leaders, who are parties by their own names, are of kind ``person``.

        Raises:
            UnknownName: No state, organisation or group has that id.
        """
        try:
            return self._entities.get(id) or self._people[id]
        except KeyError:
            raise UnknownName(f"no state, organisation or group has the id {id!r}") from None

    def resolve(self, name: str, *, on: date | None = None) -> str | None:
        """Return the id that a user's word means, whatever its case: id, ISO code, name, demonym, capital, alias."""
        word = name.strip()
        if word in self._entities:
            return word
        if word.upper() in self._entities:
            return word.upper()
        if len(word) == 2 and word.isalpha():
            for entity in self._entities.values():
                if entity.iso2 == word.upper():
                    return entity.id
        key = fold(word).casefold()
        found = self._plain.get(key) or self._plain.get("the " + key) or self._plain.get(key.removeprefix("the "))
        senses = [sense for sense in found or () if sense.id]
        if not senses:
            return None
        return min(senses, key=lambda sense: (sense.surname, not _valid(sense, on), _distance(sense, on))).id

    def meant(self, name: str) -> str:
        """Return the id that a user's word stands for.

        Raises:
            UnknownName: Nothing is known by that name.
        """
        found = self.resolve(name)
        if found is None:
            raise UnknownName(
                f"{name}: no state or organisation is known by this name. Use its English name or ISO code."
            )
        return found

    def near(self, name: str, *, most: int = 3) -> tuple[str, ...]:
        """Return the names of the states and organisations whose names are spelt most like a word that names none.

        Args:
            name: What a user wrote.
            most: How many to return at most; there may be none.
        """
        forms = {
            form: next(sense.id for sense in senses if sense.via in _NAMED)
            for form, senses in self._plain.items()
            if any(sense.via in _NAMED for sense in senses)
        }
        close = get_close_matches(fold(name.strip()).casefold(), forms, n=4 * most, cutoff=_CLOSE)
        return tuple(dict.fromkeys(self.entity(forms[form]).name for form in close))[:most]

    def members(self, organisation: str, *, on: date | None = None) -> frozenset[str]:
        """Return the full members of an organisation on a day (today's tables when None)."""
        return frozenset(row.state for row in self._of_organisation.get(organisation, ()) if _counts(row, on))

    def memberships(self, state: str, *, on: date | None = None) -> frozenset[str]:
        """Return the organisations that a state is a full member of on a day."""
        return frozenset(row.organisation for row in self._of_state.get(state, ()) if _counts(row, on))

    def membership_rows(self, state: str | None = None) -> tuple[Membership, ...]:
        """Return every membership with its dates, or every one of a state, as the register of memberships."""
        return self._memberships if state is None else tuple(self._of_state.get(state, ()))

    def holders(self, state: str, *, office: str | None = None, on: date | None = None) -> tuple[OfficeHolder, ...]:
        """Return a state's (or organisation's) office holders, oldest first; those in office on ``on`` if given."""
        found = [
            row
            for row in self._holders
            if row.state == state
            and (office is None or row.office == office)
            and (on is None or ((row.start is None or row.start <= on) and (row.end is None or on < row.end)))
        ]
        return tuple(sorted(found, key=lambda row: (row.start or date.min, row.name)))

    def all_holders(self) -> tuple[OfficeHolder, ...]:
        """Return every person's time in every office, as the register of offices."""
        return self._holders

    def outlet(self, name_or_host: str) -> Outlet | None:
        """Return an outlet by host (subdomains and addresses too), name, alias or translated alias."""
        return self._outlets.get(name_or_host)

    def find_outlets(self, text: str) -> list[OutletHit]:
        """Return the places that name an outlet."""
        return self._outlets.find(text)

    def find_places(self, text: str, names: Iterable[NameHit], *, on: date | None = None) -> list[PlaceHit]:
        """Return the towns, regions and other places that a text names and that are no parties, in order.

        Args:
            text: The whole article.
            names: What :meth:`find` finds in it.
            on: Day of publication, for places that changed hands.
        """
        names = list(names)
        taken = [(hit.start, hit.end) for hit in names]
        taken += [(hit.start, hit.end) for hit in self.find_outlets(text)]
        return self._sites.find(text, on=on, states={hit.id for hit in names}, taken=taken)

    def describe(self, id: str) -> tuple[str, ...]:
        """Return definite descriptions that fit a state, such as "the Central Asian country"."""
        described = self.entity(id).descriptions
        nouns = ("country", "nation", "state", "republic")
        return tuple(f"the {word} {noun}" for word in described for noun in nouns)


def _hit(text: str, match: Match, sense: Sense, context: Context, on: date | None) -> NameHit:
    via, role = sense.via, sense.role
    if (
        via in {"name", "abbreviation"}
        and text[match.end : match.end + 1] == "-"
        and text[match.end + 1 : match.end + 2].islower()
    ):
        via = "demonym"
    elif via == "capital" and places.in_place(context):
        role = "place"
    elif sense.rule == "bygone" and on is not None and sense.end is not None and on >= sense.end:
        role = _BYGONE_ROLE
    return NameHit(
        match.start, match.end, text[match.start : match.end], sense.id, via, role, sense.person, sense.office
    )


def _choose_surname(senses: list[Sense], context: Context, named: set[str], on: date | None) -> Sense | None:
    if naming.is_month(context):
        return None
    known = [sense for sense in senses if sense.person in named]
    near = [sense for sense in senses if persons.in_reach(sense.start, sense.end, on)]
    if not known and not near:
        return None
    start = naming.expected_start(context)
    if start is None:
        return None
    known = [sense for sense in known if (sense.person or "").startswith(start)]
    if known:
        return min(known, key=lambda sense: _remoteness(sense, on))
    near = [sense for sense in near if (sense.person or "").startswith(start)]
    if any(sense.rule for sense in near) and not naming.has_office_before(context):
        near = [sense for sense in near if not sense.rule]
    if any(sense.rule == "given" for sense in near) and naming.is_given_name(context):
        near = [sense for sense in near if sense.rule != "given"]
    if not near:
        return None
    best = min(near, key=lambda sense: _remoteness(sense, on))
    rivals = {
        sense.id for sense in near if _distance(sense, on) <= _distance(best, on) and sense.person != best.person
    } | {best.id}
    if len(rivals) > 1:
        here = [sense for sense in near if context.ids[sense.id] and sense.id in rivals]
        return here[0] if len({sense.id for sense in here}) == 1 else None
    return best


def _only(senses: tuple[Sense, ...]) -> Sense | None:
    """The sense of a form that has but one and needs no deciding."""
    if len({sense.id for sense in senses}) == 1 and not any(
        sense.rule or sense.surname or sense.person for sense in senses
    ):
        return senses[0]
    return senses[0] if len(senses) == 1 and not senses[0].rule and not senses[0].surname else None


def _valid(sense: Sense, on: date | None) -> bool:
    if on is None:
        return sense.end is None
    return (sense.start is None or sense.start <= on) and (sense.end is None or on < sense.end)


def _distance(sense: Sense, on: date | None) -> int:
    """Days between ``on`` and the sense's time; without a day, the latest start comes first."""
    if on is None:
        return -(sense.start or date.min).toordinal()
    if sense.start is not None and on < sense.start:
        return (sense.start - on).days
    if sense.end is not None and on >= sense.end:
        return (on - sense.end).days + 1
    return 0


def _long_before(sense: Sense, on: date | None) -> bool:
    """Whether a day lies years before the person's nearest term."""
    return sense.person is not None and on is not None and sense.start is not None and on < sense.start - _FAR


def _remoteness(sense: Sense, on: date | None) -> tuple[int, bool]:
    """Order the senses of a person's name: the nearest term first; of two at once, that of a state's leader.

    Who leads a ministry and chairs a body for a year speaks for the state in most reports.
    """
    return _distance(sense, on), sense.office == "other"


def _counts(row: Membership, on: date | None) -> bool:
    if row.how in {"associate", "observer"}:
        return False
    if on is None:
        return row.end is None
    return (row.start is None or row.start <= on) and (row.end is None or on < row.end)
