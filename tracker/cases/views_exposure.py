"""The page that tells whose raw material a person has opened: for the unit, an audit, and that person."""

from __future__ import annotations

from flask import request

from tracker.accounts.queries import person_facts
from tracker.cases.blueprint import blueprint
from tracker.cases.exposure import exposure_of
from tracker.cases.openings import record_exposure_read
from tracker.db import db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.exposure import FOR_GOOD
from tracker.policy.facts import PersonFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import page


@blueprint.get("/people/<person>/exposure")
@requires(Permission.READ_EXPOSURE, about=person_facts)
def exposure(person: str, facts: PersonFacts) -> tuple[str, int]:
    """Show whose raw material somebody opened or searched; the reading is recorded first."""
    del person
    actor = current_actor()
    with unit_of_work(actor) as work:
        record_exposure_read(work, facts)
    own = actor.person_id == facts.person_id
    audits = may(Permission.AUDIT_CASE)
    whole = own or audits
    view = exposure_of(
        db.session,
        facts.person_id,
        apart_from=None if whole else actor.person_id,
        named=reads_all(actor.role),
        upholds=actor.role is Role.CHIEF and not own,
        after=request.args.get("after", ""),
    )
    return page(
        view=view,
        for_good=FOR_GOOD,
        own=own,
        partial=not whole,
        audits=audits,
        further="after" in request.args,
    )
