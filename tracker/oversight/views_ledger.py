"""Pages of the ledger: its lines in words, the check of its chain, and who opened what."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import current_app, request, url_for
from flask.typing import ResponseReturnValue

from tracker.checkpointing import witness_of
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.engines import alone
from tracker.ledger.events import OPENINGS
from tracker.ledger.journal import LedgerUnfit
from tracker.ledger.report import Verdict
from tracker.ledger.verify import verify
from tracker.oversight import service
from tracker.oversight.blueprint import blueprint
from tracker.oversight.event_words import event_groups
from tracker.oversight.forms import AccessFilter, CheckForm, LinesFilter, MonthFilter
from tracker.oversight.lines import LinesPage, lines_page, people_choices
from tracker.oversight.queries import ledger_state
from tracker.oversight.unusual import unusual_between
from tracker.policy.actors import Role
from tracker.policy.answers import Refused, Unmet
from tracker.policy.permissions import Permission
from tracker.policy.unusual import Hours
from tracker.settings import Settings
from tracker.web.guard import current_actor, requires
from tracker.web.pages import go, notice, page

NOTICES: dict[Verdict, str] = {
    Verdict.SOUND: "ledger-sound",
    Verdict.BROKEN: "ledger-broken",
    Verdict.UNCHECKED: "ledger-unchecked",
}
CHECK_UNDER_WAY = Unmet(
    None, "The ledger is being checked now. Wait until that check is done; the page then says what it found."
)
"""Why nobody begins a second check while one runs: it would only make both slower."""


@blueprint.get("/audit/ledger")
@requires(Permission.READ_LEDGER)
def ledger() -> ResponseReturnValue:
    """Show the ledger in sentences, newest first; that it is read is itself a line of it."""
    with unit_of_work(current_actor()) as work:
        service.open_ledger(work)
    form = LinesFilter(formdata=request.args)
    return _lines("oversight.ledger", (), form, state=ledger_state(db.session), check=CheckForm())


@blueprint.get("/audit/access")
@requires(Permission.READ_ACCESS_LOG)
def access() -> ResponseReturnValue:
    """Show who opened what, and who was not let; that it is read is recorded."""
    with unit_of_work(current_actor()) as work:
        service.open_access_log(work)
    form = AccessFilter(formdata=request.args)
    form.month.offer(agency_day(clock_of(db.session).now()), "Any")
    return _lines("oversight.access", OPENINGS, form)


@blueprint.get("/audit/access/unusual")
@requires(Permission.READ_ACCESS_LOG)
def unusual() -> ResponseReturnValue:
    """Show what of a month's openings is out of the ordinary, and why it is looked at; it accuses nobody."""
    with unit_of_work(current_actor()) as work:
        service.open_access_log(work)
    settings: Settings = current_app.extensions["settings"]
    hours = Hours(settings.office_opens, settings.office_closes)
    form = MonthFilter(formdata=request.args)
    since, until = form.chosen(agency_day(clock_of(db.session).now()))
    view = unusual_between(db.session, since, until, hours)
    return page(view=view, form=form, hours=hours, month=form.month.data)


def _lines(endpoint: str, only: Collection[str], form: LinesFilter, **context: Any) -> ResponseReturnValue:
    """Show the lines that the filters in the address ask for, of some events only if any are given."""
    form.offer(event_groups(only), people_choices(db.session))
    wanted = form.wanted(only, request.args.get("before", type=int))
    view = lines_page(db.session, wanted) if form.validate() else LinesPage()
    if view.unknown_case:
        form.case.errors = ["No case has this reference. Look at it once more: it is like C-26-7KQ4M"]
    filters = form.address()
    older = url_for(endpoint, **filters, before=view.older) if view.older is not None else ""
    newest = url_for(endpoint, **filters) if "before" in request.args else ""
    return page(view=view, form=form, filtered=bool(filters), older=older, newest=newest, **context)


@blueprint.post("/audit/ledger/check")
@requires(Permission.VERIFY_LEDGER)
def check_ledger() -> ResponseReturnValue:
    """Recompute the whole ledger and every row it speaks of, and keep what was found.

    A ledger that can take no line any more cannot take this one either; what was found is shown all the same.
    """
    actor = current_actor()
    with alone(db.engine, "check-ledger") as first:
        if not first:
            raise Refused(CHECK_UNDER_WAY)
        report = verify(db.session, witness_of(db.session), deep=True)
    try:
        with unit_of_work(actor) as work:
            service.record_check(work, report)
    except LedgerUnfit:
        return page(503, report=report)
    notice(NOTICES[report.verdict])
    return go("oversight.system" if actor.role is Role.IT else "oversight.ledger")
