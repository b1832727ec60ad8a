"""Searcher and second reader: neither overrules the other, and nothing but a shared Yes lets through."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, LEE, OKAFOR
from tests.policy.work import finding
from tracker.policy.casework import CheckFacts
from tracker.policy.checks import BY_SEARCHER, BY_SECOND_READER, BY_SYSTEM
from tracker.policy.identity import rung
from tracker.policy.second_looks import disagreements, missing_to_look
from tracker.policy.validation import all_answers, missing_for_gate, missing_for_validation
from tracker.policy.vocabulary import Check, CheckAnswer

PERHAPS = st.one_of(st.none(), st.sampled_from(list(CheckAnswer)))
BY_HAND = sorted(BY_SEARCHER)


def said(check: Check, answer: CheckAnswer, by: Any, ground: str = "Seen in the thread.") -> CheckFacts:
    return CheckFacts(check, answer, ground, by)


@pytest.mark.clause("Hamden D.6")
@given(
    st.fixed_dictionaries(dict.fromkeys(BY_HAND, PERHAPS)),
    st.fixed_dictionaries(dict.fromkeys(BY_HAND, PERHAPS)),
    PERHAPS,
    st.sampled_from(["whole", "changed", "method", "dimension", "unscreened", "one identifier"]),
)
def test_no_path_lets_through_what_anybody_answered_otherwise(
    searcher: dict[Check, CheckAnswer | None],
    reader: dict[Check, CheckAnswer | None],
    second: CheckAnswer | None,
    record: str,
) -> None:
    checks = [said(check, answer, DANA) for check, answer in searcher.items() if answer]
    checks += [said(Check.SECOND_READER, second, OKAFOR)] if second else []
    kinds: dict[str, dict[str, Any]] = {
        "whole": {},
        "changed": {"source_link": "", "no_source_reason": ""},
        "method": {"methods_allowed": False},
        "dimension": {"dimension": ""},
        "unscreened": {"screened": False},
        "one identifier": {"identifiers": 1},
    }
    looks = tuple(said(check, answer, OKAFOR) for check, answer in reader.items() if answer)
    facts = finding(checks=tuple(checks), second_looks=looks, **kinds[record])
    shared = all(one is CheckAnswer.YES for one in searcher.values()) and second is CheckAnswer.YES
    shared &= all(one in (None, CheckAnswer.YES) for one in reader.values())
    through = shared and record == "whole"
    assert (missing_for_validation(facts) == ()) == through
    assert (missing_for_gate(facts, second_reading=True) == ()) == through


@pytest.mark.clause("Hamden D.6")
def test_a_difference_is_told_with_both_answers_and_waits_for_words() -> None:
    look = said(Check.REAL, CheckAnswer.CANNOT_TELL, OKAFOR)
    facts = finding(second_looks=(look,))
    (one,) = disagreements(facts, all_answers(facts))
    check = "On check 3, 'real, not parody or edited',"
    assert one.sentence == f"{check} the searcher says Yes and the second reader says Cannot tell."
    (unmet,) = missing_for_validation(facts)
    assert (unmet.ref, unmet.fix) == ("R-20", f"finding:{facts.reference}:validate")
    assert missing_for_validation(facts, second_reading=False) == (), "it can be handed in, to be talked over"
    agreed = finding(second_looks=(said(Check.REAL, CheckAnswer.YES, OKAFOR),))
    assert missing_for_validation(agreed) == ()


def test_a_look_by_who_worked_on_the_case_is_no_second_one() -> None:
    look = said(Check.REAL, CheckAnswer.NO, LEE)
    assert missing_for_validation(finding(second_looks=(look,)))
    assert missing_for_validation(finding(second_looks=(look,), worked=frozenset({LEE}))) == ()


@pytest.mark.parametrize("check", sorted(BY_SYSTEM | BY_SECOND_READER))
def test_what_the_system_makes_is_looked_at_by_nobody(check: Check) -> None:
    assert missing_to_look(said(check, CheckAnswer.YES, OKAFOR))


def test_a_look_says_how_it_is_known() -> None:
    assert missing_to_look(said(Check.REAL, CheckAnswer.NO, OKAFOR, " "))
    assert not missing_to_look(said(Check.REAL, CheckAnswer.NO, OKAFOR))


@pytest.mark.clause("Hamden D.6")
@pytest.mark.parametrize(
    ("identifiers", "declared", "through", "words"),
    [
        (0, True, True, "The candidate declared this account."),
        (2, False, True, "2 independent identifiers tie"),
        (1, False, False, "1 independent identifier so far."),
        (0, False, False, "The name alone so far."),
    ],
)
def test_the_ladder_has_four_rungs_and_two_of_them_are_too_low(
    identifiers: int, declared: bool, through: bool, words: str
) -> None:
    facts = finding(identifiers=identifiers, declared=declared)
    assert (missing_for_validation(facts) == ()) == through
    assert rung(identifiers, declared=declared).startswith(words)
