"""Write the table of datasets in README.md from the data; `--check` says whether it is stale."""

import sys
from pathlib import Path

import chinaecon as ce

README = Path(__file__).parents[1] / "README.md"
START, END = "<!-- datasets -->\n", "<!-- /datasets -->"


def table() -> str:
    """Return the datasets as a Markdown table."""
    columns = ["dataset", "title", "measures", "facts", "prints", "sources", "first", "last"]
    frame = ce.datasets()[columns].astype(str)
    rows = [columns, ["---"] * 2 + ["---:"] * 4 + ["---"] * 2, *frame.to_numpy().tolist()]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def main() -> int:
    """Rewrite the file, or with ``--check`` return 1 when it would change."""
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(START)
    fresh = f"{before}{START}{table()}{END}{rest.split(END)[1]}"
    if "--check" in sys.argv:
        return int(fresh != text)
    README.write_text(fresh, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
