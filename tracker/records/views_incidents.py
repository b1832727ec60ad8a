"""Pages of incidents: the list with the clock, a new one, one record, and what is added to it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import request
from werkzeug.wrappers import Response

from tracker.db import UnitOfWork, clock_of, db, unit_of_work
from tracker.policy.incidents import IncidentKind, missing_to_close, span_in_words
from tracker.policy.permissions import Permission
from tracker.records.blueprint import blueprint
from tracker.records.forms_incidents import (
    ClosingForm,
    IncidentCasesForm,
    IncidentForm,
    LineForm,
)
from tracker.records.incidents import incident_rows, incident_view, law_of_breaches
from tracker.records.recording_incidents import add_line, close_record, name_cases, record_incident
from tracker.web.forms import NOT_DONE, Form, explain
from tracker.web.guard import current_actor, may, requires
from tracker.web.menus import first_page
from tracker.web.moments import on_the_clock
from tracker.web.pages import go, notice, page

Answer = tuple[str, int] | Response
"""A page with its status, or the way to another one."""


@blueprint.get("/audit/incidents")
@requires(Permission.READ_INCIDENTS)
def incidents() -> Answer:
    """Show what went wrong with confidential material, how long ago, and whether somebody was told."""
    rows, now = incident_rows(db.session), _now()
    return page(
        running=tuple(row for row in rows if row.facts.closed_at is None),
        closed=tuple(row for row in rows if row.facts.closed_at is not None),
        now=now,
        span=span_in_words,
    )


@blueprint.route("/audit/incidents/new", methods=["GET", "POST"])
@requires(Permission.RECORD_INCIDENT)
def new_incident() -> Answer:
    """Record an incident, so that its clock runs from the discovery."""
    form, status, actor = IncidentForm(), 200, current_actor()
    names = may(Permission.NAME_INCIDENT_CASES)
    if form.validate_on_submit():
        try:
            with unit_of_work(actor) as work:
                cases = form.cases.data or "" if names else ""
                row = record_incident(work, form.chosen(), form.found.data or "", form.discovered_at(), cases)
        except NOT_DONE as refusal:
            explain(form, refusal)
            status = 409
        else:
            if may(Permission.READ_INCIDENTS):
                notice("incident-recorded", row.reference)
                return go("records.incident", incident=row.reference)
            notice("incident-handed-on", row.reference)
            return go(first_page(actor.role))
    elif form.is_submitted():
        status = 422
    else:
        form.discovered.data = on_the_clock(_now())
        form.kind.data = _asked_kind()
    return page(status, form=form, names=names, reads=may(Permission.READ_INCIDENTS))


@blueprint.get("/audit/incidents/<incident>")
@requires(Permission.READ_INCIDENTS)
def incident(incident: str) -> Answer:
    """Show one incident with its clock, what was done, who was told, and what the law says."""
    return _incident(incident, 200)


@blueprint.post("/audit/incidents/<incident>/lines")
@requires(Permission.KEEP_INCIDENT)
def incident_line(incident: str) -> Answer:
    """Write down what was done about an incident, and who was told."""
    form = LineForm()
    return _added(incident, form, "incident-line-written", lambda work: add_line(work, incident, form.line()))


@blueprint.post("/audit/incidents/<incident>/cases")
@requires(Permission.NAME_INCIDENT_CASES)
def incident_cases(incident: str) -> Answer:
    """Name further cases that an incident touches."""
    form = IncidentCasesForm()
    return _added(
        incident, form, "incident-cases-named", lambda work: name_cases(work, incident, form.cases.data or "")
    )


@blueprint.post("/audit/incidents/<incident>/close")
@requires(Permission.CLOSE_INCIDENT)
def close_incident(incident: str) -> Answer:
    """Close an incident that somebody else recorded."""
    form = ClosingForm()
    return _added(
        incident, form, "incident-closed", lambda work: close_record(work, incident, form.reason.data or "")
    )


def _added(incident: str, form: Form, said: str, write: Callable[[UnitOfWork], object]) -> Answer:
    if not form.validate_on_submit():
        return _incident(incident, 422, form)
    try:
        with unit_of_work(current_actor()) as work:
            write(work)
    except NOT_DONE as refusal:
        explain(form, refusal)
        return _incident(incident, 409, form)
    notice(said, incident)
    return go("records.incident", incident=incident)


def _incident(reference: str, status: int, sent: Form | None = None) -> tuple[str, int]:
    view, now = incident_view(db.session, reference), _now()
    facts = view.row.facts
    closes = may(Permission.CLOSE_INCIDENT)
    return page(
        status,
        template="records/incident",
        view=view,
        now=now,
        since=span_in_words(facts.since(now)),
        clock=facts.clock(now).value,
        law=law_of_breaches(db.session),
        sent=sent,
        line=_filled(LineForm, sent, now),
        naming=_filled(IncidentCasesForm, sent, now),
        closing=_filled(ClosingForm, sent, now),
        keeps=may(Permission.KEEP_INCIDENT),
        names=may(Permission.NAME_INCIDENT_CASES),
        closes=closes,
        holds=may(Permission.PLACE_HOLD),
        against=[one for one in missing_to_close(facts, current_actor().person_id, "") if not one.fix],
    )


def _filled(kind: type[Form], sent: Form | None, now: datetime) -> Form:
    """Return a form of the page: as it was sent where it was, else new, with the time as it is."""
    if isinstance(sent, kind):
        return sent
    form = kind(formdata=None)
    if "at" in form:
        form["at"].data = on_the_clock(now)
    return form


def _asked_kind() -> str | None:
    """Return the kind that the page before proposes, where it is one."""
    asked = request.args.get("kind", "")
    return asked if asked in set(IncidentKind) else None


def _now() -> datetime:
    return clock_of(db.session).now()
