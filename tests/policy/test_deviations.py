"""Only "should" clauses can be deviated from, only by the Chief, only in writing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, LUIS, OKAFOR, REQUISITION, REYES, TAN, case, deviation, person
from tracker.policy.actors import Role
from tracker.policy.clauses import Clause, Strength
from tracker.policy.deviations import (
    MAY_DEVIATE,
    deviation_for,
    is_without_review,
    may_search_anyway,
    may_search_for_own_board,
    missing_to_concern,
    missing_to_deviate,
    missing_to_record_again,
    reaches,
    touches_work,
)
from tracker.policy.wording import blank

WORDS = st.text(max_size=40)


@pytest.mark.clause("Hamden D.1")
@pytest.mark.parametrize("clause", list(Clause))
def test_only_d1_to_d3_have_an_override(clause: Clause) -> None:
    who = None if clause is Clause.HAMDEN_D_1 else DANA
    refused = missing_to_deviate(deviation(clause=clause.key, person_id=who))
    assert (not refused) == (clause in MAY_DEVIATE)
    if clause.strength is not Strength.SHOULD:
        assert "nobody can deviate" in refused[0].sentence


@pytest.mark.parametrize(
    "changes",
    [
        {"recorded_by_role": Role.SUPERVISOR},
        {"reason": ""},
        {"reason": "- - - -"},
        {"compensating_control": "none"},
        {"person_id": None},
        {"clause": "Hamden D.1"},
        {"clause": "Hamden D.1", "person_id": None, "opened": True},
        {"clause": "D.9"},
    ],
)
def test_what_a_deviation_lacks_is_said(changes: dict[str, Any]) -> None:
    assert len(missing_to_deviate(deviation(**changes))) == 1


def test_all_that_a_deviation_lacks_is_said_beside_its_fields() -> None:
    def fields(**changes: Any) -> list[str]:
        return [one.fix for one in missing_to_deviate(deviation(**changes))]

    words = ["field:reason", "field:compensating_control"]
    assert fields(clause="", reason="", compensating_control="x") == ["field:clause", *words]
    assert fields(reason="No", compensating_control="", person_id=None) == [*words, "field:person"]
    opened = {"clause": Clause.HAMDEN_D_1.key, "person_id": None, "opened": True, "reason": ""}
    assert fields(**opened) == ["field:clause", "field:reason"]


def test_what_is_on_record_in_the_same_words_is_not_recorded_again() -> None:
    known = [deviation()]
    (told,) = missing_to_record_again(deviation(reason=f"  {known[0].reason.upper()}\n"), known)
    assert "on record already" in told.sentence
    for changes in (
        {"person_id": LUIS},
        {"clause": Clause.HAMDEN_D_3.key},
        {"requisition_id": person("elsewhere")},
        {"compensating_control": "The state police check each search."},
    ):
        assert missing_to_record_again(deviation(**changes), known) == ()


@given(st.sampled_from(Role), WORDS, WORDS)
def test_a_deviation_applies_only_if_it_could_have_been_recorded(
    role: Role, reason: str, control: str
) -> None:
    facts = deviation(recorded_by_role=role, reason=reason, compensating_control=control)
    applies = deviation_for([facts], Clause.HAMDEN_D_2, REQUISITION, DANA) is not None
    assert applies or missing_to_deviate(facts), "what can be recorded applies"
    assert applies == (role is Role.CHIEF and not blank(reason) and not blank(control))


def test_a_deviation_is_for_its_requisition_clause_and_person() -> None:
    known = [deviation()]
    assert deviation_for(known, Clause.HAMDEN_D_2, REQUISITION, DANA) is not None
    assert deviation_for(known, Clause.HAMDEN_D_2, REQUISITION, LUIS) is None
    assert deviation_for(known, Clause.HAMDEN_D_2, person("elsewhere"), DANA) is None
    assert deviation_for(known, Clause.HAMDEN_D_3, REQUISITION, DANA) is None


def test_a_later_rule_about_words_undoes_no_deviation() -> None:
    short = deviation(clause=Clause.HAMDEN_D_1.key, person_id=None, reason="Small.")
    assert missing_to_deviate(short), "it would not be recorded so today"
    assert is_without_review([short], REQUISITION), "and holds as it was recorded"


@pytest.mark.clause("Hamden D.3")
def test_a_deviation_from_d3_lets_its_person_search() -> None:
    recorded = deviation(clause=Clause.HAMDEN_D_3.key)
    assert may_search_anyway([recorded], REQUISITION, DANA)
    assert not may_search_anyway([recorded], REQUISITION, LUIS)
    assert not may_search_anyway([deviation()], REQUISITION, DANA)
    assert not may_search_anyway([], REQUISITION, DANA)


@pytest.mark.clause("Hamden D.2")
def test_a_deviation_from_d2_names_those_who_search_though_seated() -> None:
    first, again = deviation(), deviation(compensating_control="The state police check each search.")
    elsewhere = deviation(requisition_id=person("elsewhere"), person_id=LUIS)
    assert may_search_for_own_board([first, again, elsewhere], REQUISITION) == {DANA: (first, again)}


@pytest.mark.parametrize("lacks", [{"reason": ""}, {"compensating_control": " "}])
def test_a_defective_deviation_applies_under_no_clause(lacks: dict[str, Any]) -> None:
    for_all = deviation(clause=Clause.HAMDEN_D_1.key, person_id=None)
    assert is_without_review([for_all], REQUISITION)
    assert not is_without_review(
        [deviation(clause=Clause.HAMDEN_D_1.key, person_id=None, **lacks)], REQUISITION
    )
    assert may_search_for_own_board([deviation(**lacks)], REQUISITION) == {}
    assert not may_search_anyway([deviation(clause=Clause.HAMDEN_D_3.key, **lacks)], REQUISITION, DANA)


@pytest.mark.clause("Hamden D.3")
def test_a_clause_concerns_its_own_people_alone() -> None:
    concerned = {Clause.HAMDEN_D_2: {DANA}, Clause.HAMDEN_D_3: {LUIS}}
    assert missing_to_concern(Clause.HAMDEN_D_2, DANA, concerned) == ()
    assert missing_to_concern(Clause.HAMDEN_D_1, None, concerned) == ()
    (told,) = missing_to_concern(Clause.HAMDEN_D_3, DANA, concerned)
    assert told.sentence == "D.3 does not concern this person. Choose an investigator."


@pytest.mark.clause("Hamden D.2")
@given(st.integers(-3, 3))
def test_one_for_the_whole_agency_reaches_what_was_opened_before_it_ended(days: int) -> None:
    ended = datetime(2026, 11, 2, tzinfo=UTC)
    began = ended - timedelta(days=9)
    assert reaches(began, ended, ended + timedelta(days=days)) == (days <= 0)
    assert not reaches(began, ended, None), "a requisition that is not open yet is opened later"
    assert reaches(began, None, None)
    assert reaches(began, None, ended + timedelta(days=days))


@pytest.mark.clause("Hamden D.2")
@given(st.integers(-3, 3), st.booleans())
def test_one_for_the_whole_agency_does_not_reach_what_was_over_before_it_began(
    days: int, holds: bool
) -> None:
    began = datetime(2026, 11, 2, tzinfo=UTC)
    ended = None if holds else began + timedelta(days=9)
    opened = began - timedelta(days=90)
    assert reaches(began, ended, opened, began + timedelta(days=days)) == (days >= 0)


@pytest.mark.clause("Hamden D.2", "Hamden D.3")
def test_one_touches_a_case_if_it_is_for_all_or_for_who_worked_there() -> None:
    here = case(searchers={DANA}, assigned={LUIS}, exposed={REYES, OKAFOR}, seated={REYES, TAN})
    touched = {who for who in (DANA, LUIS, OKAFOR, REYES, TAN) if touches_work(who, here)}
    assert touched == {DANA, LUIS, REYES}
    assert touches_work(None, here)
