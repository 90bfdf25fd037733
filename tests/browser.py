"""Debian's Chromium, driven by tests, and what is watched while it shows a page."""

import shutil
from contextlib import contextmanager
from urllib.parse import urlsplit

import pytest

QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 15_000  # milliseconds until waiting counts as failing
# Everything axe knows of WCAG 2.2 AA and of good practice; target-size waits to be asked for.
AXE = {"resultTypes": ["violations"], "preload": False, "rules": {"target-size": {"enabled": True}}}
LOOKS = ("light", "dark")
DESKTOP = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}


def chromium_path() -> str | None:
    """Debian's Chromium that knows no windows, which is half as heavy, or else the whole one."""
    return shutil.which("chromium-headless-shell") or shutil.which("chromium")


@contextmanager
def chromium(*arguments: str):
    """A running Chromium with `arguments` of its own; the test is skipped where there is none."""
    path = chromium_path()
    if not path:
        pytest.skip("chromium is not on this machine (sudo apt install chromium)")
    playwright = pytest.importorskip("playwright.sync_api", reason="the package playwright is not installed")
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=path, args=[*QUIET, *arguments])
        yield browser
        browser.close()


@contextmanager
def another(browser, *arguments: str):
    """One more Chromium beside a running one, with `arguments` of its own."""
    other = browser.browser_type.launch(executable_path=chromium_path(), args=[*QUIET, *arguments])
    yield other
    other.close()


@contextmanager
def opened(browser, **options):
    """A page in a context of its own, and the list of all it does wrong.

    options: those of a browser context, such as viewport and color_scheme.
    """
    context = browser.new_context(**options)
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    yield page, watch(page)
    context.close()


def watch(page) -> list[str]:
    """A list that fills with all a page does wrong: errors, failed or foreign requests.

    Chromium tells of what the Content-Security-Policy refuses as an error of the console.
    """
    wrong = []
    page.on("pageerror", lambda error: wrong.append(f"script: {error}"))
    page.on("console", lambda said: said.type == "error" and wrong.append(f"console: {said.text}"))
    page.on("requestfailed", lambda each: is_failure(each) and wrong.append(f"failed: {each.url}"))
    page.on("request", lambda each: is_foreign(each.url) and wrong.append(f"foreign: {each.url}"))
    return wrong


def is_failure(request) -> bool:
    """Whether a request failed for a reason of its own, not because the page was left."""
    return request.failure != "net::ERR_ABORTED"


def is_foreign(url: str) -> bool:
    """Whether a request for `url` leaves this machine."""
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob", "about") and parts.hostname != "127.0.0.1"


def axe_finds(page) -> list[str]:
    """Each violation axe finds, with the element it is found in; [] is what we want."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    if page.evaluate("typeof axe === 'undefined'"):
        page.evaluate(axe.Axe().axe_script)
    violations = page.evaluate("options => axe.run(document, options).then(found => found.violations)", AXE)
    return [f"{v['id']}: {node['target']} {node['html'][:120]}" for v in violations for node in v["nodes"]]


def overflow(page) -> int:
    """How many pixels the page is wider than the window: 0 where nothing scrolls sideways."""
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
