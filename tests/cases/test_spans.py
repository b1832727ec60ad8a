"""What a case's own lines tell of its waiting and of what was corrected: without a database."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.dialects import sqlite

from tracker.cases.lanes import EVENTS_OF, KINDS, LANES, Asked, Kind, Lane
from tracker.cases.spans import TOLD, spans_of, struck_of
from tracker.ledger.acts.act import Act
from tracker.ledger.entries import Entry
from tracker.ledger.events import EVENTS, Event
from tracker.policy.actors import SYSTEM

BEGAN = datetime(2026, 3, 2, 17, tzinfo=UTC)
CASE, SESSION, OTHER = ("case", "C-26-7KQ4M"), ("session", "T-AAAAAA"), ("session", "T-BBBBBB")


def told(*lines: tuple[Act, int] | tuple[Act, int, tuple[str, str]]) -> tuple[Entry, ...]:
    """Return lines as they were written: which act, on which day after the first, and about what."""
    return tuple(
        Entry(
            idx=idx,
            at=BEGAN + timedelta(days=line[1]),
            actor="somebody",
            role="investigator",
            event=line[0].name,
            about=line[2] if len(line) == 3 else CASE,
        )
        for idx, line in enumerate(lines)
    )


def said(entries: Iterable[Entry], day: int) -> list[tuple[str, int | None]]:
    return [(span.words, span.until) for span in spans_of(entries, BEGAN + timedelta(days=day))]


def test_a_case_waits_from_the_invitation_to_the_filing() -> None:
    lines = told((Event.CASE_OPENED, 0), (Event.INVITATION_ISSUED, 1), (Event.AFFIDAVIT_FILED, 6))
    assert said(lines, 30) == [("5 days waiting for the candidate to file the affidavit", 2)]


def test_a_second_invitation_begins_no_second_wait_and_none_after_the_filing() -> None:
    lines = told(
        (Event.INVITATION_ISSUED, 0),
        (Event.INVITATION_ISSUED, 3),
        (Event.AFFIDAVIT_FILED, 4),
        (Event.INVITATION_ISSUED, 9),
    )
    assert said(lines, 30) == [("4 days waiting for the candidate to file the affidavit", 2)]


def test_what_still_waits_says_so_far_and_stands_first() -> None:
    lines = told((Event.INVITATION_ISSUED, 0), (Event.AFFIDAVIT_FILED, 1), (Event.CASE_SUBMITTED, 2))
    assert said(lines, 3) == [
        ("1 day waiting for a supervisor to open the review, so far", None),
        ("1 day waiting for the candidate to file the affidavit", 1),
    ]


def test_what_ends_on_its_day_is_no_span() -> None:
    lines = told((Event.CASE_SUBMITTED, 2), (Event.REVIEW_OPENED, 2))
    assert said(lines, 30) == []


def test_each_offer_waits_by_itself() -> None:
    lines = told(
        (Event.SESSION_OFFERED, 0, SESSION),
        (Event.SESSION_OFFERED, 1, OTHER),
        (Event.SESSION_AGREED, 3, OTHER),
    )
    words = "waiting for the candidate to choose a time"
    assert said(lines, 5) == [(f"5 days {words}, so far", None), (f"2 days {words}", 2)]


def test_a_withdrawal_ends_every_wait() -> None:
    lines = told(
        (Event.INVITATION_ISSUED, 0),
        (Event.SESSION_OFFERED, 1, SESSION),
        (Event.SESSION_OFFERED, 1, OTHER),
        (Event.CASE_WITHDRAWN, 4),
    )
    assert [until for _, until in said(lines, 30)] == [3, 3, 3]


def test_a_wait_is_counted_by_midnights_of_the_agency() -> None:
    late = BEGAN.replace(hour=4, minute=30)  # the evening of the day before, by the agency's clock
    lines = tuple(
        Entry(idx=idx, at=at, actor="somebody", role="supervisor", event=event.name, about=CASE)
        for idx, (event, at) in enumerate(((Event.CASE_SUBMITTED, late), (Event.REVIEW_OPENED, BEGAN)))
    )
    assert said(lines, 30) == [("1 day waiting for a supervisor to open the review", 1)]


def test_what_was_corrected_is_struck_with_a_word_and_nothing_else_is() -> None:
    first, second = ("search", "S-AAAAAA"), ("search", "S-BBBBBB")
    lines = told(
        (Event.SEARCH_LOGGED, 0, first),
        (Event.SEARCH_LOGGED, 0, second),
        (Event.SEARCH_VOIDED, 0, first),
        (Event.SESSION_RECORDED, 1, SESSION),
        (Event.SESSION_RECORDED, 2, OTHER),
        (Event.SESSION_RECORDED, 3, SESSION),
        (Event.CASE_RELEASED, 4),
        (Event.RELEASE_CORRECTED, 5, ("release", "B-AAAAAA")),
        (Event.RELEASE_CORRECTED, 6, ("release", "B-BBBBBB")),
    )
    assert struck_of(lines) == {
        0: "entered in error",
        3: "corrected since",
        6: "corrected since",
        7: "corrected since",
    }


def test_whatever_tells_a_span_or_strikes_a_line_can_be_recorded() -> None:
    assert set(EVENTS) >= TOLD


def test_every_act_of_a_case_is_of_one_kind_beside_the_comments() -> None:
    known = [events for kind, events in EVENTS_OF.items() if kind is not Kind.COMMENTS]
    assert sum(len(events) for events in known) == len(frozenset().union(*known))
    assert EVENTS_OF[Kind.COMMENTS] <= frozenset().union(*known) <= set(EVENTS)
    assert set(KINDS) == set(Kind) == set(EVENTS_OF)
    assert set(LANES) == set(Lane)


@pytest.mark.parametrize(
    ("lane", "only", "without"),
    [("", [], []), ("Board", ["COMMENTS", "'--"], ["\x00"]), ("//evil", ["https://evil.example"], [""])],
)
def test_what_means_nothing_in_an_address_asks_for_everything(
    lane: str, only: list[str], without: list[str]
) -> None:
    asked = Asked.read(lane, only, without)
    assert asked == Asked()
    assert asked.parts == {}


def test_an_address_says_again_what_it_was_asked() -> None:
    asked = Asked.read("unit", ["searches", "comments", "searches"], ["readings"])
    assert asked.parts == {"lane": "unit", "only": ["comments", "searches"], "not": ["readings"]}
    assert [(words, current) for words, _, current in asked.lanes] == [
        ("All", False),
        ("Candidate", False),
        ("Unit", True),
        ("Board", False),
    ]


@pytest.mark.parametrize("lane", list(Lane))
def test_a_lane_asks_the_ledger_the_same_way_whoever_sits(lane: Lane) -> None:
    for seated in ((), (SYSTEM.person_id,)):
        said = Asked(lane).lines(SYSTEM.person_id, seated).compile(dialect=sqlite.dialect())
        assert "ledger_entries" in str(said)
