"""The affidavit as staff read it, edition by edition; and what a candidate who calls asks staff to do."""

from __future__ import annotations

from tracker.affidavits.access import record_call, stop_access
from tracker.affidavits.blueprint import Answer, blueprint
from tracker.affidavits.clarified import asked_about
from tracker.affidavits.forms_staff import StopOnWordForm
from tracker.affidavits.own import access_of, editions_of
from tracker.affidavits.queries import filed_reference, stoppable
from tracker.affidavits.words import english, mode_words
from tracker.cases.candidates import contact_of
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts, case_header
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.affidavit_window import missing_to_answer
from tracker.policy.clarifying import missing_to_clarify
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page


@blueprint.get("/cases/<case>/affidavit")
@requires(Permission.READ_AFFIDAVIT, about=case_facts)
def case_affidavit(case: str, facts: CaseFacts) -> Answer:
    """Show the editions of a case's affidavit; the reading is recorded before anything is shown."""
    del case
    filed = filed_reference(db.session, facts.case_id)
    if not filed:
        return page(header=case_header(db.session, facts.case_id), editions=(), access=(), modes={})
    open_on_record(facts, Thing.AFFIDAVIT, filed, reason=None)
    header = case_header(db.session, facts.case_id)
    access = access_of(
        db.session,
        facts.case_id,
        clock_of(db.session).now(),
        investigator_id=header.investigator_id,
        investigator=header.investigator_name,
    )
    editions = editions_of(db.session, facts.case_id, english)
    return page(
        header=header,
        editions=tuple(reversed(editions)),
        access=access,
        modes=mode_words(english),
        clarified=asked_about(db.session, facts.case_id, editions),
        clarifiable=_clarifiable(facts),
    )


def _clarifiable(facts: CaseFacts) -> bool:
    return may(Permission.CLARIFY_ANSWER, facts) and not missing_to_clarify(facts.seen_as, filed=True)


@blueprint.route("/admin/candidates/<case>/access", methods=("GET", "POST"))
@requires(Permission.STOP_ACCESS_ON_WORD, about=case_facts)
def stop_on_word(case: str, facts: CaseFacts) -> Answer:
    """Stop access for a candidate who asks for it by telephone or in person; no account is named."""
    form, over = StopOnWordForm(), missing_to_answer(facts.seen_as, filed=True)
    numbers = () if over else stoppable(db.session, facts.case_id, clock_of(db.session).now())
    form.offer(numbers)
    if not form.validate_on_submit():
        contact = contact_of(db.session, facts.candidate_id)
        status = 422 if form.is_submitted() else 200
        return page(status, form=form, facts=facts, contact=contact, numbers=numbers)
    with unit_of_work(current_actor()) as work:
        for number in form.chosen(numbers):
            stop_access(work, facts, number=number)
    notice("access-stopped-on-word", case)
    return go("cases.invitation", case=case)


@blueprint.post("/cases/<case>/called")
@requires(Permission.RECORD_CALL, about=case_facts)
def called(case: str, facts: CaseFacts) -> Answer:
    """Record that the candidate was called as promised; the overview of the case asks for it."""
    with unit_of_work(current_actor()) as work:
        record_call(work, facts)
    notice("call-recorded", case)
    return go("protocol.case", case=case)
