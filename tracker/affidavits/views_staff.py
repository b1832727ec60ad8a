"""The affidavit as staff read it: every edition, what each changed, and whether its text is intact."""

from __future__ import annotations

from tracker.affidavits.blueprint import Answer, blueprint
from tracker.affidavits.own import access_of, editions_of
from tracker.affidavits.queries import affidavit_state
from tracker.affidavits.words import english, mode_words
from tracker.cases.openings import Thing, record_opening
from tracker.cases.queries import case_facts, case_header
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, requires
from tracker.web.pages import page


@blueprint.get("/cases/<case>/affidavit")
@requires(Permission.READ_AFFIDAVIT, about=case_facts)
def case_affidavit(case: str, facts: CaseFacts) -> Answer:
    """Show the editions of a case's affidavit; the reading is recorded before anything is shown."""
    del case
    state = affidavit_state(db.session, facts.case_id)
    header = case_header(db.session, facts.case_id)
    if not state.filed:
        return page(header=header, editions=(), access=(), modes={})
    with unit_of_work(current_actor()) as work:
        record_opening(
            work, case_id=facts.case_id, thing=Thing.AFFIDAVIT, reference=state.reference, reason=None
        )
    access = access_of(
        db.session,
        facts.case_id,
        clock_of(db.session).now(),
        investigator_id=header.investigator_id,
        investigator=header.investigator_name,
    )
    editions = tuple(reversed(editions_of(db.session, facts.case_id, english)))
    return page(header=header, editions=editions, access=access, modes=mode_words(english))
