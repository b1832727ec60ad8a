"""What every page about a case does before it reads anything: that it is opened stands on record first."""

from __future__ import annotations

from tracker.cases.openings import Thing, record_opening
from tracker.db import unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.web.guard import current_actor


def open_on_record(facts: CaseFacts, thing: Thing, reference: str = "", **params: object) -> None:
    """Record that whoever asks opens something of a case; without a reference it is the case's own."""
    with unit_of_work(current_actor()) as work:
        record_opening(
            work, case_id=facts.case_id, thing=thing, reference=reference or facts.reference, **params
        )
