"""The presets: readable, printable with four inks, and the same picture otherwise."""

import io
from itertools import combinations

import numpy as np
import pytest
from PIL import Image

from chinaecon.charts.collisions import collisions
from chinaecon.charts.look import LOOKS, contrast
from chinaecon.charts.picture import plot

# CIELAB (D50) of the paper, the black, the solid inks and their overprints of offset printing on
# coated paper, ISO 12647-2:2004/Amd 1:2007, paper types 1 and 2, white backing.
SOLIDS = np.array(
    [
        (95.0, 0.0, -2.0),
        (16.0, 0.0, 0.0),
        (55.0, -37.0, -50.0),
        (48.0, 74.0, -3.0),
        (89.0, -5.0, 93.0),
        (47.0, 68.0, 48.0),
        (50.0, -68.0, 33.0),
        (24.0, 22.0, -46.0),
    ]
)
TO_XYZ_D50 = np.array(
    [
        (0.4360747, 0.3850649, 0.1430804),
        (0.2225045, 0.7168786, 0.0606169),
        (0.0139322, 0.0971045, 0.7141733),
    ]
)
WHITE_D50 = np.array([0.96422, 1.0, 0.82521])
SLACK = 0.003  # of the white: a difference that no reader sees


def lab(colour):
    """CIELAB (D50) of a colour in sRGB."""
    parts = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    ratio = TO_XYZ_D50 @ linear / WHITE_D50
    f = np.where(ratio > 216 / 24389, np.cbrt(ratio), (24389 / 27 * ratio + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def xyz(point):
    """CIE XYZ (D50) of a colour in CIELAB: in it inks mix linearly (Neugebauer)."""
    middle = (point[0] + 16) / 116
    f = np.array([middle + point[1] / 500, middle, middle - point[2] / 200])
    return WHITE_D50 * np.where(f**3 > 216 / 24389, f**3, (116 * f - 16) / (24389 / 27))


def outside(colour):
    """How far a colour lies outside of what the solids mix to, in XYZ; below zero inside."""
    solids, point = np.array([xyz(p) for p in SOLIDS]), xyz(lab(colour))
    far = -np.inf
    for three in combinations(range(len(solids)), 3):
        a, b, c = solids[list(three)]
        normal = np.cross(b - a, c - a)
        normal /= np.linalg.norm(normal)
        sides = (solids - a) @ normal
        if sides.max() > 1e-9 and sides.min() < -1e-9:
            continue
        sign = -1.0 if sides.min() < -1e-9 else 1.0
        far = max(far, -sign * float((point - a) @ normal))
    return far


@pytest.mark.parametrize("colour", ["#0000FF", "#00FF00", "#FF00FF"])
def test_pure_screen_colours_are_outside_of_what_inks_reach(colour):
    assert outside(colour) > 0.03


@pytest.mark.parametrize("preset", LOOKS)
def test_every_colour_of_a_series_can_be_read_as_text(preset):
    look = LOOKS[preset]
    for colour in (*look.palette, look.ink, look.grey):
        assert contrast(colour, look.paper) >= 4.5, colour
    assert all(
        contrast(c, look.paper) < contrast(s, look.paper)
        for c, s in zip(look.pale, look.palette, strict=True)
    )


def test_every_colour_of_the_print_preset_can_be_printed_with_four_inks():
    look = LOOKS["print"]
    colours = (*look.palette, *look.pale, *look.ramp, look.grey, look.quiet, look.grid)
    assert {c: round(outside(c), 3) for c in colours if outside(c) > SLACK} == {}


@pytest.mark.parametrize("preset", LOOKS)
def test_the_ramp_grows_away_from_its_middle_on_both_sides(preset):
    look = LOOKS[preset]
    far = [float(np.linalg.norm(lab(c) - lab(look.ramp[3]))) for c in look.ramp]
    assert far[0] > far[1] > far[2] > 8
    assert far[6] > far[5] > far[4] > 8


@pytest.mark.parametrize(("preset", "dpi"), [("screen", 150), ("print", 300), ("dark", 150)])
def test_a_preset_has_its_ground_and_its_resolution(preset, dpi, exports):
    picture = plot(exports, preset=preset)
    image = Image.open(io.BytesIO(picture.png()))
    assert image.width == 8 * dpi
    assert round(image.info["dpi"][0]) == dpi
    paper = tuple(int(LOOKS[preset].paper[i : i + 2], 16) for i in (1, 3, 5))
    assert image.convert("RGB").getpixel((2, 2)) == paper
    assert collisions(picture) == []


@pytest.mark.parametrize("kind", ["line", "bar", "heat", "stacked", "slope"])
def test_nothing_of_the_screen_is_left_in_a_dark_picture(kind, exports):
    rows = exports[exports["period"] == "2024"] if kind == "bar" else exports
    svg = plot(rows, kind=kind, preset="dark").svg().lower()
    screen = {
        c.lower() for c in (*LOOKS["screen"].palette, LOOKS["screen"].ink, "#5f5f5f", "#e4e4e4")
    }
    assert {c for c in screen if c in svg} == set()


def test_a_preset_changes_no_number_and_no_word(exports):
    plain, dark = plot(exports), plot(exports, preset="dark")
    assert plain.alt == dark.alt
    assert plain.data.equals(dark.data)
