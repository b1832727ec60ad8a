"""The page of weekly reviews: which weeks were signed, and the one that is looked at."""

from __future__ import annotations

from flask import current_app, request
from flask.typing import ResponseReturnValue

from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.oversight import service
from tracker.oversight.blueprint import blueprint
from tracker.oversight.forms_weeks import SignWeekForm
from tracker.oversight.queries import ledger_state
from tracker.oversight.signing_weeks import sign_week
from tracker.oversight.unusual import UnusualView, unusual_between
from tracker.oversight.weeks import WeekLine, week_facts, week_span, weeks_of
from tracker.policy.permissions import Permission
from tracker.policy.unusual import Hours
from tracker.policy.weekly import missing_to_sign_week
from tracker.settings import Settings
from tracker.web.forms import NOT_DONE, explain
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page


@blueprint.route("/audit/access/weeks", methods=["GET", "POST"])
@requires(Permission.SIGN_WEEK)
def weeks() -> ResponseReturnValue:
    """Show the weeks that are over, what stands out in one of them, and let it be signed."""
    form, status, actor = SignWeekForm(), 200, current_actor()
    today = agency_day(clock_of(db.session).now())
    lines = weeks_of(db.session, today)
    asked = form.week.data if form.is_submitted() else request.args.get("week")
    chosen = _chosen(lines, asked) if asked or not form.is_submitted() else None
    if chosen is None:
        status = 409 if form.is_submitted() else 404 if asked else 200
        return page(status, weeks=lines, chosen=None, form=form)
    view = _openings(chosen)
    facts = week_facts(db.session, chosen.monday, view, actor.person_id)
    if form.validate_on_submit():
        try:
            with unit_of_work(actor) as work:
                sign_week(work, facts, view, form.said.data or "")
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            notice("week-signed")
            return go("oversight.weeks", week=chosen.monday.isoformat())
    elif form.is_submitted():
        status = 422
    else:
        with unit_of_work(actor) as work:
            service.open_access_log(work)
    form.said.flags.optional = not view.whole
    form.week.data = chosen.monday.isoformat()
    barred = [one for one in missing_to_sign_week(facts, "", today) if not one.fix]
    return page(
        status,
        weeks=lines,
        chosen=chosen,
        view=view,
        form=form,
        barred=barred,
        ledger=ledger_state(db.session),
    )


def _openings(week: WeekLine) -> UnusualView:
    """Return what stands out among the openings of a week."""
    settings: Settings = current_app.extensions["settings"]
    hours = Hours(settings.office_opens, settings.office_closes)
    return unusual_between(db.session, *week_span(week.monday), hours)


def _chosen(lines: tuple[WeekLine, ...], asked: str | None) -> WeekLine | None:
    """Return the week that is asked for, or else the newest that nobody signed, or the newest."""
    if asked:
        return next((one for one in lines if one.monday.isoformat() == asked), None)
    return next((one for one in lines if not one.reviews), lines[0] if lines else None)
