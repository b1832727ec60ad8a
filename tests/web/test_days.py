"""Days and moments of no calendar of ours are refused in words, and every year is written in four digits."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.factories.requisitions import hr, opened
from tests.pages.filled import form_on, text_of, values_of
from tests.people import People
from tracker.clock import agency_zone, times_shown
from tracker.web.days import DayField, last_year
from tracker.web.forms import Form
from tracker.web.moments import MomentField, from_the_clock, left_out

AT = datetime(1, 1, 1, 9, 30, tzinfo=UTC).replace(tzinfo=None)


class When(Form):
    """A day and a moment."""

    day = DayField("Day")
    moment = MomentField("Moment")
    elsewhere = MomentField("On another clock", other_clock=True)


def filled(**typed: str) -> When:
    return When(formdata=MultiDict(typed), meta={"csrf": False})


@pytest.mark.parametrize("year", ["0001", "0999", "1899", "2999", "9999"])
def test_what_lies_too_far_off_is_refused_beside_its_field(app: Flask, year: str) -> None:
    with app.test_request_context():
        form = filled(day=f"{year}-12-31", moment=f"{year}-12-31T23:59")
        assert not form.validate()
        assert "from 1900-01-01 to" in str(form.day.errors[0])
        assert "from 1900-01-01 to" in str(form.moment.errors[0])
        assert form.day.data is None
        assert form.moment.data is None
        assert f'value="{year}-12-31"' in form.day()
        assert f'value="{year}-12-31T23:59"' in form.moment()


def test_the_first_day_and_the_last_are_taken(app: Flask) -> None:
    with app.test_request_context():
        for year in (1900, last_year()):
            assert filled(day=f"{year}-12-31", moment=f"{year}-12-31T23:59").validate()


def test_a_year_has_four_digits_on_a_page(app: Flask) -> None:
    with app.test_request_context():
        form = When(formdata=None, data={"day": date(1, 1, 1), "moment": AT})
        assert 'value="0001-01-01"' in form.day()
        assert 'value="0001-01-01T09:30"' in form.moment()
        empty = When(formdata=None)
        assert 'value=""' in empty.day()
        assert 'value=""' in empty.moment()


@pytest.mark.parametrize("held_at", ["9999-12-31T23:59", "0001-01-01T00:00"])
def test_no_board_meets_at_the_end_of_the_calendar(app: Flask, people: People, held_at: str) -> None:
    with app.app_context():
        requisition, priya = opened(people), people.browser(hr(people))
    page = f"/admin/requisitions/{requisition.reference}/meetings"
    values = values_of(form_on(priya.get(page).get_data(as_text=True), page))
    text = text_of(priya.post(page, data={**values, "held_at": held_at, "place": "Room 2"}), 422)
    assert "Enter a day and a time from 1900-01-01 to" in text
    assert held_at in text
    assert "Room 2" in text


def test_an_hour_that_the_clock_leaves_out_is_refused_and_of_two_alike_the_first_is_meant(app: Flask) -> None:
    with app.test_request_context():
        form = filled(day="2026-03-08", moment="2026-03-08T02:30")
        assert not form.validate()
        assert "There is no 02:30 on 2026-03-08: the clocks go forward" in str(form.moment.errors[0])
        assert 'value="2026-03-08T02:30"' in form.moment()
        for told in ("2026-03-08T01:59", "2026-03-08T03:00", "2026-11-01T01:30"):
            assert filled(day="2026-03-08", moment=told).validate(), told
        elsewhere = filled(day="2026-03-08", elsewhere="2026-03-08T02:30").elsewhere
    assert elsewhere.errors == ()
    assert elsewhere.data is not None
    assert left_out(elsewhere.data, ZoneInfo("America/Phoenix"), "Arizona") == ""
    assert left_out(elsewhere.data, ZoneInfo("America/Denver"), "Mountain").startswith(
        "There is no 02:30 on 2026-03-08 in the zone Mountain: the clocks go forward"
    )
    twice = datetime(2026, 11, 1, 1, 30, tzinfo=UTC).replace(tzinfo=None)
    assert from_the_clock(twice).astimezone(UTC) == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1970, 1, 1), datetime(2060, 1, 1)))  # noqa: DTZ001 - what a clock on the wall shows
def test_every_moment_is_shown_by_the_clock_and_is_read_from_it_again(at: datetime) -> None:
    local = at.replace(tzinfo=UTC).astimezone(agency_zone()).replace(tzinfo=None)
    assert times_shown(local, agency_zone())
    again = from_the_clock(local.replace(fold=0)).astimezone(UTC)
    assert again <= at.replace(tzinfo=UTC)
