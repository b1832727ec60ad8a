"""The most frequent act of all, in a real browser without scripts: a search that found nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.protocol import Bench
from tests.people import People
from tracker.policy.facts import CaseFacts
from tracker.policy.vocabulary import SearchResult
from tracker.protocol.queries import searches_of


@pytest.fixture
def desk(bench: Bench, people: People, address: str, chromium: Browser) -> Iterator[Page]:
    """The investigator's browser, without scripts."""
    cookie = people.browser(bench.dana).get_cookie("tracker")
    assert cookie is not None
    context = chromium.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "tracker", "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_nothing_found_takes_two_keys_and_one_request(
    bench: Bench, case: CaseFacts, address: str, desk: Page
) -> None:
    desk.goto(f"{address}/cases/{case.reference}/steps/06/search")
    posts: list[str] = []
    desk.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    # The focus is given when the page is drawn, after it has loaded; a key pressed before that is lost.
    expect(desk.get_by_role("radio", name="Nothing found")).to_be_focused()
    desk.keyboard.press("Space")
    desk.keyboard.press("Enter")
    expect(desk.get_by_role("status")).to_contain_text("is logged: nothing found.")
    assert len(posts) == 1
    found = bench.read(lambda session: searches_of(session, case.case_id))
    assert [(one.query, one.result) for one in found] == [("marisol.pena", SearchResult.NOTHING_FOUND)]


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
