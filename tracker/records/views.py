"""Pages of holds: the register, a new hold, and how one is lifted by two."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.queries import case_facts
from tracker.db import db, unit_of_work
from tracker.policy.answers import NotFound, Refused, Unmet
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.holds import missing_to_lift
from tracker.policy.permissions import Permission
from tracker.records import service, views_incidents, views_retention
from tracker.records.blueprint import blueprint
from tracker.records.forms import HoldForm, LiftForm
from tracker.records.queries import gone_before, hold_lines, hold_of
from tracker.requisitions.queries import requisition_facts
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import go, notice, page

__all__ = ["blueprint", "views_incidents", "views_retention"]

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/audit/holds")
@requires(Permission.READ_RECORDS)
def holds() -> Answer:
    """Show which records are held, for which matter, and what was lifted; no candidate is named."""
    lines = hold_lines(db.session)
    return page(
        standing=tuple(line for line in lines if line.lifted_at is None),
        lifted=tuple(line for line in lines if line.lifted_at is not None),
        places=may(Permission.PLACE_HOLD),
    )


@blueprint.route("/audit/holds/new", methods=["GET", "POST"])
@requires(Permission.PLACE_HOLD)
def new_hold() -> Answer:
    """Place a hold on the records of a case, or of every case of a requisition."""
    form = HoldForm()
    if not form.validate_on_submit():
        return page(422 if form.is_submitted() else 200, form=form)
    try:
        held = _held(form)
        with unit_of_work(current_actor()) as work:
            row = service.place_hold(work, held, form.words())
    except NOT_DONE as refusal:
        explain(form, refusal)
        return page(409, form=form)
    notice("hold-placed", held.reference)
    return go("records.hold", hold=row.reference)


@blueprint.route("/audit/holds/<hold>", methods=["GET", "POST"])
@requires(Permission.READ_RECORDS)
def hold(hold: str) -> Answer:
    """Show one hold, and propose to lift it."""
    form, status = LiftForm(), 200
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                service.propose_lift(work, hold, reason=form.reason.data or "")
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice("hold-lift-proposed", hold)
            return go("records.hold", hold=hold)
    elif form.is_submitted():
        status = 422
    line = hold_of(db.session, hold)
    own = bool(missing_to_lift(line.facts, current_actor().person_id))
    gone = gone_before(db.session, line.hold_id)
    return page(status, form=form, line=line, own=own, gone=gone, lifts=may(Permission.LIFT_HOLD))


@blueprint.post("/audit/holds/<hold>/lift")
@requires(Permission.LIFT_HOLD)
def lift(hold: str) -> Answer:
    """Lift a hold that somebody else proposed to lift."""
    with unit_of_work(current_actor()) as work:
        service.lift_hold(work, hold)
    notice("hold-lifted", hold)
    return go("records.hold", hold=hold)


def _held(form: HoldForm) -> CaseFacts | RequisitionFacts:
    try:
        if form.reference().startswith("C-"):
            return case_facts(db.session, current_actor(), case=form.reference())
        return requisition_facts(db.session, current_actor(), requisition=form.reference())
    except NotFound:
        words = "No case and no requisition has that reference."
        raise Refused(Unmet(None, words, "field:held")) from None
