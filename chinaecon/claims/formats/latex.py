"""LaTeX, command by command: sections, lists, tables, captions; mathematics only of digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from chinaecon.claims.block import BlockKind
from chinaecon.claims.formats import commands
from chinaecon.claims.formats.front import dated
from chinaecon.claims.formats.page import Page, Span
from chinaecon.claims.formats.table import Cell, Table
from chinaecon.claims.formats.tags import PIN, hide_addresses

_TOKEN = re.compile(
    r"\\(?P<name>[a-zA-Z]++\*?)|\\(?P<sign>[^a-zA-Z])|(?P<comment>%[^\n]*+)|(?P<math>\$\$?)"
    r"|(?P<number>(?<![\d.])\d{1,3}(?:(?:\{,\}|\\,)\d{3})++)"
    r"|(?P<dash>---?)|(?P<blank>\n[ \t\r]*+\n)|(?P<one>[{}~&])"
)
_DIGITS = re.compile(r"(?:[\d.,\s+{}~-]|\\[%,;!])*+")
_DOLLAR = re.compile(r"(?<!\\)\$")
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_ESCAPED = re.compile(r"\\([%&_#])")
_ANCESTORS = 3
_LONGEST_OPTION = 300


def latex(page: Page, start: int, end: int) -> None:
    r"""Read a stretch of a page as LaTeX.

    Examples
    --------
    >>> page = Page("a", r"\section{Trade} Up 5\% to \$688~billion.")
    >>> latex(page, 0, 40)
    >>> page.read().split(), page.blocks()[-1].headings
    (['Trade', 'Up', '5', '%', 'to', '$688', 'billion.'], ('Trade',))
    """
    _Walk(page, start, end).run()


class _Walk:
    """What is open while the commands go by."""

    def __init__(self, page: Page, start: int, end: int) -> None:
        self.page, self.text, self.end, self.begin = page, page.text, end, start
        self.braces = _partners(page.text, start, end)
        self.lists: list[tuple[tuple[Span, ...], list[Span]]] = []
        self.rows: list[list[Cell]] = []
        self.cells: list[Cell] = []
        self.in_table = False
        self.head = 1
        self.reach = (1, 1)
        self.last: Span | None = None
        self.missing: set[str] = set()
        self.quiet = False

    def run(self) -> None:
        """Read from the first command to the last."""
        at = self.begin
        body = self.text.find("\\begin{document}", at, self.end)
        self.quiet = body >= 0
        while found := _TOKEN.search(self.text, at, self.end):
            if self.quiet and found.start() >= body:
                self._flush(body, body)
                self.quiet = False
            loud = found["comment"] or found["name"] in ("title", "date")
            at = found.end() if self.quiet and not loud else self._token(found)
        self._flush(self.end, self.end)
        self._end_table()

    def _token(self, found: re.Match[str]) -> int:
        """Obey one token, and return where to go on."""
        start, stop = found.span()
        if found["name"] is not None:
            return self._command(found["name"].rstrip("*"), start, stop)
        if found["math"]:
            return self._math(start, stop)
        if found["sign"]:
            return self._sign(found["sign"], start, stop)
        if found["number"] or found["dash"]:
            self._number(found)
        elif found["comment"]:
            self._comment(start, stop)
        elif found["blank"]:
            self.paragraph(start, stop)
        else:
            self.page.hide(start, stop)
            if found["one"] == "&" and self.in_table:
                self._cell(start, stop)
        return stop

    def _number(self, found: re.Match[str]) -> None:
        """Digits in groups are read with plain commas, hyphens in a row as a dash."""
        digits = (found["number"] or "–").replace("{,}", ",")
        shown = digits.replace("\\,", ",")
        self.page.show(*found.span(), shown)

    def _comment(self, start: int, stop: int) -> None:
        if self.page.remark(start + 1, stop):
            self._flush(start, stop)
        self.page.hide(start, stop)

    def _sign(self, sign: str, start: int, stop: int) -> int:
        """An escaped sign, the end of a row, or mathematics in brackets."""
        self.page.hide(start, stop if sign not in "%$&#_{}" else start + 1)
        if sign == "\\" and self.in_table:
            self._row(start, stop)
        closing = {"(": "\\)", "[": "\\]"}.get(sign)
        if closing and closing not in self.missing:
            ends = self.text.find(closing, stop, self.end)
            if ends < 0:
                self.missing.add(closing)
            else:
                self.page.hide(stop, ends + 2)
                return ends + 2
        return stop

    def _math(self, start: int, stop: int) -> int:
        """Mathematics: digits are read, a formula is hidden."""
        closing = _DOLLAR.search(self.text, stop, self.end)
        self.page.hide(start, stop)
        if closing is None or "\n\n" in self.text[stop : closing.start()]:
            return stop
        if _DIGITS.fullmatch(self.text, stop, closing.start()):
            self.page.hide(*closing.span())
            self._digits(stop, closing.start())
            return closing.end()
        ends = closing.end() + (stop - start - 1)
        self.page.hide(start, min(ends, self.end))
        return min(ends, self.end)

    def _digits(self, start: int, end: int) -> None:
        """Read the digits of a formula."""
        for found in _TOKEN.finditer(self.text, start, end):
            if found["number"]:
                self._number(found)
            elif found["sign"] == "%":
                self.page.hide(found.start(), found.start() + 1)
            else:
                self.page.hide(*found.span())

    def _command(self, name: str, start: int, stop: int) -> int:
        """One command with the arguments that are no text."""
        self.page.hide(start, stop)
        if name in commands.SIGNS:
            self.page.show(start, stop, commands.SIGNS[name])
        elif name in ("begin", "end"):
            return self._environment(name, start, stop)
        elif name in commands.LEVELS:
            self._heading(commands.LEVELS[name], start, self._option(stop))
        elif name in _HANDLERS:
            return _HANDLERS[name](self, start, self._option(stop))
        elif name in commands.MUTE or "cite" in name or name.endswith("ref"):
            return self._mute(self._option(stop), commands.MUTE.get(name, 1))
        return stop

    def _option(self, at: int) -> int:
        """Hide an optional argument, and return what comes after it."""
        if self.text[at : at + 1] != "[":
            return at
        closed = self.text.find("]", at, min(at + _LONGEST_OPTION, self.end))
        if closed < 0:
            return at
        self.page.hide(at, closed + 1)
        return closed + 1

    def _argument(self, at: int) -> Span | None:
        """The inside of the braces that follow."""
        if at in self.braces:
            return at + 1, self.braces[at]
        return None

    def _mute(self, at: int, count: int) -> int:
        """Hide some arguments, and return what comes after them."""
        for _ in range(count):
            inside = self._argument(at)
            if inside is None:
                break
            self.page.hide(at, inside[1] + 1)
            at = inside[1] + 1
        return self._option(at)

    def _heading(self, level: int, start: int, at: int) -> None:
        inside = self._argument(at)
        if inside is not None:
            self._flush(start, inside[1] + 1)
            self.page.heading(level, *inside)
            self.last = None

    def caption(self, start: int, at: int) -> int:
        """A caption is a block of its own."""
        inside = self._argument(at)
        if inside is not None:
            self._flush(start, inside[1] + 1)
            self.page.block("caption", *inside)
        return at

    def date(self, start: int, at: int) -> int:
        """The date of the document."""
        inside = self._argument(at)
        if inside is None:
            return at
        self.page.date = self.page.date or dated(self.text[slice(*inside)])
        return self._mute(at, 1)

    def link(self, start: int, at: int) -> int:
        """A link: its address is hidden, and may pin its words."""
        inside = self._argument(at)
        at = self._mute(at, 1)
        words = self._argument(at)
        target = _ESCAPED.sub(r"\1", self.text[slice(*inside)]) if inside else ""
        if words and target.startswith(PIN):
            self.page.pin(*words, target.removeprefix(PIN))
        return at

    def item(self, start: int, at: int) -> int:
        """A list item begins."""
        self._flush(start, at)
        if self.lists:
            self.lists[-1][1].clear()
        return at

    def paragraph(self, start: int, at: int) -> int:
        """A paragraph begins."""
        if not self.in_table:
            self._flush(start, at)
        return at

    def wide(self, start: int, at: int) -> int:
        """A cell over several columns."""
        return self._reaching(at, column=True)

    def tall(self, start: int, at: int) -> int:
        """A cell over several rows."""
        return self._reaching(at, column=False)

    def _reaching(self, at: int, *, column: bool) -> int:
        inside = self._argument(at)
        said = self.text[slice(*inside)].strip() if inside else ""
        count = int(said) if said.isascii() and said.isdecimal() and len(said) < 4 else 1
        self.reach = (count, self.reach[1]) if column else (self.reach[0], count)
        return self._mute(at, 2)

    def rule(self, start: int, at: int) -> int:
        """A line after the first row or rows: they are the header."""
        if self.rows and self.head < 0:
            self.head = len(self.rows)
        return at

    def _environment(self, verb: str, start: int, stop: int) -> int:
        inside = self._argument(stop)
        if inside is None:
            return stop
        name = self.text[slice(*inside)].rstrip("*")
        at = inside[1] + 1
        self.page.hide(stop, at)
        if verb == "begin" and name in commands.HIDDEN:
            return self._silent(self.text[slice(*inside)], start, at)
        if name in commands.TABLES:
            return self._table(verb, name, start, at)
        if not self.in_table:
            self._flush(start, at)
        if name in commands.LISTS:
            self._list(verb)
        return self._option(at)

    def _silent(self, name: str, start: int, at: int) -> int:
        """Hide an environment that is no text."""
        closing = f"\\end{{{name}}}"
        if closing in self.missing:
            return at
        ends = self.text.find(closing, at, self.end)
        if ends < 0:
            self.missing.add(closing)
            return at
        self._flush(start, ends + len(closing))
        self.page.hide(at, ends + len(closing))
        return ends + len(closing)

    def _list(self, verb: str) -> None:
        if verb == "end":
            if self.lists:
                self.lists.pop()
            return
        parent: tuple[Span, ...] = ()
        if self.lists:
            parent = (*self.lists[-1][0], *self.lists[-1][1][:1])[-_ANCESTORS:]
        elif self.last and self.page.hangs(self.last):
            parent = (self.last,)
        self.lists.append((parent, []))

    def _table(self, verb: str, name: str, start: int, at: int) -> int:
        if verb == "end":
            if self.in_table:
                self._row(start, at)
            self._end_table()
            self.begin = at
            return at
        self._flush(start, at)
        self._end_table()
        self.in_table, self.head = True, -1
        at = self._mute(self._option(at), commands.TABLES[name])
        self.begin = at
        return at

    def _cell(self, start: int, stop: int) -> None:
        columns, rows = self.reach
        self.cells.append(Cell((self.begin, start), False, columns, rows))
        self.begin, self.reach = stop, (1, 1)

    def _row(self, start: int, stop: int) -> None:
        self._cell(start, stop)
        if len(self.cells) > 1 or self.text[slice(*self.cells[0].span)].strip():
            self.rows.append(self.cells)
        self.cells = []

    def _end_table(self) -> None:
        table = Table(self.page)
        for number, cells in enumerate(self.rows):
            table.row(cells, header=number < (self.head if self.head > 0 else 1))
        table.end()
        self.rows, self.cells, self.in_table = [], [], False

    def _flush(self, stop: int, begin: int) -> None:
        """End the text before `stop`; the next begins at `begin`."""
        start, self.begin = self.begin, max(self.begin, begin)
        if self.quiet:
            self.page.hide(start, stop)
        if self.quiet or start >= stop or not self.text[start:stop].strip():
            return
        hide_addresses(self.page, self.text, start, stop)
        kind: BlockKind = "item" if self.lists else "paragraph"
        parent = self.lists[-1][0] if self.lists else ()
        self.page.block(kind, start, stop, parent=parent)
        self.last = (start, stop)
        if self.lists:
            self.lists[-1][1].append((start, stop))


_HANDLERS: Mapping[str, Callable[[_Walk, int, int], int]] = {
    "caption": _Walk.caption,
    "date": _Walk.date,
    "href": _Walk.link,
    "item": _Walk.item,
    "par": _Walk.paragraph,
    "multicolumn": _Walk.wide,
    "multirow": _Walk.tall,
    "hline": _Walk.rule,
    "midrule": _Walk.rule,
}


def _partners(text: str, start: int, end: int) -> dict[int, int]:
    """Where each brace is closed."""
    opened: list[int] = []
    partner = {}
    for found in _BRACE.finditer(text, start, end):
        if found.group() == "{":
            opened.append(found.start())
        elif found.group() == "}" and opened:
            partner[opened.pop()] = found.start()
    return partner
