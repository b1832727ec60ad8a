"""Whether a search is logged: affidavit, designation, method, grant, words and protocol together."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.policy.standing import DANA, NOW, OKAFOR, designation
from tests.policy.work import STEP, TERMS, search, setting
from tracker.editions.shelf import editions
from tracker.policy.access_modes import may_use
from tracker.policy.clauses import Clause
from tracker.policy.differing import missing_in_reason
from tracker.policy.matching import matches, without
from tracker.policy.methods import (
    NEVER,
    SIGN_IN_FOR,
    methods_allowed,
    missing_for_law,
    missing_for_method,
    missing_for_name,
    missing_for_query,
)
from tracker.policy.searching import missing_to_begin, missing_to_fill, missing_to_log, missing_to_void
from tracker.policy.spelling import folded
from tracker.policy.vocabulary import BEYOND_PUBLIC, AccessMode, Method, SignedIn, Stage
from tracker.policy.words import METHODS

EXTRA = {
    "place": "Myspace",
    "off_protocol": True,
    "extra_reason": "Named in step 10.",
    "extra_approved_by": OKAFOR,
}


def test_a_public_search_by_the_designated_investigator_is_logged() -> None:
    assert missing_to_log(search(), setting()) == ()


@pytest.mark.clause("Hamden D.3")
@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize(
    ("changes", "surroundings", "ref"),
    [
        ({}, {"affidavit_filed": False}, "R-10"),
        ({}, {"designations": (designation(ends_on=date(2026, 2, 28)),)}, "R-14"),
        ({"query": "marisol diagnosis"}, {}, "R-13"),
        ({"query": "password: hunter2"}, {}, "R-03"),
        ({"method": Method.SEARCH_ENGINE}, {}, "R-12"),
        ({"signed_in": SignedIn.WITH_CANDIDATE}, {}, "R-12"),
        ({"place": "Myspace"}, {}, "R-15"),
        ({**EXTRA, "extra_approved_by": None}, {}, "R-15"),
        ({**EXTRA, "extra_approved_by": DANA}, {}, "R-15"),
        (
            {"method": Method.TOGETHER_SESSION, "signed_in": SignedIn.WITH_CANDIDATE, "account": "x"},
            {},
            "R-11",
        ),
    ],
)
def test_each_refusal_has_its_number(changes: dict[str, Any], surroundings: dict[str, Any], ref: str) -> None:
    refused = missing_to_log(search(**changes), setting(**surroundings))
    assert [unmet.ref for unmet in refused] == [ref]


def test_plain_mistakes_are_said_plainly() -> None:
    assert "Enter what you searched for" in missing_to_log(search(query=" -- "), setting())[0].sentence
    late = search(searched_at=NOW + timedelta(minutes=2))
    assert "future" in missing_to_log(late, setting())[0].sentence
    private = missing_to_log(search(department_device=False), setting())
    assert "department device" in private[0].sentence


@pytest.mark.clause("Hamden D.5")
def test_an_approved_extra_search_is_logged() -> None:
    assert missing_to_log(search(**EXTRA), setting()) == ()


@pytest.mark.clause("Hampton F.2")
def test_nobody_lets_searching_start_before_the_affidavit() -> None:
    for stage in Stage:
        refused = missing_to_begin(stage, affidavit_filed=False)
        assert refused
        assert not refused[0].fix
        assert "ask your supervisor" not in refused[0].sentence
    waiting = missing_to_begin(Stage.AFFIDAVIT_PENDING, affidavit_filed=False)[0]
    assert (waiting.ref, waiting.clause) == ("R-10", Clause.HAMPTON_F_2)


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.SEARCH])
def test_nothing_is_added_when_the_case_is_elsewhere(stage: Stage) -> None:
    assert missing_to_begin(stage, affidavit_filed=True)
    assert missing_to_begin(Stage.SEARCH, affidavit_filed=True) == ()


def test_a_case_in_review_is_recalled_where_it_was_submitted() -> None:
    (unmet,) = missing_to_begin(Stage.REVIEW, affidavit_filed=True)
    assert "Recall it" in unmet.sentence
    assert unmet.fix == "case::submit"


@pytest.mark.parametrize("stage", [Stage.DECIDED, Stage.CLOSED, Stage.WITHDRAWN, Stage.RELEASED])
def test_nobody_is_told_to_recall_what_is_over(stage: Stage) -> None:
    (unmet,) = missing_to_begin(stage, affidavit_filed=True)
    assert "ecall" not in unmet.sentence
    assert ("correction" in unmet.sentence) == (stage is Stage.RELEASED)


@pytest.mark.clause("Hamden D.4")
@given(
    st.sampled_from(list(Method)),
    st.sampled_from(list(SignedIn)),
    st.frozensets(st.sampled_from(list(AccessMode))),
)
def test_only_methods_of_protocol_and_profile_pass(
    method: Method, signed_in: SignedIn, offered: frozenset[AccessMode]
) -> None:
    refused = missing_for_method(search(method=method, signed_in=signed_in), STEP, offered)
    lawful = method not in BEYOND_PUBLIC or BEYOND_PUBLIC[method] in offered
    fits = method in STEP.methods and lawful and signed_in in SIGN_IN_FOR[method]
    assert (not refused) == fits
    assert (method in methods_allowed(STEP, offered)) == (method in STEP.methods and lawful)


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize(
    "name", ["credentials", "connect", "follow", "alias-account", "covert", "", "PUBLIC_VIEW"]
)
def test_what_is_not_done_has_no_name(name: str) -> None:
    assert missing_for_name(name)[0].ref == "R-12"
    assert name not in {method.value for method in Method}
    assert missing_for_name("public-view") == ()


def test_every_method_has_words_and_a_sign_in() -> None:
    assert set(SIGN_IN_FOR) == set(Method)
    assert NEVER


@pytest.mark.clause("29 CFR 1635.8")
@pytest.mark.parametrize(
    "query", ["Marisol DIAGNOSIS", "marisol diagnósis", "marisol family history", "x church y"]
)
def test_no_search_looks_for_protected_facts(query: str) -> None:
    terms = editions().wordlist("search-terms")
    assert missing_for_query(query, terms)[0].ref == "R-13"


@pytest.mark.parametrize("query", ["Marisol Pena", "@marisol_99", "churchill downs", "grace"])
def test_ordinary_names_are_searched(query: str) -> None:
    assert missing_for_query(query, editions().wordlist("search-terms")) == ()


@pytest.mark.parametrize("name", ["Charlotte Church", "Race Imboden", "Christian Gay"])
def test_a_candidates_own_name_is_searched_whatever_it_means(name: str) -> None:
    terms = editions().wordlist("search-terms")
    assert missing_for_query(f'"{name}"', terms)
    assert missing_for_query(f'"{name}"', terms, [name]) == ()
    assert missing_for_query(f'"{name}" religion', terms, [name])


@given(st.text(max_size=80), st.lists(st.text(max_size=10), max_size=3))
def test_matching_never_changes_the_length_of_a_text(text: str, own: list[str]) -> None:
    assert len(folded(text)) == len(text)
    assert len(without(text, own)) == len(text)
    for start, end, _entry in matches(text, TERMS):
        assert 0 <= start < end <= len(text)


@pytest.mark.clause("Hamden D.5")
def test_an_entry_is_marked_as_an_error_with_a_reason() -> None:
    assert missing_to_void("Logged in the wrong case.") == ()
    assert missing_to_void(" - ")[0].ref == "R-35"
    assert missing_to_void("The password: hunter22")[0].clause is Clause.HAMDEN_D_4


def test_a_word_in_brackets_is_filled_in() -> None:
    assert missing_to_fill("") == ()
    assert "the place of [town]" in missing_to_fill("[town]")[0].sentence


@pytest.mark.clause("Hamden D.4")
@given(st.sampled_from(list(Method)), st.frozensets(st.sampled_from(list(AccessMode))))
def test_what_the_law_does_not_offer_is_used_nowhere(method: Method, offered: frozenset[AccessMode]) -> None:
    unmet = missing_for_law(method, offered)
    assert bool(unmet) != may_use(method, offered)
    assert all(METHODS[method] in one.sentence for one in unmet)


@pytest.mark.parametrize("reason", ["", "x", "wrong name", "\u115f \u115f \u115f"])
def test_a_reason_says_something(reason: str) -> None:
    assert missing_to_void(reason)
    assert missing_in_reason(reason)
    assert missing_to_void("Entered under another") == missing_in_reason("Entered under another") == ()
