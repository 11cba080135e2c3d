"""The colours of the graphics: apart from the ground and from each other, for every colour blindness, in light and dark."""

import re
from importlib import resources
from itertools import combinations

import pytest

CSS = (resources.files("allegiance") / "views" / "templates" / "graphics.css").read_text("utf-8")
PAPER = {"light": "#ffffff", "dark": "#15181d"}
# Machado, Oliveira and Fernandes (2009), severity 1, on linear light
SIGHT = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def colours(scheme):
    """The variables of a scheme, by name."""
    light, dark = re.findall(r":root \{(.*?)\}", CSS, re.DOTALL)[:2]
    found = dict(re.findall(r"--(\w+):([^;]+);", light))
    if scheme == "dark":
        found |= dict(re.findall(r"--(\w+):([^;]+);", dark))
    while any(value.startswith("var(") for value in found.values()):
        found = {key: found[value[6:-1]] if value.startswith("var(") else value for key, value in found.items()}
    return found


def linear(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * one for one in colour[1:])
    parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one, other):
    """The contrast ratio of WCAG 2."""
    bright, dim = sorted((0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b in map(linear, (one, other))), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def lab(colour, sight):
    seen = linear(colour)
    r, g, b = (
        min(1, max(0, sum(weight * part for weight, part in zip(row, seen, strict=True)))) for row in SIGHT[sight]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in (x, y, z))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def apart(one, other, sight):
    """The distance of two colours in CIELAB, as somebody with this sight sees them."""
    pairs = zip(lab(one, sight), lab(other, sight), strict=True)
    return sum((a - b) ** 2 for a, b in pairs) ** 0.5


def test_in_the_dark_each_class_stands_out_from_sea_and_land():
    found = colours("dark")
    low = {(n, ground) for n in range(7) for ground in ("sea", "land") if contrast(found[f"c{n}"], found[ground]) < 3}
    assert low == set()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_line_stands_out_from_the_paper(scheme):
    found = colours(scheme)
    assert [n for n in range(7) if contrast(found[f"s{n}"], PAPER[scheme]) < 3] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", ["c", "s"])
@pytest.mark.parametrize("sight", SIGHT)
def test_no_two_classes_look_alike(scheme, kind, sight):
    found = colours(scheme)
    near = {(a, b) for a, b in combinations(range(7), 2) if apart(found[f"{kind}{a}"], found[f"{kind}{b}"], sight) < 12}
    assert near == set()


def test_in_the_dark_the_party_asked_about_looks_like_no_class():
    found = colours("dark")
    assert min(apart("#e8eaee", found[f"c{n}"], "all cones") for n in range(7)) > 20


@pytest.mark.parametrize("sight", SIGHT)
def test_in_the_dark_no_faint_class_looks_like_the_mixed_one(sight):
    found = colours("dark")
    share = float(found["thin"])
    sea = [int(found["sea"][i : i + 2], 16) for i in (1, 3, 5)]
    for n in (0, 1, 2, 4, 5, 6):
        full = [int(found[f"c{n}"][i : i + 2], 16) for i in (1, 3, 5)]
        mixed = [round(share * a + (1 - share) * b) for a, b in zip(full, sea, strict=True)]
        assert apart("#" + bytes(mixed).hex(), found["c3"], sight) > 14
