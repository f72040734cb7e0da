"""The sizes and fonts of every picture, and nothing about data."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from chinaecon.charts.look import SCREEN, Look
from chinaecon.errors import MissingData, UnknownName

LANGUAGES = ("en", "zh")

WIDTH = 8.0  # inches, and so are all lengths below
MARGIN = 0.3
PLOT_HEIGHT = 3.3
SMALL_HEIGHT = 1.35
STRIP_GAP = 0.0
ROW_HEIGHT = 0.34
BAR_HEIGHT = 0.2
PANEL_GAP = 0.45

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


def settings(families: Sequence[str], look: Look = SCREEN) -> dict[Any, Any]:
    """Return the matplotlib settings of the house, for an ``rc_context``.

    Parameters
    ----------
    families : sequence of str
        Fonts, as chosen by `fonts`.
    look : Look
        Colours.

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
        "font.family": list(families),
        "font.size": TICK,
        "text.color": look.ink,
        "text.parse_math": False,
        "text.usetex": False,
        "axes.unicode_minus": True,
        "figure.facecolor": look.paper,
        "figure.dpi": 100.0,
        "axes.facecolor": look.paper,
        "axes.edgecolor": look.quiet,
        "axes.linewidth": 0.8,
        "axes.labelcolor": look.grey,
        "axes.labelsize": TICK,
        "axes.axisbelow": True,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.spines.left": False,
        "axes.grid": False,
        "axes.autolimit_mode": "data",
        "grid.color": look.grid,
        "grid.linewidth": 0.8,
        "grid.linestyle": "-",
        "grid.alpha": 1.0,
        "xtick.color": look.quiet,
        "ytick.color": look.quiet,
        "xtick.labelcolor": look.grey,
        "ytick.labelcolor": look.grey,
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
        "savefig.facecolor": look.paper,
        "savefig.bbox": None,
        "svg.fonttype": "none",
        "svg.hashsalt": "chinaecon",
    }
