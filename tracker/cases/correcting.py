"""What others see of a case while what was released of it is corrected: the stage that it came from."""

from __future__ import annotations

from sqlalchemy import and_, case

from tracker.cases.models import Case
from tracker.policy.correcting import CORRECTING

SEEN_STAGE = case(
    (
        and_(Case.corrected_from.is_not(None), Case.stage.in_(sorted(one.value for one in CORRECTING))),
        Case.corrected_from,
    ),
    else_=Case.stage,
)
"""The stage that candidate, HR and the table of all candidates see, as ``CaseFacts.seen_as``."""
