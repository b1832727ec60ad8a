"""Check 9 on record: asked, and answered or out of time, of a concern of the candidate's own doing alone."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, OKAFOR, TODAY
from tests.policy.work import HAND_CHECKS, answered, finding
from tracker.policy.answer_words import ENDINGS
from tracker.policy.answering import LETS_GO, Ending
from tracker.policy.casework import AskedFacts
from tracker.policy.corroborating import asked_on_record
from tracker.policy.identity import OWN_ACTS
from tracker.policy.second_looks import disagreements, missing_to_look
from tracker.policy.validation import all_answers, missing_for_validation, missing_to_answer
from tracker.policy.vocabulary import Attribution, Check, CheckAnswer, Direction

ANSWERS = st.sampled_from(list(CheckAnswer))


@pytest.mark.clause("Hamden D.6")
@given(
    st.one_of(st.none(), st.just(""), st.sampled_from(list(Ending))),
    st.sampled_from(list(Direction)),
    st.sampled_from(list(Attribution)),
    st.one_of(st.none(), ANSWERS),
    st.one_of(st.none(), ANSWERS),
)
def test_the_record_answers_the_ninth_check_where_the_candidate_could_answer(
    ending: str | None,
    direction: Direction,
    attribution: Attribution,
    hand: CheckAnswer | None,
    look: CheckAnswer | None,
) -> None:
    over = TODAY if ending else None
    asked = None if ending is None else AskedFacts("Q-AAAAAA", TODAY, ending, over)
    others = tuple(one for one in HAND_CHECKS if one.check is not Check.CORROBORATED)
    given_by_hand = (answered(Check.CORROBORATED, hand),) if hand else ()
    facts = finding(
        direction=direction,
        attribution=attribution,
        asked=asked,
        checks=(*others, *given_by_hand),
        second_looks=(answered(Check.CORROBORATED, look, by=OKAFOR),) if look else (),
    )
    known = ending in LETS_GO and direction is Direction.CONCERN and attribution in OWN_ACTS
    ninth = all_answers(facts).get(Check.CORROBORATED)
    by_hand = not known and hand is not None
    assert (ninth is not None) == (known or by_hand)
    assert (ninth is not None and ninth.by_system) == known
    if known:
        assert ninth is not None
        assert (ninth.answer, ninth.answered_by) == (CheckAnswer.YES, None)
        assert disagreements(facts, all_answers(facts)) == ()
    elif ninth is not None:
        assert (ninth.answer, ninth.answered_by) == (hand, DANA)
    if attribution in OWN_ACTS:
        agreed = hand is CheckAnswer.YES and look in (None, CheckAnswer.YES)
        assert (missing_for_validation(facts) == ()) == (known or agreed)


@pytest.mark.clause("Hamden D.6")
def test_what_the_record_answers_is_ticked_by_nobody() -> None:
    for missing in (missing_to_answer, missing_to_look):
        assert missing(answered(Check.CORROBORATED)) == ()
        assert missing(answered(Check.CORROBORATED), on_record=True)


@pytest.mark.parametrize("ending", sorted(LETS_GO))
def test_the_ground_says_when_the_candidate_was_asked_and_how_it_ended(ending: Ending) -> None:
    asked = AskedFacts("Q-AAAAAA", date(2026, 3, 2), ending, date(2026, 3, 9))
    ground = asked_on_record(asked, Direction.CONCERN, Attribution.AUTHORED)
    assert ground.startswith("The candidate was asked about this wording on March 2, 2026, question Q-AAAAAA")
    assert ground.endswith(f". {ENDINGS[ending]}: March 9, 2026.")
