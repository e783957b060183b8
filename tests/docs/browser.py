"""Opens the built site in a browser: `make docs-browser`.

Every page opens without an error in the console and fits a phone, the search finds pages, and the dark mode is dark.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserType

SITE = Path(__file__).parents[2] / "build/docs"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PHONE = {"width": 375, "height": 667}
DESKTOP = {"width": 1280, "height": 900}
MAIN_PAGES = ("index.html", "start/vendor.html", "guides/pages.html")
DARKEST = 90
"""The brightness (0 to 255) that a dark background does not exceed."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Log nothing."""


def main() -> int:
    """Open the site; the exit status is 1 if something is wrong, and 2 if there is no browser."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        sys.stderr.write("playwright is not installed: run `make docs-browser`\n")
        return 2
    with sync_playwright() as playwright:
        browser = launched(playwright.chromium)
        if browser is None:
            names = ", ".join(BROWSERS)
            sys.stderr.write(
                f"no browser: install one of {names}, or `playwright install chromium`\n"
            )
            return 2
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(SITE)))
        Thread(target=server.serve_forever, daemon=True).start()
        pages = sorted(page.relative_to(SITE).as_posix() for page in SITE.rglob("*.html"))
        problems = [*problems_of(browser, f"http://127.0.0.1:{server.server_port}", pages)]
        server.shutdown()
        browser.close()
    for problem in problems:
        sys.stderr.write(f"{problem}\n")
    sys.stdout.write(f"{len(pages)} pages, {len(problems)} problems\n")
    return 1 if problems or not pages else 0


def launched(chromium: BrowserType) -> Browser | None:
    """A browser of the system, or the one that playwright has installed; None if there is neither."""
    from playwright.sync_api import Error

    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    try:
        return chromium.launch(executable_path=path, args=["--no-sandbox"])
    except Error:
        return None


def problems_of(browser: Browser, address: str, pages: list[str]) -> Iterator[str]:
    """Everything that is wrong with the site."""
    yield from errors_and_widths(browser, address, pages)
    yield from search_problems(browser, address)
    for page in MAIN_PAGES:
        if (light := brightness(browser, f"{address}/{page}", "light")) <= DARKEST:
            yield f"{page}: the light mode is dark ({light})"
        if (dark := brightness(browser, f"{address}/{page}", "dark")) > DARKEST:
            yield f"{page}: the dark mode is light ({dark})"


def errors_and_widths(browser: Browser, address: str, pages: list[str]) -> Iterator[str]:
    """Errors in the console, requests to elsewhere, and pages that are wider than a phone."""
    for viewport in (DESKTOP, PHONE):
        tab: Any = browser.new_page(viewport=viewport)
        watched = Watched(address)
        tab.on("console", watched.console)
        tab.on("pageerror", watched.error)
        tab.on("request", watched.request)
        for page in pages:
            response = tab.goto(f"{address}/{page}")
            yield from (f"{page}: {problem}" for problem in watched.taken())
            if response is None or not response.ok:
                yield f"{page} does not open"
            width = tab.evaluate("document.scrollingElement.scrollWidth")
            if width > viewport["width"]:
                yield f"{page} is {width} px wide on a screen of {viewport['width']} px"
        tab.close()


class Watched:
    """What a browser reports of a page."""

    def __init__(self, address: str) -> None:
        self._address = address
        self._problems: list[str] = []

    def console(self, message: Any) -> None:
        """Take an error of the console."""
        if message.type == "error":
            self._problems.append(message.text)

    def error(self, error: Any) -> None:
        """Take an exception of a script."""
        self._problems.append(str(error))

    def request(self, request: Any) -> None:
        """Take a request to elsewhere."""
        if not request.url.startswith((self._address, "data:")):
            self._problems.append(f"loads {request.url}")

    def taken(self) -> list[str]:
        """The problems so far."""
        problems, self._problems = self._problems, []
        return problems


def search_problems(browser: Browser, address: str) -> Iterator[str]:
    """What the search does not find."""
    tab: Any = browser.new_page(viewport=DESKTOP)
    for query, page in [("pagination", "guides/pages.html"), ("overlay", "guides/names.html")]:
        tab.goto(f"{address}/index.html")
        tab.fill("input.sidebar-search", query)
        tab.press("input.sidebar-search", "Enter")
        result = f"#search-results a[href*='{page}']"
        try:
            tab.wait_for_selector(result, timeout=10_000)
        except Exception:
            yield f"the search for {query} does not find {page}"
    tab.close()


def brightness(browser: Browser, url: str, scheme: str) -> int:
    """The brightness of a page's background in a color scheme."""
    tab: Any = browser.new_page(viewport=PHONE, color_scheme=scheme)
    tab.goto(url)
    color = tab.evaluate("getComputedStyle(document.body).backgroundColor")
    tab.close()
    numbers = [int(part) for part in color[color.index("(") + 1 : -1].split(",")[:3]]
    return sum(numbers) // 3


if __name__ == "__main__":
    raise SystemExit(main())
