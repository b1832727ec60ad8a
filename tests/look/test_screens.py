"""The pages in a real browser: nothing scrolls sideways, axe finds nothing, targets are large enough."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import faults, keep_picture, of_the_machine
from tests.look.test_templates import PAGES

pytestmark = pytest.mark.browser

WIDTHS = (320, 800, 1280)
SMALL = """least => ['a', 'button', 'select', 'input:not([type=hidden])']
  .flatMap(kind => [...document.querySelectorAll('main ' + kind)])
  .filter(one => one.getClientRects().length && !one.closest('p, li, dd, cite') && !one.closest('.choice'))
  .map(one => [one.outerHTML.slice(0, 90), one.getBoundingClientRect()])
  .filter(([, box]) => box.height + 0.5 < least)
  .map(([text]) => text)"""

Open = Callable[..., Page]


@pytest.fixture
def opened(chromium: Browser, address: str) -> Iterator[Open]:
    """Open a page at a width, with scripts off, and collect what the browser complains of."""
    pages: list[Page] = []
    complaints: list[str] = []

    def open_page(path: str, width: int = 1280, **options: Any) -> Page:
        page = chromium.new_page(
            **{"java_script_enabled": False, "viewport": {"width": width, "height": 900}, **options}
        )
        pages.append(page)
        page.on("console", lambda said: None if of_the_machine(said.text) else complaints.append(said.text))
        page.on("requestfailed", lambda request: complaints.append(request.url))
        page.goto(f"{address}/styleguide{path}")
        return page

    yield open_page
    for page in pages:
        page.close()
    assert not complaints


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", PAGES)
def test_page_fits_its_screen(opened: Open, path: str, width: int) -> None:
    page = opened(path, width)
    keep_picture(page, f"look-{path.strip('/') or 'page'}-{width}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing(opened: Open, path: str, width: int, scheme: str) -> None:
    page = opened(path, width, color_scheme=scheme, java_script_enabled=True, bypass_csp=True)
    assert faults(page) == []


@pytest.mark.parametrize(
    ("path", "least"), [("/candidate", 44), ("/question", 44), ("/board", 44), ("/bench", 24)]
)
def test_targets_are_large_enough(opened: Open, path: str, least: int) -> None:
    assert opened(path, 320).evaluate(SMALL, least) == []


def test_focus_is_seen_and_begins_with_the_way_past_the_header(opened: Open) -> None:
    page = opened("/bench", reduced_motion="reduce")
    page.keyboard.press("Tab")
    focused = "getComputedStyle(document.activeElement)"
    assert page.evaluate("document.activeElement.textContent") == "Skip to the page"
    assert page.evaluate(f"{focused}.outlineWidth") == "3px"
    assert page.evaluate(f"{focused}.outlineColor") == "rgb(255, 210, 63)"


def test_error_summary_takes_the_focus_without_a_script(opened: Open) -> None:
    page = opened("/question")
    assert page.evaluate("document.activeElement.className") == "error-summary"


def test_table_becomes_cards_on_a_phone(opened: Open) -> None:
    page = opened("/bench", 320)
    assert page.evaluate("getComputedStyle(document.querySelector('.rows td')).display") == "grid"
    assert page.evaluate("document.querySelector('.rows td').getAttribute('data-label')") == "Candidate"


def test_scripts_only_add_comfort(opened: Open) -> None:
    without = opened("")
    assert not without.locator("[data-copy]").first.is_visible()
    page = opened("", java_script_enabled=True)
    assert page.locator("[data-copy]").first.is_visible()
    page.fill("#plain-story", "a b c d")
    assert page.locator("#plain-story-words").inner_text().endswith("You have written 4.")


def test_paper_has_no_navigation(opened: Open) -> None:
    page = opened("/board")
    page.emulate_media(media="print")
    assert not page.locator(".masthead-nav").is_visible()
    assert "/styleguide/board · K-26-7KQ4M" in page.locator(".print-only").inner_text()
    assert page.locator(".print-only").is_visible()
