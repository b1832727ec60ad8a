"""How long cases take: read off the ledger's stages, drawn, tabled, and handed out; never by person."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from tests.factories.board import Board
from tests.factories.cases import supervisor
from tests.pages.filled import shown
from tests.people import People
from tracker.clock import FixedClock
from tracker.db import db
from tracker.ledger.entries import Entry
from tracker.ledger.events import Event
from tracker.ledger.queries import ledger_page
from tracker.oversight.cycle import _returns, cycle_report
from tracker.oversight.cycle_pictures import HEIGHT, WIDTH, bar, plot
from tracker.policy.cycle_time import Span, Taken, summary
from tracker.policy.returning import ReturnKind


def case(number: int, whole: int, waiting: int = 0) -> Taken:
    """A closed case that took so many days, some of them the candidate's."""
    spans = dict.fromkeys(Span, 0) | {Span.SEARCH: whole - waiting, Span.ANSWER: waiting}
    return Taken(f"C-26-AAAA{number}", date(2026, 3, 1) + timedelta(days=number), spans)


@pytest.mark.parametrize("ours", [False, True])
@pytest.mark.parametrize("number", [1, 7, 8, 9])
def test_every_dot_lies_in_the_picture_and_lines_need_enough_cases(number: int, ours: bool) -> None:
    cases = [case(one, one * one, one) for one in range(number)]
    drawn = plot(cases, summary(cases, ours=ours, target=20), ours=ours, target=20)
    assert drawn is not None
    assert len(drawn.dots) == number
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)
    assert len(drawn.percentiles) == (2 if number >= 8 else 0)
    assert len(drawn.scale) <= 7


def test_the_bar_leaves_the_candidates_time_out_of_ours() -> None:
    cases = [case(one, 10, 4) for one in range(3)]
    whole, ours = bar(cases, ours=False), bar(cases, ours=True)
    assert [(one.letter, one.days) for one in whole if one.days] == [("D", 6.0), ("F", 4.0)]
    assert [(one.letter, one.days, one.width) for one in ours if one.days] == [("D", 6.0, 720.0)]
    assert plot([], summary([], ours=False, target=20), ours=False, target=20) is None


def test_what_reviews_gave_back_is_counted_by_its_kind_and_lines_from_before_the_list_too() -> None:
    def entry(event: str, **params: Any) -> Entry:
        return Entry(1, datetime(2026, 3, 9, tzinfo=UTC), "", "", event, case="a", params=params)

    told = (
        entry("CASE_RETURNED", reasons=2),
        entry("CASE_RETURNED", reasons=3, kinds=["search", "wording", "wording"]),
        entry("CASE_STAGE_CHANGED", before="review", after="released"),
        entry("CASE_RETURNED", reasons=1, kinds=["evidence"]),
    )
    case_id = UUID(int=1)
    found = _returns({str(case_id): told}, [case_id])
    assert (found.often, found.asked, found.corrections) == (1, 5, 1)
    assert found.kinds == {ReturnKind.WORDING: 2, ReturnKind.SEARCH: 1, ReturnKind.OTHER: 2}


def test_days_come_from_the_ledger_and_leave_as_a_file(app: Flask, people: People, clock: FixedClock) -> None:
    okafor = people.browser(supervisor(people))
    assert "No case is decided yet" in shown(okafor, "/reports")
    with app.app_context():
        board = Board(people)
        packet = board.released()
        clock.advance(timedelta(days=7))
        board.accept()
        board.read(packet, *board.members)
        board.decide(packet)
        (found,) = cycle_report(db.session, clock.now(), reader=uuid4()).closed
        theirs = cycle_report(db.session, clock.now(), reader=board.members[0].person_id)
        assert not theirs.closed, "whoever decides on a candidate reads nothing of how the case went"
        assert theirs.returns.never == 0
    assert found.spans[Span.BOARD] == 5
    okafor = people.browser(supervisor(people))
    text = shown(okafor, "/reports")
    assert "1 of 1 closed case took 20 working days or fewer" in text
    assert "Nothing was asked for." in text
    assert "<circle" in text
    assert "Dana" not in text
    rows = list(csv.DictReader(io.StringIO(okafor.get("/reports/cycle-times.csv").get_data(as_text=True))))
    assert [(row["case"], row["board"]) for row in rows] == [(found.reference, "5")]
    with app.app_context():
        (left,) = ledger_page(db.session, events=(Event.EXPORT_MADE.name,)).lines
    assert left.actor_id == str(supervisor(people).person_id)
    assert "Our time only" in shown(okafor, "/reports?time=ours")
