"""The page on which days away are recorded, by a supervisor or by whoever is away."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.accounts.queries import person_facts
from tracker.cases.absences import absences_of, set_away
from tracker.cases.blueprint import blueprint
from tracker.cases.forms_absences import AwayForm
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.actors import Role
from tracker.policy.facts import PersonFacts
from tracker.policy.permissions import Permission
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/desk/away")
@requires(Permission.READ_OWN_WORK)
def own_absence() -> Answer:
    """Lead investigators to the page of their own days away."""
    return go("cases.absence", person=absences_of(db.session, current_actor().person_id).reference)


@blueprint.route("/team/away/<person>", methods=["GET", "POST"])
@requires(Permission.SET_AWAY, about=person_facts)
def absence(person: str, facts: PersonFacts) -> Answer:
    """Show when somebody is away, and record it anew."""
    del person
    form, status = AwayForm(), 200
    if form.validate_on_submit():
        first, last = (None, None) if form.back.data else (form.first.data, form.last.data)
        try:
            with unit_of_work(current_actor()) as work:
                set_away(work, facts, first=first, last=last, seen=form.shown())
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice("away-set")
            return go("cases.team") if current_actor().role is Role.SUPERVISOR else go("protocol.desk")
    elif form.is_submitted():
        status = 422
    view = absences_of(db.session, facts.person_id)
    form.seen.data = str(view.seen)
    today = agency_day(clock_of(db.session).now())
    told = view.now.told(today) if view.now else ""
    return page(status, view=view, form=form, told=told, own=current_actor().role is Role.INVESTIGATOR)
