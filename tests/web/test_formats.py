"""How days and moments are written, and when a day ends."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask_babel import force_locale

from tests.structure.source import modules, name_of
from tracker.affidavits.setting import end_of
from tracker.clock import agency_day, agency_zone, keep_time_of
from tracker.demo.days import Days
from tracker.findings.forms import zones
from tracker.policy import wording
from tracker.web.formats import day, moment, unbroken
from tracker.web.moments import on_the_clock

LAST_OF_NOVEMBER = date(2026, 11, 30)


def test_rules_and_pages_write_a_day_alike() -> None:
    assert wording.day(LAST_OF_NOVEMBER) == day(LAST_OF_NOVEMBER) == "November 30, 2026"
    assert moment(datetime(2026, 11, 30, 18, 5, tzinfo=UTC)) == "November 30, 2026, 1:05 p.m. EST"


def test_a_day_lasts_until_midnight_at_the_agency() -> None:
    assert agency_day(datetime(2026, 12, 1, 4, 59, 59, tzinfo=UTC)) == LAST_OF_NOVEMBER
    assert agency_day(datetime(2026, 12, 1, 5, 0, tzinfo=UTC)) == date(2026, 12, 1)
    assert agency_day(datetime(2026, 7, 1, 3, 59, 59, tzinfo=UTC)) == date(2026, 6, 30)
    assert day(datetime(2026, 12, 1, 4, 59, tzinfo=UTC)) == "November 30, 2026"


def test_access_ends_with_its_last_day_in_winter_and_in_summer() -> None:
    assert end_of(LAST_OF_NOVEMBER) == datetime(2026, 12, 1, 4, 59, tzinfo=UTC)
    assert end_of(date(2026, 6, 30)) == datetime(2026, 7, 1, 3, 59, tzinfo=UTC)


@pytest.fixture
def in_california() -> Iterator[None]:
    """An agency that keeps the time of the west coast."""
    before = agency_zone().key
    keep_time_of("America/Los_Angeles")
    yield
    keep_time_of(before)


@pytest.mark.usefixtures("in_california")
def test_days_moments_access_and_captures_keep_the_time_of_the_agency_wherever_it_lies() -> None:
    evening = datetime(2026, 12, 1, 7, 59, tzinfo=UTC)
    assert agency_day(evening) == LAST_OF_NOVEMBER
    assert moment(evening) == "November 30, 2026, 11:59 p.m. PST"
    assert end_of(LAST_OF_NOVEMBER) == evening
    assert on_the_clock(evening) == datetime(2026, 11, 30, 23, 59)  # noqa: DTZ001 - as a form shows it
    assert Days(evening).at(40, "09:00") == datetime(2026, 11, 27, 17, 0, tzinfo=UTC)
    keep_time_of("America/Detroit")
    assert next(iter(zones().items())) == ("America/Detroit", "Detroit")


def test_no_other_place_names_a_zone() -> None:
    naming = [path for path, tree in modules() if "'America/" in ast.unparse(tree)]
    assert {name_of(path) for path in naming} == {"tracker/findings/forms.py"}


def test_another_language_writes_days_its_own_way(app: Flask) -> None:
    with app.test_request_context(), force_locale("es"):
        assert day(LAST_OF_NOVEMBER) == "30 de noviembre de 2026"
        written = moment(datetime(2026, 11, 30, 18, 5, tzinfo=UTC))
        assert written == "30 de noviembre de 2026, 1:05 p.m., hora del este"


def test_a_reference_is_never_torn_and_nothing_typed_is_markup() -> None:
    held = '<span class="text-nowrap">C-26-7KQ4M</span>'
    assert unbroken("Case C-26-7KQ4M, <b>") == f"Case {held}, &lt;b&gt;"
    assert unbroken("No reference in it") == "No reference in it"
    assert unbroken("Police officer 2026-A") == ('Police officer <span class="text-nowrap">2026-A</span>')
    assert unbroken("well-known, May 1-2") == 'well-known, May <span class="text-nowrap">1-2</span>'
    assert unbroken(unbroken("C-26-7KQ4M")) == held
    assert unbroken(12) == "12"
