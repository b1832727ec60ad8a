"""A hold says for which matter, on whose word and why; lifting one takes two people."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.policy.holds import (
    HoldFacts,
    HoldWords,
    missing_to_lift,
    missing_to_place,
    missing_to_propose_lift,
)

TODAY = date(2026, 3, 9)
WHOLE = HoldWords("26-114", "City Attorney", date(2026, 3, 2), "A charge was filed over this hiring")
WHY = "The charge was withdrawn in March"


@pytest.mark.clause("Hamden A.7")
def test_a_hold_says_what_it_is_for() -> None:
    assert missing_to_place(WHOLE, TODAY) == ()
    nothing = missing_to_place(HoldWords(" ", "--", None, "two words"), TODAY)
    assert [one.fix for one in nothing] == ["field:matter", "field:issuer", "field:issued_on", "field:reason"]
    ahead = HoldWords("26-114", "City Attorney", date(2026, 3, 10), WHY)
    assert [one.fix for one in missing_to_place(ahead, TODAY)] == ["field:issued_on"]
    assert {one.clause.key for one in nothing if one.clause} == {"Hamden A.7"}


@pytest.mark.clause("Hamden A.7")
@given(st.none() | st.uuids(), st.uuids(), st.booleans())
def test_a_hold_is_lifted_by_somebody_else_than_proposed_it(
    proposed_by: UUID | None, person: UUID, lifted: bool
) -> None:
    hold = HoldFacts("26-114", proposed_by, lifted=lifted)
    allowed = not lifted and proposed_by is not None and proposed_by != person
    assert (missing_to_lift(hold, person) == ()) is allowed
    if proposed_by is not None:
        assert missing_to_lift(hold, proposed_by)


@pytest.mark.clause("Hamden A.7")
def test_lifting_is_proposed_once_and_with_a_reason() -> None:
    assert missing_to_propose_lift(HoldFacts("26-114"), WHY) == ()
    assert missing_to_propose_lift(HoldFacts("26-114"), "no more")[0].fix == "field:reason"
    assert "proposed already" in missing_to_propose_lift(HoldFacts("26-114", uuid4()), WHY)[0].sentence
    assert (
        "lifted already"
        in missing_to_propose_lift(HoldFacts("26-114", uuid4(), lifted=True), WHY)[0].sentence
    )
