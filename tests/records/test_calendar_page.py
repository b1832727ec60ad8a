"""The calendar of retention on its page: counts by month, holds in words, and the rule."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.pages.oversight import auditor_opens
from tests.people import People
from tests.records.test_disposal import two_closed
from tests.records.test_holds import counsel, placed
from tracker.clock import FixedClock


@pytest.mark.clause("29 CFR 1602.31")
@pytest.mark.clause("Hamden A.7")
def test_the_calendar_is_drawn_and_told(app: Flask, people: People, clock: FixedClock) -> None:
    with app.app_context():
        keeper = counsel(people)
        _, other = two_closed(people, clock)
        placed(keeper, other)
    auditor = people.browser(keeper)
    pages = [auditor_opens(auditor, f"/admin/retention{tab}") for tab in ("", "/due-soon", "/later")]
    for page in pages:
        assert (
            "2 cases are past due, 0 more are kept until a day of the next 12 months, and 0 longer." in page
        )
        assert "1 case is on hold and kept whatever the date is." in page
        assert ">held</text>" in page
        assert ">today</text>" in page
        assert "29 CFR 1602.31" in page
        assert "Cases by the month until which they are kept" in page
