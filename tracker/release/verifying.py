"""Sealed files are computed anew before a case goes on, and what came of it is recorded either way."""

from __future__ import annotations

from tracker.answering.files import recompute_sent
from tracker.answering.intake import record_verified
from tracker.db import db, unit_of_work
from tracker.findings.stored import recompute_all
from tracker.policy.actors import Actor
from tracker.policy.answers import require
from tracker.policy.asking import missing_in_sent_files
from tracker.policy.facts import CaseFacts
from tracker.validation.service import verify_captures


def verify_all(actor: Actor, facts: CaseFacts) -> None:
    """Compute the digests of all captures of a case, and of the files of its answers, anew.

    The gate judges the captures by what was found just now; raises Refused where a file of an answer is not
    what was received. This is an act of its own, so that what is broken stays on record where it refuses.
    """
    states, sent = recompute_all(db.session, facts.case_id), recompute_sent(db.session, facts.case_id)
    if states or sent:
        with unit_of_work(actor) as work:
            verify_captures(work, facts, states=states)
            record_verified(work, facts, sent)
    require(missing_in_sent_files(sent))
