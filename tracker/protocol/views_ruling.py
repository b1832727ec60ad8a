"""What the pages on which a supervisor rules on what somebody else asked for have in common."""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.wrappers import Response

from tracker.cases.openings import Thing, record_opening
from tracker.cases.views_opening import open_on_record
from tracker.db import UnitOfWork, db, unit_of_work
from tracker.policy.differing import missing_in_reason
from tracker.policy.facts import CaseFacts
from tracker.policy.refusals import missing_answer_on_ties
from tracker.protocol.case_top import case_top
from tracker.protocol.forms import RULED_BEFORE, RulingForm, text_of
from tracker.protocol.requests import RequestDetail
from tracker.protocol.time_asked import TimeDetail
from tracker.web.forms import NOT_DONE, explain, put_all_beside
from tracker.web.guard import current_actor
from tracker.web.pages import go, notice, page

Rule = Callable[[UnitOfWork, bool, str], object]
"""The writer that rules: with whether it is approved, and the reason."""


def rule_on(
    facts: CaseFacts,
    reference: str,
    *,
    sees: Thing,
    rule: Rule,
    detail: Callable[[], RequestDetail | TimeDetail],
) -> tuple[str, int] | Response:
    """Show what was asked with its reason, and rule on it; ``sees`` is what its page shows of the case."""
    form, status = RulingForm(), 200
    if form.validate_on_submit():
        approve = form.ruling.data == "approve"
        try:
            with unit_of_work(current_actor()) as work:
                rule(work, approve, text_of(form.reason))
                record_opening(work, case_id=facts.case_id, thing=sees, reference=facts.reference)
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice("request-approved" if approve else "request-refused", reference)
            return go("protocol.requests")
    elif form.is_submitted():
        put_all_beside(form, missing_in_reason(text_of(form.reason)))
        status = 422
    open_on_record(facts, sees)
    found = detail()
    ruled = found.line.approved is not None
    if status != 200 and ruled:  # there is no field any more in which what was typed could stand
        form.form_errors[:] = [RULED_BEFORE]
    first = () if ruled else missing_answer_on_ties(current_actor(), facts)
    return page(
        status, top=case_top(db.session, current_actor(), facts), detail=found, form=form, first=first
    )
