"""What is measured is done, in turns, and everything that is measured can be done."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from bench.installation import Installation
from bench.pages import pages
from bench.phone import MOST, addresses
from bench.record import record
from bench.rounds import WARM_UP, Measured, Pair, measure


def test_ours_and_the_limit_take_turns() -> None:
    calls: list[str] = []
    pair = Pair("x", lambda: calls.append("ours"), "least", lambda: calls.append("limit"), rounds=4)
    measured = measure(pair)
    assert calls == ["ours", "limit"] * (WARM_UP + 4)
    assert measured.name == "x"
    assert 0 < measured.ours <= measured.slow


def test_the_ratio_is_of_the_limit() -> None:
    assert Measured("x", ours=6.0, slow=9.0, limit=1.5, limit_name="least").ratio == 4.0


@pytest.mark.sqlite
def test_every_page_and_proof_can_be_measured(demo_app: Flask) -> None:
    house = Installation(demo_app)
    measured = [*pages(house), *record(house)]
    for pair in measured:
        pair.ours()
        pair.limit()
    assert len({pair.name for pair in measured}) == len(measured) > 10


@pytest.mark.sqlite
def test_a_phone_gets_each_page_with_all_it_needs_in_sixty_kilobytes(demo_app: Flask) -> None:
    house = Installation(demo_app)
    for name, path, cookie in addresses(house):
        browser = demo_app.test_client(use_cookies=False)
        page = browser.get(path, headers={"Cookie": cookie})
        assert page.status_code == 200, name
        sent = len(page.data)
        for asked in set(re.findall(r'(?:href|src)="([^"]+\?v=[0-9a-f]{12})"', page.text)):
            with browser.get(asked, headers={"Accept-Encoding": "gzip"}) as answer:
                sent += len(answer.get_data())
        assert 40_000 < sent <= MOST, name
