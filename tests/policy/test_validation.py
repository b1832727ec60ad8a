"""The ten checks: the system makes its own, a second person the last, and nothing but Yes lets through."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, LUIS, OKAFOR
from tests.policy.work import HAND_CHECKS, answered, capture, finding, search, suggestion
from tracker.policy.casework import CheckFacts
from tracker.policy.checks import BY_SEARCHER, BY_SECOND_READER, BY_SYSTEM, CHECKS, definition
from tracker.policy.finding import missing_in_statement, missing_to_withhold, missing_to_write
from tracker.policy.validation import (
    OWN_ACTS,
    all_answers,
    automatic_answers,
    is_verified,
    missing_for_validation,
    missing_to_answer,
)
from tracker.policy.vocabulary import Attribution, Check, CheckAnswer

ANSWERS = st.sampled_from(list(CheckAnswer))


def test_ten_checks_each_with_one_kind_of_reader() -> None:
    assert [one.check for one in CHECKS] == list(Check)
    assert set(Check) == BY_SYSTEM | BY_SEARCHER | BY_SECOND_READER
    assert {5, 6, 7, 8} == BY_SYSTEM
    assert {10} == BY_SECOND_READER
    assert all(definition(check).check is check for check in Check)


@pytest.mark.clause("Hamden D.6")
def test_ten_times_yes_is_verified() -> None:
    assert missing_for_validation(finding()) == ()
    assert is_verified(finding())


@pytest.mark.clause("Hamden D.6")
@pytest.mark.clause("Hampton C.1")
@given(
    st.sampled_from(sorted(BY_SEARCHER | BY_SECOND_READER)), ANSWERS, st.sampled_from(["Seen.", "", " . "])
)
def test_anything_but_a_grounded_yes_blocks(check: Check, answer: CheckAnswer, ground: str) -> None:
    who = OKAFOR if check in BY_SECOND_READER else DANA
    others = tuple(given_check for given_check in HAND_CHECKS if given_check.check is not check)
    facts = finding(checks=(*others, CheckFacts(check, answer, ground, who)))
    passes = answer is CheckAnswer.YES and ground == "Seen."
    unmet = missing_for_validation(facts)
    assert bool(unmet) != passes
    assert all(item.ref == "R-20" for item in unmet)
    without = missing_for_validation(finding(checks=others))
    assert "has no answer yet" in without[0].sentence


def test_the_words_of_r20() -> None:
    others = tuple(one for one in HAND_CHECKS if one.check is not Check.REAL)
    unmet = missing_for_validation(finding(checks=(*others, answered(Check.REAL, CheckAnswer.CANNOT_TELL))))
    assert unmet[0].sentence == (
        "Finding F-7KQ4M2 cannot be released. Check 3, 'real, not parody or edited', is marked Cannot tell."
    )
    assert unmet[0].fix == "finding:F-7KQ4M2:validate"


@pytest.mark.clause("Hamden D.6")
@given(st.sampled_from(sorted(BY_SYSTEM)), ANSWERS, st.booleans())
def test_what_the_system_checks_cannot_be_ticked(check: Check, answer: CheckAnswer, forged: bool) -> None:
    ticked = CheckFacts(check, answer, "I say so.", DANA, by_system=forged)
    assert missing_to_answer(ticked)
    spoiled = finding(
        checks=(*HAND_CHECKS, ticked),
        captures=(capture(intact=False),),
        methods_allowed=False,
        dimension="",
        screened=False,
    )
    assert all_answers(spoiled)[check] in automatic_answers(spoiled)
    assert any(f"Check {check}," in unmet.sentence for unmet in missing_for_validation(spoiled))


@pytest.mark.clause("Hampton C.3.c")
@pytest.mark.parametrize(
    ("changes", "check", "answer"),
    [
        ({}, 5, CheckAnswer.YES),
        ({"captures": (capture(intact=False),)}, 5, CheckAnswer.NO),
        ({"captures": (capture(intact=None),)}, 5, CheckAnswer.CANNOT_TELL),
        ({"captures": (), "no_source_reason": "The post is gone."}, 5, CheckAnswer.YES),
        ({"captures": ()}, 5, CheckAnswer.CANNOT_TELL),
        ({"source_link": ""}, 5, CheckAnswer.CANNOT_TELL),
        ({"methods_allowed": False}, 6, CheckAnswer.NO),
        ({"searches": ()}, 6, CheckAnswer.CANNOT_TELL),
        ({"searches": (search(voided=True),)}, 6, CheckAnswer.CANNOT_TELL),
        ({"dimension": ""}, 7, CheckAnswer.NO),
        ({"job_reason": " "}, 7, CheckAnswer.NO),
        ({"dimension_known": False}, 7, CheckAnswer.NO),
        ({"screened": False}, 8, CheckAnswer.CANNOT_TELL),
        ({"suggestions": (suggestion(),)}, 8, CheckAnswer.NO),
    ],
)
def test_the_system_answers_from_the_record(changes: dict[str, Any], check: int, answer: CheckAnswer) -> None:
    made = {one.check: one for one in automatic_answers(finding(**changes))}
    assert set(made) == BY_SYSTEM
    assert made[Check(check)].answer is answer
    assert made[Check(check)].by_system
    assert made[Check(check)].ground


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize("reader", [DANA, LUIS])
def test_the_second_reader_neither_wrote_nor_searched(reader: UUID) -> None:
    others = tuple(one for one in HAND_CHECKS if one.check is not Check.SECOND_READER)
    own = CheckFacts(Check.SECOND_READER, CheckAnswer.YES, "Read it.", reader)
    facts = finding(checks=(*others, own), searches=(search(searcher_id=LUIS),))
    assert Check.SECOND_READER not in all_answers(facts)
    assert missing_for_validation(facts)
    assert missing_for_validation(facts, second_reading=False) == ()


@pytest.mark.parametrize("count", [0, 1])
def test_under_two_identifiers_nothing_is_the_candidates(count: int) -> None:
    assert "It takes two" in missing_for_validation(finding(identifiers=count))[0].sentence


@pytest.mark.parametrize("attribution", list(Attribution))
def test_tags_and_pictures_do_not_stand_alone(attribution: Attribution) -> None:
    alone = missing_for_validation(finding(attribution=attribution))
    assert bool(alone) == (attribution not in OWN_ACTS)
    assert missing_for_validation(finding(attribution=attribution, corroborated_by_other=True)) == ()


def test_an_answer_needs_a_ground() -> None:
    assert missing_to_answer(answered(Check.REAL)) == ()
    assert missing_to_answer(CheckFacts(Check.REAL, CheckAnswer.YES, " ", DANA))


@pytest.mark.clause("Hampton C.2")
@pytest.mark.parametrize(
    ("changes", "ref"),
    [
        ({"observed": ""}, ""),
        ({"dimension": ""}, "R-16"),
        ({"dimension_known": False}, "R-16"),
        ({"job_reason": ""}, "R-16"),
        ({"source_link": ""}, ""),
        ({"searches": ()}, ""),
        ({"age_at_post": 17}, ""),
    ],
)
def test_a_finding_says_what_why_and_where(changes: dict[str, Any], ref: str) -> None:
    assert [unmet.ref for unmet in missing_to_write(finding(**changes))] == [ref]


def test_a_reason_stands_in_for_a_link() -> None:
    assert missing_to_write(finding(source_link="", no_source_reason="Shown in a session together.")) == ()
    assert missing_to_write(finding(age_at_post=18)) == ()
    assert missing_to_write(finding(age_at_post=16), adult_from=16) == ()


@pytest.mark.clause("Hampton D.2")
def test_the_statement_is_there_and_short() -> None:
    assert missing_in_statement(finding()) == ()
    assert missing_in_statement(finding(statement=" "))
    assert "80 words too long" in missing_in_statement(finding(statement="word " * 200))[0].sentence


@pytest.mark.clause("Hampton A.10")
def test_what_is_withheld_is_kept_with_its_reason() -> None:
    assert missing_to_withhold(finding(withheld_reason="no"))
    assert missing_to_withhold(finding(withheld_reason="Cannot be tied to the job.")) == ()
