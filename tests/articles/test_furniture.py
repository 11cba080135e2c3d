"""What is marked as furniture, and what is not. All texts are invented."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from allegiance.articles import agency, furniture

NEWS = "The two ministers signed the pact on Tuesday, the presidency said."


def marked(text: str) -> list[str]:
    return [text[start:end] for start, end in furniture(text)]


@pytest.mark.parametrize(
    "line",
    [
        "The minister at his desk in May. © IMAGO / ITAR-TASS",
        "A tank near the border. (Photo: Jo Doe, AFP/Getty Images)",
        "Enlarge this image toggle caption Jo Doe/Reuters Jo Doe/Reuters",
        "Facebook Twitter Pinterest The minister speaks. Photograph: Jo Doe/EPA",
        "The minister in May 2015. JO DOE / REUTERS",
        "READ MORE: Ruritania signs pact with Grand Fenwick",
        "Related: Ruritania signs pact",
        "Envoy recalled as crisis grows Read more",
        "Continue reading...",
        "Sign up for our daily newsletter, sent every weekday",
        "We use cookies to make this site better",
        "Copyright © 2019 Example Courier, LLC. All rights reserved.",
        "SHARE THIS ARTICLE Share Tweet",
        "Jo Doe and Ann Roe contributed to this report.",
        "Advertisement",
        "REUTER",
        "Updated at 00.25 BST",
        "FILE PHOTO: The minister attends a meeting in Strelsau, March 1, 2022. Jo Doe/Pool via REUTERS",
        "FILE - The minister, left, and the envoy shake hands in Strelsau, Feb. 10, 2022. (Jo Doe, Pool Photo via AP, File)",
        "The minister and the envoy in Strelsau (archive photo)",
        "The minister of Ruritania | Photo: Ministry",
        "Image caption, The minister met the envoy in Strelsau",
        "Archive photo: The minister in Strelsau",
        "More on the subject: Ruritania signs pact",
        "Also interesting: Ruritania signs pact",
        "You might also be interested in: Ruritania signs pact",
        "Here you will find content from Twitter. To protect your privacy, it is not loaded without your consent.",
        "To view this content please accept cookies",
        "We value your privacy",
        "This text was machine-translated from German.",
        "Story continues below advertisement",
        "With material from dpa",
        "5 min read",
    ],
)
def test_whole_lines(line: str) -> None:
    assert marked(f"{NEWS}\n\n{line}\n\n{NEWS}") == [line]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"(Reuters) - {NEWS}", ["(Reuters) - "]),
        (f"MOSCOW, Feb 3 (Interfax) - {NEWS}", ["MOSCOW, Feb 3 (Interfax) - "]),
        (f"KABUL (Khaama Press) - {NEWS}", ["KABUL (Khaama Press) - "]),
        (f"KYIV, Ukraine (AP) — {NEWS}", ["KYIV, Ukraine (AP) — "]),
        (f"BEIJING, April 5 (Xinhua) -- {NEWS}", ["BEIJING, April 5 (Xinhua) -- "]),
        (f"MOSCOW, February 3. /TASS/. {NEWS}", ["MOSCOW, February 3. /TASS/."]),
        (f"Washington (CNN) {NEWS}", ["Washington (CNN) "]),
        (f"Munich/Moscow/Almaty – {NEWS}", ["Munich/Moscow/Almaty – "]),
        (f"BEIRUT, Lebanon — {NEWS}", ["BEIRUT, Lebanon — "]),
        (
            f"{NEWS} (pm) *Courier.de is an offer from EXAMPLE.MEDIA",
            ["(pm)", "*Courier.de is an offer from EXAMPLE.MEDIA"],
        ),
        (f"{NEWS} (dpa/AFP)", [" (dpa/AFP)"]),
        (f"{NEWS} (Image: Ministry of Defence)", ["(Image: Ministry of Defence)"]),
        (f"[File: Jo Doe/AFP] {NEWS}", ["[File: Jo Doe/AFP]"]),
        ("The Russia-Ukraine War* broke out.", ["*"]),
        (f"{NEWS} Listen · 3:45 3:45", ["Listen · 3:45 3:45"]),
        (f"{NEWS} (Reporting by Jo Doe; Editing by Ann Roe)", ["(Reporting by Jo Doe; Editing by Ann Roe)"]),
        (f"Ruritania recalls its envoy - Reuters\n{NEWS}", ["- Reuters"]),
        (f"{NEWS} Continue reading...", ["Continue reading..."]),
        (f"<p>{NEWS}</p>", ["<p>", "</p>"]),
        (f"{NEWS}<script>attack(1)</script>", ["<script>attack(1)</script>"]),
        (f"April 5 (Reuters) - {NEWS}", ["April 5 (Reuters) - "]),
        (
            "## Ruritania\n\n**Ruritania** left [the pact](https://x.example/a).",
            ["## ", "**", "**", "[", "](https://x.example/a)"],
        ),
        (f"![The envoy](a.jpg)\n\n{NEWS}", ["![The envoy](a.jpg)"]),
        (f"Strelsau /Trend/ {NEWS}", ["Strelsau /Trend/ "]),
        (f"{NEWS}\n(pm/dpa)", ["(pm/dpa)"]),
        (f"{NEWS} *courier.de is part of EXAMPLE.MEDIA", ["*courier.de is part of EXAMPLE.MEDIA"]),
        (f"Ruritania recalls envoy\n\nBy Ann Roe, Jo Doe\n\n{NEWS}", ["By Ann Roe, Jo Doe"]),
    ],
)
def test_marks_within_a_text(text: str, expected: list[str]) -> None:
    assert [mark.strip() for mark in marked(text)] == [mark.strip() for mark in expected]


@pytest.mark.parametrize(
    "text",
    [
        NEWS,
        "NATO — the alliance that Ruritania left — will meet.",
        "Related questions were left for the next round of talks.",
        "Copyright law was on the agenda, the minister said.",
        "Reuters reported on Tuesday that Ruritania had recalled its envoy.",
        "The Organisation of Ruritanian States (ORS) voted against the draft (and lost).",
        "Follow-up talks will be held in May.",
        "Images of the parade were shown in Strelsau.",
        "Photos of the parade were shown in Strelsau.",
        "More aid will follow, the minister wrote [in a letter].",
        "Ruritania and Grand Fenwick (left) agreed to the plan of the mediator.",
        "See also the agreement of 1994, which Ruritania broke, the minister said.",
        "Videos showed tanks crossing the border.",
        "Updated rules come into force in May.",
        "The Bank <Bank of Ruritania> bought gold.",
        "Subscribers of the loan include Grand Fenwick.",
        "Watch groups said Ruritania had broken the truce.",
        "Read by the president, the statement condemned the attack.",
        "By continuing to supply weapons, Grand Fenwick is waging war, he said.",
        "By using this route, Ruritania avoids the sanctions.",
        "Regulators press Credit Suisse over the sanctions on Ruritania",
        "A Damaged Image: Ruritania loses ground abroad",
        "Advertisement spending fell in Ruritania.",
        "Copyright rules of 1998 were renewed by both states.",
        "Close allies of Ruritania abstained.",
        "Share prices fell in Strelsau.",
        "Print media of Ruritania were closed.",
        "Loading of grain began in the ports of Ruritania.",
        "Archive photos show both ministers.",
        "Comments by the minister angered Ruritania.",
        "External content was blocked by Ruritania.",
        "By Friday both states had agreed.",
        "With material support from Ruritania, the rebels won.",
        "More on the border dispute will be told in Strelsau.",
        "File photos were shown - the minister denied it.",
    ],
)
def test_news_is_left_alone(text: str) -> None:
    assert marked(text) == []
    assert marked(f"{NEWS}\n\n{text}\n\n{NEWS}") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"STRELSAU, Feb 3 (Reuters) - {NEWS}", "Reuters"),
        (f"(AP) — {NEWS}", "AP"),
        (f"STRELSAU, February 3. /TASS/. {NEWS}", "TASS"),
        (f"{NEWS} (dpa/AFP)", "dpa"),
        (f"{NEWS}\n REUTER", "Reuters"),
        (f"April 5 (Reuters) - {NEWS}", "Reuters"),
        (f"Strelsau /Trend/ {NEWS}", "Trend"),
        (f"{NEWS} –BERNAMA", "Bernama"),
        (f"{NEWS} /Trend/", "Trend"),
        ("The photo was taken by Jo Doe/AP", None),
        (f"A headline first\n\nSTRELSAU (Xinhua) -- {NEWS}", "Xinhua"),
        ("The agency (Interfax) denied it.", None),
        ("Reuters said so.", None),
        (NEWS, None),
    ],
)
def test_agency_marks(text: str, expected: str | None) -> None:
    assert agency(text) == expected


@given(st.text(alphabet=st.sampled_from("aB .,\n()[]/*©-–<>@:1 "), max_size=300))
def test_spans_are_sorted_apart_and_inside(text: str) -> None:
    last = -1
    for start, end in furniture(text):
        assert last < start < end <= len(text)
        last = end


def test_long_lines_take_no_long_time() -> None:
    for piece in ("A", "A ", "(", "(Photo: ", "© A / ", "Ab/", "[a/", "caption a a ", "— a (@"):
        assert isinstance(furniture(piece * (60_000 // len(piece))), tuple)
