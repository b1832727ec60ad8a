"""Incidents: a clock that counts up, lines that say something, and somebody else who closes the record."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.editions.shelf import editions
from tracker.policy.incidents import (
    INCIDENT_KINDS,
    Clock,
    IncidentFacts,
    IncidentKind,
    LineWords,
    breach_lines,
    missing_to_add,
    missing_to_close,
    missing_to_name,
    missing_to_record,
    span_in_words,
)
from tracker.policy.law_line import LawLine

VOSS, STONE = UUID(int=1), UUID(int=2)
FOUND = datetime(2026, 3, 9, 14, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
WORDS = "The tray was emptied"
SPANS = st.timedeltas(timedelta(), timedelta(days=900))


@given(SPANS, st.none() | SPANS, st.none() | SPANS, st.integers(0, 2000))
def test_the_clock_counts_up_and_stands_once_closed(
    later: timedelta, told: timedelta | None, closed: timedelta | None, period: int
) -> None:
    facts = IncidentFacts(
        VOSS,
        FOUND,
        period,
        first_told=FOUND + told if told is not None else None,
        closed_at=FOUND + closed if closed is not None else None,
    )
    now = FOUND + later
    assert facts.since(now) == (closed if closed is not None else later)
    clock = facts.clock(now)
    assert (clock is Clock.NO_PERIOD) == (period == 0)
    if period and told is not None:
        assert (clock is Clock.KEPT) == (told <= period * HOUR)
        assert clock in (Clock.KEPT, Clock.LATE)
    elif period:
        assert (clock is Clock.OVER) == (facts.since(now) > period * HOUR)
        assert facts.clock(now + later) is not Clock.RUNS or clock is Clock.RUNS, "it never runs backwards"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=59), "0 minutes"),
        (timedelta(minutes=1), "1 minute"),
        (HOUR, "1 hour"),
        (timedelta(minutes=125), "2 hours 5 minutes"),
        (timedelta(days=1), "1 day"),
        (timedelta(days=2, hours=4, minutes=50), "2 days 4 hours"),
    ],
)
def test_a_span_is_said_in_its_two_largest_parts(span: timedelta, words: str) -> None:
    assert span_in_words(span) == words


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize(
    ("found", "discovered", "fields"),
    [
        (WORDS, FOUND, []),
        ("", None, ["field:discovered", "field:found"]),
        ("lost it", FOUND, ["field:found"]),
        (WORDS, FOUND + HOUR, ["field:discovered"]),
    ],
)
def test_an_incident_says_when_and_what(found: str, discovered: datetime | None, fields: list[str]) -> None:
    assert [one.fix for one in missing_to_record(found, discovered, FOUND)] == fields


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize(
    ("at", "words", "closed", "said"),
    [
        (FOUND, WORDS, False, ""),
        (FOUND, WORDS, True, "This record is closed"),
        (None, WORDS, False, "Enter when"),
        (FOUND + 3 * HOUR, WORDS, False, "not be in the future"),
        (FOUND - timedelta(minutes=1), WORDS, False, "before the discovery"),
        (FOUND, "ok", False, "Write what was done"),
    ],
)
def test_a_line_says_what_and_when_while_the_record_is_open(
    at: datetime | None, words: str, closed: bool, said: str
) -> None:
    facts = IncidentFacts(VOSS, FOUND, closed_at=FOUND + HOUR if closed else None)
    unmet = missing_to_add(facts, LineWords(at, words), FOUND + 2 * HOUR)
    assert bool(unmet) == bool(said)
    assert all(said in one.sentence for one in unmet)
    assert LineWords(at, words, "City Attorney").told
    assert not LineWords(at, words, " ").told


@pytest.mark.clause("Hampton D.1")
@pytest.mark.parametrize(
    ("who", "steps", "closed", "reason", "said"),
    [
        (STONE, 1, False, WORDS, ""),
        (STONE, 1, True, WORDS, "closed already"),
        (VOSS, 1, False, WORDS, "Somebody else does"),
        (STONE, 0, False, WORDS, "Add a line first"),
        (STONE, 1, False, "done", "Write why"),
    ],
)
def test_somebody_else_closes_it_once_something_was_done(
    who: UUID, steps: int, closed: bool, reason: str, said: str
) -> None:
    facts = IncidentFacts(VOSS, FOUND, steps=steps, closed_at=FOUND if closed else None)
    unmet = missing_to_close(facts, who, reason)
    assert bool(unmet) == bool(said)
    assert all(said in one.sentence for one in unmet)


def test_cases_are_named_by_references_that_are_some_cases() -> None:
    facts = IncidentFacts(VOSS, FOUND)
    assert not missing_to_name(facts, (), 1)
    assert "C-26-ZZZZZ" in missing_to_name(facts, ("C-26-ZZZZZ",), 1)[0].sentence
    assert missing_to_name(facts, (), 0)
    assert missing_to_name(IncidentFacts(VOSS, FOUND, closed_at=FOUND), (), 1)


def test_law_is_cited_only_where_its_text_was_read() -> None:
    read, guessed = (LawLine("After a breach of data, tell.", "A statute", mark) for mark in ("V", "M"))
    assert breach_lines((read, guessed, LawLine("Records are kept.", "A statute", "V"))) == (read,)
    lines = breach_lines(editions().profile("ct", 2).lines)
    assert [line.source for line in lines] == ["Conn. Gen. Stat. 36a-701b; portal.ct.gov"]


def test_each_kind_has_words() -> None:
    assert set(INCIDENT_KINDS) == set(IncidentKind)
