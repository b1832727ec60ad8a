"""Pages of uniformity: the choice of a requisition, its table, the searches behind a cell, and the file."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from flask import Response, request
from flask.typing import ResponseReturnValue

from tracker.cases.openings import Thing
from tracker.cases.queries import case_facts
from tracker.cases.views_opening import open_on_record
from tracker.clock import agency_day
from tracker.db import clock_of, db, unit_of_work
from tracker.oversight import (
    service,
    views_cases,
    views_certificates,
    views_ledger,
    views_reports,
    views_system,
    views_weeks,
)
from tracker.oversight.blueprint import blueprint
from tracker.oversight.cell import cell_of
from tracker.oversight.certificates import certificates_of
from tracker.oversight.kept_work import Work, kept_work, work_of
from tracker.oversight.table_file import table_as_csv, table_as_json
from tracker.oversight.uniformity import UniformityTable, opened_requisitions, uniformity_of
from tracker.oversight.uniformity_picture import MANY, draw, words_of
from tracker.oversight.weeks import missed_weeks
from tracker.policy.effort import Effort, effort_by_searcher
from tracker.policy.facts import CaseFacts, RequisitionFacts
from tracker.policy.judgement import reads_all
from tracker.policy.permissions import Permission
from tracker.requisitions.queries import requisition_facts
from tracker.web.guard import current_actor, may, requires
from tracker.web.pages import page

__all__ = [
    "blueprint",
    "views_cases",
    "views_certificates",
    "views_ledger",
    "views_reports",
    "views_system",
    "views_weeks",
]


@blueprint.get("/audit/uniformity")
@requires(Permission.READ_UNIFORMITY, lists=True)
def uniformity() -> ResponseReturnValue:
    """Let a requisition be chosen; an auditor reads here too which weekly reviews were missed."""
    today = agency_day(clock_of(db.session).now())
    missed = missed_weeks(db.session, today) if may(Permission.SIGN_WEEK) else 0
    return page(requisitions=opened_requisitions(db.session), missed=missed)


@blueprint.get("/audit/uniformity/<requisition>")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def table(requisition: str, facts: RequisitionFacts) -> ResponseReturnValue:
    """Show candidates by steps, by reference and never by name; the reading is recorded first."""
    actor = current_actor()
    with unit_of_work(actor) as act:
        service.open_table(act, facts)
    work = kept_work(db.session, facts.requisition_id)
    view = uniformity_of(db.session, facts, work)
    asked = _asked(view, work)
    case_page = "protocol.case" if reads_all(actor.role) else "oversight.case_file"
    picture = draw(
        view,
        differences_only=asked.differences_only,
        case_page=case_page,
        searched=asked.searched,
        page=request.args.get("page", 1, type=int),
    )
    return page(
        view=view,
        picture=picture,
        requisition=requisition,
        asked=asked,
        certificates=certificates_of(db.session, facts.requisition_id),
        certifies=may(Permission.CERTIFY_UNIFORMITY, facts),
    )


@dataclass(frozen=True, slots=True)
class _Asked:
    """What the address asks for: which rows, and of whose cases, None where it is of everybody's."""

    differences_only: bool
    searcher: str
    searched: frozenset[str] | None
    effort: tuple[Effort, ...]


def _asked(view: UniformityTable, work: Work) -> _Asked:
    """Read the filters of the address; without any, many candidates begin with what differs."""
    show, searcher = request.args.get("show", ""), request.args.get("searcher", "")
    searched = frozenset(one.case for one in work.sittings if one.person == searcher) if searcher else None
    many = len(view.table.rows) > MANY
    return _Asked(
        show == "differences" or (show != "all" and many),
        searcher,
        searched,
        effort_by_searcher(work.sittings),
    )


@blueprint.get("/audit/uniformity/<requisition>/table.json")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def table_json(requisition: str, facts: RequisitionFacts) -> Response:
    """Hand out what the same filters show, for other programs; that it leaves is recorded first."""
    work = work_of(db.session, facts.requisition_id)
    view = uniformity_of(db.session, facts, work)
    asked = _asked(view, work)
    content, rows = table_as_json(
        view, asked.effort, differences_only=asked.differences_only, searched=asked.searched
    )
    with unit_of_work(current_actor()) as act:
        service.export_table(act, facts, rows=rows, sha256=sha256(content).hexdigest())
    headers = {"Content-Disposition": f'attachment; filename="uniformity-{requisition}.json"'}
    return Response(content, mimetype="application/json", headers=headers)


@blueprint.get("/audit/uniformity/<requisition>/table.csv")
@requires(Permission.READ_UNIFORMITY, about=requisition_facts)
def table_csv(requisition: str, facts: RequisitionFacts) -> Response:
    """Hand the whole table out as a file; that it leaves is recorded first."""
    content, rows = table_as_csv(uniformity_of(db.session, facts))
    with unit_of_work(current_actor()) as act:
        service.export_table(act, facts, rows=rows, sha256=sha256(content).hexdigest())
    name = f"uniformity-{requisition}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="text/csv", headers=headers)


@blueprint.get("/audit/cases/<case>/steps/<step>")
@requires(Permission.READ_SEARCHES, about=case_facts)
def cell(case: str, step: str, facts: CaseFacts) -> ResponseReturnValue:
    """Show the searches behind one cell, sealed words closed; the reading is recorded first."""
    open_on_record(facts, Thing.SEARCH_LOG, case)
    view = cell_of(db.session, facts, step)
    said = words_of(view.cell) if view.cell else ""
    compares = may(Permission.READ_UNIFORMITY)
    return page(view=view, said=said, compares=compares)
