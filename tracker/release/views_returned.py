"""The page of what came back: what is asked for, and what its investigator did about each thing."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.release.blueprint import blueprint
from tracker.release.forms import ReturnedForm
from tracker.release.marking import answer_return
from tracker.release.returned import returned_page
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/returned")
@requires(Permission.READ_FINDINGS, about=case_facts)
def returned(case: str, facts: CaseFacts) -> Answer:
    """Show what a supervisor asks for, beside what was done about it."""
    del case
    return _shown(facts, 200, ReturnedForm())


@blueprint.post("/cases/<case>/returned")
@requires(Permission.SUBMIT_CASE, about=case_facts)
def mark_answered(case: str, facts: CaseFacts) -> Answer:
    """Keep what the investigator says was done about what was asked for."""
    form = ReturnedForm()
    if not form.validate():
        return _shown(facts, 422, form)
    try:
        with unit_of_work(current_actor()) as work:
            answer_return(work, facts, seen=form.seen.data or "", said=form.said())
    except NOT_DONE as why:
        explain(form, why)
        return _shown(facts, 409, form)
    notice("return-answered", case)
    return go("release.returned", case=case)


def _shown(facts: CaseFacts, status: int, form: ReturnedForm) -> Answer:
    open_on_record(facts, Thing.CASE)
    view = returned_page(db.session, current_actor(), facts)
    form.seen.data = view.back.seen
    while len(form.answers) < len(view.back.items):
        form.answers.append_entry()
    return page(status, template="release/returned", view=view, form=form)
