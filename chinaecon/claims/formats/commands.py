"""The commands and environments of LaTeX that say what is text and what is not."""

from __future__ import annotations

LEVELS = {
    "title": 0, "part": 1, "chapter": 2, "section": 3, "subsection": 4, "subsubsection": 5,
    "paragraph": 6, "subparagraph": 7,
}  # fmt: skip
SIGNS = {
    "textyen": "¥", "yen": "¥", "texteuro": "€", "euro": "€", "pounds": "£", "textsterling": "£",
    "textdollar": "$", "textperthousand": "‰", "textasciitilde": "~",
}  # fmt: skip
# how many of a command's arguments are no text; citations and references have one
MUTE = {
    "bibliography": 1, "bibliographystyle": 1, "cline": 1, "cmidrule": 1, "color": 1,
    "documentclass": 1, "hspace": 1, "include": 1, "includegraphics": 1, "index": 1, "input": 1,
    "label": 1, "newcommand": 2, "pagestyle": 1, "renewcommand": 2, "setcounter": 2,
    "setlength": 2, "textcolor": 1, "thispagestyle": 1, "url": 1, "usepackage": 1, "vspace": 1,
}  # fmt: skip
HIDDEN = frozenset(
    "equation align gather multline eqnarray displaymath math verbatim lstlisting minted "
    "tikzpicture thebibliography comment filecontents alignat flalign".split()
)
TABLES = {"tabular": 1, "tabularx": 2, "tabulary": 2, "longtable": 1, "array": 1}
LISTS = frozenset(("itemize", "enumerate", "description"))
