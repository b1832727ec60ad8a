"""Staff who open an affidavit: the reading is recorded before a single key is fetched."""

from __future__ import annotations

import pytest

from tests.affidavits.conftest import Site
from tests.vault.counting import statements
from tracker.cases.conflicts import declare_conflict
from tracker.db import db, unit_of_work
from tracker.policy.vocabulary import ConflictAnswer

LONGEST = 33
"""Five for the door, six for the recording, ten for the bar of the case, eleven for the affidavit."""


@pytest.mark.clause("Hampton D.1")
def test_nothing_is_opened_before_the_reading_is_recorded(site: Site) -> None:
    with site.inside() as hiring:
        hiring.file(site.case)
        with unit_of_work(hiring.dana) as work:
            declare_conflict(work, hiring.now(site.case), answer=ConflictAnswer.NONE)
        engine = db.engine
    desk = site.desk(site.round.dana)
    with statements(engine) as seen:
        page = desk.get(f"/cases/{site.case.reference}/affidavit")
    assert "marisol.pena" in page.text
    recorded = next(at for at, one in enumerate(seen) if one.startswith("INSERT INTO ledger_entries"))
    keys = [at for at, one in enumerate(seen) if "FROM data_keys" in one]
    assert keys
    assert min(keys) > recorded
    assert len(seen) <= LONGEST


def test_further_editions_are_named_above_with_the_way_to_each_and_to_the_sessions(site: Site) -> None:
    here = f"/cases/{site.case.reference}/affidavit"
    with site.inside() as hiring:
        hiring.file(site.case)
    desk = site.desk(site.round.dana)
    once = desk.get(here).text
    assert f'href="/cases/{site.case.reference}/sessions"' in once
    assert "editions were signed" not in once
    with site.inside() as hiring:
        hiring.amend(site.case, other_names=("Mari P", "La Mari"))
    page = desk.get(here).text
    assert "2 editions were signed, and all stay" in page
    for edition in (1, 2):
        assert f'href="#edition-{edition}"' in page
        assert f'id="edition-{edition}"' in page
    assert "What it changed" in page
