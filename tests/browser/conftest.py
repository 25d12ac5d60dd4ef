"""Pages seen by the system's Chromium. Nothing but files and what the test itself writes can be opened."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

# Playwright runs a loop in the thread of the test, which makes Django take the test for an asynchronous one.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = 360, 1280
# Each width and each scheme is seen once: what bars the way depends on one of them, hardly ever on both.
LOOKS: list[tuple[int, Literal["light", "dark"]]] = [(PHONE, "light"), (DESK, "dark")]


@dataclass
class Seen:
    """A page, and what it did that it should not have: requests to the outside, messages of the console."""

    page: Page
    requests: list[str] = field(default_factory=list)
    console: list[str] = field(default_factory=list)

    def show(self, html: str, *, width: int = DESK) -> Page:
        """Open ``html`` in a window ``width`` pixels wide."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.set_content(html, wait_until="load")
        return self.page

    def barriers(self) -> list[str]:
        """What axe-core finds wrong with the page for WCAG 2.2 A and AA and good practice, one line each."""
        found = Axe().run(self.page).response["violations"]
        return [f"{fault['id']}: {node['html']}" for fault in found for node in fault["nodes"]]

    def sideways(self) -> int:
        """By how many pixels the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, started once for all tests of one process."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium on this machine")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def seen(browser: Browser) -> Iterator[Seen]:
    """A fresh page that records its requests and its console."""
    context = browser.new_context(java_script_enabled=True)
    watched = Seen(context.new_page())

    def on_request(request: Request) -> None:
        if not request.url.startswith(("about:", "data:")):
            watched.requests.append(request.url)

    def on_console(message: ConsoleMessage) -> None:
        watched.console.append(message.text)

    watched.page.on("request", on_request)
    watched.page.on("console", on_console)
    yield watched
    context.close()


@dataclass
class Site:
    """The application, seen by a browser: ``open`` goes to an address of it, ``seen`` records what the page did."""

    address: str
    seen: Seen

    @property
    def page(self) -> Page:
        """The page that is open."""
        return self.seen.page

    def open(self, path: str, *, width: int = DESK, scheme: Literal["light", "dark"] = "light") -> Page:
        """Go to ``path`` in a window ``width`` pixels wide, on a device that prefers ``scheme``."""
        self.page.set_viewport_size({"width": width, "height": 800})
        self.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        self.page.goto(self.address + path, wait_until="load")
        return self.page

    def sign_in(self, user: Any) -> None:
        """Give the browser a session of ``user``, without going through the sign-in page."""
        client = Client()
        client.force_login(user)
        name = settings.SESSION_COOKIE_NAME
        self.page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": self.address}])

    def faults(self) -> list[str]:
        """What is wrong with the page that is open: barriers, sideways scroll, messages of the console, other hosts."""
        foreign = [url for url in self.seen.requests if not url.startswith(self.address)]
        sideways = self.seen.sideways()
        return [
            *self.seen.barriers(),
            *([f"{sideways} px wider than the window"] if sideways > 0 else []),
            *(f"console: {message}" for message in self.seen.console if "404 (Not Found)" not in message),
            *(f"request to {url}" for url in foreign),
        ]


@pytest.fixture
def site(live_server: Any, seen: Seen) -> Site:
    """The application, answering for the time of the test, and a fresh browser."""
    return Site(live_server.url, seen)
