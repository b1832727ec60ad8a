"""The pages: what a candidate says of themselves if they wish, and what auditors read of it once a year."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from tracker.cases.queries import own_case
from tracker.db import db, unit_of_work
from tracker.impact import service
from tracker.impact.answered import times_answered
from tracker.impact.blueprint import Answer, blueprint
from tracker.impact.forms import HERITAGES, NOTHING_CHOSEN, SEXES, VoluntaryForm
from tracker.impact.queries import impact_of, years_of
from tracker.policy.actors import SYSTEM
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.stages import is_over
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

__all__ = ["blueprint"]


@blueprint.route("/a/about-you", methods=("GET", "POST"))
@requires(Permission.ANSWER_VOLUNTARILY, about=own_case)
def about_you(facts: CaseFacts) -> Answer:
    """Take voluntary answers; what was answered before is never shown again, on whosever telephone."""
    form = VoluntaryForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit() and not form.is_empty:
        try:
            with unit_of_work(SYSTEM) as work:
                service.keep_answers(work, facts, asked_by=current_actor(), said=form.said())
        except NOT_DONE as refusal:
            explain(form, refusal)
        else:
            notice("voluntary-answers-kept")
            return go("impact.about_you")
    elif form.is_submitted() and form.is_empty and not form.errors:
        form.form_errors.append(NOTHING_CHOSEN)
    answered = times_answered(db.session, facts.case_id)
    return page(status, form=form, answered=answered, over=is_over(facts.seen_as))


@blueprint.get("/audit/impact")
@requires(Permission.READ_IMPACT)
def impact() -> ResponseReturnValue:
    """Show who went on by groups, for one year that is over, once the reading is recorded."""
    years = years_of(db.session)
    asked = request.args.get("year", "")
    chosen = next((year for year in years if str(year) == asked), years[0] if years else None)
    if chosen is not None:
        with unit_of_work(current_actor()) as work:
            service.open_impact(work, chosen)
    view = None if chosen is None else impact_of(db.session, chosen)
    return page(years=years, view=view, sexes=dict(SEXES), heritages=dict(HERITAGES))
