"""The judgement as a gate, the refusals that it raises, and when an affidavit is open."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.policy.standing import CASE, DANA, HELEN, LUIS, actor, case
from tracker.policy.actors import Role
from tracker.policy.affidavit_window import missing_to_answer, missing_to_stop
from tracker.policy.answers import Denied, NotFound, Refused, Unmet, require
from tracker.policy.identity import independent
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.vocabulary import AccessMode, Stage


def test_each_verdict_raises_what_its_page_needs() -> None:
    permit(actor(Role.INVESTIGATOR, DANA), Permission.READ_CASE, case())
    with pytest.raises(NotFound):
        permit(actor(Role.INVESTIGATOR, LUIS), Permission.READ_CASE, case())
    with pytest.raises(Refused) as refused:
        permit(actor(Role.INVESTIGATOR, DANA), Permission.READ_CASE, case(conflicts={}))
    assert refused.value.unmet[0].fix.endswith(":conflict")
    with pytest.raises(Denied) as denied:
        permit(actor(Role.BOARD_MEMBER, HELEN), Permission.READ_CASE, case())
    assert "work from summaries" in denied.value.sentence
    with pytest.raises(Denied) as plain:
        permit(actor(Role.IT, HELEN), Permission.READ_CASE, case())
    assert plain.value.permission == "read-case"
    assert str(plain.value) == "read-case is not given to this role"


def test_a_refusal_says_at_least_one_thing() -> None:
    require(())
    with pytest.raises(ValueError, match="at least one thing"):
        Refused()
    with pytest.raises(Refused, match=r"Do this\. Do that\."):
        require((Unmet(None, "Do this."), Unmet(None, "Do that.")))


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("filed", [True, False])
@pytest.mark.parametrize("stage", list(Stage))
def test_an_affidavit_is_answered_until_a_decision(stage: Stage, filed: bool) -> None:
    before = stage in (Stage.OPENED, Stage.AFFIDAVIT_PENDING)
    between = stage in (Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE, Stage.RELEASED)
    refused = missing_to_answer(stage, filed=filed)
    assert (not refused) == (before or (between and filed))
    assert all(unmet.ref in ("R-02", "R-05") for unmet in refused)
    assert not any("finding" in unmet.sentence or "board" in unmet.sentence for unmet in refused)


@pytest.mark.clause("Hampton F.2")
def test_access_is_stopped_without_a_reason() -> None:
    assert missing_to_stop(Stage.SEARCH, AccessMode.TOGETHER, live=True) == ()
    assert missing_to_stop(Stage.SEARCH, AccessMode.TOGETHER, live=False)
    assert missing_to_stop(Stage.SEARCH, None, live=True)


@pytest.mark.clause("Hamden D.6")
def test_one_identifier_in_two_spellings_counts_once() -> None:
    assert independent(["@Marisol.Pena", "marisol peña", " ", "Portrait on both"]) == (
        "@Marisol.Pena",
        "Portrait on both",
    )


def test_a_candidate_is_bound_to_one_case() -> None:
    helen = actor(Role.CANDIDATE, HELEN, CASE)
    permit(helen, Permission.READ_OWN_CASE, case())
    with pytest.raises(NotFound):
        permit(helen, Permission.READ_OWN_CASE, case(case_id=uuid4()))
    with pytest.raises(Denied):
        permit(helen, Permission.READ_CASE, case())
