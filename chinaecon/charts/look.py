"""The presets: colours and resolution for the screen, for print and for dark backgrounds."""

from __future__ import annotations

from dataclasses import dataclass

# Okabe and Ito's colour-blind-safe hues, each dark enough to be read as text on white.
_HUES = ("#0072B2", "#C35600", "#007A5A", "#A8508A", "#8A6100", "#367CAB", "#555555")
_TINTS = ("#9CC9E3", "#F2BD99", "#99CCBD", "#DDB9D0", "#D6C08F", "#B8D6E8", "#BDBDBD")
# The same hues within the gamut of offset inks on coated paper; a test measures it.
_INKS = ("#00639C", "#B0521E", "#00694E", "#964579", "#75602F", "#35749E", "#4F4F4F")
_PALE_INKS = ("#9DC3DC", "#EBBB9C", "#A2C6BB", "#D8B9CC", "#D0BC90", "#B7CFDF", "#BDBDBD")
_LIGHTS = ("#5BB8EC", "#F58B4C", "#3FC39A", "#E098C8", "#DDB554", "#9CCBEB", "#B9BEC4")
_DIMMED = ("#2A6488", "#8C4E2A", "#206B55", "#7C5170", "#79632E", "#526F83", "#60676E")
_RAMP = ("#B24A06", "#E08A4F", "#F3C7A8", "#F4F4F2", "#B4D6EA", "#5BA3CF", "#0B62A0")
_RAMP_INKS = ("#9A4F22", "#CF8352", "#EBC5AC", "#EDEDED", "#B6D2E3", "#669FC4", "#165C92")
_RAMP_DARK = ("#F08A4B", "#B1602F", "#6B4129", "#333C46", "#234E6B", "#2F7DB0", "#62BBF0")


@dataclass(frozen=True)
class Look:
    """The colours and the resolution of a picture.

    Attributes
    ----------
    palette, pale : tuple of str
        Colours of series, and their tints for what stands back: an earlier period, a rest.
    ramp : tuple of str
        Seven steps from far below to far above, the middle one neutral.
    ink, grey, quiet, grid, paper : str
        Of titles and names; of notes; of thin lines; of grid lines; of the ground.
    dpi : int
        Of the PNG.
    """

    palette: tuple[str, ...] = _HUES
    pale: tuple[str, ...] = _TINTS
    ramp: tuple[str, ...] = _RAMP
    ink: str = "#1A1A1A"
    grey: str = "#5F5F5F"
    quiet: str = "#9A9A9A"
    grid: str = "#E4E4E4"
    paper: str = "#FFFFFF"
    dpi: int = 150

    def colour(self, place: int, *, pale: bool = False) -> str:
        """Return the colour of the series at some place in the order.

        Parameters
        ----------
        place : int
            0 for the first series.
        pale : bool
            Whether to take the tint.

        Returns
        -------
        str
            Hexadecimal RGB.

        Examples
        --------
        >>> Look().colour(0), Look().colour(0, pale=True)
        ('#0072B2', '#9CC9E3')
        """
        return (self.pale if pale else self.palette)[place % len(self.palette)]


SCREEN = Look()
LOOKS = {
    "screen": SCREEN,
    "print": Look(_INKS, _PALE_INKS, _RAMP_INKS, ink="#000000", grey="#4D4D4D", dpi=300),
    "dark": Look(
        _LIGHTS,
        _DIMMED,
        _RAMP_DARK,
        ink="#F2F4F5",
        grey="#B4BCC4",
        quiet="#7A858F",
        grid="#2E3944",
        paper="#131C24",
    ),
}


def contrast(one: str, other: str) -> float:
    """Return how well one colour is read on another.

    Parameters
    ----------
    one, other : str
        Hexadecimal RGB.

    Returns
    -------
    float
        From 1 (the same) to 21 (black on white); text wants 4.5.

    Notes
    -----
    The contrast ratio of the Web Content Accessibility Guidelines 2.1.

    Examples
    --------
    >>> round(contrast("#000000", "#FFFFFF"), 3)
    21.0
    """
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    """The relative luminance of sRGB."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
