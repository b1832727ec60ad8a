"""The candidate's side in a real browser: on a phone and at a desk, with and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from tests.affidavits.conftest import Site
from tests.browser import faults, of_the_machine
from tests.factories.affidavits import NAME
from tracker.web.languages import catalogue

pytestmark = pytest.mark.browser

SURFACES = [
    *((width, scripts, "en") for width in (320, 1280) for scripts in (True, False)),
    (320, True, "es"),
    (320, False, "es"),
]
EXPECTED = "Failed to load resource: the server responded with a status of 4"
"""What the browser says of a page that asks for something to be changed."""


class Finger:
    """A candidate at a browser, whose every touch is counted and every page is looked at, in a language.

    What is pressed and seen is named in English here, and looked for in that language.
    """

    def __init__(self, page: Page, address: str, *, scripts: bool, language: str) -> None:
        """Begin with a new page."""
        self.page, self.address, self.scripts, self.touches = page, address, scripts, 0
        self.language, self.under = language, "" if language == "en" else f"/{language}"
        self.code = ""
        self.complaints: list[str] = []
        page.on("console", lambda said: self.complaints.append(said.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str) -> None:
        """Open an address."""
        self.page.goto(self.address + self.under + path)
        self.look()

    def said(self, words: str) -> str:
        """Return words in the language of the pages."""
        return str(catalogue(self.language).gettext(words))

    def press(self, name: str) -> None:
        """Press a button or follow a link that looks like one."""
        name = self.said(name)
        button = self.page.get_by_role("button", name=name, exact=True)
        (button if button.count() else self.page.get_by_role("link", name=name, exact=True)).first.click()
        self.page.wait_for_load_state("load")
        self.touches += 1
        self.look()

    def tick(self, selector: str) -> None:
        """Choose an answer."""
        self.page.check(selector)
        self.touches += 1

    def write(self, selector: str, text: str) -> None:
        """Fill in a field."""
        self.page.fill(selector, text)
        self.touches += 1

    def look(self) -> None:
        """Find fault: width, accessibility, complaints of the browser."""
        assert self.page.get_attribute("html", "lang") == self.language, self.page.url
        ours = (said for said in self.complaints if not of_the_machine(said))
        assert [said for said in ours if not said.startswith(EXPECTED)] == []
        wide = self.page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px too wide"
        if self.scripts:
            assert faults(self.page) == [], self.page.url


def enter(finger: Finger, token: str, code: str) -> None:
    """Come in by link and code."""
    finger.go(f"/i/{token}")
    finger.press("Continue")
    finger.code = code
    finger.write("#code", code.lower().replace("-", " "))
    finger.press("Go on")


def add(finger: Finger, link: str, *, more: bool) -> None:
    """List an account by its link."""
    finger.write("#handle", link)
    finger.tick("input[name=whose][value=me]")
    finger.tick("input[name=visible][value=public]")
    finger.press("Save and add another" if more else "Save and continue")


def sign(finger: Finger) -> None:
    """Go on to the sign page, and sign."""
    finger.press("Continue to sign")
    finger.write("#name", NAME)
    finger.write("#place", "Riverton, Connecticut")
    finger.tick("#meant")
    finger.write("#code", finger.code)
    finger.press("Sign and file my affidavit")


LINKS = (
    "https://www.instagram.com/marisol.pena/",
    "https://www.tiktok.com/@mari.p?lang=es",
    "https://m.facebook.com/marisol.pena.9",
    "https://x.com/mari_pena",
)


def four_accounts(finger: Finger) -> None:
    """From the start page to the receipt with four accounts."""
    finger.press("Start")
    finger.tick("input[value=no]")
    finger.press("Save and continue")
    finger.tick("input[value=yes]")
    finger.press("Save and continue")
    for number, link in enumerate(LINKS, start=1):
        add(finger, link, more=number < len(LINKS))
    finger.tick("input[name=complete][value=yes]")
    finger.press("Save and continue")
    finger.tick("input[value=no]")
    finger.press("Save and continue")
    finger.tick("input[value=together]")
    finger.tick("#same_for_all")
    finger.press("Save and continue")
    sign(finger)


def no_accounts(finger: Finger) -> None:
    """From the start page to the receipt without any account."""
    finger.press("Start")
    finger.tick("input[value=no]")
    finger.press("Save and continue")
    finger.tick("input[value=no]")
    finger.press("Save and continue")
    finger.press("Continue")
    finger.tick("input[value=no]")
    finger.press("Save and continue")
    sign(finger)


def mistakes(finger: Finger) -> None:
    """Meet the pages that ask for something to be changed."""
    finger.go("/a/names")
    finger.press("Save and continue")
    finger.go("/a/now")
    finger.tick("input[value=not-sure]")
    finger.press("Save and continue")
    finger.go("/a/accounts/new")
    finger.press("Save and continue")
    finger.page.select_option("#platform", "other")
    finger.write("#platform_name", "Forum")
    finger.write("#handle", "xX!Dragon2019")
    finger.press("Save and continue")
    for path in ("/a", "/a/check", "/a/former/new", "/a/other", "/a/later", "/i/nothing", "/a/none"):
        finger.go(path)


def afterwards(finger: Finger) -> None:
    """Look at everything that is there after filing."""
    for path in ("/a/status", "/a/stop/1", "/a/change", "/verify", "/privacy", "/accessibility", "/help"):
        finger.go(path)


@pytest.fixture
def finger(site: Site, address: str, chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Finger]:
    """A candidate who has come in, on the surface that the test names."""
    width, scripts, language = request.param
    context = chromium.new_context(
        viewport=ViewportSize(width=width, height=800), java_script_enabled=scripts
    )
    context.set_default_timeout(60_000)
    finger = Finger(context.new_page(), address, scripts=scripts, language=language)
    issued = site.invite()
    enter(finger, issued.token, issued.code)
    finger.touches = 0
    yield finger
    context.close()


@pytest.mark.parametrize("finger", SURFACES, indirect=True, ids=str)
def test_four_accounts_are_declared_and_signed(finger: Finger) -> None:
    four_accounts(finger)
    assert finger.said("We have your affidavit") in finger.page.inner_text("h1")
    assert finger.touches <= 40
    afterwards(finger)


@pytest.mark.parametrize("finger", [(320, False, "en"), (320, False, "es")], indirect=True, ids=str)
def test_without_accounts_it_takes_fifteen_touches(finger: Finger) -> None:
    no_accounts(finger)
    assert finger.said("We have your affidavit") in finger.page.inner_text("h1")
    assert finger.touches <= 15


@pytest.mark.parametrize(
    "finger", [(320, True, "en"), (1280, True, "en"), (320, True, "es")], indirect=True, ids=str
)
def test_pages_that_ask_for_a_change_are_sound_too(finger: Finger) -> None:
    mistakes(finger)
