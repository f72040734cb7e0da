"""Newer rates: good downloads are added, whatever is wrong with one changes nothing."""

import io
import json
import os
import re
import shutil
import socket
import threading
import zipfile
from datetime import date, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

import chinaecon as ce
from chinaecon.cli import app
from chinaecon.data import layer, references, store, update, validate
from chinaecon.data.download import Limits, fetch
from chinaecon.data.rates import rate
from chinaecon.errors import BadData

COLUMNS = ["USD", "JPY", "GBP", "RUB", "CNY", "HKD", "INR", "KRW", "THB"]
HEAD = b"""\
"Series Description","SPOT EXCHANGE RATE - EURO AREA ","CHINA -- SPOT EXCHANGE RATE, YUAN/US$ P.R. "
"Unit:","Currency:_Per_EUR","Currency:_Per_USD"
"Multiplier:","1","1"
"Currency:","USD","CNY"
"Unique Identifier: ","H10/H10/RXI$US_N.B.EU","H10/H10/RXI_N.B.CH"
"Time Period","RXI$US_N.B.EU","RXI_N.B.CH"
"""
# as published: the line of one day, its columns cut down to those used here
PUBLISHED = """\
Date,USD,JPY,BGN,CYP,GBP,RUB,CNY,HKD,INR,KRW,THB,
2014-08-25,1.32,137.13,1.9558,N/A,0.79567,47.7272,8.1242,10.2303,79.9326,1346.49,42.219,
"""
SHORT = Limits(timeout=0.3, deadline=0.6, largest=4 * 2**20)


def packed(text, name=references.MEMBER):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, text)
    return out.getvalue()


def weekdays(after, count):
    days = (date.fromisoformat(after) + timedelta(days=n) for n in range(1, 3 * count + 5))
    return [day.isoformat() for day in days if day.weekday() < 5][:count]


@pytest.fixture(scope="module")
def published():
    """Both files as their publishers would have them: the rates held, and five INVENTED days."""
    held = update._held(store.texts("fx"))
    yuan = held[update.Pair("EUR", "CNY", "ecb-eurofxref")]
    table = {"CNY": dict(yuan), "USD": dict(held[update.Pair("EUR", "USD", "ecb-eurofxref")])}
    for (base, _, source), days in held.items():
        if source == "computed-ecb-eurofxref" and base != "USD":
            table[base] = {d: (yuan[d] / cross).normalize() for d, cross in days.items()}
    noon = dict(held[update.Pair("USD", "CNY", "frb-h10")])
    last = max(yuan)
    for n, day in enumerate(weekdays(last, 5), 1):
        for currency in set(COLUMNS) - {"RUB"}:
            table[currency][day] = (table[currency][last] * (1 + n * Decimal("0.001"))).quantize(
                Decimal("0.0001")
            )
    for day in sorted(table["USD"]):
        if day > max(noon):
            noon[day] = (table["CNY"][day] / table["USD"][day]).quantize(Decimal("0.0001"))
    lines = [f"Date,{','.join(COLUMNS)},"]
    for day in sorted(table["USD"], reverse=True):
        cells = [f"{table[c][day]:f}" if day in table[c] else "N/A" for c in COLUMNS]
        lines.append(",".join([day, *cells, ""]))
    rows = [f"{day},1.1000,{number:f}" for day, number in noon.items()]
    rows = sorted([*rows, "1981-01-10,ND,ND", "2000-01-17,ND,ND"])
    return "\n".join([*lines, ""]), HEAD.decode() + "\n".join([*rows, ""])


@pytest.fixture(scope="module")
def good(published):
    return packed(published[0])


@pytest.fixture(scope="module")
def server():
    """A server on this machine; `pages` maps a path to the bytes, or to what the handler does."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            page = self.server.pages[self.path]
            if callable(page):
                page(self)
                return
            self.send_response(200)
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.pages, server.over = {}, threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.over.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def serve(server, published, good):
    """Serve a file in the place of one of the two; gives the addresses of both."""

    def serve(ecb=None, h10=None):
        server.pages["/ecb"] = good if ecb is None else ecb
        server.pages["/h10"] = published[1].encode() if h10 is None else h10
        return {name: f"http://127.0.0.1:{server.server_port}/{name}" for name in ("ecb", "h10")}

    return serve


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    """The user's own folder, not there yet; any day of the files has begun."""
    monkeypatch.setenv("CHINAECON_DATA", str(tmp_path / "home"))
    monkeypatch.setattr(update, "_tomorrow", lambda: "9999-12-31")
    return tmp_path / "home"


def contents(folder):
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else None
        for p in sorted(folder.parent.rglob("*"))
        if p.is_relative_to(folder)
    } | {p.name: None for p in folder.parent.iterdir()}


def event(day):
    row = {"measure": "fund", "entity": "CHN", "period": day, "timing": "event"}
    return pd.DataFrame([{**row, "value": 100.0, "unit": "billion USD"}])


def test_new_days_are_added_and_an_event_is_converted_at_the_rate_of_its_day(serve, home):
    shipped = store.texts("fx")
    addresses = serve()
    added = {(a.pair, a.source): a for a in update.update(**addresses)}
    last = max(update._held(shipped)[update.Pair("EUR", "CNY", "ecb-eurofxref")])
    first, *_, newest = weekdays(last, 5)
    assert added["GBP/CNY", "computed-ecb-eurofxref"][2:] == (5, first, newest)
    assert added["USD/CNY", "frb-h10"].last == newest
    assert not [pair for pair, _ in added if pair.startswith("RUB")]

    frame = ce.convert(event(newest), "CNY")
    assert f"{newest}, market, frb-h10" in frame["how"].item()
    noon = store.table(f"fx/daily/{newest[:4]}.csv").query(
        "period == @newest and base == 'USD' and source == 'frb-h10'"
    )["rate"]
    assert frame["value"].item() == pytest.approx(100 * float(noon.item()))
    assert f"{newest}, market, ecb-eurofxref" in rate("EUR", "CNY", newest, "day").text

    assert store.layers()[0].folder == home
    assert "" not in store.titles().values()
    texts = store.texts("fx")
    changed = {name for name in texts if texts[name] != shipped.get(name)}
    assert changed == {"sources.csv"} | {f"daily/{day[:4]}.csv" for day in (first, newest)}
    assert set(shipped[f"daily/{first[:4]}.csv"].split()) < set(
        texts[f"daily/{first[:4]}.csv"].split()
    )
    documents = store.table("fx/sources.csv").set_index("source")
    assert documents.at["ecb-eurofxref", "accessed"] == date.today().isoformat()
    assert documents.at["ecb-eurofxref", "published"] == newest
    assert documents.at["frb-g5", "accessed"] != date.today().isoformat()
    before = contents(home)
    assert update.update(**addresses) == []
    assert contents(home) == before


def test_a_day_that_only_the_ecb_has_yet_is_converted_at_its_rate(serve, published):
    newest = update.update(**serve(h10=_edit(r"^(.*\n){7}\Z", "")(published[1]).encode()))[0].last
    assert f"{newest}, market, computed-ecb-eurofxref" in rate("USD", "CNY", newest, "day").text


def test_without_the_folder_the_shipped_rates_are_back(serve, home):
    newest = update.update(**serve())[0].last
    new = rate("EUR", "CNY", newest, "day").text
    shutil.rmtree(home)
    assert len(store.layers()) == 1
    assert rate("EUR", "CNY", newest, "day").text != new


def test_a_data_package_that_is_named_comes_before_the_folder(serve, home):
    shipped = store.texts("fx")
    update.update(**serve())
    assert store.texts("fx") != shipped
    with store.using(store.root()):
        assert [place for place, _ in store.layers()] == [store.root(), home, store.root()]
        assert store.texts("fx") == shipped


def test_rates_added_to_other_shipped_ones_than_there_are_now_are_not_read(serve, home):
    update.update(**serve())
    receipt = home / "fx" / layer.RECEIPT
    whole = json.loads(receipt.read_text())
    receipt.write_text(json.dumps({**whole, "over": "those of the release before"}))
    assert len(store.layers()) == 1
    assert update.update(**serve())
    assert len(store.layers()) == 2
    receipt.write_text("{")
    assert len(store.layers()) == 1


def test_what_is_written_keeps_the_rules_of_the_data(serve, home, tmp_path):
    update.update(**serve())
    shutil.copytree(store.root() / "schema", tmp_path / "package" / "schema")
    shutil.copytree(store.root() / "vocab", tmp_path / "package" / "vocab")
    shutil.copytree(home / "fx", tmp_path / "package" / "fx")
    whole = json.loads((store.root() / "datapackage.json").read_text(encoding="utf-8"))
    kept = [r for r in whole["resources"] if r["name"].split("-")[0] in ("fx", "vocab")]
    days = next(r for r in kept if r["name"] == "fx-daily")
    days["path"] = [f"fx/{n}" for n in sorted(store.texts("fx")) if n.startswith("daily/")]
    text = json.dumps({**whole, "resources": kept})
    (tmp_path / "package" / "datapackage.json").write_text(text, encoding="utf-8")
    fx = [p for p in validate.validate(tmp_path / "package") if "/fx/" in p.file]
    assert fx == []


def test_a_year_is_sorted_as_it_was():
    texts = store.texts("fx")
    for name in (n for n in texts if n.startswith("daily/")):
        head, *rows = update._rows(texts[name])
        ordered = sorted(rows, key=lambda r: [r[i] for i in update._ORDER])
        assert update._text([head, *ordered]) == texts[name]


def test_crosses_are_computed_from_the_published_lines_as_in_the_rates_held():
    per_euro = references.euro(packed(PUBLISHED), "here")
    seen = 0
    for pair, days in update._held(store.texts("fx")).items():
        if pair.source != "frb-h10":
            found = update._of_euro(pair, per_euro, "here")
            assert str(found["2014-08-25"]) == str(days["2014-08-25"]), pair
            seen += 1
    assert seen == 10


def _status(handler):
    handler.send_error(404)


def _half(handler):
    whole = packed("Date,USD,CNY,\n")
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(whole)))
    handler.end_headers()
    handler.wfile.write(whole[: len(whole) // 2])


def _chunked(handler):
    handler.protocol_version = "HTTP/1.1"
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    handler.wfile.write(b"5\r\nDate,\r\n5\r\nUS")
    handler.close_connection = True


def _huge(handler):
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**12))
    handler.end_headers()


def _endless(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        while not handler.server.over.is_set():
            handler.wfile.write(bytes(2**20))
    except OSError:
        pass


def _silent(handler):
    handler.server.over.wait(20)


def _slow(handler):
    handler.send_response(200)
    handler.end_headers()
    try:
        while not handler.server.over.wait(0.05):
            handler.wfile.write(b"D")
    except OSError:
        pass


def _elsewhere(handler):
    handler.send_response(302)
    handler.send_header("Location", "ftp://127.0.0.1/eurofxref-hist.zip")
    handler.end_headers()


def _edit(pattern, new, count=1):
    """Change the first lines that match; a pattern that matches nothing spoils the test."""

    def edit(text):
        changed, times = re.subn(pattern, new, text, count=count, flags=re.M)
        assert times
        return changed

    return edit


def _other(match):
    return f"{match[1]}{(int(match[2]) + 1) % 10}"


def _four_percent_more(match):
    return f"{float(match[1]) * 1.04:.4f}\n"


HTML = b"<!doctype html><html><body>Down for maintenance</body></html>"
SERVERS = {
    "404": (_status, "404 Not Found"),
    "closed half way": (_half, "then the end"),
    "closed half way in a chunk": (_chunked, "IncompleteRead"),
    "gigantic": (_huge, "1000000000000 bytes; expected at most"),
    "endless": (_endless, "expected at most"),
    "silent": (_silent, "timed out"),
    "slow": (_slow, "expected it in 0.6 seconds"),
    "redirected to ftp": (_elsewhere, "ftp"),
    "nothing": (b"", "nothing"),
    "a page": (HTML, "a page"),
}
EURO = {
    "no such column": (_edit("^Date,USD,", "Date,USX,"), "none 'USD'"),
    "two columns of a name": (_edit("^Date,USD,JPY", "Date,USD,USD"), "Columns"),
    "no header": (_edit("^Date,.*\n", ""), "Columns"),
    "altered": (_edit(r"^(2011-03-0[1-9],1\.)\d", r"\g<1>9"), "as held"),
    "altered by a hair": (_edit(r"^(2011-03-01,\d\.\d\d)(\d)", _other), "as held"),
    "a day taken out": (_edit("^2011-03-01,.*\n", ""), "none for 2011-03-01"),
    "cut off at a line": (_edit(r"^2011-03-01,(.*\n)*", ""), "more; expected each of the"),
    "cut off in a line": (_edit(r"^(2011-03-01,1.*?,)(.*\n)*", r"\1"), "cells"),
    "not in order": (_edit(r"^(2011-03-01,.*\n)(2011-02-28.*\n)", r"\2\1"), "a day before"),
    "a day twice": (_edit(r"^(2011-03-01,.*\n)", r"\1\1"), "a day before"),
    "no date": (_edit("^2011-03-01", "01/03/2011"), "YYYY-MM-DD"),
    "no day of the calendar": (_edit("^2011-02-28", "2011-02-29"), "YYYY-MM-DD"),
    "negative": (_edit(r"^(\d{4}-\d\d-\d\d),", r"\1,-"), "a number above 0"),
    "zero": (_edit(r"^(\d{4}-\d\d-\d\d),[^,]*", r"\1,0.000"), "a number above 0"),
    "text": (_edit(r"^(\d{4}-\d\d-\d\d),[^,]*", r"\1,n/a"), "a number above 0"),
    "a decimal comma": (_edit(r"^(\d{4}-\d\d-\d\d),(\d)\.", r"\1,\2,"), "cells"),
    "a leap": (_edit(r"^(\d{4}-\d\d-\d\d),1\.\d", r"\1,1.9"), "a move below 5%"),
    "a gap": (_edit(r"^\d{4}(-\d\d-\d\d)", r"2099\1"), "within 12 days"),
    "another encoding": (lambda text: text.encode("utf-16"), "UTF-8"),
}
NOON = {
    "no such column": (_edit("RXI_N.B.CH", "RXI_N.B.CA", 0), "no column 'RXI_N.B.CH'"),
    "another currency": (_edit('"CNY"', '"CAD"'), "'CNY'"),
    "another multiplier": (_edit('(Multiplier:","1",)"1"', r'\1"100"'), "Multiplier"),
    "a header line less": (_edit('^"Unit.*\n', ""), "Header"),
    "altered": (_edit(r"^(2011-03-01,.*)\d$", r"\g<1>x"), "a number above 0"),
    "altered by a hair": (_edit(r"^(2011-03-01,.*?,6\.\d\d\d)(\d)$", _other), "as held"),
    "the last number cut off": (lambda text: text[:-3], "4 decimals"),
    "older than the rates held": (_edit(r"^2020-01-02(.*\n)*", ""), "more; expected each of"),
    "not in order": (_edit(r"^(2011-03-01,.*\n)(2011-03-02.*\n)", r"\2\1"), "a day after"),
    "far from the ECB": (_edit(r"(\d\.\d{4})\n\Z", _four_percent_more), "between them"),
}


def _cases():
    for name in ("ecb", "h10"):
        for title, (page, words) in SERVERS.items():
            yield pytest.param(name, page, words, id=f"{name}: {title}")
    for title, (edit, words) in EURO.items():
        yield pytest.param("ecb", edit, words, id=f"ecb: {title}")
    for title, (edit, words) in NOON.items():
        yield pytest.param("h10", edit, words, id=f"h10: {title}")
    yield pytest.param("ecb", packed("Date,", "rates.csv"), "no 'eurofxref-hist.csv'", id="member")


def _page(name, page, published):
    """What is served: bytes, what a handler does, or an edit of the good file."""
    if isinstance(page, bytes) or page in {p for p, _ in SERVERS.values()}:
        return page
    text = page(published[0 if name == "ecb" else 1])
    return packed(text) if name == "ecb" else text.encode()


@pytest.mark.parametrize(("name", "page", "words"), list(_cases()))
def test_a_bad_download_leaves_everything_as_it_was(name, page, words, serve, home, published):
    (home / "fx").mkdir(parents=True)
    (home / "fx" / "mine.txt").write_text("mine")
    before = contents(home)
    addresses = serve(**{name: _page(name, page, published)})
    with pytest.raises(BadData, match=re.escape(words)) as caught:
        update.update(**addresses, limits=SHORT)
    assert contents(home) == before
    message = str(caught.value)
    assert re.match(r"[A-Z][^\n]*?, \S[^\n]*: found [^\n]+; expected [^\n]+\. Nothing", message)
    assert addresses[name] in message


@pytest.mark.parametrize("spoil", [lambda z: z[:-40], lambda z: z[: len(z) // 2]])
def test_a_zip_file_that_is_cut_off_or_spoilt_is_refused(spoil, serve, home, published):
    whole = packed(published[0])
    flipped = bytearray(whole)
    flipped[len(whole) // 3] ^= 255
    for page in (spoil(whole), bytes(flipped)):
        with pytest.raises(BadData, match="found a zip file"):
            update.update(**serve(ecb=page))
    assert not home.exists()


def test_rates_added_before_must_agree_too(serve, home, published):
    newest = update.update(**serve())[0].last
    before = contents(home)
    older = _edit(rf"^{newest}.*\n", "")(published[0])
    with pytest.raises(BadData, match=f"none for {newest}"):
        update.update(**serve(ecb=packed(older)))
    altered = _edit(rf"^({newest},.*?,)6\.\d\d", r"\g<1>6.77")(published[1])
    with pytest.raises(BadData, match=r"as held.*delete '.*home'"):
        update.update(**serve(h10=altered.encode()))
    assert contents(home) == before


def test_a_day_to_come_is_refused(serve, home, monkeypatch):
    monkeypatch.setattr(update, "_tomorrow", lambda: "2000-01-01")
    with pytest.raises(BadData, match="none of a day to come"):
        update.update(**serve())
    assert not home.exists()


@pytest.mark.parametrize("moment", ["rename", "write_text"])
@pytest.mark.parametrize("trouble", [KeyboardInterrupt, OSError("disk full")])
def test_an_interruption_leaves_everything_as_it_was(moment, trouble, serve, home, monkeypatch):
    newest = update.update(**serve())[0].last
    receipt = home / "fx" / layer.RECEIPT
    receipt.write_text(receipt.read_text().replace('"over": "', '"over": "not '))
    before, calls = contents(home), []
    place, name = (os, moment) if moment == "rename" else (Path, moment)
    real = getattr(place, name)

    def fail(*args, **options):
        calls.append(args)
        if len(calls) == 2:
            raise trouble
        return real(*args, **options)

    monkeypatch.setattr(place, name, fail)
    with pytest.raises(KeyboardInterrupt if trouble is KeyboardInterrupt else BadData):
        update.update(**serve())
    monkeypatch.undo()
    assert len(calls) >= 2
    assert contents(home) == before
    assert newest


def test_fred_s_form_of_the_h10_is_read(serve, published):
    lines = published[1].splitlines()[6:]
    fred = "observation_date,DEXCHUS\n" + "".join(
        f"{day},{number.replace('ND', '')}\n" for day, _, number in (x.split(",") for x in lines)
    )
    assert references.dollar(fred.encode(), "a") == references.dollar(published[1].encode(), "b")
    assert update.update(**serve(h10=fred.encode()), check=True)


def test_the_progress_sees_every_byte(serve, published):
    seen = {}

    def progress(address, chunks, size):
        for chunk in chunks:
            seen[address] = seen.get(address, 0) + len(chunk)
            yield chunk
        assert seen[address] == size

    addresses = serve()
    assert fetch(addresses["h10"], Limits(), progress) == published[1].encode()
    assert list(seen) == [addresses["h10"]]


def test_a_server_that_is_not_there_is_said():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/ecb"
        with pytest.raises(BadData, match=r"Download, http://.*: found .*refused; expected a file"):
            fetch(address, Limits())


@pytest.mark.parametrize("named", ["~nobody-of-this-name/rates", "/dev/null", "/dev/null/rates"])
def test_a_folder_that_cannot_be_is_no_layer_and_is_not_written(named, serve, monkeypatch):
    monkeypatch.setenv("CHINAECON_DATA", named)
    assert len(store.layers()) == 1
    if named.startswith("/dev"):
        with pytest.raises(BadData, match=f"Folder, {named}: found .*; expected a folder"):
            update.update(**serve())


def test_no_folder_is_said(monkeypatch, serve):
    monkeypatch.setenv("CHINAECON_DATA", "")
    with pytest.raises(BadData, match="expected a folder to write to"):
        update.update(**serve())


@pytest.mark.parametrize(
    ("platform", "variable", "expected"),
    [
        ("linux", "", ".local/share/chinaecon"),
        ("linux", "XDG_DATA_HOME", "there/chinaecon"),
        ("win32", "LOCALAPPDATA", "there/chinaecon"),
        ("win32", "", "AppData/Local/chinaecon"),
        ("darwin", "", "Library/Application Support/chinaecon"),
    ],
)
def test_the_usual_folder_is_the_platform_s(
    platform, variable, expected, tmp_path, monkeypatch, forget
):
    forget()
    for name in ("CHINAECON_DATA", "XDG_DATA_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(layer.sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    if variable:
        monkeypatch.setenv(variable, str(tmp_path / "there"))
    assert layer.place() == tmp_path / expected
    assert len(store.layers()) == 1
    forget()


def _run(addresses, *more):
    options = [f"--{name}={url}" for name, url in addresses.items()]
    return CliRunner().invoke(app, ["update", "fx", *options, *more])


def test_the_command_says_what_it_added(serve, home):
    checked = _run(serve(), "--check")
    assert checked.exit_code == 0, checked.output
    assert "GBP/CNY  computed-ecb-eurofxref  5 days, " in checked.stdout
    assert not home.exists()
    rows = [json.loads(line) for line in _run(serve(), "--json").stdout.splitlines()]
    assert {"pair", "source", "days", "first", "last"} == set(rows[0])
    assert len(rows) == 10
    again = _run(serve())
    assert (again.stdout, again.stderr) == ("Nothing newer.\n", "")


def test_the_command_refuses_with_a_sentence(serve, home):
    refused = _run(serve(ecb=HTML))
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert refused.stderr.startswith("chinaecon: Content, http://127.0.0.1:")
    assert len(refused.stderr.splitlines()) == 1
    assert not home.exists()
    assert _run({"ecb": "file:///etc/hosts"}).exit_code == 2
