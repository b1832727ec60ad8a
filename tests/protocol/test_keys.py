"""The most frequent act of all, in a real browser without scripts: a search that found nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.factories.protocol import Bench
from tests.people import People
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import SearchResult
from tracker.protocol.queries import searches_of


@pytest.fixture
def desk(bench: Bench, people: People, address: str, chromium: Browser) -> Iterator[Page]:
    """The investigator's browser, without scripts."""
    with sitting(bench, people, address, chromium, scripts=False) as page:
        yield page


def _note(sent: list[str], request: Request) -> None:
    """Note a page that is asked for; scripts and pictures are none."""
    if request.is_navigation_request():
        sent.append(request.method)


@contextmanager
def sitting(
    bench: Bench, people: People, address: str, chromium: Browser, *, scripts: bool
) -> Iterator[Page]:
    """Open the investigator's browser."""
    cookie = people.browser(bench.dana).get_cookie("tracker")
    assert cookie is not None
    context = chromium.new_context(java_script_enabled=scripts, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "tracker", "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_nothing_found_takes_two_keys_and_one_request_and_two_more_for_the_first(
    bench: Bench, case: CaseFacts, address: str, people: People, chromium: Browser
) -> None:
    """From the step page: 0 and Enter; the form without scripts: the space bar and Enter.

    The first search after signing in says with two keys more that it is made on a department device.
    """
    keys: list[int] = []
    for scripts, path, first in ((True, "", "0"), (False, "/search", "Space")):
        with sitting(bench, people, address, chromium, scripts=scripts) as desk:
            desk.goto(f"{address}/cases/{case.reference}/steps/06{path}")
            sent: list[str] = []
            desk.on("request", partial(_note, sent))
            if not scripts:
                # The focus is given when the page is drawn; a key pressed before that is lost.
                expect(desk.get_by_role("radio", name="Nothing found")).to_be_focused()
            for pressed in ((first, "Tab", "Space", "Enter"), (first, "Enter"))[: 2 if scripts else 1]:
                sent.clear()
                for key in pressed:
                    desk.keyboard.press(key)
                told = desk.get_by_role("status").filter(has_text="is logged: nothing found on")
                expect(told).to_be_in_viewport()
                expect(desk.get_by_role("radio", name="Nothing found")).to_be_focused()
                expect(desk.get_by_role("button", name="Undo")).to_be_visible()
                assert sent == ["POST", "GET"], "one request, and the page that it leads to"
                keys.append(len(pressed))
    assert keys == [4, 2, 4]
    assert max(keys) <= 6
    found = bench.read(lambda session: searches_of(session, case.case_id))
    assert [one.result for one in found] == [SearchResult.NOTHING_FOUND] * 3
    assert len({(one.query, one.place) for one in found}) == 3, "each time the next one stood there"


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 1280])
def test_no_page_of_the_run_is_wider_than_the_screen(
    bench: Bench, case: CaseFacts, address: str, desk: Page, width: int
) -> None:
    bench.log(case, result=SearchResult.FOUND_CANDIDATE, note="A public page about coaching, seen in full.")
    desk.set_viewport_size({"width": width, "height": 900})
    for path in ("", "/steps", "/steps/06", "/steps/06/search", "/steps/06/ask-extra", "/searches"):
        desk.goto(f"{address}/cases/{case.reference}{path}")
        box = desk.locator("body").bounding_box()
        main = desk.locator("main").bounding_box()
        assert box is not None
        assert main is not None
        assert main["width"] <= width
        assert box["width"] <= width
