"""Chromium and the built page. Without them these tests are skipped; in CI they fail instead."""

import os
import shutil
from pathlib import Path

import pytest

DIST = Path(__file__).parents[2] / "explorer" / "dist"
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


def lacking(reason):
    """Skip for a reason, or fail where nothing may be skipped."""
    if os.environ.get("CI", "") not in ("", "false"):
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def dist():
    """The folder of the built page."""
    for name in ("index.html", "explorer.js", "explorer.css", "data.js"):
        if not (DIST / name).is_file():
            lacking(f"explorer/dist/{name} is not built: make explorer (needs Node.js)")
    return DIST


@pytest.fixture(scope="session")
def browser(dist):
    """A browser without a window."""
    found = shutil.which("chromium")
    if not found:
        lacking("no chromium on the path: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser, dist):
    """A function that opens the page; at the end none may have complained or left the folder."""
    contexts, complaints, requests = [], [], []

    def opened(fragment="", *, width=1280, height=900, scheme="light"):
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("console", lambda message: complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", lambda request: requests.append(request.url))
        page.goto((dist / "index.html").as_uri() + fragment)
        page.wait_for_selector("#chart > *")
        return page

    yield opened
    for context in contexts:
        context.close()
    assert complaints == []
    assert [url for url in requests if not url.startswith((dist.as_uri(), "blob:", "data:"))] == []
