"""HR's page of a candidate's age window: it takes a month, and never shows the one on record."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.age_windows import age_window_state, set_age_window
from tracker.cases.blueprint import blueprint
from tracker.cases.candidates import contact_of
from tracker.cases.forms import AgeWindowForm
from tracker.cases.queries import case_facts
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.stages import is_over
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response


@blueprint.route("/admin/candidates/<case>/age", methods=["GET", "POST"])
@requires(Permission.SET_AGE_WINDOW, about=case_facts)
def age_window(case: str, facts: CaseFacts) -> Answer:
    """Say whether a month is on record, and take one."""
    form, status = AgeWindowForm(), 200
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                set_age_window(work, facts, month=form.month.data or "", seen=form.seen.data or "")
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice("age-window-set", case)
            return go("cases.invitation", case=case)
    elif form.is_submitted():
        status = 422
    state = age_window_state(db.session, facts.case_id)
    form.seen.data = str(state.turn if state else 0)
    contact = contact_of(db.session, facts.candidate_id)
    over = is_over(facts.seen_as)
    return page(status, form=form, facts=facts, contact=contact, state=state, over=over)
