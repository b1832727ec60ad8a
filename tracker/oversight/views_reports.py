"""Pages of reports: how long cases take, how old the open ones are, and how often work is returned."""

from __future__ import annotations

from hashlib import sha256

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from tracker.db import clock_of, db, unit_of_work
from tracker.oversight import service
from tracker.oversight.blueprint import blueprint
from tracker.oversight.cycle import cycle_report
from tracker.oversight.cycle_pictures import bar, plot
from tracker.oversight.table_file import cycle_as_csv
from tracker.policy.cycle_time import AGES, SPANS, summary
from tracker.policy.permissions import Permission
from tracker.policy.returning import RETURN_KINDS
from tracker.settings import Settings
from tracker.web.guard import current_actor, requires
from tracker.web.pages import page


@blueprint.get("/reports")
@requires(Permission.READ_TEAM)
def reports() -> ResponseReturnValue:
    """Show how long cases take, the whole time or ours alone; nothing here is about a person."""
    ours = request.args.get("time") == "ours"
    settings: Settings = current_app.extensions["settings"]
    target = settings.cycle_target_days
    view = cycle_report(db.session, clock_of(db.session).now(), reader=current_actor().person_id)
    told = summary(view.closed, ours=ours, target=target)
    return page(
        view=view,
        told=told,
        ours=ours,
        target=target,
        picture=plot(view.closed, told, ours=ours, target=target),
        pieces=bar(view.closed, ours=ours),
        spans=SPANS,
        ages=AGES,
        kinds=RETURN_KINDS,
    )


@blueprint.get("/reports/cycle-times.csv")
@requires(Permission.READ_TEAM)
def cycle_times_csv() -> Response:
    """Hand out the same days, case by case and part by part; that they leave is recorded first."""
    actor = current_actor()
    closed = cycle_report(db.session, clock_of(db.session).now(), reader=actor.person_id).closed
    content = cycle_as_csv(closed)
    with unit_of_work(actor) as work:
        service.export_cycle_times(work, rows=len(closed), sha256=sha256(content).hexdigest())
    headers = {"Content-Disposition": 'attachment; filename="cycle-times.csv"'}
    return Response(content, mimetype="text/csv", headers=headers)
