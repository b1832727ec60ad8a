"""Single keys on the desk, in a browser: where they lead, when they rest, and that they can be off."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.factories.protocol import Bench
from tests.people import People


@pytest.fixture
def desk(bench: Bench, people: People, address: str, chromium: Browser) -> Iterator[Page]:
    """The investigator's browser, in which the keys are on."""
    browser = people.browser(bench.dana)
    cookie = browser.get_cookie("tracker")
    assert cookie is not None
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    context.add_cookies([{"name": "tracker", "value": cookie.value, "url": address}])
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_keys_walk_the_list_rest_while_one_types_and_can_be_turned_off(
    bench: Bench, address: str, desk: Page
) -> None:
    cases = [bench.ready(name).reference for name in ("Ana Bell", "Ben Cruz")]
    desk.goto(f"{address}/desk")
    rows = desk.locator("table.rows tbody th a")
    assert set(rows.all_inner_texts()) == set(cases)
    for keys, place in (("j", 0), ("j", 1), ("j", 1), ("k", 0)):
        desk.keyboard.press(keys)
        expect(rows.nth(place)).to_be_focused()
    for resting in ("Control+j", "Alt+j", "Shift+J", "Meta+j"):
        desk.keyboard.press(resting)
        expect(rows.nth(0)).to_be_focused()
    desk.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    field = desk.locator("textarea")
    field.focus()
    desk.keyboard.type("j.?k")
    expect(field).to_be_focused()
    expect(field).to_have_value("j.?k")
    first = rows.nth(0).inner_text()
    rows.nth(0).focus()
    desk.keyboard.press("Enter")
    desk.wait_for_url(f"**/cases/{first}?list=desk*")
    desk.go_back()
    desk.locator("main").focus()
    desk.keyboard.press(".")
    desk.wait_for_url("**/cases/C-*?list=desk*")
    desk.go_back()
    desk.locator("main").focus()
    desk.keyboard.press("?")
    desk.wait_for_url(f"{address}/keys")
    desk.get_by_role("button", name="Turn the keys off").click()
    expect(desk.get_by_role("status")).to_contain_text("Single keys do nothing now")
    desk.goto(f"{address}/desk")
    desk.keyboard.press("j")
    desk.keyboard.press("?")
    expect(desk).to_have_url(f"{address}/desk")
    expect(desk.locator("table.rows a:focus")).to_have_count(0)
