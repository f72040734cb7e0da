"""The look of every picture: colours, sizes and fonts, and nothing about data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from chinaecon.errors import MissingData, UnknownName

LANGUAGES = ("en", "zh")

# Okabe and Ito's colour-blind-safe hues, each dark enough to be read as text on white.
PALETTE = ("#0072B2", "#D55E00", "#007A5A", "#A8508A", "#8A6100", "#3A86B8", "#555555")
PALE = ("#9CC9E3", "#F2BD99", "#99CCBD", "#DDB9D0", "#D6C08F", "#B8D6E8", "#BDBDBD")
INK = "#1A1A1A"
GREY = "#5F5F5F"
QUIET = "#9A9A9A"
GRID = "#E4E4E4"
PAPER = "#FFFFFF"

WIDTH = 8.0  # inches, and so are all lengths below
MARGIN = 0.3
PLOT_HEIGHT = 3.3
ROW_HEIGHT = 0.34
BAR_HEIGHT = 0.2
PANEL_GAP = 0.45
DPI = 150

TITLE = 14.0  # points, and so are all sizes below
SUBTITLE = 10.5
LABEL = 9.5
TICK = 9.0
NOTE = 7.8
LEADING = 1.32
LINE_WIDTH = 2.0
MARKER = 5.0

LATIN_FONTS = ("DejaVu Sans",)  # comes with matplotlib, so that every machine draws the same
VIEWER_FONTS = "Verdana, sans-serif"  # what an SVG falls back to; Verdana is as wide
CHINESE_FONTS = (
    "Noto Sans CJK SC",
    "Noto Sans SC",
    "Source Han Sans SC",
    "Source Han Sans CN",
    "Noto Sans CJK JP",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans GB",
    "SimHei",
    "Droid Sans Fallback",
)


def installed() -> set[str]:
    """Return the names of the fonts matplotlib can find on this machine.

    Returns
    -------
    set of str
        Family names.

    Examples
    --------
    >>> "DejaVu Sans" in installed()
    True
    """
    from matplotlib import font_manager

    return {entry.name for entry in font_manager.fontManager.ttflist}


def fonts(lang: str = "en", texts: Iterable[str] = ()) -> list[str]:
    """Choose the fonts in which some texts can be written without empty boxes.

    English pictures use the font that comes with matplotlib, so that they look the same on
    every machine; a Chinese font is added where the language or a text needs it.

    Parameters
    ----------
    lang : {"en", "zh"}
        Language of the picture.
    texts : iterable of str
        What will be written.

    Returns
    -------
    list of str
        Family names, first choice first.

    Raises
    ------
    UnknownName
        When the language is neither.
    MissingData
        When Chinese is to be written and no font for it is installed.

    Examples
    --------
    >>> fonts("en", ["Exports"])[0]
    'DejaVu Sans'
    """
    if lang not in LANGUAGES:
        raise UnknownName.among("language", lang, LANGUAGES, "Charts speak 'en' and 'zh'.")
    have = installed()
    latin = [name for name in LATIN_FONTS if name in have]
    wanted = "".join(sorted({c for text in texts for c in text if needs_chinese(c)}))
    if lang == "en" and not wanted:
        return latin
    chinese = [name for name in CHINESE_FONTS if name in have][:1]
    if not chinese:
        what = f"the characters {wanted[:12]!r}" if wanted else "lang='zh'"
        raise MissingData(
            f"No font for {what}: none of {', '.join(CHINESE_FONTS[:4])} ... is installed; "
            "expected one. Install fonts-noto-cjk (Noto Sans CJK), then delete matplotlib's "
            "font cache, or draw with lang='en' and Latin text.",
            missing=CHINESE_FONTS,
        )
    return [*chinese, *latin] if lang == "zh" else [*latin, *chinese]


def needs_chinese(text: str) -> bool:
    """Whether the font that comes with matplotlib lacks a character of the text."""
    return any(not (ord(c) < 0x0590 or 0x1E00 <= ord(c) < 0x2E80) for c in text)


def settings(families: list[str]) -> dict[Any, Any]:
    """Return the matplotlib settings of the house, for an ``rc_context``.

    Parameters
    ----------
    families : list of str
        Fonts, as chosen by `fonts`.

    Returns
    -------
    dict
        Keys and values of ``matplotlib.rcParams``. The SVG keeps its text as text: small,
        searchable and readable in a diff; where DejaVu Sans is missing, a viewer takes
        Verdana, which is as wide.

    Examples
    --------
    >>> settings(["DejaVu Sans"])["svg.fonttype"]
    'none'
    """
    return {
        "font.family": families,
        "font.size": TICK,
        "text.color": INK,
        "text.parse_math": False,
        "text.usetex": False,
        "axes.unicode_minus": True,
        "figure.facecolor": PAPER,
        "figure.dpi": 100.0,
        "axes.facecolor": PAPER,
        "axes.edgecolor": QUIET,
        "axes.linewidth": 0.8,
        "axes.labelcolor": GREY,
        "axes.labelsize": TICK,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": False,
        "axes.autolimit_mode": "data",
        "grid.color": GRID,
        "grid.linewidth": 0.8,
        "grid.linestyle": "-",
        "grid.alpha": 1.0,
        "xtick.color": QUIET,
        "ytick.color": QUIET,
        "xtick.labelcolor": GREY,
        "ytick.labelcolor": GREY,
        "xtick.labelsize": TICK,
        "ytick.labelsize": TICK,
        "ytick.major.size": 0.0,
        "xtick.major.size": 3.0,
        "hatch.linewidth": 0.6,
        "lines.linewidth": LINE_WIDTH,
        "lines.markersize": MARKER,
        "lines.solid_capstyle": "round",
        "legend.frameon": False,
        "path.simplify": False,
        "savefig.facecolor": PAPER,
        "savefig.bbox": None,
        "svg.fonttype": "none",
        "svg.hashsalt": "chinaecon",
    }


def colour(place: int, *, pale: bool = False) -> str:
    """Return the colour of the series at some place in the order.

    Parameters
    ----------
    place : int
        0 for the first series.
    pale : bool
        Whether to take the lighter tint, for bands and for earlier periods.

    Returns
    -------
    str
        Hexadecimal RGB.

    Examples
    --------
    >>> colour(0), colour(0, pale=True)
    ('#0072B2', '#9CC9E3')
    """
    return (PALE if pale else PALETTE)[place % len(PALETTE)]
