"""Somebody who walks through the product in a real browser, and finds fault with every page on the way.

What is pressed, written and seen is named in English, and looked for in the language of the walk: the
catalogue alone knows the translation.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Browser, ConsoleMessage, FilePayload, Locator, Page

from tests.browser import faults, keep_picture, of_the_machine
from tests.journeys.undrawn import Undrawn
from tracker.web.languages import catalogue

Shape = tuple[str, str, str]
"""What makes two pages look the same: the pattern of address and title, and the kinds of elements on it."""
ENOUGH = 2
"""On how many shapes of one page faults of accessibility are looked for."""
ANSWERED = (403, 404, 409, 410, 429)
"""What the server answers to what cannot be had."""
TOO_EARLY = 422
"""What the server answers to a form that is not filled in as it asks."""
VALUE = re.compile(r"%\(\w+\)[sd]")
READ = """() => ({
    title: document.title,
    language: document.documentElement.lang,
    text: document.body.innerText,
    kinds: [...new Set([...document.querySelectorAll('main, main *')]
        .map(one => one.tagName + '.' + one.className))].sort().join(' '),
    wide: document.documentElement.scrollWidth,
})"""


def _pattern(address: str) -> str:
    """Return an address or a title without what stands for one thing among many of its kind."""
    address = re.sub(r"[A-Z]-(\d\d-)?[0-9A-Z]{5,8}", "_", address.partition("?")[0])
    return re.sub(r"(?<=/i/)[^/]+|(?<=/steps/)\d+|(?<=Step )\d+", "_", address)


class Walker(Undrawn):
    """A person at a browser of a width, with or without scripts."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        name: str,
        *,
        width: int,
        scripts: bool,
        looked: set[Shape],
        judged: set[Shape],
        language: str = "en",
        judge: Callable[[Page], list[str]] = lambda _page: [],
    ) -> None:
        """Open a browser of their own.

        ``looked`` is what was looked at already on this surface, ``judged`` what faults of accessibility were
        looked for on at this width: the same elements have the same faults with scripts and without.
        ``judge`` finds further fault with each page that is looked at.
        """
        self.language, self.under = language, "" if language == "en" else f"/{language}"
        self.touches = 0
        """How often something was tapped, chosen or written: what a walk costs."""
        self.code = ""
        self.address, self.name = address, f"{name}-{width}-{'js' if scripts else 'nojs'}"
        self.width, self.scripts = width, scripts
        self.context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900},
            java_script_enabled=scripts,
            reduced_motion="reduce",  # colours are judged at rest, not on the way to a pointed button's
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(60_000)  # a busy machine is no fault of the page
        self.complaints: list[str] = []
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self._browser, self._looked, self._judged = browser, looked, judged
        self._copy: Page | None = None
        self._judge = judge

    def said(self, words: str, **values: object) -> str:
        """Return words of the product in the language of the walk; other words stay as they are."""
        found = str(catalogue(self.language).gettext(words))
        return found % values if values else found

    def count(self, one: str, many: str, number: int) -> str:
        """Return a sentence of the product that counts, in the language of the walk."""
        return str(catalogue(self.language).ngettext(one, many, number)) % {"num": number}

    def go(self, path: str) -> None:
        """Open an address, and look at the page."""
        self._opened(path)
        self.look()

    def open_whatever(self, path: str) -> None:
        """Open an address, and look at whatever page it answers with."""
        self._expect_to_read(self._opened(path))
        self.look()

    def is_refused(self, path: str) -> None:
        """Type an address that is not theirs or works no more, and get the page that says so."""
        status = self._opened(path)
        assert status in ANSWERED, f"{path} answered {status}"
        self._expect_to_read(status)
        self.look()

    def _opened(self, path: str) -> int:
        answer = self.page.goto(self.under + path)
        assert answer is not None
        assert answer.status < 500, f"{path} answered {answer.status}"
        return answer.status

    def press(self, button: str, *, within: Locator | None = None) -> None:
        """Press a button by its words, and look at the page that comes."""
        (within or self.page).get_by_role("button", name=self.said(button), exact=True).first.click()
        self.page.wait_for_load_state()
        self.touches += 1
        self.look()

    def press_into(self, button: str, *statuses: int) -> None:
        """Press a button that is answered with a page that says no."""
        with self.page.expect_response(lambda answer: answer.request.method == "POST") as posted:
            self.page.get_by_role("button", name=self.said(button), exact=True).first.click()
        self.touches += 1
        self.page.wait_for_load_state()
        assert posted.value.status in statuses, f"{self.page.url} answered {posted.value.status}"
        self._expect_to_read(posted.value.status)
        self.look()

    def press_too_early(self, button: str, *, keeps: dict[str, str], chosen: tuple[str, ...] = ()) -> None:
        """Press a button while something is missing: the page says so, and keeps what was given."""
        self.press_into(button, 409, TOO_EARLY)
        for label, text in keeps.items():
            kept = self.page.get_by_label(self.said(label), exact=False).first.input_value()
            assert kept == text, f"{self.page.url}: {label} kept {kept!r}"
        for label in chosen:
            assert self._box(label).is_checked(), f"{label} is not kept"

    def follow(self, link: str, *, within: Locator | None = None) -> None:
        """Follow a link by its words, in the work before the frame around it, and look at what comes."""
        links = (within or self.page.locator("main")).get_by_role("link", name=self.said(link))
        if not within and not links.count():
            links = self.page.get_by_role("link", name=self.said(link))
        links.first.click()
        self.page.wait_for_load_state()
        self.touches += 1
        self.look()

    def write(self, label: str, text: str) -> None:
        """Write into a field by its label."""
        self.page.get_by_label(self.said(label), exact=False).first.fill(text)
        self.touches += 1

    def choose(self, label: str) -> None:
        """Choose a radio button or tick box by its label."""
        self._box(label).check()
        self.touches += 1

    def _box(self, label: str) -> Locator:
        """Return the radio button or tick box that bears a label; other things of a page may bear it too."""
        return self.page.locator("input").and_(self.page.get_by_label(self.said(label), exact=True)).first

    def pick(self, label: str, option: str) -> None:
        """Pick an option of a list by its words."""
        field = self.page.get_by_label(self.said(label), exact=False).first
        words = [text.strip() for text in field.locator("option").all_inner_texts()]
        field.select_option(label=next(text for text in words if self.said(option) in text))
        self.touches += 1

    def attach(self, label: str, *files: FilePayload) -> None:
        """Choose files from the disk."""
        self.page.get_by_label(self.said(label), exact=False).first.set_input_files(list(files))
        self.touches += 1

    def sees(self, words: str, **values: object) -> None:
        """Expect words on the page; what stands for a value that is not given may be anything."""
        for said in VALUE.split(self.said(words, **values)):
            assert " ".join(said.split()) in self.text(), f"{self.page.url}: no {said!r} in: {self.text()}"

    def does_not_see(self, words: str) -> None:
        """Expect words nowhere on the page."""
        said = self.said(words)
        assert said not in self.text(), f"{self.page.url}: {said!r} stands in: {self.text()}"

    def text(self) -> str:
        """Return all words of the page, in one line."""
        return " ".join(self.page.locator("body").inner_text().split())

    def look(self) -> None:
        """Find fault with the page, once for each shape: width, complaints, accessibility."""
        path = _pattern(self.page.url.removeprefix(self.address))
        assert not self.complaints, f"{path}: the browser complains: {self.complaints}: {self.text()[:1500]}"
        page = self.page.evaluate(READ)
        assert "problem with the service" not in page["title"], f"{path}: {page['text'][:400]}"
        assert "</" not in page["text"], f"{path} shows its markup: {page['text']}"
        assert page["language"] == self.language, f"{path} speaks {page['language']}"
        shape = (path, _pattern(page["title"].split(",")[0]), str(page["kinds"]))
        if shape in self._looked:
            return
        self._looked.add(shape)
        found = [] if self._is_judged(shape) else self._faults()
        found += self._judge(self.page)
        self._keep_picture(shape)
        assert not found, f"{path} ({self.name}): there is wrong: {found}"
        assert page["wide"] <= self.width, f"{path} ({self.name}) is {page['wide']} px wide on {self.width}"

    def _is_judged(self, shape: Shape) -> bool:
        if shape in self._judged or sum(shape[:2] == other[:2] for other in self._judged) >= ENOUGH:
            return True
        self._judged.add(shape)
        return False

    def _hear(self, said: ConsoleMessage) -> None:
        leaving = said.text.startswith("Clear-Site-Data")  # is told of too
        if not leaving and not of_the_machine(said.text):
            self.complaints.append(f"{said.type}: {said.text}")

    def _expect_to_read(self, status: int) -> None:
        """Overlook that the browser names the status of a refusal on its console."""
        self.complaints = [said for said in self.complaints if f"a status of {status}" not in said]

    def _keep_picture(self, shape: Shape) -> None:
        name = re.sub(r"[^a-z0-9_]+", "-", " ".join(shape[:2]).lower()).strip("-")
        number = sum(shape[:2] == other[:2] for other in self._looked)
        keep_picture(self.page, f"{name}--{number}--{self.name}")

    def _faults(self) -> list[str]:
        if self.scripts:
            return faults(self.page)
        if self._copy is None:  # axe is a script itself: a page without scripts is judged by its copy
            context = self._browser.new_context(
                base_url=self.address, viewport={"width": self.width, "height": 900}, bypass_csp=True
            )
            context.route("**/*.js", lambda script: script.abort())
            self._copy = context.new_page()
            self._copy.goto("/healthz")
        self._copy.set_content(self.page.content())
        return faults(self._copy)

    def leave(self) -> None:
        """Close the browser."""
        if self._copy is not None:
            self._copy.context.close()
        self.context.close()
