"""What the attribution model sees of a cue, a source and a content: features of the parse, as short names.

No feature holds a source's name; nouns that stand for a source ("poll", "officials") are kept by their lemma.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

MARKS = frozenset('“”"„«»‘')
_CLAUSES = frozenset(["ccomp", "xcomp", "pcomp", "advcl", "parataxis"])


def nominal(token: Any) -> bool:
    """Return whether a token may head a source."""
    return token.pos_ in ("NOUN", "PROPN", "PRON") or (
        token.tag_ in ("WP", "DT", "CD") and token.dep_ in ("nsubj", "pobj")
    )


def sort_of(token: Any) -> str:
    """Return what a noun phrase's head is: a pronoun, a name, or the noun itself."""
    if token.pos_ == "PROPN":
        return "NAME"
    return str(token.lower_ if token.pos_ == "PRON" else token.lemma_.lower())


def path(cue: Any, other: Any, most: int = 4) -> str:
    """Return the steps from a cue to another word: ``nsubj`` down to its subject, ``^xcomp`` up past its governor.

    The root is its own head: a way that turns there has the root's step as often as steps were left, so that the shipped
    weights tell a root from other words. To change that takes new fits of statements, speakers and timing.
    """
    above = [cue]
    while len(above) <= most:
        above.append(above[-1].head)
    places = {t.i: n for n, t in enumerate(above)}
    down: list[str] = []
    token = other
    for _ in range(most + 1):
        if token.i in places:
            up = [f"^{t.dep_}" for t in above[: places[token.i]]]
            return ".".join([*up, *reversed(down)]) or "self"
        if token.head == token:
            break
        down.append(f"{token.dep_}_{token.lower_}" if token.dep_ in ("prep", "agent") else token.dep_)
        token = token.head
    return "far"


def marks_before(doc: Any) -> list[int]:
    """Return for each token how many quotation marks stand before it."""
    found, count = [], 0
    for token in doc:
        found.append(count)
        count += token.text in MARKS
    return found


def may_cue(token: Any) -> bool:
    """Return whether a token can be the head of a cue at all."""
    return token.pos_ in ("VERB", "NOUN", "ADJ", "ADV") or token.lower_ == "according" or token.text == ":"


def cue_features(token: Any, marks: list[int]) -> list[str]:
    """Return the features of a token as a cue's head."""
    doc, lemma, dep = token.doc, token.lemma_.lower(), token.dep_
    word = f"{lemma}|{token.tag_[:2]}"
    found = [
        "bias",
        f"w={word}",
        f"w={token.lower_}",
        f"t={token.tag_}",
        f"d={dep}",
        f"w={word}|d={dep}",
        f"p={token.head.lemma_.lower()}|{dep}",
        f"pt={token.head.tag_[:2]}|{dep}|{token.tag_}",
    ]
    deps = set()
    subject = None
    for child in token.children:
        deps.add(child.dep_)
        if child.dep_ in ("nsubj", "nsubjpass"):
            subject = child
        elif child.dep_ in ("prep", "prt", "agent"):
            found += [f"c={child.lower_}|{word}", f"c={child.lower_}|{token.tag_[:2]}"]
        elif child.dep_ in ("aux", "neg", "det", "poss"):
            found += [f"x={child.lower_ if child.dep_ != 'poss' else 'poss'}|{token.tag_[:2]}"]
            if child.dep_ == "aux":
                found.append(f"x={child.lower_}|{word}")
        elif child.dep_ in _CLAUSES:
            opener = next((g.lower_ for g in child.children if g.dep_ in ("mark", "advmod") and g.i < child.i), "-")
            found += [f"cl={child.dep_}|{opener}", f"cl={child.dep_}|{opener}|{word}"]
        elif child.dep_ == "dobj":
            found += [f"o={sort_of(child)}", f"o={sort_of(child)}|{word}"]
    for dep_ in deps:
        found += [f"h={dep_}|{token.tag_[:2]}", f"h={dep_}|{word}"]
    if subject is not None:
        sort = sort_of(subject)
        found += [f"s={sort}", f"s={sort}|{word}", f"s={subject.dep_}|{word}", f"st={subject.tag_}"]
    elif token.pos_ == "VERB":
        found += [f"s=none|{dep}", f"s=none|{word}"]
    inside = marks[token.i] % 2
    near = []
    if token.i + 1 < len(doc):
        near.append(f"n={doc[token.i + 1].lower_}")
        if any(t.text in MARKS for t in doc[token.i + 1 : token.i + 4]):
            near.append("quote after")
    if token.i:
        near.append(f"v={doc[token.i - 1].lower_}")
        if any(t.text in MARKS for t in doc[max(0, token.i - 5) : token.i]):
            near.append("quote before")
    found += [*near, *(f"{n}|{token.tag_[:2]}" for n in near), *(f"{n}|{word}" for n in near)]
    found += [f"in={inside}|{word}", f"in={inside}|{token.tag_[:2]}", f"q={marks[-1] > 0}|{word}"]
    return found


def content_features(cue: Any, token: Any, marks: list[int]) -> list[str]:
    """Return the features of a token as the top of what a cue brings."""
    way = path(cue, token)
    word = f"{cue.lemma_.lower()}|{cue.tag_[:2]}"
    side = "before" if token.i < cue.i else "after"
    quoted = f"q={marks[token.i] % 2}|{marks[cue.i] % 2}"
    return [
        "bias",
        f"y={way}",
        f"y={way}|{cue.tag_[:2]}",
        f"y={way}|{word}",
        f"y={way}|{side}",
        f"y={way}|{token.tag_[:2]}",
        f"{quoted}|{way}",
        f"y={way}|cl={any(c.dep_ in ('ccomp', 'xcomp') for c in cue.children)}",
    ]


def near(cue: Any) -> Iterator[Any]:
    """Yield the words that may top a cue's content: those at most two steps below or above it, and beside it."""
    seen = {cue.i}
    tops = [cue]
    for _ in range(3):
        if tops[-1].head == tops[-1]:
            break
        tops.append(tops[-1].head)
    for number, top in enumerate(tops):
        if top.i not in seen:
            seen.add(top.i)
            yield top
        for child in top.children:
            if child.i not in seen and child.dep_ != "punct":
                seen.add(child.i)
                yield child
                if number == 0:
                    for grand in child.children:
                        if grand.i not in seen and grand.dep_ != "punct":
                            seen.add(grand.i)
                            yield grand


def part_features(head: Any, child: Any) -> list[str]:
    """Return the features of a word as one whose phrase belongs to the span of a source, its head."""
    side = "before" if child.i < head.i else "after"
    comma = child.left_edge.i > 0 and head.doc[child.left_edge.i - 1].text == "," and side == "after"
    long = child.right_edge.i - child.left_edge.i > 5
    end = next((g.lemma_.lower() for g in child.children if g.dep_ == "pobj"), "-")
    base = child.dep_
    return [
        "bias",
        base,
        f"{base}|{side}",
        f"{base}|{child.lower_}",
        f"{base}|{head.lemma_.lower()}",
        f"{base}|{child.lower_}|{end}",
        f"{base}|comma={comma}|{head.pos_}",
        f"{base}|long={long}",
        f"{base}|{head.lemma_.lower()}|{child.lower_}",
        f"{base}|next={abs(child.i - head.i) == 1}|{child.tag_}",
    ]
