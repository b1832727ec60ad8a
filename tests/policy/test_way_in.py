"""What a candidate comes in for, by how far the case is and until when its file is kept."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tracker.policy.clauses import Clause
from tracker.policy.stages import OVER
from tracker.policy.vocabulary import Stage
from tracker.policy.way_back import WayIn, missing_to_invite, way_in

KEPT = date(2028, 3, 9)


@pytest.mark.parametrize("stage", Stage)
def test_whose_application_is_over_comes_in_for_their_own_file_while_it_is_kept(stage: Stage) -> None:
    during = WayIn.OWN_FILE if stage in OVER else WayIn.APPLICATION
    during = WayIn.NOTHING if stage is Stage.DISPOSED else during
    after = WayIn.NOTHING if stage in OVER else WayIn.APPLICATION
    for until in (KEPT, None):
        assert way_in(stage, kept_until=until, today=KEPT) is during
    assert way_in(stage, kept_until=KEPT, today=KEPT + timedelta(days=1)) is after


@pytest.mark.clause("29 CFR 1602.31")
@pytest.mark.parametrize("way", WayIn)
def test_a_way_in_is_made_until_the_file_is_kept_no_longer(way: WayIn) -> None:
    unmet = missing_to_invite(way)
    assert [one.clause for one in unmet] == ([Clause.EEOC_1602_31] if way is WayIn.NOTHING else [])
