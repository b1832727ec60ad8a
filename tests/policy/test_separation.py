"""Who may hold what together, and who may do what on one candidate, for ever."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import (
    BOARD,
    DANA,
    LUIS,
    OKAFOR,
    REYES,
    case,
)
from tracker.policy.actors import STAFF_ROLES, Role
from tracker.policy.by_case import (
    TurningFacts,
    is_idle,
    may_hold_together,
    missing_to_hold,
    missing_to_stand,
    missing_to_turn,
)
from tracker.policy.clauses import Clause
from tracker.policy.facts import SeatingFacts
from tracker.policy.separation import (
    missing_to_approve,
    missing_to_assign,
    missing_to_rule,
    missing_to_seat,
)
from tracker.policy.vocabulary import ConflictAnswer, Stage

MEMBERS = st.frozensets(st.sampled_from(sorted(BOARD)), min_size=1)
ALLOWED_PAIRS = {
    frozenset({Role.INVESTIGATOR, Role.SUPERVISOR}),
    frozenset({Role.BOARD_MEMBER, Role.CHIEF}),
    frozenset({Role.HR_ADMIN, Role.IT}),
}


def seating(**changes: bool) -> SeatingFacts:
    return SeatingFacts(REYES, "Capt. Reyes", frozenset({Role.BOARD_MEMBER}), "Officer 2026-A", **changes)


@pytest.mark.clause("Hamden D.2")
def test_only_three_pairs_of_roles_meet_in_one_person() -> None:
    for pair in combinations(STAFF_ROLES, 2):
        assert may_hold_together(frozenset(pair)) == (frozenset(pair) in ALLOWED_PAIRS), pair
        refused = missing_to_hold(frozenset({pair[0]}), pair[1])
        assert (not refused) == (frozenset(pair) in ALLOWED_PAIRS)
        assert all(unmet.ref == "R-31" for unmet in refused)


@given(st.frozensets(st.sampled_from(STAFF_ROLES)), st.sampled_from(STAFF_ROLES), st.booleans())
def test_granting_one_by_one_never_reaches_a_refused_set(
    held: frozenset[Role], role: Role, by_case: bool
) -> None:
    if may_hold_together(held, by_case=by_case) and not missing_to_hold(held, role, by_case=by_case):
        assert may_hold_together(held | {role}, by_case=by_case)


@pytest.mark.clause("Hamden D.2")
@given(st.frozensets(st.sampled_from(STAFF_ROLES)))
def test_by_case_the_chief_an_auditor_and_it_still_work_on_no_case(held: frozenset[Role]) -> None:
    if not may_hold_together(held, by_case=True):
        return
    working = held & {Role.INVESTIGATOR, Role.SUPERVISOR}
    assert not (working and held & {Role.CHIEF, Role.AUDITOR, Role.IT})
    assert held <= {Role.AUDITOR} or Role.AUDITOR not in held
    assert not (Role.HR_ADMIN in held and held & {Role.INVESTIGATOR, Role.BOARD_MEMBER})
    assert may_hold_together(held) or len(held & {Role.SUPERVISOR, Role.BOARD_MEMBER}) > 0


def test_by_case_one_person_searches_reviews_and_decides_but_keeps_no_people() -> None:
    three = frozenset({Role.INVESTIGATOR, Role.SUPERVISOR, Role.BOARD_MEMBER})
    assert may_hold_together(three, by_case=True)
    assert not may_hold_together(three)
    assert missing_to_hold(three, Role.HR_ADMIN, by_case=True)
    refused = missing_to_hold(frozenset({Role.HR_ADMIN}), Role.SUPERVISOR)
    assert "the Chief can record that duties are by case" in refused[0].sentence
    assert "by case" not in missing_to_hold(frozenset({Role.CHIEF}), Role.SUPERVISOR)[0].sentence


@pytest.mark.clause("Hamden D.2")
@given(st.frozensets(st.sampled_from(STAFF_ROLES)))
def test_by_title_again_what_still_stands_goes_together_and_is_never_nothing(held: frozenset[Role]) -> None:
    if not may_hold_together(held, by_case=True):
        return
    standing = {role for role in held if not is_idle(role, held, by_case=False)}
    assert may_hold_together(frozenset(standing))
    assert standing or not held
    assert standing >= held & {Role.HR_ADMIN, Role.CHIEF, Role.INVESTIGATOR}, "somebody can mend it"
    assert len(missing_to_stand(held, by_case=False)) == len(held - standing)
    assert missing_to_stand(held, by_case=True) == ()


@pytest.mark.clause("Hamden D.2")
def test_duties_are_turned_by_the_chief_alone_in_writing() -> None:
    begins = TurningFacts(Role.CHIEF, False, "Four people in all", "The county reads our cases")
    assert missing_to_turn(begins) == ()
    assert missing_to_turn(replace(begins, by_case=True, compensating_control="")) == ()
    assert "Only the Chief" in missing_to_turn(replace(begins, recorded_by_role=Role.HR_ADMIN))[0].sentence
    wrong = missing_to_turn(replace(begins, reason="Few", compensating_control=" "))
    assert [item.fix for item in wrong] == ["field:reason", "field:compensating_control"]
    assert missing_to_turn(replace(begins, by_case=True, reason=""))[0].sentence.startswith(
        "Write why they are"
    )
    declined = missing_to_turn(replace(begins, reason="The candidate declined access to the account"))
    assert declined[0].clause is Clause.HAMPTON_F_2


def test_candidate_and_system_are_never_given_by_hand() -> None:
    for role in (Role.CANDIDATE, Role.SYSTEM):
        assert missing_to_hold(frozenset(), role)
        assert not may_hold_together(frozenset({role}))


@pytest.mark.clause("Hamden D.2")
def test_a_board_member_is_not_assigned_unless_the_chief_deviated() -> None:
    refused = missing_to_assign(case(), REYES, "Capt. Reyes")
    assert refused[0].ref == "R-08"
    assert "Officer 2026-A" in refused[0].sentence
    assert missing_to_assign(case(excepted=frozenset({REYES})), REYES, "Capt. Reyes") == ()
    assert missing_to_assign(case(), LUIS, "L. Ortiz") == ()
    reader = case(excepted=frozenset({REYES}), readers=frozenset({REYES}))
    assert "read the board's packet" in missing_to_assign(reader, REYES, "Capt. Reyes")[0].sentence
    assert missing_to_assign(case(seated=frozenset(), readers=frozenset({LUIS})), LUIS, "L. Ortiz")


@pytest.mark.clause("Hamden D.6")
def test_who_reviewed_a_case_is_not_given_it() -> None:
    assert missing_to_assign(case(), LUIS, "L. Ortiz", frozenset({LUIS}))[0].ref == "R-18"
    assert missing_to_assign(case(), LUIS, "L. Ortiz", frozenset({OKAFOR})) == ()


def test_a_declared_tie_keeps_a_case_away() -> None:
    tied = case(conflicts={LUIS: ConflictAnswer.UNSURE})
    assert missing_to_assign(tied, LUIS, "L. Ortiz")[0].ref == "R-09"


@pytest.mark.parametrize("stage", [Stage.RELEASED, Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN])
def test_nobody_is_assigned_when_the_work_is_over(stage: Stage) -> None:
    assert missing_to_assign(case(stage=stage), LUIS, "L. Ortiz")


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize(
    "why", ["searched_here", "assigned_here", "exposed_here", "exposed_elsewhere", "ruled"]
)
def test_whoever_saw_raw_material_is_not_seated(why: str) -> None:
    refused = missing_to_seat(seating(**{why: True}))
    assert [unmet.ref for unmet in refused] == ["R-08"]
    assert "for good" in refused[0].sentence


def test_a_seat_takes_the_role_and_is_given_once() -> None:
    assert missing_to_seat(seating()) == ()
    assert missing_to_seat(seating(already_seated=True))
    assert missing_to_seat(SeatingFacts(DANA, "D. Ruiz", frozenset({Role.INVESTIGATOR}), "Officer 2026-A"))


@pytest.mark.clause("Hamden D.6")
def test_author_searcher_and_reviewer_differ() -> None:
    searchers = frozenset({DANA})
    assert missing_to_rule(DANA, {DANA}, searchers)[0].ref == "R-18"
    assert missing_to_rule(OKAFOR, {OKAFOR}, searchers)[0].ref == "R-18"
    assert missing_to_rule(DANA, {LUIS}, searchers)[0].ref == "R-18"
    assert missing_to_rule(OKAFOR, {DANA}, searchers) == ()
    (had,) = missing_to_rule(OKAFOR, {DANA}, searchers, assigned=frozenset({OKAFOR}))
    assert "as its investigator" in had.sentence
    assert "Capt. Lee can." in missing_to_rule(DANA, {DANA}, searchers, "Capt. Lee")[0].sentence


@pytest.mark.clause("Hamden D.5")
def test_whoever_asks_does_not_approve() -> None:
    assert missing_to_approve(DANA, DANA)
    assert missing_to_approve(OKAFOR, DANA) == ()
