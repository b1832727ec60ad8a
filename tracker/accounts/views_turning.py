"""The page of how duties are held in the whole agency: by title, or by case while people are few."""

from __future__ import annotations

from werkzeug.wrappers import Response

from tracker.accounts.blueprint import blueprint
from tracker.accounts.forms import DutiesForm
from tracker.accounts.standing_roles import turns
from tracker.accounts.turning import turn_duties
from tracker.db import db, unit_of_work
from tracker.policy.by_case import IDLE_BY_TITLE, PAIRS_BY_CASE
from tracker.policy.permissions import Permission
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page


@blueprint.route("/deviations/duties-by-case", methods=["GET", "POST"])
@requires(Permission.RECORD_DEVIATION)
def duties_by_case() -> tuple[str, int] | Response:
    """Show how duties are held and were, and turn them."""
    form = DutiesForm()
    if not form.validate_on_submit():
        return _show(form, 422 if form.is_submitted() else 200)
    try:
        with unit_of_work(current_actor()) as work:
            turned = turn_duties(
                work,
                seen=form.shown(),
                reason=form.reason.data or "",
                compensating_control=form.compensating_control.data or "",
            )
            by_case = turned.by_case
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _show(form, 422)
    notice("duties-by-case" if by_case else "duties-by-title")
    return go("accounts.duties_by_case")


def _show(form: DutiesForm, status: int) -> tuple[str, int]:
    past = turns(db.session)
    form.seen.data = str(len(past))
    by_case = bool(past) and past[0].by_case
    if by_case:
        form.reason.label.text = "Why duties are by title again"
    return page(status, form=form, turns=past, by_case=by_case, pairs=PAIRS_BY_CASE, idle=IDLE_BY_TITLE)
