"""When the decision on a candidate became final, by which the packets close to the board."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.orm import Session, aliased

from tracker.board.models import Decision, Packet, UpheldDecision
from tracker.clock import agency_day
from tracker.policy.closing import closing_day
from tracker.policy.vocabulary import Outcome
from tracker.settings import Settings

_last = aliased(Packet)
_later = aliased(Packet)
_NEWEST = ~select(_later.id).where(_later.case_id == _last.case_id, _later.edition > _last.edition).exists()


def decided_at(case_id: Any) -> ScalarSelect[datetime]:
    """Return when the board last decided on the newest page of a case, in SQL; a deferral decides nothing."""
    return (
        select(func.max(Decision.recorded_at))
        .join(_last, _last.id == Decision.packet_id)
        .where(_last.case_id == case_id, Decision.outcome != Outcome.DEFER, _NEWEST)
        .correlate(Packet)
        .scalar_subquery()
    )


def upheld_at(case_id: Any) -> ScalarSelect[datetime]:
    """Return when the Chief last upheld a decision beside the newest page of a case, in SQL."""
    return (
        select(func.max(UpheldDecision.recorded_at))
        .join(_last, _last.id == UpheldDecision.packet_id)
        .where(_last.case_id == case_id, _NEWEST)
        .correlate(Packet)
        .scalar_subquery()
    )


def closes_on(session: Session, *moments: datetime | None) -> date | None:
    """Return the day on which packets close whose decision was made or upheld at these moments."""
    final = max((each for each in moments if each is not None), default=None)
    days = cast(Settings, session.info["settings"]).packet_days
    return closing_day(agency_day(final) if final else None, days)
