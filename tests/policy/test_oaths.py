"""The oath by its rules: who takes none, and what is said of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from tracker.policy.clauses import Clause
from tracker.policy.oaths import OathFacts, missing_for_oath
from tracker.policy.officers import LONGEST

HR, DANA, REYES = uuid4(), uuid4(), uuid4()
OATH = OathFacts(
    recorded_by=HR,
    officer="Grace Hall",
    searching_ids=frozenset({DANA}),
    deciding_ids=frozenset({REYES}),
    searching=("Dana Ruiz",),
    deciding=("María Reyes",),
    sworn_before=True,
    shown_digest="a" * 64,
    digest="a" * 64,
    identified_by="Driver’s license",
    title="Notary public",
    authority="CGS 1-24",
    venue="Riverton, Hartford County, Connecticut",
    today=date(2026, 3, 9),
)


def oath(**changes: Any) -> OathFacts:
    """Return a sound oath with fields of it changed by name."""
    return replace(OATH, **changes)


def test_an_oath_of_which_everything_is_said_can_be_recorded() -> None:
    assert missing_for_oath(OATH) == ()
    commissioned = replace(OATH, commission="184220", commission_ends=date(2026, 3, 9))
    assert missing_for_oath(commissioned) == ()


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize(
    ("change", "clause", "said"),
    [
        ({"recorded_by": DANA}, Clause.HAMPTON_F_2, "searches in this case"),
        ({"officer": " dana   RUIZ"}, Clause.HAMPTON_F_2, "searches in this case"),
        ({"recorded_by": REYES}, Clause.HAMDEN_D_2, "board of this requisition"),
        ({"officer": "Maria Reyes"}, Clause.HAMDEN_D_2, "board of this requisition"),
    ],
    ids=["searches here", "by name", "on the board", "on the board, by name"],
)
def test_who_searches_or_decides_takes_no_oath(change: dict[str, Any], clause: Clause, said: str) -> None:
    (unmet,) = missing_for_oath(replace(OATH, **change))
    assert unmet.clause is clause
    assert said in unmet.sentence


def test_nobody_is_named_by_an_empty_name() -> None:
    (unmet,) = missing_for_oath(replace(OATH, officer=" ", searching=("",), deciding=(" ",)))
    assert unmet.fix == "field:officer"


@pytest.mark.parametrize("empty", ["", " ", "\u200b", "\n\t"], ids=repr)
@pytest.mark.parametrize("name", ["identified_by", "officer", "title", "authority", "venue"])
def test_nothing_is_left_out_but_a_commission(name: str, empty: str) -> None:
    (unmet,) = missing_for_oath(oath(**{name: empty}))
    assert unmet.fix == f"field:{name}"
    assert unmet.sentence.startswith("Enter ")


@pytest.mark.clause("Hamden D.4")
@pytest.mark.parametrize("name", ["identified_by", "officer", "title", "authority", "venue", "commission"])
def test_no_password_and_nothing_endless_is_taken(name: str) -> None:
    secret = oath(**{name: "password: hunter22!"})
    (unmet,) = missing_for_oath(secret)
    assert (unmet.ref, unmet.fix) == ("R-03", f"field:{name}")
    longest = oath(**{name: "a" * LONGEST})
    assert missing_for_oath(longest) == ()
    (unmet,) = missing_for_oath(oath(**{name: "a" * (LONGEST + 1)}))
    assert unmet.fix == f"field:{name}"


def test_a_commission_that_ended_before_the_day_is_told() -> None:
    (unmet,) = missing_for_oath(replace(OATH, commission_ends=date(2026, 3, 8)))
    assert unmet.fix == "field:commission_ends"
    assert "March 8" in unmet.sentence


def test_it_was_sworn_today_on_the_text_that_was_shown() -> None:
    (untold,) = missing_for_oath(replace(OATH, sworn_before=False))
    assert untold.fix == "field:sworn_today"
    (other,) = missing_for_oath(replace(OATH, shown_digest="b" * 64))
    assert "changed since this page was opened" in other.sentence
    (broken,) = missing_for_oath(replace(OATH, digest=""))
    assert broken == other


def test_all_that_is_wrong_is_said_at_once() -> None:
    nothing = replace(OATH, officer="", title="", venue="", sworn_before=False, shown_digest="")
    fixes = [one.fix for one in missing_for_oath(nothing) if one.fix]
    assert fixes == ["field:officer", "field:title", "field:venue", "field:sworn_today"]
