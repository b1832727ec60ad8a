"""What becomes of a declared tie: somebody else rules, a lift and its tie both stay."""

from __future__ import annotations

from itertools import product
from uuid import uuid4

import pytest

from tracker.policy.ties import DeclaredTie, TieRuling, missing_to_rule_on_tie
from tracker.policy.vocabulary import ConflictAnswer

OKAFOR, LEE = uuid4(), uuid4()
WHY = "They only went to the same school"
UPHELD, LIFTED = TieRuling.UPHELD, TieRuling.LIFTED


def _said(tie: DeclaredTie) -> str:
    """The name of a case: in one order, as the workers of a run must agree on it."""
    return "-".join((tie.answer.value, *sorted(tie.rulings)))


ANY = [
    DeclaredTie(answer, rulings)
    for answer, rulings in product(
        ConflictAnswer, map(frozenset[TieRuling], ((), (UPHELD,), (LIFTED,), (UPHELD, LIFTED)))
    )
]


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("ruling", TieRuling)
@pytest.mark.parametrize("tie", ANY, ids=_said)
def test_nobody_rules_on_their_own_tie(tie: DeclaredTie, ruling: TieRuling) -> None:
    assert [one.ref for one in missing_to_rule_on_tie(LEE, LEE, (tie,), ruling, WHY)] == ["R-19"]


@pytest.mark.clause("Hamden D.2")
@pytest.mark.parametrize("ruling", TieRuling)
@pytest.mark.parametrize("tie", ANY, ids=_said)
def test_a_ruling_is_made_only_on_what_stands_and_changes_something(
    tie: DeclaredTie, ruling: TieRuling
) -> None:
    stands = tie.answer is not ConflictAnswer.NONE and LIFTED not in tie.rulings
    new = ruling not in tie.rulings
    assert (missing_to_rule_on_tie(OKAFOR, LEE, (tie,), ruling, WHY) == ()) is (stands and new)
    assert tie.stands is stands


@pytest.mark.parametrize("reason", ["", "ok", "\u200b \u200b \u200b"])
def test_a_ruling_has_a_reason(reason: str) -> None:
    tie = DeclaredTie(ConflictAnswer.UNSURE)
    assert [one.fix for one in missing_to_rule_on_tie(OKAFOR, LEE, (tie,), LIFTED, reason)] == [
        "field:reason"
    ]
