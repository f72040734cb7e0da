"""How fast figures are found in running text, as ratios against references of the same run.

Run it with ``python benchmarks/reading.py [FOLDER]``; FOLDER holds the labelled sentences, one
JSON Lines file per language (default: tests/cases/sentences/seen). It prints and asserts nothing:

- extract against one pass of a regular expression over the digits and numerals of the text, on
  the sentences (nearly all figures) and on ordinary news (benchmarks/news, where a language has
  it); beside it the same pass with one bare Figure made for every match, which no reader that
  returns figures can beat;
- how the time grows when a hostile text is doubled (2.0 is linear);
- the quantulum3 and recognizers-text-suite packages on the English sentences. They are installed
  into a throw-away environment for this; the package does not depend on them.
"""

import csv
import json
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from chinaecon.errors import BadData
from chinaecon.figures.extract import extract
from chinaecon.figures.figure import Figure
from chinaecon.figures.language import languages
from chinaecon.figures.reader import readings

NEWS = Path(__file__).parent / "news"
CASES = Path(__file__).parents[1] / "tests" / "cases"
NUMERALS = re.compile("[0-9０-９๐-๙零〇一二两兩三四五六七八九十百千万萬亿億兆]+")
SIZE = 400_000  # bytes of text per language
PEER_SIZE = 20_000
CARRIERS = {
    "en": "Customs said on 14 January 2025 that the total came to {}, more than expected. ",
    "zh": "海关总署2025年1月14日公布，全年总额为{}，高于此前预期。",
    "ja": "税関総署は2025年1月14日、通年の総額が{}だったと発表した。",
    "vi": "Ngày 14/1/2025, hải quan cho biết tổng kim ngạch đạt {}, cao hơn dự kiến. ",
    "th": "ศุลกากรแถลงเมื่อวันที่ 14 มกราคม พ.ศ. 2568 ว่ามูลค่ารวมอยู่ที่ {} สูงกว่าที่คาดไว้ ",
}
HOSTILE = {
    "digits": "1",
    "digits and commas": "1,",
    "digits and spaces": "1 ",
    "commas": ",",
    "numerals": "百千",
    "numerals and magnitudes": "一万亿",
    "opening brackets": "(",
    "brackets and digits": "(1 trillion) ",
    "brackets never closed": "1 (",
    "direction words": "rose fell ",
    "direction words, Chinese": "增长下降",
    "unknown words": "qwerty ",
    "letters": "x",
    "signs": "$¥-~",
    "Thai": "ล้านกว่า",
    "Vietnamese": "tỷ hơn ",
}
HOSTILE_LENGTH = 20_000
PACKAGES = {
    "quantulum3": ["quantulum3"],
    "recognizers-text-suite": ["recognizers-text-suite", "emoji==1.7.0"],  # it needs an old emoji
}
# run in the throw-away environment: reads the sentences, prints the best seconds of two runs
PEER_SCRIPTS = {
    "quantulum3": """
import warnings; warnings.simplefilter("ignore")
from quantulum3 import parser
def read(sentence):
    parser.parse(sentence)
""",
    "recognizers-text-suite": """
import warnings; warnings.simplefilter("ignore")
from recognizers_suite import Culture, recognize_currency, recognize_number, recognize_percentage
def read(sentence):
    for recognize in (recognize_number, recognize_percentage, recognize_currency):
        recognize(sentence, Culture.English)
""",
}
PEER_TIMER = """
import json, sys, time
sentences = json.load(open(sys.argv[1], encoding="utf-8"))
read(sentences[0])
best, failed = float("inf"), 0
for _ in range(2):
    start, failed = time.perf_counter(), 0
    for sentence in sentences:
        try:
            read(sentence)
        except Exception:
            failed += 1
    best = min(best, time.perf_counter() - start)
print(best, failed)
"""


def seconds(work: Callable[[], object], repeats: int = 3) -> float:
    """Return the best of some runs, after one to warm up."""
    work()
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def sentences(folder: Path) -> dict[str, list[str]]:
    """Return the sentences of each language; made up around the token cases where none are."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("*.jsonl")):
        lines = path.read_text(encoding="utf-8").splitlines()
        found.setdefault(path.stem[:2], []).extend(json.loads(line)["text"] for line in lines)
    if not found:
        print(f"no sentences in {folder}: made up from tests/cases/tokens.csv")
        with (CASES / "tokens.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if row["lang"] in CARRIERS:
                    made = CARRIERS[row["lang"]].format(row["token"])
                    found.setdefault(row["lang"], []).append(made)
    return found


def repeated(parts: list[str], size: int) -> list[str]:
    """Return the parts, over and over, up to so many bytes."""
    found, total = [], 0
    while total < size:
        for part in parts:
            found.append(part)
            total += len(part.encode())
            if total >= size:
                break
    return found


def news() -> dict[str, str]:
    """Return the ordinary news of each language that has any."""
    texts: dict[str, list[str]] = {}
    for path in sorted(NEWS.glob("*.txt")):
        texts.setdefault(path.stem[:2], []).append(path.read_text(encoding="utf-8"))
    return {lang: "\n\n".join(parts) for lang, parts in texts.items()}


def bare(text: str) -> list[Figure]:
    """Return one figure without any reading for every run of digits and numerals."""
    one = Decimal(1)
    return [
        Figure(m.group(), one, one, one, None, None, "=", "en", *m.span(), "amount", one)
        for m in NUMERALS.finditer(text)
    ]


def extraction(texts: dict[str, list[str]]) -> None:
    """Compare extract with one pass of a regular expression over the same text."""
    dense = {lang: "\n".join(repeated(parts, SIZE)) for lang, parts in texts.items()}
    for name, corpus in (("sentences", dense), ("news", news())):
        for lang in (lang for lang in languages() if lang in corpus):
            text = corpus[lang]
            ours = seconds(lambda: extract(text, lang))  # noqa: B023
            plain = seconds(lambda: [m.group() for m in NUMERALS.finditer(text)])  # noqa: B023
            floor = seconds(lambda: bare(text)) / plain  # noqa: B023
            megabytes = len(text.encode()) / 1e6
            print(
                f"extract {name:9} {lang}  {megabytes / ours:5.2f} MB/s"
                f"  {len(text) / ours / 1e3:4.0f} kchar/s  {ours / plain:6.1f} x re.finditer"
                f" (goal 8; bare figures alone {floor:.1f})"
            )


def refusing(text: str) -> None:
    """Read a text as one token; a refusal counts as read."""
    try:
        readings(text)
    except BadData:
        return


def growth() -> None:
    """Print how the time grows when a hostile text is doubled, twice."""
    works = {"read": refusing, "extract": lambda text: extract(text)}
    for name, piece in HOSTILE.items():
        text = piece * (HOSTILE_LENGTH // len(piece))
        for verb, work in works.items():
            times = [seconds(lambda: work(text * n), 2) for n in (1, 2, 4)]  # noqa: B023
            rates = "  ".join(f"{b / a:4.1f}" for a, b in pairwise(times))
            print(f"{verb:8} {name:26} doubled: {rates} x   ({times[-1]:.3f} s)")


def environment(folder: Path, packages: list[str]) -> Path | str:
    """Return the Python of a new environment with some packages, or why there is none."""
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    install = [python, "-m", "pip", "install", "--quiet", *packages]
    for command in ([sys.executable, "-m", "venv", folder], install):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            return (done.stderr.strip().splitlines() or ["no message"])[-1]
    return python


def peers(english: list[str]) -> None:
    """Compare with other packages, sentence by sentence, on the English part."""
    chosen = repeated(english, PEER_SIZE)
    ours = seconds(lambda: [extract(s, "en") for s in chosen])
    megabytes = sum(len(s.encode()) for s in chosen) / 1e6
    print(f"extract, {len(chosen)} English sentences: {megabytes / ours:.2f} MB/s ({ours:.3f} s)")
    with tempfile.TemporaryDirectory() as folder:
        cases = Path(folder) / "sentences.json"
        cases.write_text(json.dumps(chosen), encoding="utf-8")
        for name, packages in PACKAGES.items():
            python = environment(Path(folder) / name, packages)
            if isinstance(python, str):
                print(f"{name:24} cannot be installed: {python}")
                continue
            script = PEER_SCRIPTS[name] + PEER_TIMER
            command = [python, "-W", "ignore", "-c", script, cases]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                print(f"{name:24} does not run: {done.stderr.strip().splitlines()[-1]}")
                continue
            theirs, failed = done.stdout.split()
            print(
                f"{name:24} {float(theirs):8.3f} s  {float(theirs) / ours:7.1f} x ours"
                f" (goal 30; {failed} sentences failed)"
            )


def main() -> None:
    """Run every measurement."""
    texts = sentences(Path(sys.argv[1]) if len(sys.argv) > 1 else CASES / "sentences" / "seen")
    extraction(texts)
    growth()
    peers(texts["en"])


if __name__ == "__main__":
    main()
