"""Pages of asking for more time for a case, and of ruling on it."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.db import db, unit_of_work
from tracker.policy.differing import missing_in_reason
from tracker.policy.facts import CaseFacts
from tracker.policy.permissions import Permission
from tracker.protocol import asking_time
from tracker.protocol.blueprint import blueprint
from tracker.protocol.case_top import case_top
from tracker.protocol.forms import MoreTimeForm, text_of
from tracker.protocol.time_asked import time_detail, time_facts, times_asked
from tracker.protocol.views_ruling import rule_on
from tracker.web.forms import NOT_DONE, explain, put_all_beside
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.route("/cases/<case>/ask-more-time", methods=["GET", "POST"])
@requires(Permission.ASK_REQUEST, about=case_facts)
def ask_more_time(case: str, facts: CaseFacts) -> Answer:
    """Show what was asked for in a case so far, and ask that it be due later."""
    form, status = MoreTimeForm(), 200
    if form.validate_on_submit():
        try:
            with unit_of_work(current_actor()) as work:
                row = asking_time.ask_more_time(
                    work, facts, until=form.until.day, reason=text_of(form.reason)
                )
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice("more-time-asked", row.reference)
            return go("protocol.case", case=case)
    elif form.is_submitted():
        put_all_beside(form, missing_in_reason(text_of(form.reason)))
        status = 422
    open_on_record(facts, Thing.CASE)
    top = case_top(db.session, current_actor(), facts)
    asked, reader = times_asked(db.session, facts.case_id), current_actor().person_id
    return page(status, top=top, form=form, asked=asked, reader=reader)


@blueprint.post("/cases/<case>/ask-more-time/<extension>/take-back")
@requires(Permission.ASK_REQUEST, about=case_facts)
def take_back_time(case: str, extension: str, facts: CaseFacts) -> Answer:
    """Take one's own ask for more time back, before anybody rules on it."""
    with unit_of_work(current_actor()) as work:
        asking_time.take_back_time(work, facts, extension=extension)
    notice("more-time-taken-back", extension)
    return go("protocol.ask_more_time", case=case)


@blueprint.route("/requests/time/<extension>", methods=["GET", "POST"])
@requires(Permission.DECIDE_REQUEST, about=time_facts)
def rule_more_time(extension: str, facts: CaseFacts) -> Answer:
    """Show a request for more time with its reason, and rule on it."""
    return rule_on(
        facts,
        extension,
        sees=Thing.CASE,
        rule=lambda work, approve, reason: asking_time.rule_more_time(
            work, facts, extension=extension, approve=approve, reason=reason
        ),
        detail=lambda: time_detail(db.session, facts.case_id, extension),
    )
