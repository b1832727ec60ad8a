"""A choice of access is neutral: no rule, list or reason makes anything of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import decision, deviation
from tests.policy.test_differing import RULING
from tests.policy.work import finding
from tracker.editions.shelf import editions
from tracker.policy import words
from tracker.policy.clauses import Clause
from tracker.policy.decisions import missing_to_decide
from tracker.policy.declining import missing_in_ground, speaks_of_declining
from tracker.policy.deviations import missing_to_deviate
from tracker.policy.differing import missing_to_rule_on
from tracker.policy.finding import missing_in_statement, missing_to_withhold, missing_to_write
from tracker.policy.release import missing_to_begin_correction
from tracker.policy.review import missing_to_return
from tracker.policy.rights import CopyOutcome, missing_to_settle_copy
from tracker.policy.vocabulary import Stage


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    "text",
    [
        "The candidate refused to give us access to Instagram.",
        "She declined access.",
        "He did not let us look at his profile.",
        "They didn’t grant the investigator access",
        "Refusal of a together session",
        "Access was refused by the candidate.",
        "The candidate stopped the access after a week.",
        "The candidate chose public only.",
        "Unwilling to share a password",
        "wants to talk first",
        "would not show her private account",
    ],
)
def test_declined_access_is_known_in_plain_words(text: str) -> None:
    assert speaks_of_declining(text)
    (unmet,) = missing_in_ground(text, "reason")
    assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, "field:reason")
    assert "40.1-28.7:5" in unmet.sentence


@pytest.mark.parametrize(
    "text",
    [
        "",
        "A member knew of the award.",
        "The site refused access without signing in.",
        "The platform now denies access to visitors.",
        "The candidate has no account there.",
        "Named in step 10, as the owner of a shop page.",
        "The candidate declined an interview on Monday.",
        "A public post refers to the event.",
        "She refused a bribe, as the report says.",
        "The affidavit names an account on a forum.",
    ],
)
def test_other_words_are_left_alone(text: str) -> None:
    assert missing_in_ground(text, "reason") == ()


@given(st.text(max_size=400))
def test_any_text_gets_an_answer(text: str) -> None:
    assert len(missing_in_ground(text, "reason")) <= 1


@pytest.mark.clause("Hampton F.2")
def test_a_board_does_not_decide_on_declined_access() -> None:
    told = decision(outside_information=True, outside_explanation="The candidate refused to give access.")
    assert [unmet.clause for unmet in missing_to_decide(told)] == [Clause.HAMPTON_F_2]
    assert missing_to_decide(decision(outside_information=False, outside_explanation="")) == ()


def test_no_list_that_staff_choose_from_has_it() -> None:
    reasons = [step.words for protocol in editions().protocols() for step in protocol.excuses]
    dimensions = [f"{one.name}. {one.meaning}" for one in editions().dimensions()]
    outcomes = [str(said) for said in words.OUTCOMES.values()]
    for said in (*reasons, *dimensions, *outcomes):
        assert not speaks_of_declining(said)
        assert "access" not in said.lower()
        assert "declin" not in said.lower()


SAID = "The candidate refused to give us access."


@pytest.mark.clause("Hampton F.2")
def test_no_statement_tells_a_board_of_it() -> None:
    (unmet,) = missing_in_statement(finding(statement=SAID))
    assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, f"finding:{finding().reference}")
    assert missing_in_statement(finding(statement="The candidate refused a bribe.")) == ()


@pytest.mark.clause("Hampton F.2")
def test_it_does_not_matter_for_the_job() -> None:
    (unmet,) = missing_to_write(finding(job_reason=SAID), date(2026, 3, 9))
    assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, "field:relevance")


@pytest.mark.clause("Hampton F.2")
def test_the_chief_deviates_for_other_reasons() -> None:
    for field in ("reason", "compensating_control"):
        (unmet,) = missing_to_deviate(deviation(**{field: SAID}))
        assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, f"field:{field}")


@pytest.mark.clause("Hampton F.2")
def test_a_yes_to_more_searching_has_another_reason_and_a_no_may_name_it() -> None:
    asked = replace(RULING, excuse=False, reason=SAID)
    (unmet,) = missing_to_rule_on(asked)
    assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, "field:reason")
    assert missing_to_rule_on(replace(asked, approve=False)) == ()
    assert missing_to_rule_on(replace(asked, reason="The league was named in step 10.")) == ()


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("outcome", [CopyOutcome.PART, CopyOutcome.NOTHING])
def test_no_copy_is_kept_back_for_it(outcome: CopyOutcome) -> None:
    (unmet,) = missing_to_settle_copy(SAID, outcome, answered=False)
    assert (unmet.clause, unmet.fix) == (Clause.HAMPTON_F_2, "field:words")
    assert missing_to_settle_copy("Notes of others stay here by law.", outcome, answered=False) == ()
    told = "Given: all, also that the candidate refused to give access."
    assert missing_to_settle_copy(told, CopyOutcome.ALL, answered=False) == ()


def test_what_sets_something_right_may_name_it() -> None:
    words = "Take out that the candidate refused to give access."
    assert missing_to_return([words]) == ()
    assert missing_to_withhold("F-7KQ4M", words) == ()
    assert missing_to_begin_correction(Stage.RELEASED, words) == ()
