"""The frozen records that pass between stages; the store keeps one table for each.

Ids are hashes of the content that makes the claim (see :func:`content_id`), so that the same input gives the
same ids on any machine and in any order. Spans are character offsets into ``Article.text``, end exclusive.
A date is an interval of days, both ends included.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

Span = tuple[int, int]


def content_id(*parts: object) -> str:
    """Return the 16-hex-digit id of the content that makes a claim.

    >>> content_id("a", 1) == content_id("a", 1) != content_id("a", 2)
    True
    """
    joined = "\x1f".join("" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:16]


class EventType(StrEnum):
    """PLOVER's 16 event types (PLOVER manual, 2021) and this project's VOTE."""

    AGREE = "AGREE"
    CONSULT = "CONSULT"
    SUPPORT = "SUPPORT"
    CONCEDE = "CONCEDE"
    COOPERATE = "COOPERATE"
    AID = "AID"
    RETREAT = "RETREAT"
    REQUEST = "REQUEST"
    ACCUSE = "ACCUSE"
    REJECT = "REJECT"
    THREATEN = "THREATEN"
    PROTEST = "PROTEST"
    SANCTION = "SANCTION"
    MOBILIZE = "MOBILIZE"
    COERCE = "COERCE"
    ASSAULT = "ASSAULT"
    VOTE = "VOTE"


VOTE_MODES = ("for", "abstain", "against", "absent")
"""How a vote was cast: the modes of VOTE."""
ASKING_MODES = ("assist", "meet")
"""Modes of REQUEST that ask for help, joint work, talks or mediation, and demand nothing."""


class Quad(StrEnum):
    """PLOVER's quad classes; a VOTE takes the class of what it does to its recipient."""

    VERBAL_COOPERATION = "verbal cooperation"
    MATERIAL_COOPERATION = "material cooperation"
    VERBAL_CONFLICT = "verbal conflict"
    MATERIAL_CONFLICT = "material conflict"


class Status(StrEnum):
    """What a text says of an event's reality."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    CONDITIONAL = "conditional"
    HYPOTHETICAL = "hypothetical"
    ASKED = "asked"
    DENIED = "denied"
    HISTORICAL = "historical"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text.

    Attributes:
        id: Hash of outlet, publication day and text, folded: the same text, outlet and day are one article.
        given_id: The id that the input gives it, if any.
        address: Web address, if known.
        outlet: Name or host as the input gives it; empty when unknown.
        published: Publication day (UTC), if known.
        language: ISO 639-1 code; ``und`` when unknown.
        title: Headline; may also be the first line of ``text``.
        text: What spans index; as delivered, save for line ends and characters that can't be shown.
        skip: Spans of furniture (captions, credits, "read also" lines), not to be coded.
        translated_from: Language that a machine translated it from, if known.
        fetched: When it was fetched (UTC), if it was.
        origin_file: File or address that it was read from.
    """

    id: str
    given_id: str | None = None
    address: str | None = None
    outlet: str = ""
    published: date | None = None
    language: str = "und"
    title: str = ""
    text: str
    skip: tuple[Span, ...] = ()
    translated_from: str | None = None
    fetched: datetime | None = None
    origin_file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reprint:
    """An article that has copies, and the family of copies that it belongs to.

    Attributes:
        family: Id of the earliest article of the family.
        agency: The news agency that the text comes from, where a member is one or names one as its source.
        share: Share of the shorter text that its best copy in the family repeats, in [0, 1].
    """

    article: str
    family: str
    agency: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something that went wrong with an input, for the user to see.

    Attributes:
        where: File (with line or row where known) or address.
        kind: Short machine-readable kind, such as ``empty`` or ``future-date``.
        message: What is wrong and what to do.
        fatal: True when the input, or that part of it, gave no article.
    """

    where: str
    kind: str
    message: str
    fatal: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRead:
    """That an input file was read to its end and nothing in it was lost, so that it need not be read again.

    Attributes:
        path: The file, as the user named it.
        size: Its size in bytes.
        modified: When it was last changed, in nanoseconds since 1970.
        digest: SHA-256 of its bytes.
        reader: What read it: the reading code's digest and the settings that change what is read.
    """

    path: str
    size: int
    modified: int
    digest: str
    reader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """One actor or recipient of a mention.

    Attributes:
        id: Gazetteer id (ISO 3166 alpha-3, acronym, or English name); None when unresolved.
        text: The words that name it in the article.
        start, end: Their span; equal when the party is implied.
        role: ``state``, ``government``, ``leader``, ``military``, ``organisation``, ``group``, ``people``, ``other``.
        via: How it was resolved: ``name``, ``demonym``, ``capital``, ``metonym``, ``office``, ``person``,
            ``description``, ``pronoun``, ``context``, ``town``.
    """

    id: str | None
    text: str
    start: int
    end: int
    role: str = "state"
    via: str = "name"


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """The link from a mention to a source on whose word it stands.

    Attributes:
        kind: ``said`` (a person or body whose statement it is) or ``carried`` (an outlet or agency cited).
        source: The source's name or description as in the text.
        source_id: Gazetteer id of the outlet, state or organisation, if resolved.
        start, end: Span of the source's words; equal when taken from the article's head.
        cue: The words that make the link ("said", "according to").
        cue_start, cue_end: Their span.
    """

    kind: str
    source: str
    source_id: str | None = None
    start: int
    end: int
    cue: str
    cue_start: int
    cue_end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One step of why a mention was coded so: the rule's name, the words, their span."""

    step: str
    rule: str
    words: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One place in one article that reports an event.

    Attributes:
        date_start, date_end: When it happened, if the text tells; else None.
        date_words: The words the date rests on.
        attributions: The chain, nearest source first: who said it, then who carried it.
        confidence: Probability in [0, 1] that type and parties are right.
        made_by: Stage and version that made it.
    """

    id: str
    article: str
    start: int
    end: int
    quote: str
    trigger_start: int
    trigger_end: int
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: Quad
    status: Status = Status.ASSERTED
    hedged: bool = False
    date_start: date | None = None
    date_end: date | None = None
    date_words: str = ""
    place: str | None = None
    attributions: tuple[Attribution, ...] = ()
    confidence: float = 0.5
    reasons: tuple[Reason, ...] = ()
    made_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChange:
    """From ``known`` on, an event had this status, on the word of this article."""

    known: date
    status: Status
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one or more mentions report.

    Attributes:
        status: As last known; a hostile act that some report and others deny keeps the status given by those who report it.
        hedged: Every report hedges, or some deny what others report.
        actors, recipients: Gazetteer ids, sorted; for mutual acts all parties are actors.
        date_start, date_end: Interval of days on which it happened, as far as known.
        mentions, articles: Ids, sorted.
        outlets: Names of the outlets that published, sorted.
        origins: Independent sources that the chains end in, sorted; of what is disputed those by whose word it happened.
        first_reported: Earliest publication day.
        history: Status as known over time, oldest first.
        reasons: Why its mentions were merged, one line for each link.
    """

    id: str
    type: EventType
    mode: str | None = None
    contexts: tuple[str, ...] = ()
    quad: Quad
    status: Status
    hedged: bool = False
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    date_start: date | None = None
    date_end: date | None = None
    place: str | None = None
    mentions: tuple[str, ...]
    articles: tuple[str, ...]
    outlets: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    first_reported: date | None = None
    confidence: float = 0.5
    history: tuple[StatusChange, ...] = ()
    reasons: tuple[str, ...] = ()

    @property
    def disputed(self) -> bool:
        """Whether some report it and others deny it."""
        denied = any(change.status is Status.DENIED for change in self.history)
        return self.hedged and denied and self.status is not Status.DENIED


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLink:
    """Two events that belong together and are not one.

    Attributes:
        first: The earlier event; of ``denies`` the denial, of ``occasion`` the meeting or deal.
        second: The later event; of ``denies`` what is denied, of ``occasion`` the part.
        kind: ``stage`` (announced, then done), ``series`` (one of several of a kind: the fifth and the sixth package),
            ``same`` (likely one happening, coded in two types or as a fact and as a question), ``denies`` (the first denies
            the second) or ``occasion`` (the second is part of the first: talks during a visit, its closing statement).
        why: One sentence that says what links them.
    """

    first: str
    second: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceNode:
    """One on whose word an event stands.

    Attributes:
        id: Name of the outlet or source.
        kind: ``outlet``, ``agency`` or ``speaker`` (a person, body or document whose statement it is).
        country: Gazetteer id, if known.
        bloc: Country and whether state-run, for outlets: ``RUS, state``; empty when unknown.
        articles: How many articles it published; for one cited, how many cite it.
        first_hand: True when an article of it tells the event on its own word, not as a copy.
        origin: True when a chain ends in it.
    """

    id: str
    kind: str
    country: str = ""
    bloc: str = ""
    articles: int = 0
    first_hand: bool = False
    origin: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEdge:
    """One step of a chain of sources: ``first`` rests on ``second``.

    Attributes:
        kind: ``cites`` an outlet, ``quotes`` a speaker, or ``copies`` a text.
        cue: The words that make the link; for a copy the share of the text.
        mention: The mention that shows it.
    """

    first: str
    second: str
    kind: str
    cue: str
    mention: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What some outlets tell of one field of an event: ``date``, ``number``, ``who`` or ``status``."""

    field: str
    value: str
    outlets: tuple[str, ...]
    blocs: tuple[str, ...]
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourcing:
    """On whose word an event stands: the graph of its sources, the counts, and where they differ.

    Attributes:
        origins: Independent ends of the chains, sorted; copies and citing articles add none.
        report, deny: Those by whose word the event happened or will, and those by whose word it did not. A text that tells
            both is one origin, of the first that it names.
        readings: For each field that a report names, who says what; a field with one value is agreed on.
        disputed: Fields with more than one reading that can't all be true, sorted.
    """

    event: str
    nodes: tuple[SourceNode, ...]
    edges: tuple[SourceEdge, ...]
    articles: int
    outlets: int
    origins: tuple[str, ...]
    readings: tuple[Reading, ...]
    disputed: tuple[str, ...]
    report: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeDecision:
    """Whether two mentions report one event; a later row about the same pair goes before an earlier one.

    Attributes:
        parts: Score parts as (name, value) pairs.
        verdict: ``same``, ``different`` or ``unsure``.
        by: ``program`` (with version) or a person's name.
    """

    first: str
    second: str
    score: float
    parts: tuple[tuple[str, float], ...]
    verdict: str
    by: str
    when: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class PairReading:
    """What the network that reads two mentions side by side says of them, kept so that merging anew reads only what is new.

    Attributes:
        log_odds: That both tell one event.
        made_by: The network.
    """

    first: str
    second: str
    log_odds: float
    made_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A standing fact between states: membership, pact, recognition, base, sanction regime, vote."""

    kind: str
    parties: tuple[str, ...]
    name: str
    start: date | None = None
    end: date | None = None
    detail: str = ""
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterCheck:
    """What the registers say to a claim.

    Attributes:
        mention: Id of the mention that the claim bears on; empty when it bears on none.
        kind: ``vote``, ``seat``, ``membership``, ``recognition``, ``office`` or ``date``.
        verdict: ``confirmed``, ``contradicted`` or ``not covered``.
        says: What the report claims.
        record: What the register says; empty when not covered.
        nearest: The nearest true reading, when contradicted.
        reference: Where the record comes from.
        article: Id of the article that makes the claim.
        start, end: The claim's span in the article's text.
        sentence: The sentence that makes the claim.
    """

    mention: str
    kind: str
    verdict: str
    says: str
    record: str = ""
    nearest: str = ""
    reference: str = ""
    article: str = ""
    start: int = 0
    end: int = 0
    sentence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RelationMonth:
    """One month of a dyad: counts of events by quad (origins, not articles) and the level with its interval.

    ``level`` is the expected share of conflict among the dyad's events, in [0, 1]; ``low`` and ``high`` bound
    its central 80 % interval. ``severity`` is the mean severity of its unfriendly events on the codebook's scale, in (0, 1];
    None without any whose type is known.
    """

    month: date
    counts: tuple[tuple[Quad, float], ...]
    articles: int
    level: float
    low: float
    high: float
    severity: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How a dyad stands over time, with the odds that it changed since ``since``.

    ``effective_before`` and ``effective_after`` are the events, discounted for clumping and age, that speak on each
    side of ``since``: when few, the odds repeat the prior.
    """

    actor: str
    recipient: str
    since: date | None
    months: tuple[RelationMonth, ...]
    p_worse: float | None = None
    p_materially_worse: float | None = None
    p_materially_better: float | None = None
    effective_before: float | None = None
    effective_after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BandMonth:
    """One month of a dyad.

    Attributes:
        cooperation, conflict: Asserted events, weighed by independent origins.
        events: Both together; 0 where the level only carries earlier months on.
        level: Expected share of conflict, with its central 50 % and 90 % intervals.
    """

    month: date
    cooperation: float
    conflict: float
    events: float
    level: float
    low50: float
    high50: float
    low90: float
    high90: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A month from which on the year's events differ from those before.

    Attributes:
        direction: ``worse`` or ``better``.
        p: Probability that the odds of conflict rose, or fell, by a quarter or more.
    """

    month: date
    direction: str
    p: float


# Admiralty grading (NATO STANAG 2511): the source by letter, the information by digit, graded apart.
ADMIRALTY_SOURCE = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability can't be judged",
}
ADMIRALTY_INFORMATION = {
    "1": "confirmed by three or more independent origins",
    "2": "probably true: two independent origins",
    "3": "possibly true: one origin",
    "4": "doubtful: the reports hedge, or some deny it",
    "5": "improbable: denied by a party",
    "6": "truth can't be judged",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """An event that bears on a question.

    Attributes:
        direction: ``away``, ``towards`` or ``neutral``, as the focal state's move from or to the ally.
        via: ``direct``, or the id of the third party that it runs through.
        weight: Evidential weight: 1 is one certain, severe, direct act on one independent origin.
        why: One sentence that says why it is read so.
        source_grade: Admiralty letter A-F for the best source (F: can't be judged).
        information_grade: Admiralty digit 1-6 for the information (6: can't be judged).
    """

    event: str
    direction: str
    via: str
    weight: float
    why: str
    source_grade: str = "F"
    information_grade: str = "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One key judgement: a statement with an ICD 203 word, a number and its 80 % interval.

    ``probability`` is None when the evidence is too small to say anything.
    """

    statement: str
    probability: float | None
    low: float | None
    high: float | None
    word: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hypothesis:
    """One reading of the evidence and how many signs, by weight, speak against it.

    Attributes:
        evidence: The matrix row: (piece of evidence, ``consistent``, ``inconsistent`` or ``neutral``).
    """

    name: str
    statement: str
    inconsistency: float
    evidence: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicator:
    """Something to watch: what, the threshold, its state now.

    Attributes:
        crossed: Whether the threshold is crossed now; None when nothing is known.
        last: Day of the last change, if known.
        events: Ids of the events that its state rests on.
    """

    what: str
    threshold: str
    state: str
    crossed: bool | None = None
    last: date | None = None
    events: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What one measure, on data of its own, says to the question; measures stand side by side.

    Attributes:
        name: What is measured, such as ``events coded by ICEWS``.
        kind: ``reports``, ``events``, ``votes``, ``sides`` (votes where the ally and its rivals part) or ``treaties``.
        source: Table or file that it rests on.
        finding: One sentence with the numbers.
        direction: ``away``, ``towards``, ``steady``, or ``not enough`` to say; of sides also ``between``, with neither.
        probability: Its own probability that the state moved away materially; None when it has none.
        low, high: The 80 % interval of that, over periods drawn anew.
        towards: Likewise that it moved closer.
        before, after: The measured value on each side of the date; of events, before is the level that the relation had come
            to, in which the latest acts weigh most.
        evidence: Effective number of events, calls or members on the thinner side.
        moved: Of votes, the pair's move in standard deviations of all pairs' moves; below 0 is apart.
        step: Shift in log-odds that it gives the answer, discounted as it was measured to deserve; 0 where it is shown only.
    """

    name: str
    kind: str
    source: str
    finding: str
    direction: str
    probability: float | None = None
    low: float | None = None
    high: float | None = None
    towards: float | None = None
    before: float | None = None
    after: float | None = None
    evidence: float = 0.0
    moved: float | None = None
    step: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BlocMove:
    """A state's move towards or away from a group of states, as odds of conflict (above 0: more conflict).

    ``allied`` says that the ally is a member; its own acts are left out.
    """

    bloc: str
    members: int
    drift: float
    low: float
    high: float
    p_away: float
    p_towards: float
    enough: bool
    allied: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Contrast:
    """The move from the ally set against the move to a rival of the ally, common shocks taken out.

    Attributes:
        rival: Gazetteer id of the rival; empty when there is none.
        source: The table of events that it rests on.
        p_from_ally: Probability that the relation with the ally worsened materially beyond common shocks.
        p_to_rival: Probability that the relation with the rival improved materially beyond them.
        p_contrast: Probability that the first worsened materially more than the second.
        unmoved: What these three would be had neither relation moved, for the same uncertainty: they mean little near it.
        prior: What either way of a move towards a group of states has with nothing seen.
        third_parties: Mean drift with third parties, each by its standing with the ally (above 0: away from the ally).
        third_party_count: How many third parties had enough evidence.
        blocs: Moves towards groups of states.
        enough: Whether both relations had enough evidence.
        rule: By which rule the rival was chosen, or why there is none, in a sentence.
    """

    rival: str
    source: str
    p_from_ally: float
    p_to_rival: float
    p_contrast: float
    third_parties: float
    third_party_count: int
    enough: bool
    blocs: tuple[BlocMove, ...] = ()
    rule: str = ""
    unmoved: tuple[float, float, float] = (0.0, 0.0, 0.0)
    prior: float = 0.0

    @property
    def courses(self) -> tuple[tuple[str, float, float], ...]:
        """The two moves together: what each of the four courses is called, its probability, and that had neither moved.

        The two are taken as independent once the common shocks are out.
        """
        (left, closer), (left0, closer0) = (self.p_from_ally, self.p_to_rival), self.unmoved[:2]
        return (
            ("ally kept, rival no closer (stable)", (1 - left) * (1 - closer), (1 - left0) * (1 - closer0)),
            ("ally kept, rival closer (hedging)", (1 - left) * closer, (1 - left0) * closer0),
            ("ally left, rival closer (drifting)", left * closer, left0 * closer0),
            ("ally left, rival no closer (quarrel)", left * (1 - closer), left0 * (1 - closer0)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A probability that was stated before the outcome was known, and how it came out.

    Attributes:
        question: What will count as yes.
        since: Start of the period that the answer was about; what lies before is the baseline.
        made: Last day of the data that it rests on.
        resolves: Day on which it can be resolved.
        probability, low, high: As stated, with an 80 % interval.
        base_rate: What a forecaster who knows only the base rate would have said.
        answer: The probability of the assessment's first judgement, for the next edition to compare with.
        signs: How many signs that rested on.
        outcome: True or False once resolved.
        resolved: Last day of the data that resolved it.
        resolved_by: What it was resolved by.
    """

    id: str
    state: str
    ally: str
    question: str
    since: date | None
    made: date
    resolves: date
    probability: float
    low: float
    high: float
    base_rate: float
    answer: float
    signs: int
    made_by: str
    outcome: bool | None = None
    resolved: date | None = None
    resolved_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """The answer to (state, ally, period).

    Attributes:
        question: The question made resolvable: horizon, baseline, what would count.
        answer: One sentence; "not enough evidence" is an answer.
        judgements: The key judgements; the first one answers the question.
        confidence: ``low``, ``moderate`` or ``high``, with its reason in ``confidence_why``.
        path: Steps from the base rate to the probability, as (step, probability after it).
        signs: All signs, the weightiest first.
        sensitivity: How the first probability moves when something is changed, as (change, probability).
        measures: Every measure that bears on the question, side by side.
        disagreements: Where the measures disagree, one sentence each.
        contrast: The move from the ally against the move to its rival, if the events allow it.
        assumptions: What the answer takes for granted.
        readings: How far the ranking of the hypotheses may be read.
        since_last: What changed since the last edition.
        forecast: The judgement that can be resolved later, for the track record.
        made_by: Stage and version that made it.
    """

    state: str
    ally: str
    question: str
    start: date | None
    end: date | None
    answer: str
    judgements: tuple[Judgement, ...]
    confidence: str
    confidence_why: str
    path: tuple[tuple[str, float], ...] = ()
    signs: tuple[Sign, ...] = ()
    hypotheses: tuple[Hypothesis, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    against: tuple[str, ...] = ()
    gaps: tuple[str, ...] = ()
    changes: tuple[str, ...] = ()
    sensitivity: tuple[tuple[str, float], ...] = ()
    measures: tuple[Measure, ...] = ()
    disagreements: tuple[str, ...] = ()
    contrast: Contrast | None = None
    assumptions: tuple[str, ...] = ()
    readings: str = ""
    since_last: tuple[str, ...] = ()
    forecast: Forecast | None = None
    made_by: str = ""
