"""Who looks, takes a copy or verifies makes no record of a case, so nothing is kept longer for it."""

from __future__ import annotations

import re

from tracker.ledger.events import EVENTS, Event
from tracker.records.calendar import NO_RECORDS

LOOKS = re.compile(r"\{actor\} (opened|read|looked at|took a copy|verified|exported|checked) ")
MAKE_A_RECORD = {
    Event.REQUISITION_OPENED.name,
    Event.CASE_OPENED.name,
    Event.REVIEW_OPENED.name,
    Event.SECOND_LOOK_TAKEN.name,
    Event.ACCESS_USED.name,
    Event.FILES_ROUND_WENT_ON.name,
}
"""Acts whose sentences begin like a look: they begin something, answer a check, or are of no one case."""


def test_acts_of_looking_make_no_record() -> None:
    looks = {name for name, act in EVENTS.items() if LOOKS.match(act.sentence)}
    assert len(looks) > 20
    assert looks - MAKE_A_RECORD == looks & NO_RECORDS
