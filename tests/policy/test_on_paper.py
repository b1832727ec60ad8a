"""The rules of an affidavit on paper: two people, nothing filled in, nothing filed twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tracker.policy.affidavit_size import MOST_ACCOUNTS, MOST_NAMES, MOST_SIGNS, Size
from tracker.policy.answers import Unmet
from tracker.policy.clauses import Clause
from tracker.policy.on_paper import (
    MOST_PAGES,
    NAMES_NOBODY,
    CopyFacts,
    missing_room_on_copy,
    missing_to_add_pages,
    missing_to_compare,
    missing_to_copy,
    missing_to_go_on,
    missing_to_hand_on,
    missing_to_say_the_same,
    missing_to_say_what_differs,
)
from tracker.policy.vocabulary import Stage

PRIYA, AMA = uuid4(), uuid4()
WHOLE = CopyFacts(
    stage=Stage.AFFIDAVIT_PENDING,
    edition=1,
    next_edition=1,
    pages=2,
    left=(),
    signed_name="Marisol Pena",
    name_on_record="Marisol Peña",
    names_differ_because="",
    place="Riverton, Connecticut",
    signed_on=date(2026, 3, 8),
    today=date(2026, 3, 9),
    typists=frozenset({PRIYA}),
    handed_on=True,
    access_until=date(2026, 9, 5),
    access_ends=date(2026, 9, 5),
    investigator="dana",
    investigators=frozenset({"dana", "luis"}),
)


@pytest.mark.clause("Hamden D.6")
def test_nobody_compares_what_they_typed() -> None:
    assert missing_to_compare(WHOLE, AMA) == ()
    (own,) = missing_to_compare(WHOLE, PRIYA)
    assert (own.clause, own.ref) == (Clause.HAMDEN_D_6, "R-18")
    same = missing_to_say_the_same(WHOLE, PRIYA, shown="x", current="x")
    assert same == missing_to_say_what_differs(WHOLE, PRIYA, "page 1") == (own,)


def test_only_what_was_shown_is_filed() -> None:
    assert missing_to_say_the_same(WHOLE, AMA, shown="x", current="x") == ()
    (changed,) = missing_to_say_the_same(WHOLE, AMA, shown="x", current="y")
    assert changed.ref == "R-22"
    assert missing_to_say_the_same(replace(WHOLE, handed_on=False), AMA, shown="x", current="x")


@pytest.mark.parametrize(
    "lacking",
    [
        {"pages": 0},
        {"left": (Unmet(None, "Say whether you have used other names."),)},
        {"signed_name": " "},
        {"signed_name": "Mary Stone"},
        {"place": ""},
        {"signed_on": None},
        {"signed_on": date(2026, 3, 10)},
        {"access_until": None},
        {"investigator": None},
        {"investigator": ""},
        {"investigator": "sam"},
        {"access_until": date(2026, 9, 6)},
        {"next_edition": 2},
    ],
    ids=str,
)
@pytest.mark.clause("Hampton F.2")
def test_a_copy_that_lacks_something_is_neither_handed_on_nor_filed(lacking: dict[str, Any]) -> None:
    facts = replace(WHOLE, **lacking)
    assert missing_to_hand_on(WHOLE) == ()
    assert missing_to_hand_on(facts)
    assert missing_to_say_the_same(facts, AMA, shown="x", current="x")


def test_another_name_needs_what_the_paper_says_of_it() -> None:
    other = replace(WHOLE, signed_name="Marisol Ortiz", names_differ_because="Married name")
    assert missing_to_hand_on(other) == ()


def test_who_gives_no_access_names_no_last_day() -> None:
    no_access = replace(WHOLE, access_until=None, access_ends=None, investigator=None)
    assert missing_to_hand_on(no_access) == ()
    assert missing_to_hand_on(replace(WHOLE, investigator=NAMES_NOBODY)) == ()


@pytest.mark.parametrize("stage", list(Stage))
def test_papers_are_copied_as_long_as_answers_are_taken_on_the_screen(stage: Stage) -> None:
    first = stage in (Stage.OPENED, Stage.AFFIDAVIT_PENDING)
    undecided = stage in (Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE, Stage.RELEASED)
    assert (missing_to_copy(stage, filed=False) == ()) == first
    assert (missing_to_copy(stage, filed=True) == ()) == (first or undecided)
    assert missing_to_copy(stage, filed=True, begun=True)


def test_what_was_filed_meanwhile_ends_a_copy() -> None:
    (late,) = missing_to_go_on(replace(WHOLE, stage=Stage.SEARCH, next_edition=2))
    assert late.ref == "R-04"


def test_pages_and_words_have_their_limits() -> None:
    assert missing_to_add_pages(0, 0)
    assert missing_to_add_pages(MOST_PAGES - 1, 1) == ()
    assert missing_to_add_pages(MOST_PAGES, 1)
    assert missing_to_say_what_differs(WHOLE, AMA, " ")
    assert missing_to_say_what_differs(WHOLE, AMA, "x" * 2001)
    assert missing_to_say_what_differs(WHOLE, AMA, "Page 2: the 7 is missing") == ()


@pytest.mark.parametrize("name", ["names", "accounts", "signs"])
def test_a_copy_holds_as_much_as_an_affidavit_and_what_it_held_before_stays(name: str) -> None:
    most = {"names": MOST_NAMES, "accounts": MOST_ACCOUNTS, "signs": MOST_SIGNS}
    full = Size(**most)
    assert missing_room_on_copy(full, Size(0, 0, 0)) == ()
    more = replace(full, **{name: most[name] + 1})
    (unmet,) = missing_room_on_copy(more, full)
    assert "Anything else" in unmet.sentence
    assert missing_room_on_copy(more, more) == ()
