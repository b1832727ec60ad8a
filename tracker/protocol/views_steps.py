"""Pages of the protocol's steps: the list, one step, closing it and opening it again."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.answers import Refused
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.policy.vocabulary import StepStatus
from tracker.protocol import settling
from tracker.protocol.blueprint import blueprint
from tracker.protocol.case_top import case_top, sections_of
from tracker.protocol.forms import ENDINGS, EXCUSES, OpenAgainForm, SettleForm
from tracker.protocol.log_form import form_of
from tracker.protocol.step_page import step_page
from tracker.web.forms import explain, options
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page
from tracker.web.typed import count_in

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/steps")
@requires(Permission.READ_SEARCHES, about=case_facts)
def steps(case: str, facts: CaseFacts) -> Answer:
    """Show all steps of the protocol in a case, section by section."""
    del case
    open_on_record(facts, Thing.SEARCH_LOG)
    top = case_top(db.session, current_actor(), facts)
    return page(top=top, sections=sections_of(top))


@blueprint.get("/cases/<case>/steps/<step>")
@requires(Permission.READ_SEARCHES, about=case_facts)
def step(case: str, step: str, facts: CaseFacts) -> Answer:
    """Show one step: what to do, what is logged, and how to close it."""
    del case
    return _step(facts, step, 200, SettleForm())


@blueprint.post("/cases/<case>/steps/<step>/settle")
@requires(Permission.SETTLE_STEP, about=case_facts)
def settle(case: str, step: str, facts: CaseFacts) -> Answer:
    """Close a step as done, or go on to asking that it be excused."""
    form = SettleForm()
    if not form.validate_on_submit():
        return _step(facts, step, 422, form)
    if form.status.data in EXCUSES:
        return go("protocol.ask_excuse", case=case, step=step, ending=form.status.data)
    try:
        with unit_of_work(current_actor()) as work:
            settling.settle_step(
                work, facts, step=step, status=StepStatus(form.status.data), seen=count_in(form.seen.data)
            )
    except Refused as refusal:
        explain(form, refusal)
        return _step(facts, step, 409, form)
    notice("step-settled", step)
    onward = case_top(db.session, current_actor(), facts).next
    return go("protocol.step", case=case, step=onward.step) if onward.step else go("protocol.case", case=case)


@blueprint.post("/cases/<case>/steps/<step>/open-again")
@requires(Permission.SETTLE_STEP, about=case_facts)
def open_again(case: str, step: str, facts: CaseFacts) -> Answer:
    """Open a settled step again."""
    form = OpenAgainForm()
    with unit_of_work(current_actor()) as work:
        settling.open_again(work, facts, step=step, seen=count_in(form.seen.data))
    notice("step-open-again", step)
    return go("protocol.step", case=case, step=step)


def _step(facts: CaseFacts, step: str, status: int, form: SettleForm) -> Answer:
    now = clock_of(db.session).now()
    view = step_page(db.session, current_actor(), facts, step, now)
    open_on_record(facts, Thing.SEARCH_LOG)
    log = (
        form_of(view, None, None, now)
        if view.adds and view.left and view.proposals and view.methods
        else None
    )
    if form.untouched:
        form.seen.data = str(view.seen)
    if view.asked_excuse:
        form.status.choices = options(one for one in ENDINGS if one[0] not in EXCUSES)
    return page(status, template="protocol/step", view=view, form=form, log=log)
