"""The writer of weekly reviews: what stood out is counted, what came of it sealed, and nothing is changed."""

from __future__ import annotations

from uuid import uuid4

from tracker.clock import agency_day
from tracker.db import UnitOfWork
from tracker.engines import wait_for_turn
from tracker.ledger.events import Event
from tracker.ledger.journal import record
from tracker.ledger.queries import ledger_size
from tracker.oversight.models import WeeklyReview
from tracker.oversight.slots import REVIEW_SAID
from tracker.oversight.unusual import UnusualView
from tracker.oversight.weeks import counts_of, last_review
from tracker.policy.answers import require
from tracker.policy.permissions import Permission
from tracker.policy.permit import permit
from tracker.policy.weekly import WeekFacts, missing_to_sign_week
from tracker.vault.format import Domain
from tracker.vault.vault import SYSTEM_HOLDER, vault_of


def sign_week(work: UnitOfWork, facts: WeekFacts, view: UnusualView, said: str) -> WeeklyReview:
    """Record that the openings of a week were looked at, and what came of it (Hampton D.1)."""
    permit(work.actor, Permission.SIGN_WEEK)
    require(missing_to_sign_week(facts, said, agency_day(work.now())))
    wait_for_turn(work.session, "weekly-review")
    number = last_review(work.session, facts.monday) + 1
    record(
        work,
        Event.WEEK_REVIEWED,
        week=facts.monday.isoformat(),
        number=number,
        openings=view.openings,
        stood_out=view.whole,
        own=facts.own,
    )
    row_id, sealer = uuid4(), vault_of(work.session).domain(work.session, Domain.SYSTEM, SYSTEM_HOLDER)
    words = said.strip()
    return work.add(
        WeeklyReview(
            id=row_id,
            week=facts.monday,
            number=number,
            size=ledger_size(work.session),
            openings=view.openings,
            people=view.people,
            stood_out=view.whole,
            told=dict(counts_of(view)),
            own=facts.own,
            said=sealer.seal(REVIEW_SAID, row_id, 1, words) if words else None,
            signed_by=work.actor.person_id,
            signed_at=work.now(),
        )
    )
