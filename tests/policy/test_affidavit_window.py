"""When a candidate's questions are open, and when there is something to withdraw or to stop."""

from __future__ import annotations

import pytest

from tracker.policy.affidavit_window import missing_to_answer, missing_to_stop, missing_to_withdraw
from tracker.policy.vocabulary import AccessMode, Stage

FIRST = {Stage.OPENED, Stage.AFFIDAVIT_PENDING}
UNDER_WAY = {Stage.SEARCH, Stage.REVIEW, Stage.RESPONSE, Stage.RELEASED}


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("filed", [False, True])
def test_answers_are_given_first_and_changed_until_a_decision(stage: Stage, filed: bool) -> None:
    unmet = missing_to_answer(stage, filed=filed)
    assert (unmet == ()) == (stage in FIRST or (filed and stage in UNDER_WAY))
    if stage in {Stage.DECIDED, Stage.CLOSED, Stage.DISPOSED}:
        assert [one.ref for one in unmet] == ["R-05"]
    elif unmet:
        assert [one.ref for one in unmet] == ["R-02"]


@pytest.mark.parametrize("stage", Stage)
def test_an_application_is_withdrawn_once_and_before_a_decision(stage: Stage) -> None:
    unmet = missing_to_withdraw(stage)
    assert (unmet == ()) == (stage in FIRST | UNDER_WAY)
    assert all(("already" in one.sentence) == (stage is Stage.WITHDRAWN) for one in unmet)


@pytest.mark.clause("Hampton F.2")
def test_access_that_lives_can_be_stopped_whatever_it_is() -> None:
    assert all(missing_to_stop(Stage.SEARCH, mode, live=True) == () for mode in AccessMode)
    assert missing_to_stop(Stage.SEARCH, None, live=True)
    assert missing_to_stop(Stage.SEARCH, AccessMode.TOGETHER, live=False)


@pytest.mark.clause("Hampton F.2")
@pytest.mark.parametrize("stage", Stage)
def test_with_the_application_all_access_is_over(stage: Stage) -> None:
    unmet = missing_to_stop(stage, AccessMode.TOGETHER, live=True)
    assert (unmet == ()) == (stage in FIRST | UNDER_WAY)
    assert all("All access ended with it" in one.sentence for one in unmet)
