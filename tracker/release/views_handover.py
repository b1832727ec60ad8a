"""The page of a handover: what is open in a case, and the words left for whoever has it next."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.handing_over import leave_words
from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import clock_of, db, unit_of_work
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.release.blueprint import blueprint
from tracker.release.forms import HandoverForm
from tracker.release.handover import handover_page
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/cases/<case>/handover")
@requires(Permission.READ_HANDOVER, about=case_facts)
def handover(case: str, facts: CaseFacts) -> Answer:
    """Show what is open in a case, and the words that were left; the reading is recorded first."""
    del case
    return _shown(facts, HandoverForm(formdata=None), 200)


@blueprint.post("/cases/<case>/handover")
@requires(Permission.LEAVE_HANDOVER_WORDS, about=case_facts)
def leave_handover_words(case: str, facts: CaseFacts) -> Answer:
    """Keep words for whoever has the case next."""
    form = HandoverForm()
    if not form.validate():
        return _shown(facts, form, 422)
    try:
        with unit_of_work(current_actor()) as work:
            leave_words(work, facts, words=form.words.data or "")
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _shown(facts, form, 422)
    notice("handover-words-left", case)
    return go("release.handover", case=case)


def _shown(facts: CaseFacts, form: HandoverForm, status: int) -> Answer:
    open_on_record(facts, Thing.HANDOVER)
    view = handover_page(db.session, current_actor(), facts, clock_of(db.session).now())
    return page(status, template="release/handover", view=view, form=form)
