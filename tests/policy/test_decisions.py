"""A board decides after all have read, on job-related grounds; a requisition opens with all it needs."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import BOARD, DANA, NAMES, REYES, TAN, YU, decision, opening, packet
from tracker.policy.clauses import Clause
from tracker.policy.decisions import (
    decided_on_superseded,
    missing_to_decide,
    missing_to_read,
    still_to_read,
)
from tracker.policy.requisitions import (
    missing_to_add_case,
    missing_to_change,
    missing_to_close,
    missing_to_open,
    missing_to_pin,
)
from tracker.policy.vocabulary import Outcome

MEMBERS = st.frozensets(st.sampled_from(sorted(BOARD)))


def test_a_complete_decision_is_recorded() -> None:
    assert missing_to_decide(decision()) == ()


def test_r26_names_those_who_have_not_read() -> None:
    unmet = missing_to_decide(decision(acknowledged=frozenset({YU}), recorded_by=YU))
    assert [item.ref for item in unmet] == ["R-26"]
    assert unmet[0].sentence.startswith("Two members have not read or stepped out: Reyes, Tan.")
    one = missing_to_decide(decision(acknowledged=BOARD - {TAN}))
    assert one[0].sentence.startswith("One member has not read or stepped out: Tan.")


@pytest.mark.clause("Hamden D.2")
@given(MEMBERS, MEMBERS, MEMBERS)
def test_all_have_read_or_stepped_out(
    read: frozenset[UUID], out: frozenset[UUID], exposed: frozenset[UUID]
) -> None:
    facts = decision(acknowledged=read, stepped_out=out, exposed=exposed, recorded_by=None)
    assert still_to_read(facts) == BOARD - read - out - exposed
    nobody_left = out | exposed == BOARD
    assert bool(missing_to_decide(facts)) == (bool(still_to_read(facts)) or nobody_left)


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": None},
        {"grounds": (), "links": ()},
        {"grounds": ("charm",), "links": ((1, "charm"),)},
        {"links": ()},
        {"links": (), "findings": ()},
        {"links": ((1, "integrity"), (1, "judgment"))},
        {"links": ((1, "integrity"), (2, "integrity"))},
        {"no_own_search": False},
        {"outside_information": None},
        {"outside_information": True},
        {"recorded_by": DANA},
        {"stepped_out": frozenset({REYES})},
        {"exposed": frozenset({REYES})},
        {"already_decided": True},
        {"packet_current": False},
        {"names": {}, "acknowledged": frozenset({REYES, TAN})},
    ],
)
def test_what_a_decision_lacks_is_said(changes: dict[str, Any]) -> None:
    assert len(missing_to_decide(decision(**changes))) == 1


def test_going_on_needs_no_ground_and_outside_information_is_explained() -> None:
    assert missing_to_decide(decision(outcome=Outcome.CONTINUE, grounds=(), links=())) == ()
    told = decision(outside_information=True, outside_explanation="A member knew of the award.")
    assert missing_to_decide(told) == ()


@pytest.mark.clause("Hampton C.3.d")
def test_a_decision_on_a_corrected_page_is_looked_at_again() -> None:
    assert decided_on_superseded(1, 2)
    assert not decided_on_superseded(2, 2)


@pytest.mark.clause("Hamden D.1")
@pytest.mark.parametrize(
    ("changes", "ref"),
    [
        ({"protocol": None}, "R-27"),
        ({"protocol_published": False}, "R-27"),
        ({"profile": None}, ""),
        ({"profile_known": False}, ""),
        ({"title": " "}, ""),
        ({"board": frozenset({REYES, TAN})}, "R-28"),
        ({"chair": None}, ""),
        ({"chair": DANA}, ""),
        ({"opened": True}, ""),
        ({"closed": True}, ""),
    ],
)
def test_what_a_requisition_lacks_is_said(changes: dict[str, Any], ref: str) -> None:
    assert [unmet.ref for unmet in missing_to_open(opening(**changes))] == [ref]


@pytest.mark.clause("Hamden D.1")
def test_a_requisition_that_goes_without_a_review_does_not_open() -> None:
    (unmet,) = missing_to_open(opening(without_review=True))
    assert unmet.clause is Clause.HAMDEN_D_1
    assert "hired without a review" in unmet.sentence


def test_a_complete_requisition_opens_and_is_frozen() -> None:
    assert missing_to_open(opening()) == ()
    assert missing_to_change(opening()) == ()
    assert missing_to_change(opening(opened=True))[0].ref == "R-30"
    assert missing_to_add_case(opening())
    assert missing_to_add_case(opening(opened=True)) == ()
    assert missing_to_add_case(opening(opened=True, closed=True))
    assert missing_to_open(opening(board=frozenset(), chair=None))[0].ref == "R-28"
    assert NAMES


@pytest.mark.clause("Hamden D.1")
@given(st.booleans(), st.booleans())
def test_only_published_editions_are_pinned(profile: bool, protocol: bool) -> None:
    unmet = missing_to_pin(profile_known=profile, protocol_published=protocol)
    clauses = {one.clause for one in unmet}
    assert (Clause.HAMDEN_D_1 in clauses) != protocol
    assert (Clause.HAMPTON_F_2 in clauses) != profile
    assert len(unmet) == (not profile) + (not protocol)


def test_an_open_requisition_is_closed_once() -> None:
    assert missing_to_close(opened=True, closed=False) == ()
    assert missing_to_close(opened=False, closed=False)
    assert missing_to_close(opened=True, closed=True)


def test_a_candidate_has_one_case_in_a_requisition() -> None:
    assert "has a case" in missing_to_add_case(opening(opened=True), has_one=True)[0].sentence
    assert missing_to_add_case(opening(opened=True), has_one=False) == ()


@pytest.mark.clause("Hampton C.3.d")
@given(MEMBERS, st.sampled_from(["", "B-7KQ4M3"]), st.booleans(), st.sampled_from(sorted(BOARD)))
def test_an_earlier_page_is_read_by_who_opened_it_before_its_correction_alone(
    opened: frozenset[UUID], corrected_by: str, closed: bool, reader: UUID
) -> None:
    facts = packet(opened_by=opened, corrected_by=corrected_by, closed=closed)
    unmet = missing_to_read(facts, reader)
    assert bool(unmet) == (closed or (bool(corrected_by) and reader not in opened))
    assert closed or not unmet or unmet[0].fix == f"packet:{corrected_by}"
