"""Captures are computed anew for submission and for release, and what came of it is recorded either way."""

from __future__ import annotations

from tracker.db import db, unit_of_work
from tracker.findings.stored import recompute_all
from tracker.policy.actors import Actor
from tracker.policy.facts import CaseFacts
from tracker.validation.service import verify_captures


def verify_all(actor: Actor, facts: CaseFacts) -> None:
    """Compute the digests of all captures of a case anew; the gate then judges what was found just now.

    This is an act of its own, so that a broken capture stays on record where the gate refuses because of it.
    """
    states = recompute_all(db.session, facts.case_id)
    if states:
        with unit_of_work(actor) as work:
            verify_captures(work, facts, states=states)
