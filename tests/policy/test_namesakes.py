"""Accounts that are not the candidate's, told apart by their one form, and what stands against using them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from tracker.editions.shelf import editions
from tracker.policy.clauses import Clause
from tracker.policy.namesakes import (
    RuledOut,
    account_of,
    accounts_in,
    missing_for_namesake,
    missing_to_reopen,
    missing_to_rule_out,
    standing_in_way,
)
from tracker.policy.stopping import Stop, StopKind, missing_to_lift, missing_to_stop, missing_while_stopped

DANA, CHIDI = UUID(int=1), UUID(int=2)
PLATFORMS = editions().platforms()
NAMESAKE = RuledOut(
    "G-7KQ4M2",
    "instagram",
    "Instagram",
    "marisol.pena",
    "@Marisol.Pena",
    "The profile names another town.",
    DANA,
    "Dana Ruiz",
    date(2026, 3, 2),
)
STOP = Stop(
    "X-7KQ4M2",
    StopKind.NOT_TO_BE_KEPT,
    "tiktok",
    "TikTok",
    DANA,
    "Dana Ruiz",
    datetime(2026, 3, 2, 12, tzinfo=UTC),
)


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("@Marisol.Pena", "instagram"),
        ("https://www.instagram.com/marisol.pena/", ""),
        ("https://m.instagram.com/Marisol.Pena?igsh=1", "tiktok"),
        ("marisol.pena Hampton police", "instagram"),
        ("seen at (instagram.com/marisol.pena), twice", ""),
    ],
)
@pytest.mark.clause("Hamden D.6")
def test_an_account_is_known_again_however_it_is_written(text: str, platform: str) -> None:
    found = standing_in_way((NAMESAKE,), accounts_in(text, platform, PLATFORMS))
    assert found == (NAMESAKE,)
    (unmet,) = missing_for_namesake(found)
    assert "ruled out by Dana Ruiz on March 2, 2026" in unmet.sentence
    assert "because: The profile names another town. So" in unmet.sentence
    assert (unmet.clause, unmet.fix) == (Clause.HAMDEN_D_6, "case::namesakes")


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("marisol.pena", "tiktok"),
        ("marisol.pena", ""),
        ("marisol.pena2", "instagram"),
        ("https://tiktok.com/@marisol.pena", "instagram"),
        ("", "instagram"),
        ("https://[", "instagram"),
        ("x" * 5000, "instagram"),
    ],
)
def test_another_account_is_not_taken_for_it(text: str, platform: str) -> None:
    assert standing_in_way((NAMESAKE,), accounts_in(text, platform, PLATFORMS)) == ()


def test_what_is_in_question_again_stands_in_nobodys_way() -> None:
    reopened = replace(NAMESAKE, reopened=True)
    assert standing_in_way((reopened,), frozenset({NAMESAKE.account})) == ()


def test_a_declared_account_is_not_ruled_out_and_none_twice() -> None:
    account = account_of("https://instagram.com/marisol.pena", "other", PLATFORMS)
    assert account == NAMESAKE.account
    why = "The profile names another town."
    declared = missing_to_rule_out(account, why, declared=frozenset({NAMESAKE.account}), known=())
    assert "declared this account" in declared[0].sentence
    twice = missing_to_rule_out(account, why, declared=frozenset(), known=(NAMESAKE,))
    assert "already, as G-7KQ4M2" in twice[0].sentence
    assert not missing_to_rule_out(account, why, declared=frozenset(), known=())
    nothing = missing_to_rule_out(None, " ", declared=frozenset(), known=())
    assert [one.fix for one in nothing] == ["field:handle", "field:reason"]


def test_only_somebody_else_with_something_new_puts_it_in_question_again() -> None:
    assert not missing_to_reopen(NAMESAKE, CHIDI, "The candidate named this town as a former home.")
    assert missing_to_reopen(NAMESAKE, DANA, "The candidate named this town as a former home.")
    assert missing_to_reopen(NAMESAKE, CHIDI, "the profile NAMES another town")[0].fix == "field:reason"
    assert missing_to_reopen(NAMESAKE, CHIDI, "no")[0].fix == "field:reason"
    assert missing_to_reopen(replace(NAMESAKE, reopened=True), CHIDI, "Something new is known now.")


@pytest.mark.clause("Hamden D.4")
def test_nothing_is_added_where_somebody_stopped() -> None:
    (unmet,) = missing_while_stopped((STOP,), frozenset({"tiktok"}))
    assert "Work on TikTok is stopped" in unmet.sentence
    assert not missing_while_stopped((STOP,), frozenset({"instagram"}))
    assert missing_while_stopped((STOP,), frozenset(), anywhere=True)
    assert not missing_while_stopped((replace(STOP, lifted=True),), frozenset({"tiktok"}))
    seen = replace(STOP, kind=StopKind.SEEN_BY_CHANCE)
    assert not missing_while_stopped((seen,), frozenset({"tiktok"})), "a password that was seen stops no work"


def test_a_stop_asks_for_kind_and_place_alone_and_is_lifted_by_somebody_else() -> None:
    known = frozenset({"tiktok"})
    assert not missing_to_stop("not-to-be-kept", "tiktok", known)
    assert [one.fix for one in missing_to_stop("", "nowhere", known)] == ["field:kind", "field:platform"]
    done = "The unit was told by telephone at noon."
    assert not missing_to_lift(STOP, CHIDI, done)
    assert missing_to_lift(STOP, DANA, done)
    assert missing_to_lift(STOP, CHIDI, "")[0].fix == "field:reason"
    assert missing_to_lift(replace(STOP, lifted=True), CHIDI, done)
